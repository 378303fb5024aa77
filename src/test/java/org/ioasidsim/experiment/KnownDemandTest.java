package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.stats.exact.ErlangB;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the mean demand is known, its deviation in the replications is taken off other figures; where it is not, they stay as they are. */
@Tag("slow")
class KnownDemandTest {
    private static final String SCENARIO = """
            scenario: known
            question: Does the known demand narrow the interval?
            host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 6/s}, lifetime: {exponential: {mean: 10s}}, devices: [dsa], on_refusal: REACTION}
            run: {warm_up: stationary, duration: 200s, replications: REPLICATIONS, seed: 11}
            measure: {window: 1h}
            """;

    private static SummaryRow row(String reaction, int replications, Metric metric) {
        ExperimentResult result = RunScenario.text(
                SCENARIO.replace("REACTION", reaction).replace("REPLICATIONS", Integer.toString(replications)));
        return RunScenario.row(result, result.variants().get(0).name(), "web", metric);
    }

    /** 60 erlang on 63 ids: the demand explains three quarters of the variance of refusals (the half-width is halved). */
    @Test
    void narrowsTheIntervalOfRefusals() {
        SummaryRow row = row("give-up", 60, Metric.CALL_CONGESTION);

        assertThat(row.method()).isEqualTo(IntervalMethod.CONTROL_VARIATES);
        assertThat(row.varianceRatio()).isGreaterThan(2.5);
        // four standard errors
        assertThat(row.mean()).isCloseTo(ErlangB.blocking(60, 63), within(2 * row.halfWidth()));
    }

    @Test
    void reportsTheDemandAsSimulated() {
        assertThat(row("give-up", 20, Metric.DEMAND_MEAN).method()).isEqualTo(IntervalMethod.STUDENT_T);
    }

    /** A request that waits holds for its whole lifetime from the grant on: how many want an id depends on the refusals. */
    @Test
    void usesNoDemandThatTheRefusalsChange() {
        assertThat(row("wait", 20, Metric.HELD_MEAN).method()).isEqualTo(IntervalMethod.STUDENT_T);
    }

    @Test
    void needsTenReplications() {
        assertThat(row("give-up", 9, Metric.HELD_MEAN).method()).isEqualTo(IntervalMethod.STUDENT_T);
    }
}
