package org.ioasidsim.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.LongToDoubleFunction;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.PlanSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A capacity must be the one that the intervals prove, not the one where a mean happens to cross; what they cannot prove must be said.
 * Trials are made up: a mean that is a function of the value, with a half-width that shrinks with the root of the replications.
 */
class PlanSearchTest {
    private static final Expectation AT_MOST_ONE = new Expectation(
            "base", "web", "call_congestion", Expectation.Relation.AT_MOST, 1, "web.call_congestion <= 1");
    private static final Expectation AT_MOST_ONE_PER_CENT = new Expectation(
            "base", "web", "call_congestion", Expectation.Relation.AT_MOST, 0.01, "web.call_congestion <= 1%");
    private static final int REPLICATIONS = 5;

    private final List<String> trials = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 57, 99, 998})
    void findsTheLargestValueExactlyWhereNothingVaries(long capacity) {
        PlanResult result = search(true, 1, 1000, 1, value -> value <= capacity ? 0.5 : 2, 0);
        assertThat(result.shownToMeet()).hasValue(capacity);
        assertThat(result.shownToFail()).hasValue(capacity + 1);
        assertThat(result.isUndecided()).isFalse();
        assertThat(result.contrary()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 57, 999, 1000})
    void findsTheSmallestValueExactlyWhereNothingVaries(long need) {
        PlanResult result = search(false, 1, 1000, 1, value -> value >= need ? 0.5 : 2, 0);
        assertThat(result.shownToMeet()).hasValue(need);
        assertThat(result.shownToFail()).hasValue(need - 1);
    }

    @Test
    void stopsAtTheResolutionAskedFor() {
        PlanResult result = search(true, 0, 1_000_000, 1000, value -> value <= 123_456 ? 0.5 : 2, 0);
        assertThat(result.shownToMeet().getAsLong()).isLessThanOrEqualTo(123_456);
        assertThat(result.shownToFail().getAsLong()).isGreaterThan(123_456);
        assertThat(result.shownToFail().getAsLong() - result.shownToMeet().getAsLong())
                .isLessThanOrEqualTo(1000);
    }

    @Test
    void saysThatEveryValueMeetsOrNone() {
        PlanResult all = search(true, 1, 100, 1, value -> 0.5, 0);
        assertThat(all.shownToMeet()).hasValue(100);
        assertThat(all.shownToFail()).isEmpty();
        PlanResult none = search(true, 1, 100, 1, value -> 2, 0);
        assertThat(none.shownToMeet()).isEmpty();
        assertThat(none.shownToFail()).hasValue(1);
    }

    /**
     * At value v the mean is v/100 and the half-width 0.5/sqrt(n): at 100 replications 0.05, so that 95 to 105 stay open. Each end is found to a
     * quarter of what lies between the two.
     */
    @Test
    void bracketsWhatReplicationsCannotDecideFromBothSides() {
        PlanResult result = search(true, 0, 200, 1, value -> value / 100.0, 0.5);
        assertThat(result.shownToMeet().getAsLong()).isBetween(93L, 95L);
        assertThat(result.shownToFail().getAsLong()).isBetween(106L, 108L);
        assertThat(result.isUndecided()).isTrue();
    }

    @Test
    void spendsReplicationsOnlyWhereTheyAreNeeded() {
        PlanResult result = search(true, 0, 200, 1, value -> value / 100.0, 0.5);
        assertThat(result.probes().get(0).replications()).isEqualTo(REPLICATIONS);
        assertThat(result.probes()).anyMatch(probe -> probe.replications() == 100);
        assertThat(result.probes().stream().map(PlanResult.Probe::replications).distinct())
                .isSubsetOf(5, 10, 20, 40, 100);
    }

    /** The conditions hold up to 30 and again from 60 to 80: the checks between 0 and the first answer must find the gap. */
    @Test
    void tellsWhatContradictsTheOrder() {
        PlanResult result = search(true, 0, 90, 1, value -> value <= 30 || (value >= 60 && value <= 80) ? 0.5 : 2, 0);
        assertThat(result.contrary()).isNotEmpty().allMatch(value -> value >= 60 && value <= 80);
        assertThat(result.shownToMeet().getAsLong()).isLessThanOrEqualTo(30);
    }

    @Test
    void sharesTheErrorOverValuesLooksAndConditions() {
        PlanResult result = search(true, 1, 1000, 1, value -> 0.5, 0);
        // 999 steps are 10 halvings and 4 expected values for either side, 2 ends and 2 checks a side: 34 values;
        // looks 5, 10, 20, 40, 100: not at 80, when the last is near
        assertThat(1 - result.confidenceEach()).isCloseTo(0.05 / (34 * 5), within(1e-12));
    }

    /** Theory knows the order, so that nothing checks it, and adds the value where it expects the edge: 34 - 4 + 1 values. */
    @Test
    void checksNoOrderThatTheoryKnows() {
        var theory = new PlanTheory(
                OptionalLong.of(400), OptionalLong.of(401), List.of("Erlang B"), true, OptionalLong.empty());
        PlanSearch search = PlanSearch.of(plan(true, 1, 1000, 1), REPLICATIONS, 0.95, (value, n, confidence) -> {
                    trials.add(value);
                    return List.of(row(Long.parseLong(value) <= 400 ? 0.5 : 2, 0, confidence, n));
                })
                .expecting(Optional.of(theory));
        assertThat(search.mostProbes()).isEqualTo(31);
        PlanResult result = search.run();
        assertThat(result.shownToMeet()).hasValue(400);
        assertThat(result.shownToFail()).hasValue(401);
        assertThat(trials).doesNotContain("134", "267"); // the thirds of what meets it
    }

    /** However close to certain: 34 values, 5 looks and an error of 1 in 10,000 are intervals of 99.99994 %. */
    @Test
    void noCapVoidsTheSharing() {
        PlanResult result = PlanSearch.of(
                        plan(true, 1, 1000, 1),
                        REPLICATIONS,
                        0.9999,
                        (value, n, confidence) -> List.of(row(0.5, 0, confidence, n)))
                .run();
        assertThat(1 - result.confidenceEach()).isCloseTo(1e-4 / (34 * 5), within(1e-14));
        assertThat(result.probes())
                .allMatch(probe -> probe.conditions().get(0).row().confidence() == result.confidenceEach());
    }

    /** From 51 on each tenth replication refuses, and the interval says no: it counts from the third refusing replication, the 30th. */
    @Test
    void doesNotBelieveARefusalBeforeThreeReplicationsHaveOne() {
        PlanResult result = PlanSearch.of(
                        plan(true, 1, 100, 1),
                        10,
                        0.95,
                        (value, n, confidence) ->
                                List.of(Long.parseLong(value) > 50 ? shown(2, 0.5, n / 10, n) : shown(0.5, 0.4, n, n)))
                .run();
        assertThat(result.shownToMeet()).hasValue(50);
        assertThat(result.shownToFail()).hasValue(51);
        assertThat(result.probes().stream().filter(probe -> probe.value() > 50))
                .allMatch(probe -> probe.replications() == 40); // looks at 10, 20, 40, 100
    }

    /**
     * Up to 30 no request is refused: n looks leave 1 - 0.05^(1/n) open, 3 % with all 100 replications. From 31 to 70 refusals are seen and
     * few enough. What cannot be shown at low values must neither end the search nor use up all replications.
     */
    @Test
    void looksForTheAnswerWhereRefusalsAreSeen() {
        PlanResult result = PlanSearch.of(
                        plan(true, 1, 100, 1, AT_MOST_ONE_PER_CENT), REPLICATIONS, 0.95, (value, n, confidence) -> {
                            long load = Long.parseLong(value);
                            double open = 1 - Math.pow(0.05, 1.0 / n);
                            return List.of(
                                    load <= 30
                                            ? shown(0, open, 0, n)
                                            : load <= 70 ? shown(0.001, 0.001, 3, n) : shown(0.1, 0.01, n, n));
                        })
                .run();
        assertThat(result.shownToMeet()).hasValue(70);
        assertThat(result.shownToFail()).hasValue(71);
        assertThat(result.probes().stream().filter(probe -> probe.value() <= 30))
                .isNotEmpty()
                .allMatch(probe -> probe.replications() == REPLICATIONS)
                .allMatch(result::followsFromOrder);
        assertThat(result.isUndecided()).isFalse();
    }

    /** Up to 30 no request is refused, beyond it too many: only the last such value is worth more replications, up to a quarter of all. */
    @Test
    void goesOnOnlyWithTheLastValueWithoutARefusal() {
        PlanResult result = PlanSearch.of(
                        plan(true, 1, 100, 1, AT_MOST_ONE_PER_CENT), REPLICATIONS, 0.95, (value, n, confidence) -> {
                            double open = 1 - Math.pow(0.05, 1.0 / n);
                            return List.of(Long.parseLong(value) <= 30 ? shown(0, open, 0, n) : shown(0.1, 0.01, n, n));
                        })
                .run();
        assertThat(result.shownToMeet()).isEmpty();
        assertThat(result.shownToFail()).hasValue(31);
        assertThat(result.probes().stream()
                        .filter(probe -> probe.verdict() == ConditionVerdict.UNDECIDED)
                        .filter(probe -> probe.replications() > REPLICATIONS))
                .singleElement()
                .satisfies(probe -> assertThat(probe.value()).isBetween(23L, 30L)) // found to a quarter of 1 to 31
                .satisfies(probe ->
                        assertThat(probe.replications()).isEqualTo(40)); // the first look with a quarter of 100
    }

    @Test
    void keepsWhatWasKnownWhenInterrupted() {
        PlanResult result = PlanSearch.of(plan(true, 1, 1000, 1), REPLICATIONS, 0.95, (value, n, confidence) -> {
                    if (trials.size() == 3) {
                        throw new CancellationException("interrupted");
                    }
                    trials.add(value);
                    return List.of(row(Long.parseLong(value) <= 400 ? 0.5 : 2, 0, confidence, n));
                })
                .run();
        assertThat(result.interrupted()).isTrue();
        assertThat(result.shownToMeet()).isEqualTo(OptionalLong.of(1));
        assertThat(result.probes()).hasSize(3);
    }

    private static PlanResult search(
            boolean isLargest, long from, long to, long resolution, LongToDoubleFunction mean, double spread) {
        return PlanSearch.of(
                        plan(isLargest, from, to, resolution),
                        REPLICATIONS,
                        0.95,
                        (value, n, confidence) -> List.of(
                                row(mean.applyAsDouble(Long.parseLong(value)), spread / Math.sqrt(n), confidence, n)))
                .run();
    }

    private static PlanSpec plan(boolean isLargest, long from, long to, long resolution) {
        return plan(isLargest, from, to, resolution, AT_MOST_ONE);
    }

    private static PlanSpec plan(boolean isLargest, long from, long to, long resolution, Expectation condition) {
        return new PlanSpec(isLargest, "key", from, to, "", resolution, 100, List.of(condition), "base", List.of());
    }

    /** Returns a share of requests that {@code refusing} of the replications refused. */
    private static SummaryRow shown(double mean, double halfWidth, int refusing, int replications) {
        return new SummaryRow(
                        "base",
                        "web",
                        Metric.CALL_CONGESTION,
                        mean,
                        halfWidth,
                        mean - halfWidth,
                        mean + halfWidth,
                        0.95,
                        replications)
                .by(IntervalMethod.CLOPPER_PEARSON, refusing);
    }

    private static SummaryRow row(double mean, double halfWidth, double confidence, int replications) {
        return new SummaryRow(
                "base",
                "web",
                Metric.CALL_CONGESTION,
                mean,
                halfWidth,
                mean - halfWidth,
                mean + halfWidth,
                confidence,
                replications);
    }
}
