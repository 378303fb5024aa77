package org.ioasidsim.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.exact.Accuracy;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.stats.interval.Intervals;
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

    /** 1, 8, 64, 512: the first value shown to fail; none beyond it is tried. */
    @Test
    void stridesNoFartherThanTheFirstValueThatFails() {
        PlanSpec plan = plan(true, 1, 100_000, 1);
        List<Long> tried = new ArrayList<>();
        PlanResult result = PlanSearch.of(plan, REPLICATIONS, 0.95, (value, replications, confidence) -> {
                    tried.add(Long.parseLong(value));
                    return List.of(row(Long.parseLong(value) <= 100 ? 0.5 : 2, 0, confidence, replications));
                })
                .striding()
                .run();
        assertThat(tried).startsWith(1L, 8L, 64L, 512L).allMatch(value -> value <= 512);
        assertThat(result.shownToMeet()).hasValue(100);
        assertThat(result.shownToFail()).hasValue(101);
    }

    @Test
    void stopsAtTheResolutionAskedFor() {
        PlanResult result = search(true, 0, 1_000_000, 1000, value -> value <= 123_456 ? 0.5 : 2, 0);
        assertThat(result.shownToMeet().getAsLong()).isLessThanOrEqualTo(123_456);
        assertThat(result.shownToFail().getAsLong()).isGreaterThan(123_456);
        assertThat(result.shownToFail().getAsLong() - result.shownToMeet().getAsLong())
                .isLessThanOrEqualTo(1000);
    }

    /**
     * At value v the mean is v/100 and the half-width 0.5/sqrt(n): 20 on either side of 100 is clear after a few replications, what lies nearer takes
     * all of them. Who asks for no more than 40 does not pay for more.
     */
    @Test
    void aCoarseAnswerTakesFewReplications() {
        PlanResult coarse = search(true, 0, 400, 40, value -> value / 100.0, 0.5);
        PlanResult fine = search(true, 0, 400, 1, value -> value / 100.0, 0.5);
        assertThat(width(coarse)).isLessThanOrEqualTo(40);
        assertThat(coarse.shownToMeet().getAsLong()).isLessThan(100);
        assertThat(coarse.shownToFail().getAsLong()).isGreaterThan(100);
        assertThat(replications(coarse)).isLessThan(replications(fine) / 2);
    }

    private static int replications(PlanResult result) {
        return result.probes().stream().mapToInt(PlanResult.Probe::replications).sum();
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

    /**
     * 999 steps are 10 halvings and 4 expected values for either side, 2 ends and 2 checks a side: 34 values at most. The ends and checks divide a fifth
     * of the error, for the first four looks of 5, 10, 20, 40 and 100 half of that: not at 80, when the last is near. An interval may err on both sides.
     */
    @Test
    void sharesTheErrorOverValuesLooksAndConditions() {
        PlanSearch search = PlanSearch.of(
                plan(true, 1, 1000, 1),
                REPLICATIONS,
                0.95,
                (value, n, confidence) -> List.of(row(0.5, 0, confidence, n)));
        assertThat(search.mostProbes()).isEqualTo(34);
        PlanResult result = search.run();
        assertThat(1 - result.confidenceEach()).isCloseTo(2 * 0.05 * 0.2 / 6 / 2 / 4, within(1e-12));
    }

    /** Theory knows the order, so that nothing checks it and no end is tried: the two values beside its border decide. */
    @Test
    void checksNoOrderThatTheoryKnows() {
        PlanSearch search = PlanSearch.of(plan(true, 1, 1000, 1), REPLICATIONS, 0.95, (value, n, confidence) -> {
                    trials.add(value);
                    return List.of(row(Long.parseLong(value) <= 400 ? 0.5 : 2, 0, confidence, n));
                })
                .expecting(Optional.of(theory(OptionalLong.of(400), OptionalLong.of(401))));
        PlanResult result = search.run();
        assertThat(result.shownToMeet()).hasValue(400);
        assertThat(result.shownToFail()).hasValue(401);
        assertThat(trials).doesNotContain("134", "267"); // the thirds of what meets it
        assertThat(trials).hasSizeLessThanOrEqualTo(search.mostProbes());
    }

    /** Where theory is wrong, simulation finds the border as it does without. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 399, 400, 800, 999, 1000})
    void findsTheSameValueWhereTheoryIsWrong(long capacity) {
        for (PlanTheory wrong : List.of(
                theory(OptionalLong.of(400), OptionalLong.of(401)),
                theory(OptionalLong.of(1000), OptionalLong.empty()),
                theory(OptionalLong.empty(), OptionalLong.of(1)))) {
            LongToDoubleFunction mean = value -> value <= capacity ? 0.5 : 2;
            PlanResult without = search(true, 1, 1000, 1, mean, 0);
            PlanResult with = PlanSearch.of(
                            plan(true, 1, 1000, 1),
                            REPLICATIONS,
                            0.95,
                            (value, n, confidence) ->
                                    List.of(row(mean.applyAsDouble(Long.parseLong(value)), 0, confidence, n)))
                    .expecting(Optional.of(wrong))
                    .run();
            assertThat(with.shownToMeet()).isEqualTo(without.shownToMeet());
            assertThat(with.shownToFail()).isEqualTo(without.shownToFail());
        }
    }

    /** Where theory says that all values meet the conditions or none does, the one that is least likely to agree tells the others. */
    @Test
    void triesOneValueWhereTheorySaysThatAllAreAlike() {
        for (boolean isEachMet : List.of(true, false)) {
            trials.clear();
            PlanResult result = PlanSearch.of(plan(true, 1, 1000, 1), REPLICATIONS, 0.95, (value, n, confidence) -> {
                        trials.add(value);
                        return List.of(row(isEachMet ? 0.5 : 2, 0, confidence, n));
                    })
                    .expecting(Optional.of(
                            isEachMet
                                    ? theory(OptionalLong.of(1000), OptionalLong.empty())
                                    : theory(OptionalLong.empty(), OptionalLong.of(1))))
                    .run();
            assertThat(trials).containsExactly(isEachMet ? "1000" : "1");
            assertThat(result.probes().get(0).replications()).isEqualTo(isEachMet ? 2 : REPLICATIONS);
            assertThat(result.shownToMeet()).isEqualTo(isEachMet ? OptionalLong.of(1000) : OptionalLong.empty());
            assertThat(result.shownToFail()).isEqualTo(isEachMet ? OptionalLong.empty() : OptionalLong.of(1));
        }
    }

    /**
     * The share refused has a logit of 0.05 a unit, known to 0.5 / sqrt(n); theory, which has the same slope, is wrong by 20 units. The answer must lie
     * where it lies without theory, at half of the replications or fewer.
     */
    @Test
    void aCurveSavesReplicationsAndFindsTheSame() {
        int[] made = {0};
        PlanSearch.Trial trial = logistic(made);
        PlanSpec plan = plan(true, 1, 400, 1, AT_MOST_ONE_PER_CENT);
        PlanResult without = PlanSearch.of(plan, REPLICATIONS, 0.95, trial).run();
        int madeWithout = made[0];
        made[0] = 0;
        PlanResult with = PlanSearch.of(plan, REPLICATIONS, 0.95, trial)
                .expecting(Optional.of(logisticTheory(20)))
                .run();

        double border = (10 - Math.log(99)) / 0.05; // a logit of 1 %
        assertThat(with.shownToMeet().getAsLong()).isLessThan((long) border);
        assertThat(with.shownToFail().getAsLong()).isGreaterThan((long) border);
        assertThat(width(with)).isLessThanOrEqualTo(width(without) + 1);
        assertThat(made[0]).isLessThan(madeWithout / 2);
    }

    /**
     * Where theory errs by {@code late}, the first value lies far beyond the border at 108, and the resolution does not reach from there to the other side:
     * the next value lies half of it before the border, where a few replications decide, not where all of them just do.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 2, 4, 6, 8, 12, 16, 24, 36})
    void aCoarseAnswerStaysAwayFromTheBorder(long late) {
        int[] made = {0};
        PlanResult result = PlanSearch.of(
                        plan(true, 1, 400, 16, AT_MOST_ONE_PER_CENT), REPLICATIONS, 0.95, logistic(made))
                .expecting(Optional.of(logisticTheory(late)))
                .run();
        assertThat(width(result)).isLessThanOrEqualTo(16);
        assertThat(result.probes()).allMatch(probe -> probe.replications() <= 40);
    }

    /** Returns shares of which the logit rises by 0.05 a step, and that are 1 % at 108.1; counts the replications made. */
    private static PlanSearch.Trial logistic(int[] made) {
        return (value, n, confidence) -> {
            made[0] += n;
            double logit = -10 + Long.parseLong(value) * 0.05;
            double half = 0.5 / Math.sqrt(n) * Intervals.tQuantile(n - 1.0, confidence);
            return List.of(share(logit, half, confidence, n));
        };
    }

    /** Returns a theory that expects the same shares {@code late} steps later. */
    private static PlanTheory logisticTheory(long late) {
        return logisticTheory(late, Accuracy.APPROXIMATE);
    }

    private static PlanTheory logisticTheory(long late, Accuracy accuracy) {
        List<PlanTheory.Point> curve = LongStream.of(1, 50, 100, 120, 130, 150, 200, 400)
                .mapToObj(value -> new PlanTheory.Point(value, List.of(1 / (1 + Math.exp(10 - (value - late) * 0.05)))))
                .toList();
        return new PlanTheory(
                OptionalLong.of(108 + late),
                OptionalLong.of(109 + late),
                List.of("theory"),
                accuracy,
                OptionalLong.empty(),
                curve);
    }

    /**
     * Where theory is exact and no resolution is asked for, simulation confirms it where few replications tell: by the logits, at (-4.595 - 3 + 10) / 0.05 =
     * 48.1 and (-4.595 + 3 + 10) / 0.05 = 168.1. With a resolution it goes as near as that says, and where theory is no more than an approximation, too.
     */
    @Test
    void confirmsAnExactAnswerFarFromTheBorder() {
        int[] made = {0};
        PlanResult confirmed = PlanSearch.of(
                        plan(true, 1, 400, PlanSpec.AUTO, AT_MOST_ONE_PER_CENT), REPLICATIONS, 0.95, logistic(made))
                .expecting(Optional.of(logisticTheory(0, Accuracy.EXACT)))
                .run();
        assertThat(confirmed.probes()).extracting(PlanResult.Probe::value).containsExactly(48L, 169L);
        assertThat(confirmed.probes())
                .extracting(PlanResult.Probe::replications)
                .containsExactly(4, 4); // the first after a look at two
        assertThat(made[0]).isLessThanOrEqualTo(4 * REPLICATIONS);
        assertThat(confirmed.exact()).isPresent();
        assertThat(confirmed.contradictsExact()).isFalse();

        for (PlanResult narrow : List.of(
                logisticResult(8, logisticTheory(0, Accuracy.EXACT)),
                logisticResult(PlanSpec.AUTO, logisticTheory(0, Accuracy.EXACT_IN_STEADY_STATE)),
                logisticResult(PlanSpec.AUTO, logisticTheory(0, Accuracy.APPROXIMATE)))) {
            assertThat(width(narrow)).isLessThanOrEqualTo(8);
        }
    }

    /** A theory that is called exact and is not does not stand: what simulation shows is the answer, found as with any other theory. */
    @ParameterizedTest
    @ValueSource(longs = {120, 200, -60})
    void simulationOverrulesATheoryThatIsCalledExact(long late) {
        PlanResult result = logisticResult(PlanSpec.AUTO, logisticTheory(late, Accuracy.EXACT));
        double border = (10 - Math.log(99)) / 0.05;
        assertThat(result.exact()).isEmpty();
        assertThat(result.contradictsExact()).isTrue();
        assertThat(result.shownToMeet().getAsLong()).isLessThan((long) border);
        assertThat(result.shownToFail().getAsLong()).isGreaterThan((long) border);
    }

    private static PlanResult logisticResult(long resolution, PlanTheory theory) {
        return PlanSearch.of(
                        plan(true, 1, 400, resolution, AT_MOST_ONE_PER_CENT), REPLICATIONS, 0.95, logistic(new int[] {0
                        }))
                .expecting(Optional.of(theory))
                .run();
    }

    private static long width(PlanResult result) {
        return result.shownToFail().getAsLong() - result.shownToMeet().getAsLong();
    }

    private static SummaryRow share(double logit, double half, double confidence, int replications) {
        double mean = 1 / (1 + Math.exp(-logit));
        double lower = 1 / (1 + Math.exp(half - logit));
        double upper = 1 / (1 + Math.exp(-half - logit));
        return new SummaryRow(
                        "base",
                        "web",
                        Metric.CALL_CONGESTION,
                        mean,
                        upper - mean,
                        lower,
                        upper,
                        confidence,
                        replications)
                .by(IntervalMethod.STUDENT_T, replications);
    }

    private static PlanTheory theory(OptionalLong met, OptionalLong missed) {
        return new PlanTheory(
                met, missed, List.of("Erlang B"), Accuracy.EXACT_IN_STEADY_STATE, OptionalLong.empty(), List.of());
    }

    /** Neither end nor a third between them meets the conditions: only theory knows where to look, and simulation shows it. */
    @Test
    void triesWhereTheoryExpectsTheConditionsToComeBack() {
        PlanSearch search = PlanSearch.of(plan(true, 0, 90, 1), REPLICATIONS, 0.95, (value, n, confidence) -> {
                    long at = Long.parseLong(value);
                    return List.of(row(at >= 40 && at <= 50 ? 0.5 : 2, 0, confidence, n));
                })
                .expecting(Optional.of(theory(OptionalLong.of(45), OptionalLong.of(0))));
        PlanResult result = search.run();
        assertThat(result.shownToMeet()).isEmpty();
        assertThat(result.shownToFail()).hasValue(0);
        assertThat(result.contrary()).containsExactly(45L);
        assertThat(result.probes()).hasSizeLessThanOrEqualTo(search.mostProbes());
    }

    /** That more is refused than was seen so far may be; a condition that asks for refusals fails without them at the first look. */
    @Test
    void aLackOfRefusalsIsBelievedAtOnce() {
        var atLeast = new Expectation(
                "base", "web", "call_congestion", Expectation.Relation.AT_LEAST, 0.05, "web.call_congestion >= 5%");
        PlanResult result = PlanSearch.of(
                        plan(true, 1, 100, 1, atLeast),
                        REPLICATIONS,
                        0.95,
                        (value, n, confidence) -> List.of(row(0, 0.01, confidence, n)))
                .run();
        assertThat(result.shownToFail()).hasValue(1);
        assertThat(result.probes()).allMatch(probe -> probe.replications() == REPLICATIONS);
    }

    /** However close to certain. */
    @Test
    void noCapVoidsTheSharing() {
        PlanResult result = PlanSearch.of(
                        plan(true, 1, 1000, 1),
                        REPLICATIONS,
                        0.9999,
                        (value, n, confidence) -> List.of(row(0.5, 0, confidence, n)))
                .run();
        assertThat(1 - result.confidenceEach()).isCloseTo(2 * 1e-4 * 0.2 / 6 / 2 / 4, within(1e-14));
        assertThat(result.probes())
                .allMatch(probe -> probe.conditions().get(0).row().confidence() == result.confidenceEach());
    }

    /**
     * No request is refused in 100 replications, and the exact limit of that just meets the bound. It leaves the error of both sides open on one, which is
     * twice the share of the verdict: at half of it ln(e/2) / ln(e) times as many replications would be needed.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.999, 1.001})
    void aLimitWithOneEndMayErrHalfAsOften(double ofNeeded) {
        PlanResult result = PlanSearch.of(
                        plan(true, 1, 2, 1, AT_MOST_ONE_PER_CENT), 100, 0.95, (value, n, confidence) -> {
                            double needed = Math.log((1 - confidence) / 2) / Math.log(1 - 0.01);
                            double open = 1 - Math.pow(1 - confidence, 1 / (needed * ofNeeded));
                            return List.of(new SummaryRow(
                                            "base", "web", Metric.CALL_CONGESTION, 0, open, 0, open, confidence, n)
                                    .by(IntervalMethod.CLOPPER_PEARSON, 0));
                        })
                .run();
        assertThat(result.shownToMeet().isPresent()).isEqualTo(ofNeeded > 1);
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

    /** Up to 30 no request is refused, beyond it too many: only the last such value is worth more replications, up to a fifth of all. */
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
                .satisfies(
                        probe -> assertThat(probe.replications()).isEqualTo(20)); // the first look with a fifth of 100
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
