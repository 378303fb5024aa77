package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.junit.jupiter.api.Test;

/** A warm-up must be where the run settles, the same for all that are compared, and a run that does not settle must say so. */
class WarmUpTest {
    private static String scenario(String mean, String duration) {
        return """
                scenario: settling
                question: When has it settled?
                host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
                cgroups: {/web: {}}
                controls: {misc_pasid: on}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes:
                      arrivals: {poisson: 50/s}
                      lifetime: {exponential: {mean: MEAN}}
                      devices: [dsa]
                run: {duration: DURATION, replications: 3, seed: 3, warm_up: auto}
                variants: {free: {}, quick: {tenants.web.processes.lifetime: {exponential: {mean: 20ms}}}}
                """.replace("MEAN", mean).replace("DURATION", duration);
    }

    @Test
    void isTheLargestCutAndTheSameForAllVariants() {
        ExperimentResult result = RunScenario.text(scenario("2s", "100s"));
        WarmUpResult free = result.variants().get(0).warmUp();
        WarmUpResult quick = result.variants().get(1).warmUp();
        assertThat(free.cutsSeconds()).hasSize(3);
        List<Double> cuts = new ArrayList<>(free.cutsSeconds());
        cuts.addAll(quick.cutsSeconds());
        cuts.add(5 * 2.0); // five mean holds, which have no memory
        double largest = cuts.stream().mapToDouble(cut -> cut).max().orElseThrow();
        assertThat(free.seconds()).isGreaterThanOrEqualTo(largest).isBetween(10.0, 40.0);
        assertThat(quick.seconds()).isEqualTo(free.seconds());
        assertThat(free.tooShort()).isFalse();
        // 100 ids held once settled; from empty 100 (1 - e^-t/2)
        assertThat(free.meanHeld()[0]).isZero();
        assertThat(free.meanHeld()[20]).isCloseTo(100 * (1 - Math.exp(-1)), within(20.0));
        assertThat(RunScenario.row(result, "free", "web", Metric.HELD_MEAN).mean())
                .isCloseTo(100, within(8.0));
    }

    @Test
    void aRunThatOnlyRisesIsTooShort() {
        ExperimentResult result = RunScenario.text(scenario("60s", "4s"));
        assertThat(result.variants().get(0).warmUp().tooShort()).isTrue();
        // 300 s would be needed: the warm-up is no longer than the measured time
        assertThat(result.variants().get(0).warmUp().settlingSeconds()).isEqualTo(5 * 60);
        assertThat(result.variants().get(0).warmUp().seconds()).isEqualTo(4);
        assertThat(RunLengthCheck.longHold(result.variants().get(0))).contains(new RunLengthCheck.Hold("web", 60));
        assertThat(RunLengthCheck.longHold(result.variants().get(1))).isEmpty();
    }

    /** The load of 6/s x 10 s is the same at all times, but nine tenths of the holds are of 2 s: what is left of a hold is 67.6 s in the mean. */
    @Test
    void lastsForFiveMeanResidualHolds() {
        ExperimentResult result = RunScenario.text(scenario("2s", "400s")
                .replace("{exponential: {mean: 2s}}", "{hyperexponential: [{p: 0.9, mean: 2s}, {p: 0.1, mean: 82s}]}"));

        double residual = (0.9 * 2 * 2 + 0.1 * 82 * 82) / (0.9 * 2 + 0.1 * 82);
        assertThat(result.variants().get(0).warmUp().seconds()).isGreaterThanOrEqualTo(5 * residual);
        assertThat(result.variants().get(0).warmUp().settlingSeconds()).isCloseTo(5 * residual, within(1e-9));
    }

    /** The host settles at once; a tenant that arrives with its ten processes one every four seconds does so after 36 s. */
    @Test
    void looksAtEachTenant() {
        ExperimentResult result = RunScenario.text("""
                scenario: late
                question: When has the smaller tenant settled?
                host: {preset: x86-vtd-20bit, devices: {dsa: {}}}
                cgroups: {/large: {}, /small: {}}
                tenants:
                  large:
                    cgroup: /large
                    kind: container
                    instances: 1
                    processes: {arrivals: {poisson: 2000/s}, lifetime: {exponential: {mean: 100ms}}, devices: [dsa]}
                  small:
                    cgroup: /small
                    kind: container
                    instances: 1
                    processes: {arrivals: {at: AT}, lifetime: forever, devices: [dsa]}
                run: {duration: 200s, replications: 2, seed: 3, warm_up: auto}
                """.replace(
                "AT", IntStream.range(0, 10).mapToObj(i -> 4 * i + "s").toList().toString()));

        WarmUpResult warmUp = result.variants().get(0).warmUp();
        assertThat(warmUp.cutsSeconds()).allMatch(cut -> cut < 30);
        assertThat(warmUp.seconds()).isBetween(35.0, 41.0);
    }
}
