package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What slows binds down must show as time to bind where nothing is refused, to be compared with what is refused. */
class CostsByHandTest {
    private static ExperimentResult run(String host, String processes) {
        return RunScenario.text("""
                scenario: costs
                question: Refused or slow?
                host: {HOST, devices: {acc: {}}}
                cgroups: {/a: {}}
                tenants:
                  a: {cgroup: /a, kind: container, instances: 1, processes: {devices: [acc], PROCESSES}}
                run: {duration: 100s, replications: 1}
                """.replace("HOST", host).replace("PROCESSES", processes));
    }

    private static double value(ExperimentResult result, String tenant, Metric metric) {
        return RunScenario.row(result, "base", tenant, metric).mean();
    }

    /** The bond that ends at 5 s holds the lock for 2 s: who asks then waits until 7 s, who asks at 8 s does not. */
    @ParameterizedTest
    @CsvSource({"'[0s, 5s]', 2", "'[0s, 6s]', 1", "'[0s, 8s]', 0"})
    void anInvalidationHoldsTheLockOfBinds(String at, double longest) {
        ExperimentResult result = run(
                "preset: x86-vtd-20bit, costs: {invalidate: 2s}, serialise_bind: on",
                "arrivals: {at: " + at + "}, lifetime: 5s");

        assertThat(value(result, "a", Metric.TIME_TO_BIND_MAX)).isCloseTo(longest, within(1e-9));
        assertThat(value(result, "*", Metric.INVALIDATION_TIME)).isCloseTo(2 * 2, within(1e-9)); // both bonds end
        assertThat(value(result, "a", Metric.FIRST_TRY_SUCCESS)).isEqualTo(1);
    }

    /**
     * 4-bit ASIDs, one CPU: numbers 1 to 15. The 16th process finds none, numbers roll over, and it waits for the flush of its CPU; those before it, and
     * the next, do not. Bonds have SMMU ASIDs of their own, so that numbers roll over by running alone.
     */
    @Test
    void aRolloverDelaysTheProcessThatRunsAfterIt() {
        StringBuilder at = new StringBuilder("0s");
        for (int i = 1; i < 17; i++) {
            at.append(", ").append(i).append('s');
        }
        ExperimentResult result = run(
                "preset: arm64-private-64k, cpus: 1, asid_bits: 4, costs: {rollover: 250ms}",
                "arrivals: {at: [" + at + "]}, lifetime: 500ms");

        assertThat(value(result, "*", Metric.ASID_ROLLOVERS)).isEqualTo(1);
        assertThat(value(result, "*", Metric.FLUSH_TIME)).isCloseTo(0.25, within(1e-9));
        assertThat(value(result, "a", Metric.TIME_TO_BIND_MAX)).isCloseTo(0.25, within(1e-9));
        assertThat(value(result, "a", Metric.GRANTS)).isEqualTo(17);
    }
}
