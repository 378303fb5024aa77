package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
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
        double largest = cuts.stream().mapToDouble(cut -> cut).max().orElseThrow();
        assertThat(free.seconds()).isEqualTo(largest).isBetween(2.0, 40.0);
        assertThat(quick.seconds()).isEqualTo(largest);
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
        assertThat(result.variants().get(0).warmUp().seconds()).isEqualTo(2);
        assertThat(RunLengthCheck.longHold(result.variants().get(0))).contains(new RunLengthCheck.Hold("web", 60));
        assertThat(RunLengthCheck.longHold(result.variants().get(1))).isEmpty();
    }
}
