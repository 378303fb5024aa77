package org.ioasidsim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.random.Streams;
import org.ioasidsim.scenario.ScenarioFile;
import org.junit.jupiter.api.Test;

/** The spread between VMs must be that of the file: the same for both variants, drawn anew in each replication, and never averaged away by theory. */
class EachInstanceTest {
    private static final String SCENARIO = """
            scenario: each
            question: How many ids do VMs of different sizes want?
            host: {preset: x86-vtd-20bit, devices: {dsa: {}}}
            cgroups: {/vms: {}}
            tenants:
              vms:
                cgroup: /vms
                kind: vm
                instances: 3
                processes: {INITIAL, lifetime: forever, devices: [dsa]}
            run: {duration: 1000s, replications: 2, seed: 7}
            """;

    private static ScenarioFile read(String initial) {
        return RunScenario.read(SCENARIO.replace("INITIAL", initial));
    }

    private static double held(ExperimentResult result, int replication) {
        return result.variants().get(0).replications().get(replication - 1).value(0, Metric.HELD_PEAK);
    }

    @Test
    void eachInstanceDrawsItsOwnNumberOfProcesses() {
        ExperimentResult result =
                Experiment.of(read("initial: {each: {uniform: [300, 3000]}}")).run();
        for (int replication = 1; replication <= 2; replication++) {
            var streams = new Streams(7, replication);
            double expected = 0;
            for (int instance = 0; instance < 3; instance++) {
                expected += Math.rint(
                        300 + 2700 * streams.stream("vms", instance, "size").nextDouble());
            }
            assertThat(held(result, replication)).isEqualTo(expected).isBetween(900.0, 9000.0);
        }
        assertThat(held(result, 1)).isNotEqualTo(held(result, 2));
    }

    @Test
    void ratesGoWithTheSameNumber() {
        ExperimentResult result = Experiment.of(read("arrivals: {poisson: {each: {uniform: [1/s, 9/s]}}}"))
                .run();
        var streams = new Streams(7, 1);
        double expected = 0;
        for (int instance = 0; instance < 3; instance++) {
            expected += 1000 * (1 + 8 * streams.stream("vms", instance, "size").nextDouble());
        }
        // all live for ever: as many are held at the end as have come, a Poisson number of that mean
        assertThat(held(result, 1)).isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }

    @Test
    void profilesAreScaledWhole() {
        ScenarioFile file =
                read("arrivals: {profile: {mean: {each: {uniform: [1/s, 3/s]}}, period: 1000s, shape: [0, 1]}}");
        ArrivalsSpec arrivals =
                file.variants().get(0).scenario().tenants().get(0).processes().arrivals();
        assertThat(arrivals)
                .isEqualTo(new ArrivalsSpec.Each(
                        new ArrivalsSpec.Profile(2, 1000, List.of(0.0, 1.0)), new EachSpec(0.5, 1.5)));
    }

    @Test
    void noTextbookModelIsClaimed() {
        ScenarioFile file = RunScenario.read(SCENARIO.replace("lifetime: forever", "lifetime: 3s")
                .replace("INITIAL", "arrivals: {poisson: {each: {uniform: [1/s, 9/s]}}}"));
        assertThat(ExactModels.of(file.variants().get(0).scenario())).isEmpty();
    }

    @Test
    void mistakesAreProblems() {
        assertThatThrownBy(() -> read("initial: {each: {uniform: [3000, 300]}}"))
                .hasMessageContaining("expected two values, the smaller first, found the greater first");
        assertThatThrownBy(() -> read("initial: {each: {uniform: [3, 300, 3000]}}"))
                .hasMessageContaining("expected two values, the smaller first, found 3");
    }
}
