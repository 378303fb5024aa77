package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who of the waiting is served first, on a host of 4 ids that is followed by hand: noisy takes them at 0, 1, 2 and 3 s for 5 s each, so that one
 * comes back at 5, 6, 7 and 8 s. Two more of noisy wait from 3.1 s and 3.2 s on, two of web from 3.5 s and 3.6 s on.
 */
class QueueTurnsByHandTest {
    private static final String SCENARIO = """
            scenario: turns
            question: Who is served first?
            host: {preset: x86-vtd-20bit, max_pasids: 5, devices: {dsa: {}}}
            cgroups: {/a: {}, /b: {}, /c: {}}
            controls: {policy: POLICY}
            tenants:
              web:
                cgroup: /a
                weight: WEIGHT
                kind: container
                instances: 1
                processes: {arrivals: {at: [3500ms, 3600ms]}, lifetime: 5s, devices: [dsa], on_refusal: wait}
              noisy:
                cgroup: /b
                kind: container
                instances: 1
                processes:
                  arrivals: {at: [0s, 1s, 2s, 3s, 3100ms, 3200ms]}
                  lifetime: 5s
                  devices: [dsa]
                  on_refusal: wait
            events: [EVENTS]
            run: {duration: 12s, replications: 1}
            """;

    /**
     * In turn: noisy at 5 s and 6 s, web at 7 s and 8 s. By weight: noisy's four grants took four rounds, and its fifth would begin the fifth,
     * while web begins with the fourth, the one that noisy was granted last; twice the weight makes two grants of a round. Where charges move
     * to another cgroup nothing changes in the queue.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            first-come                               | 1 | ''                                         | 8 | 6
            blocking-bind                            | 1 | ''                                         | 8 | 6
            '{name: blocking-bind, order: weighted}' | 2 | ''                                         | 6 | 8
            '{name: blocking-bind, order: weighted}' | 2 | '{at: 4s, migrate: {tenant: web, to: /c}}' | 6 | 8
            """)
    void theLastOfEachIsServedInItsTurn(
            String policy, double weight, String events, double webServedAt, double noisyServedAt) {
        ExperimentResult result = RunScenario.text(SCENARIO.replace("POLICY", policy)
                .replace("WEIGHT", Double.toString(weight))
                .replace("EVENTS", events));
        assertThat(value(result, "web", Metric.TIME_TO_BIND_MAX)).isCloseTo(webServedAt - 3.6, within(1e-9));
        assertThat(value(result, "noisy", Metric.TIME_TO_BIND_MAX)).isCloseTo(noisyServedAt - 3.2, within(1e-9));
        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(2);
        assertThat(value(result, "noisy", Metric.GRANTS)).isEqualTo(6);
        assertThat(value(result, "web", Metric.FIRST_TRY_SUCCESS)).isZero();
        assertThat(value(result, "noisy", Metric.FIRST_TRY_SUCCESS)).isCloseTo(4.0 / 6, within(1e-9));
        // web holds one from webServedAt - 1 and one from webServedAt on, both to the end at 12 s or for 5 s
        double held = Math.min(5, 12 - (webServedAt - 1)) + Math.min(5, 12 - webServedAt);
        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo(held / 12, within(1e-9));
        assertThat(value(result, "*", Metric.EXHAUSTED_TIME)).isCloseTo(10 - 3, within(1e-9));
    }

    private static double value(ExperimentResult result, String tenant, Metric metric) {
        return RunScenario.row(result, "base", tenant, metric).mean();
    }
}
