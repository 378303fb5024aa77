package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Where all are refused alike, a hoarder that starves everybody looks fair by satisfaction: fairness must be judged on shares of the max-min
 * entitlement as well.
 */
@Tag("slow")
class FairnessTrapTest {
    /**
     * Ten ids under first-come. The hoarder asks as often as web but holds nine times as long; both find the host full nearly always, and as
     * often as the other (Poisson arrivals see time averages). Loads of 9,000 and 1,000 erlangs share the ten ids nine to one; each is
     * entitled to five.
     */
    private static final String SCENARIO = """
            scenario: hoarder
            question: Does a hoarder that starves everybody look fair?
            host: {preset: x86-vtd-20bit, max_pasids: 11, devices: {dsa: {}}}
            cgroups: {/all: {}}
            tenants:
              hoarder:
                cgroup: /all
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 1000/s}, lifetime: {exponential: {mean: 9s}}, devices: [dsa]}
              web:
                cgroup: /all
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 1000/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            run: {duration: 500s, warm_up: 50s, replications: 1, seed: 5}
            measure: {starvation_after: 1h, window: 1h, timeline: 100s}
            """;

    @Test
    void equalRefusalLooksFairBySatisfactionAndNotByEntitlement() {
        ExperimentResult result = RunScenario.text(SCENARIO);
        assertThat(mean(result, "web", Metric.EVENTUAL_SUCCESS)).isLessThan(0.01);
        assertThat(mean(result, "hoarder", Metric.EVENTUAL_SUCCESS)).isLessThan(0.01);
        assertThat(mean(result, "*", Metric.JAIN_SATISFACTION)).isGreaterThan(0.98);
        // shares 9/5 and 1/5: Jain's index 2^2 / (2 (1.8^2 + 0.2^2)) = 0.61
        assertThat(mean(result, "web", Metric.ENTITLEMENT_SHARE)).isCloseTo(0.2, within(0.04));
        assertThat(mean(result, "hoarder", Metric.ENTITLEMENT_SHARE)).isCloseTo(1.8, within(0.04));
        assertThat(mean(result, "*", Metric.JAIN_ENTITLEMENT)).isCloseTo(4 / 6.56, within(0.03));
    }

    private static double mean(ExperimentResult result, String tenant, Metric metric) {
        return RunScenario.row(result, "base", tenant, metric).mean();
    }
}
