package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.stats.exact.ErlangB;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * First-come with Poisson arrivals, where refused requests are lost, is the Erlang loss model, whatever the distribution of the holding
 * times. A simulator that charges twice, forgets a release or measures from the wrong moment does not give Erlang's B.
 */
@Tag("slow")
class LossModelTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{exponential: {mean: 1s}}",
                "1s",
                "{hyperexponential: [{p: 0.9, mean: 500ms}, {p: 0.1, mean: 5500ms}]}",
            })
    void refusesAsErlangsFormulaSaysForAnyHoldingTime(String lifetime) {
        ExperimentResult result = RunScenario.text("""
                scenario: erlang
                question: Does the pool refuse as Erlang says?
                host:
                  preset: x86-vtd-8bit-viommu
                  devices: {dsa: {}}
                cgroups: {/web: {}}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes:
                      arrivals: {poisson: 250/s}
                      lifetime: LIFETIME
                      devices: [dsa]
                run: {duration: 400s, warm_up: 30s, replications: 8, seed: 7, confidence: 0.999}
                """.replace("LIFETIME", lifetime));
        SummaryRow congestion = RunScenario.row(result, "base", "web", Metric.CALL_CONGESTION);
        SummaryRow inTime = RunScenario.row(result, "base", "web", Metric.TIME_CONGESTION);
        double expected = ErlangB.blocking(250, 255);

        assertThat(expected).isBetween(congestion.lower(), congestion.upper());
        assertThat(expected).isBetween(inTime.lower(), inTime.upper());
        assertThat(congestion.halfWidth()).isLessThan(expected / 3);
        assertThat(RunScenario.row(result, "base", "web", Metric.HELD_MEAN).mean())
                .isCloseTo(250 * (1 - expected), org.assertj.core.data.Percentage.withPercentage(1));
    }
}
