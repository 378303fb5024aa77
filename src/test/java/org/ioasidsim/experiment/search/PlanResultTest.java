package org.ioasidsim.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.PlanSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan leaves open lies between its two values, and what would show the rest follows from the limit that no refusal leaves. */
class PlanResultTest {
    private static PlanResult.Probe probe(long value, ConditionVerdict verdict) {
        return new PlanResult.Probe(value, 5, verdict, List.of());
    }

    private static PlanResult result(boolean isLargest, OptionalLong meets, OptionalLong fails) {
        var plan = new PlanSpec(isLargest, "key", 1, 20, "", 1, 100, List.of(), "base", List.of());
        return new PlanResult(
                plan,
                0.95,
                0.99,
                List.of(
                        probe(3, ConditionVerdict.UNDECIDED),
                        probe(5, ConditionVerdict.UNDECIDED),
                        probe(6, ConditionVerdict.MET),
                        probe(7, ConditionVerdict.UNDECIDED),
                        probe(8, ConditionVerdict.NOT_MET),
                        probe(9, ConditionVerdict.UNDECIDED),
                        probe(11, ConditionVerdict.UNDECIDED)),
                meets,
                fails,
                List.of(),
                Optional.empty(),
                false);
    }

    private static List<Long> undecided(PlanResult result) {
        return result.undecided().stream().map(PlanResult.Probe::value).toList();
    }

    @Test
    void undecidedIsWhatLiesBetweenTheTwoValues() {
        OptionalLong none = OptionalLong.empty();
        PlanResult both = result(true, OptionalLong.of(5), OptionalLong.of(9));
        assertThat(undecided(both)).containsExactly(7L);
        assertThat(both.isUndecided()).isTrue();
        assertThat(undecided(result(false, OptionalLong.of(9), OptionalLong.of(5))))
                .containsExactly(7L);
        assertThat(undecided(result(true, OptionalLong.of(5), none))).containsExactly(7L, 9L, 11L);
        assertThat(undecided(result(true, none, OptionalLong.of(9)))).containsExactly(3L, 5L, 7L);
        assertThat(undecided(result(false, OptionalLong.of(5), none))).containsExactly(3L);
        assertThat(undecided(result(false, none, OptionalLong.of(9)))).containsExactly(11L);
        assertThat(result(true, OptionalLong.of(7), OptionalLong.of(8)).isUndecided())
                .isFalse();
    }

    private static PlanResult.Condition condition(
            Metric metric,
            double bound,
            double mean,
            double lower,
            double upper,
            int refusing,
            ConditionVerdict verdict) {
        var expectation = new Expectation("base", "web", metric.word(), Expectation.Relation.AT_MOST, bound, "");
        SummaryRow row = new SummaryRow(
                        "base", "web", metric, mean, Math.max(mean - lower, upper - mean), lower, upper, 0.95, 5)
                .by(IntervalMethod.CLOPPER_PEARSON, refusing);
        return new PlanResult.Condition(expectation, row, verdict);
    }

    /** Five replications leave 10 % open, m of them 1 - 0.9^(5/m): 1 % of refusals, or of 99 % that are granted. */
    @ParameterizedTest
    @CsvSource({"CALL_CONGESTION, 0.01, 0, 0, 0.1", "FIRST_TRY_SUCCESS, 0.99, 1, 0.9, 1"})
    void whatIsUnseenNeedsMoreReplications(Metric metric, double bound, double mean, double lower, double upper) {
        PlanResult.Condition open = condition(metric, bound, mean, lower, upper, 0, ConditionVerdict.UNDECIDED);
        assertThat(open.isUnseen()).isTrue();
        assertThat(1 - Math.pow(0.9, 5 / open.replicationsNeeded())).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void onlySharesOfWhichNoneWasRefusedAreUnseen() {
        assertThat(condition(Metric.CALL_CONGESTION, 0.01, 0, 0, 0.1, 1, ConditionVerdict.UNDECIDED)
                        .isUnseen())
                .isFalse();
        assertThat(condition(Metric.CALL_CONGESTION, 0.2, 0, 0, 0.1, 0, ConditionVerdict.MET)
                        .isUnseen())
                .isFalse();
        assertThat(condition(Metric.LONGEST_DENIAL, 0.01, 0, 0, 0.1, 0, ConditionVerdict.UNDECIDED)
                        .isUnseen())
                .isFalse();
    }
}
