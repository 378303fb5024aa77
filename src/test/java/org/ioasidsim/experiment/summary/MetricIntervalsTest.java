package org.ioasidsim.experiment.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.scenario.Scenario;
import org.junit.jupiter.api.Test;

/** An interval must not claim to know what was not seen, nor lose what is known. */
class MetricIntervalsTest {
    /** Up to 10 ids at a mean load of 2: 5,000 requests a replication, refused 4 in 100,000. */
    private static final String LOSS = """
            scenario: loss
            question: How often is a request refused?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {misc.max: pasid IDS}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes:
                  arrivals: {poisson: 20/s}
                  lifetime: {exponential: {mean: 100ms}}
                  devices: [dsa]
                  on_refusal: fall-back
            run: {duration: 50s, warm_up: 1s, replications: 5, seed: 3, RUN}
            """;

    private static final String STILL = """
              still:
                cgroup: /still
                kind: container
                instances: 1
                processes: {initial: 40, arrivals: none, lifetime: forever, devices: [dsa]}
            """;

    private static ExperimentResult loss(String ids, String run) {
        return RunScenario.text(LOSS.replace("IDS", ids).replace("RUN", run));
    }

    private static SummaryRow row(ExperimentResult result, Metric metric) {
        return RunScenario.row(result, "base", metric.ofTenant() ? "web" : "*", metric);
    }

    /** Of requests that fall back the demand is not known, so that no bound follows from it. Five runs of 50 s with mean holds of 0.1 s (measured: by Little's law) are about 2,500 looks, not 5,000 requests. */
    @Test
    void aShareWithoutARefusalHasRoomForWhatWasNotWatched() {
        ExperimentResult result = loss("200", "confidence: 0.95");
        SummaryRow congestion = row(result, Metric.CALL_CONGESTION);
        assertThat(congestion.method()).isEqualTo(IntervalMethod.CLOPPER_PEARSON);
        assertThat(congestion.mean()).isZero();
        assertThat(congestion.lower()).isZero();
        assertThat(congestion.refusing()).isZero();
        double hold = 50
                * row(result, Metric.HELD_MEAN).mean()
                / row(result, Metric.GRANTS).mean();
        assertThat(hold).isCloseTo(0.1, within(0.005));
        assertThat(Math.pow(1 - congestion.upper(), 5 * 50 / hold)).isCloseTo(0.05, within(1e-9));
        assertThat(congestion.halfWidth()).isEqualTo(congestion.upper());
        assertThat(row(result, Metric.FIRST_TRY_SUCCESS).upper()).isEqualTo(1);
        assertThat(row(result, Metric.FIRST_TRY_SUCCESS).lower()).isCloseTo(1 - congestion.upper(), within(1e-12));
        assertThat(row(result, Metric.TIME_CONGESTION).upper()).isEqualTo(congestion.upper());
    }

    /** 2,500 holds of a second watched by 40 requests a replication are no more than 200 looks. */
    @Test
    void looksAreNeverMoreThanRequests() {
        ExperimentResult result = RunScenario.text(LOSS.replace("IDS", "200")
                .replace("poisson: 20/s", "poisson: 0.8/s")
                .replace(", RUN", ""));
        double requests = 5 * row(result, Metric.REQUESTS).mean();
        assertThat(requests).isLessThan(2_500);
        assertThat(Math.pow(1 - row(result, Metric.CALL_CONGESTION).upper(), requests))
                .isCloseTo(0.05, within(1e-9));
    }

    /** A neighbour keeps ids for ever: as many in each replication, they do not slow down what changes on the host. */
    @Test
    void idsThatStayAreNoReasonToLookLessOften() {
        ExperimentResult result = RunScenario.text(LOSS.replace("IDS", "200")
                .replace("cgroups: {", "cgroups: {/still: {}, ")
                .replace("tenants:\n", "tenants:\n" + STILL)
                .replace(", RUN", ""));
        double hold = 50
                * row(result, Metric.HELD_MEAN).mean()
                / row(result, Metric.GRANTS).mean();
        assertThat(Math.pow(1 - row(result, Metric.CALL_CONGESTION).upper(), 5 * 50 / hold))
                .isCloseTo(0.05, within(1e-9));
    }

    @Test
    void aProportionWithEnoughOfBothHasStudentsT() {
        SummaryRow congestion = row(loss("3", "confidence: 0.95"), Metric.CALL_CONGESTION);
        assertThat(congestion.method()).isEqualTo(IntervalMethod.STUDENT_T);
        assertThat(congestion.upper() - congestion.mean())
                .isCloseTo(congestion.mean() - congestion.lower(), within(1e-12));
    }

    @Test
    void whatTheScenarioDecidesIsExactAndAQuantileOfEqualReplicationsIsOfAllRequests() {
        ExperimentResult result = loss("200", "confidence: 0.95");
        SummaryRow capacity = row(result, Metric.CAPACITY);
        assertThat(capacity.method()).isEqualTo(IntervalMethod.EXACT);
        assertThat(capacity.halfWidth()).isZero();
        SummaryRow bind = row(result, Metric.TIME_TO_BIND_P99); // all at once: the ranks lie among them
        assertThat(bind.method()).isEqualTo(IntervalMethod.ORDER_STATISTICS);
        assertThat(bind.upper()).isZero();
    }

    @Test
    void anInfiniteQuantileKeepsWhatIsKnownOfItsLowerEnd() {
        SummaryRow bind = row(loss("3", "confidence: 0.95"), Metric.TIME_TO_BIND_P99); // a fifth is refused
        assertThat(bind.mean()).isInfinite();
        assertThat(bind.halfWidth()).isNaN();
        assertThat(bind.lower()).isInfinite();
        assertThat(row(loss("5", "confidence: 0.95"), Metric.TIME_TO_BIND_P50).upper())
                .isZero();
    }

    @Test
    void aQuantileOfTooFewRequestsIsNotInvented() {
        ExperimentResult result = loss("200", "confidence: 0.9");
        assertThat(row(result, Metric.TIME_TO_BIND_P99).replications()).isEqualTo(5);
        ExperimentResult few = RunScenario.text(LOSS.replace("IDS", "200")
                .replace("duration: 50s", "duration: 5s")
                .replace(", RUN", ""));
        assertThat(row(few, Metric.REQUESTS).mean()).isLessThan(Metric.TIME_TO_BIND_P99.leastRequests());
        assertThat(row(few, Metric.TIME_TO_BIND_P99).mean()).isNaN();
        assertThat(row(few, Metric.TIME_TO_BIND_P50).mean()).isZero();
    }

    @Test
    void oneSteadyRunHasIntervalsForRatesAndTimeAveragesOnly() {
        ExperimentResult result = RunScenario.text(LOSS.replace("IDS", "3")
                .replace("replications: 5", "replications: 1")
                .replace("RUN", "analysis: {kind: steady, batches: 20}"));
        SummaryRow congestion = row(result, Metric.CALL_CONGESTION);
        assertThat(congestion.method()).isEqualTo(IntervalMethod.BATCH_MEANS);
        double erlang = org.ioasidsim.stats.exact.ErlangB.blocking(2, 3);
        assertThat(erlang).isBetween(congestion.lower(), congestion.upper());
        assertThat(row(result, Metric.HELD_MEAN).halfWidth()).isBetween(0.0, 0.2);
        assertThat(row(result, Metric.LONGEST_DENIAL).method()).isEqualTo(IntervalMethod.NONE);
    }

    @Test
    void cuttingARunIntoBatchesChangesNoEvent() {
        ExperimentResult whole = loss("3", "confidence: 0.95");
        ExperimentResult cut = loss("3", "analysis: {kind: steady, method: overlapping-batch-means}");
        assertThat(row(cut, Metric.HELD_MEAN).mean())
                .isCloseTo(row(whole, Metric.HELD_MEAN).mean(), within(1e-9));
        assertThat(row(cut, Metric.HELD_MEAN).method()).isEqualTo(IntervalMethod.OVERLAPPING_BATCH_MEANS);
        for (int i = 0; i < 5; i++) {
            assertThat(cut.variants().get(0).replications().get(i).eventHash())
                    .isEqualTo(whole.variants().get(0).replications().get(i).eventHash());
        }
    }

    @Test
    void theBatchesOfAMetricAverageToIt() {
        ExperimentResult result = loss("3", "analysis: {kind: steady}");
        for (ReplicationResult replication : result.variants().get(0).replications()) {
            assertThat(replication.batches()).hasSize(11 + 6); // of the tenant, of the host
            for (ReplicationResult.Batched batched : replication.batches()) {
                int row = batched.tenant().equals("*") ? 1 : 0;
                assertThat(batched.batches().ratio())
                        .as(batched.metric().word())
                        .isCloseTo(replication.value(row, batched.metric()), within(1e-9));
            }
        }
    }

    /** Returns the summary of a metric of the host over replications with these values, which each run from 0 to 51 s. */
    private static SummaryRow ofHost(Metric metric, double... values) {
        return of(1, metric, values);
    }

    private static SummaryRow ofWeb(Metric metric, double... values) {
        return of(0, metric, values);
    }

    private static SummaryRow of(int row, Metric metric, double... values) {
        Scenario scenario = RunScenario.read(LOSS.replace("IDS", "200").replace("RUN", "confidence: 0.95"))
                .variants()
                .get(0)
                .scenario();
        List<ReplicationResult> replications = Arrays.stream(values)
                .mapToObj(value -> replication(metric, value))
                .toList();
        return new MetricIntervals(scenario, replications, 0.95, Known.NOTHING).row("base", row, metric);
    }

    @SuppressWarnings("EnumOrdinal") // the values are arrays by ordinal
    private static ReplicationResult replication(Metric metric, double value) {
        double[][] values = new double[2][Metric.values().length];
        values[0][metric.ordinal()] = value;
        values[1][metric.ordinal()] = value;
        values[1][Metric.TIME_TO_EXHAUSTION.ordinal()] = value;
        values[1][Metric.EXHAUSTION_PROBABILITY.ordinal()] = value < 51 ? 1 : 0;
        values[1][Metric.TIME_TO_EXHAUSTION_RMST.ordinal()] = Math.min(value, 51);
        return new ReplicationResult(
                1, null, 0, List.of("web"), values, List.of(), new double[1][1], List.of(), List.of(), null, List.of());
    }

    private static final double NEVER = Double.POSITIVE_INFINITY;

    @Test
    void theProbabilityOfExhaustionIsOfReplications() {
        SummaryRow some = ofHost(Metric.EXHAUSTION_PROBABILITY, 3, NEVER, NEVER, NEVER, NEVER);
        assertThat(some.method()).isEqualTo(IntervalMethod.CLOPPER_PEARSON);
        assertThat(some.mean()).isEqualTo(0.2);
        assertThat(1 - Math.pow(1 - some.lower(), 5)).isCloseTo(0.025, within(1e-9)); // one or more of five
        SummaryRow none = ofHost(Metric.EXHAUSTION_PROBABILITY, NEVER, NEVER);
        assertThat(none.lower()).isZero();
        assertThat(Math.pow(1 - none.upper(), 2)).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void theMedianTimeToExhaustionLivesWithReplicationsThatSawNone() {
        SummaryRow row = ofHost(Metric.TIME_TO_EXHAUSTION_P50, 7, NEVER, 3, 5, 9, 1, 8, NEVER, 2, NEVER);
        // of ten values the 2nd and the 9th have the median between them with 1 - 22 / 1024
        assertThat(row.mean()).isEqualTo(7);
        assertThat(row.lower()).isEqualTo(2);
        assertThat(row.upper()).isInfinite();
        assertThat(Wording.interval(row)).isEqualTo("7 s (2 s to never)");

        SummaryRow rare = ofHost(Metric.TIME_TO_EXHAUSTION_P50, NEVER, 3, NEVER, NEVER, NEVER, NEVER, NEVER);
        assertThat(rare.mean()).isInfinite();
        assertThat(rare.lower()).isEqualTo(3); // the first of seven: below the median with 1 - 1 / 128
        SummaryRow never = ofHost(Metric.TIME_TO_EXHAUSTION_P50, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER);
        assertThat(never.lower()).isEqualTo(51); // all that is known
    }

    @Test
    void theRestrictedMeanEndsWithTheRun() {
        SummaryRow some = ofHost(Metric.TIME_TO_EXHAUSTION_RMST, 40, NEVER, NEVER, NEVER);
        assertThat(some.mean()).isEqualTo((40 + 3 * 51) / 4.0);
        assertThat(some.method()).isEqualTo(IntervalMethod.TRANSFORMED_T);
        assertThat(some.upper()).isBetween(some.mean(), 51.0);
        SummaryRow none = ofHost(Metric.TIME_TO_EXHAUSTION_RMST, NEVER, NEVER);
        assertThat(none.mean()).isEqualTo(51);
        assertThat(none.method()).isEqualTo(IntervalMethod.AT_BOUND);
    }

    /** Seen from 0, such times hardly vary, and the interval would be Student's. */
    @Test
    void theMeanTimeToExhaustionHasTheIntervalOfTheRestrictedMeanWhereNothingIsCutOff() {
        SummaryRow mean = ofHost(Metric.TIME_TO_EXHAUSTION, 41, 43, 40.5, 40.2);
        SummaryRow restricted = ofHost(Metric.TIME_TO_EXHAUSTION_RMST, 41, 43, 40.5, 40.2);
        assertThat(mean.method()).isEqualTo(IntervalMethod.TRANSFORMED_T);
        assertThat(mean.lower()).isGreaterThan(39.7).isEqualTo(restricted.lower());
        assertThat(mean.upper()).isEqualTo(restricted.upper());
    }

    @Test
    void anIntervalNeverLeavesTheRangeOfItsMetric() {
        SummaryRow busy = ofHost(Metric.UTILISATION, 0.999, 1, 0.9, 1);
        assertThat(busy.method()).isEqualTo(IntervalMethod.TRANSFORMED_T);
        assertThat(busy.upper()).isBetween(busy.mean(), 1.0);
        SummaryRow idle = ofHost(Metric.EXHAUSTED_TIME, 0, 0, 0.1);
        assertThat(idle.lower()).isBetween(0.0, idle.mean());
        assertThat(ofHost(Metric.UTILISATION, 0.5, 0.51, 0.52).method()).isEqualTo(IntervalMethod.STUDENT_T);
    }

    @Test
    void replicationsThatAreAllAtABoundHaveNoInterval() {
        SummaryRow row = ofHost(Metric.EXHAUSTED_TIME, 0, 0, 0);
        assertThat(row.method()).isEqualTo(IntervalMethod.AT_BOUND);
        assertThat(row.halfWidth()).isNaN();
        assertThat(row.lower()).isNaN();
        assertThat(Wording.interval(row)).isEqualTo("0 s (all 3)");
        assertThat(ofHost(Metric.UTILISATION, 0.5, 0.5).halfWidth()).isZero(); // the same, but at no bound
        assertThat(ofHost(Metric.EXHAUSTED_TIME, 0).method()).isEqualTo(IntervalMethod.NONE); // one shows nothing
    }

    /** A share of 1 in all replications is no interval of width 0, and one replication below 1 decides how far the others' may be. */
    @Test
    void aShareThatIsMostlyWholeReachesToWhatWasNotSeen() {
        SummaryRow whole = ofWeb(Metric.ENTITLEMENT_SHARE, 1, 1, 1);
        assertThat(whole.method()).isEqualTo(IntervalMethod.AT_BOUND);
        assertThat(Wording.interval(whole)).isEqualTo("100 % (all 3)");
        SummaryRow mostly = ofWeb(Metric.ENTITLEMENT_SHARE, 1, 1, 0.99, 1);
        assertThat(mostly.method()).isEqualTo(IntervalMethod.TRANSFORMED_T);
        assertThat(mostly.upper()).isBetween(mostly.mean(), 1.0);
        assertThat(mostly.lower()).isLessThan(0.97);
        assertThat(ofWeb(Metric.ENTITLEMENT_SHARE, 0.5, 0.52, 0.51).method()).isEqualTo(IntervalMethod.STUDENT_T);
        assertThat(ofWeb(Metric.ENTITLEMENT_SHARE, 1.5, 0.9, 1.1).method()).isEqualTo(IntervalMethod.STUDENT_T);
    }

    @Test
    void aSlowdownOverReplicationsIsTheRatioOfTheTotals() {
        ExperimentResult result = RunScenario.text(LOSS.replace("IDS", "3")
                .replace("RUN", "confidence: 0.95")
                .replace("on_refusal: fall-back", "on_refusal: wait"));
        List<ReplicationResult> all = result.variants().get(0).replications();
        double holds =
                all.stream().mapToDouble(one -> one.value(0, Metric.HOLD_TOTAL)).sum();
        double times = all.stream()
                .mapToDouble(one -> one.value(0, Metric.HOLD_TOTAL) * one.value(0, Metric.WEIGHTED_SLOWDOWN))
                .sum();
        SummaryRow slowdown = row(result, Metric.WEIGHTED_SLOWDOWN);
        assertThat(slowdown.mean()).isCloseTo(times / holds, within(1e-12));
        assertThat(slowdown.lower()).isBetween(1.0, slowdown.mean());
    }
}
