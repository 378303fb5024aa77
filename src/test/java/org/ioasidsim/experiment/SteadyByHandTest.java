package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.junit.jupiter.api.Test;

/**
 * The batches of a steady analysis, of one second each, by hand: a host of one id, held by the hog in the first half of the measured time;
 * the web tenant asks in the middle of each second for a tenth of a second, and gives up where it is refused.
 */
class SteadyByHandTest {
    private static final String SCENARIO = """
            scenario: steady-by-hand
            question: Are the batches right?
            host: {preset: x86-vtd-20bit, max_pasids: 2, devices: {dsa: {}}}
            cgroups: {/a: {}}
            tenants:
              hog: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [0s]}, lifetime: HELD, devices: [dsa]}}
              web: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: TIMES}, lifetime: 100ms, devices: [dsa]}}
            run: {warm_up: WARM_UP, duration: 10s, replications: 1, analysis: {kind: steady, batches: 10}}
            """;

    private static final ReplicationResult RESULT = run("none", 0);
    private static final ReplicationResult LATER = run("4s", 4);

    private static ReplicationResult run(String warmUp, int shift) {
        String times = DoubleStream.iterate(0.5, t -> t + 1)
                .limit(10L + shift)
                .mapToObj(t -> Math.round(t * 1000) + "ms")
                .toList()
                .toString();
        return RunScenario.text(SCENARIO.replace("HELD", 5 + shift + "s")
                        .replace("TIMES", times)
                        .replace("WARM_UP", warmUp))
                .variants()
                .get(0)
                .replications()
                .get(0);
    }

    private static void check(String tenant, Metric metric, double firstHalf, double secondHalf) {
        for (ReplicationResult result : new ReplicationResult[] {RESULT, LATER}) {
            double[] means = result.batches().stream()
                    .filter(batched -> batched.tenant().equals(tenant) && batched.metric() == metric)
                    .findFirst()
                    .orElseThrow()
                    .batches()
                    .means();
            assertThat(means).as(tenant + "." + metric.word()).hasSize(10);
            for (int i = 0; i < 10; i++) {
                assertThat(means[i])
                        .as("%s.%s, batch %d", tenant, metric.word(), i)
                        .isCloseTo(i < 5 ? firstHalf : secondHalf, within(1e-9));
            }
        }
    }

    @Test
    void timeAveragesAreThoseOfEachSecond() {
        check("hog", Metric.HELD_MEAN, 1, 0);
        check("web", Metric.HELD_MEAN, 0, 0.1);
        check("*", Metric.HELD_MEAN, 1, 0.1);
        check("*", Metric.UTILISATION, 1, 0.1);
        check("web", Metric.DEMAND_MEAN, 0.1, 0.1); // refused, it still wants its tenth of a second
        check("web", Metric.ENTITLEMENT_MEAN, 0.05, 0.1); // half an id beside the hog
        check("hog", Metric.ENTITLEMENT_MEAN, 0.95, 0);
        check("*", Metric.STRANDED_CAPACITY, 0, 0);
    }

    @Test
    void successIsOfOneRequestEachSecond() {
        check("web", Metric.FIRST_TRY_SUCCESS, 0, 1);
        check("web", Metric.EVENTUAL_SUCCESS, 0, 1);
        check("web", Metric.ATTEMPT_SUCCESS, 0, 1);
        check("web", Metric.CALL_CONGESTION, 1, 0);
        check("web", Metric.TIME_CONGESTION, 1, 0.1); // its own id is the host's only one
    }

    /** Its one request is before the measured time where that begins at 4 s; without a request there is no ratio, and no quota. */
    @Test
    void aMetricWithoutAWholeHasNoBatches() {
        assertThat(LATER.batches())
                .noneMatch(batched -> batched.tenant().equals("hog") && batched.metric() == Metric.FIRST_TRY_SUCCESS)
                .noneMatch(batched -> batched.metric() == Metric.QUOTA_UTILISATION)
                .noneMatch(batched -> batched.metric() == Metric.TIME_TO_BIND_P99);
        assertThat(RESULT.batches())
                .anyMatch(batched -> batched.tenant().equals("hog") && batched.metric() == Metric.FIRST_TRY_SUCCESS);
    }
}
