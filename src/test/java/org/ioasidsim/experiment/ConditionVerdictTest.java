package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.Expectation.Relation;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An interval shows a condition where all of it lies on one side of the bound, and which side the bound itself is on is the condition's. */
class ConditionVerdictTest {
    private static Expectation condition(Relation relation, double bound, Metric metric) {
        return new Expectation("base", "web", metric.word(), relation, bound, "");
    }

    private static SummaryRow row(Metric metric, double mean, double lower, double upper) {
        double half = Double.isNaN(lower) ? Double.NaN : Math.max(mean - lower, upper - mean);
        return new SummaryRow("base", "web", metric, mean, half, lower, upper, 0.95, 5);
    }

    /** The bound is 4; intervals that end there, begin there, have it inside, or are only it. */
    @ParameterizedTest
    @CsvSource({
        "GREATER,  3, 4, NOT_MET",
        "GREATER,  4, 5, UNDECIDED",
        "GREATER,  5, 6, MET",
        "GREATER,  3, 5, UNDECIDED",
        "GREATER,  2, 3, NOT_MET",
        "GREATER,  4, 4, NOT_MET",
        "AT_LEAST, 3, 4, UNDECIDED",
        "AT_LEAST, 4, 5, MET",
        "AT_LEAST, 3, 5, UNDECIDED",
        "AT_LEAST, 2, 3, NOT_MET",
        "AT_LEAST, 4, 4, MET",
        "LESS,     3, 4, UNDECIDED",
        "LESS,     4, 5, NOT_MET",
        "LESS,     2, 3, MET",
        "LESS,     5, 6, NOT_MET",
        "LESS,     4, 4, NOT_MET",
        "AT_MOST,  3, 4, MET",
        "AT_MOST,  4, 5, UNDECIDED",
        "AT_MOST,  5, 6, NOT_MET",
        "AT_MOST,  4, 4, MET"
    })
    void theWholeIntervalDecides(Relation relation, double lower, double upper, ConditionVerdict expected) {
        Expectation condition = condition(relation, 4, Metric.LONGEST_DENIAL);
        SummaryRow row = row(Metric.LONGEST_DENIAL, (lower + upper) / 2, lower, upper);
        assertThat(ConditionVerdict.of(condition, row)).isEqualTo(expected);
        if (lower == upper) {
            assertThat(ConditionVerdict.isMet(condition, lower)).isEqualTo(expected == ConditionVerdict.MET);
            SummaryRow without = row(Metric.LONGEST_DENIAL, lower, Double.NaN, Double.NaN);
            assertThat(ConditionVerdict.of(condition, without)).isEqualTo(expected);
        }
    }

    @Test
    void whatIsUndefinedIsUndecided() {
        SummaryRow undefined = row(Metric.LONGEST_DENIAL, Double.NaN, Double.NaN, Double.NaN);
        assertThat(ConditionVerdict.of(condition(Relation.LESS, 4, Metric.LONGEST_DENIAL), undefined))
                .isEqualTo(ConditionVerdict.UNDECIDED);
    }

    /** No interval of finitely many requests clears 100 %: then no replication may show an exception. */
    @Test
    void theEndOfARangeAsksForNoException() {
        Expectation all = condition(Relation.AT_LEAST, 1, Metric.FIRST_TRY_SUCCESS);
        assertThat(ConditionVerdict.of(all, row(Metric.FIRST_TRY_SUCCESS, 1, 0.99, 1)))
                .isEqualTo(ConditionVerdict.MET);
        assertThat(ConditionVerdict.of(all, row(Metric.FIRST_TRY_SUCCESS, 0.9999, 0.99, 1)))
                .isEqualTo(ConditionVerdict.NOT_MET);
        Expectation none = condition(Relation.AT_MOST, 0, Metric.CALL_CONGESTION);
        assertThat(ConditionVerdict.of(none, row(Metric.CALL_CONGESTION, 0, 0, 0.01)))
                .isEqualTo(ConditionVerdict.MET);
        assertThat(ConditionVerdict.of(none, row(Metric.CALL_CONGESTION, 1e-4, 0, 0.01)))
                .isEqualTo(ConditionVerdict.NOT_MET);
        assertThat(ConditionVerdict.asksForNoException(none, Metric.LONGEST_DENIAL))
                .as("a time has no end of range")
                .isFalse();
        assertThat(ConditionVerdict.asksForNoException(
                        condition(Relation.AT_LEAST, 0.99, Metric.FIRST_TRY_SUCCESS), Metric.FIRST_TRY_SUCCESS))
                .isFalse();
        assertThat(ConditionVerdict.asksForNoException(
                        condition(Relation.AT_MOST, 0.01, Metric.CALL_CONGESTION), Metric.CALL_CONGESTION))
                .isFalse();
        assertThat(ConditionVerdict.asksForNoException(
                        condition(Relation.LESS, 0, Metric.CALL_CONGESTION), Metric.CALL_CONGESTION))
                .isFalse();
        assertThat(ConditionVerdict.asksForNoException(
                        condition(Relation.GREATER, 1, Metric.FIRST_TRY_SUCCESS), Metric.FIRST_TRY_SUCCESS))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(ConditionVerdict.class)
    void twoConditionsHoldWhereBothDo(ConditionVerdict other) {
        assertThat(ConditionVerdict.MET.and(other)).isEqualTo(other);
        assertThat(ConditionVerdict.NOT_MET.and(other)).isEqualTo(ConditionVerdict.NOT_MET);
        assertThat(ConditionVerdict.UNDECIDED.and(other))
                .isEqualTo(other == ConditionVerdict.NOT_MET ? other : ConditionVerdict.UNDECIDED);
    }

    @Test
    void aVerdictIsAWord() {
        assertThat(ConditionVerdict.MET.word()).isEqualTo("yes");
        assertThat(ConditionVerdict.NOT_MET.word()).isEqualTo("no");
        assertThat(ConditionVerdict.UNDECIDED.word()).isEqualTo("undecided");
    }

    @Test
    void anExpectationIsCheckedOfItsVariantTenantAndMetric() {
        ScenarioFile file = RunScenario.read("""
                scenario: expected
                question: What is expected?
                host: {preset: x86-vtd-20bit, max_pasids: 101, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 1/s}, lifetime: 1s, devices: [dsa]}}
                run: {duration: 50s, replications: 2}
                expect: ["base: web.longest_denial <= 4"]
                """);
        Scenario scenario = file.variants().get(0).scenario();
        List<SummaryRow> rows = List.of(
                row(Metric.LONGEST_DENIAL, 3, 2, 3.5),
                row(Metric.STARVATION_TIME, 9, 8, 10),
                new SummaryRow("base", "noisy", Metric.LONGEST_DENIAL, 9, 1, 8, 10, 0.95, 5));
        var base = new VariantResult("base", scenario, List.of(), rows, WarmUpResult.given(0));
        var other = new VariantResult("other", scenario, List.of(), rows, WarmUpResult.given(0));
        assertThat(Expectations.check(file, List.of(other, base)))
                .containsExactly(new ExpectationResult(file.expect().get(0), true, 3, 2, 3.5));
    }
}
