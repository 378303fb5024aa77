package org.ioasidsim.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.exact.Accuracy;
import org.ioasidsim.experiment.search.Outlook.Edge;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.stats.interval.Intervals;
import org.junit.jupiter.api.Test;

/** A curve that is straight on the logit scale must be continued without an error, to where the intervals of all replications end. */
class OutlookTest {
    private static final Expectation AT_MOST = new Expectation(
            "base", "web", "call_congestion", Expectation.Relation.AT_MOST, 0.01, "web.call_congestion <= 1%");
    private static final double HALF = 0.2;

    private static final double CONFIDENCE = 0.98;

    private final Outlook outlook = new Outlook(probe -> probe.value(), 100, Optional.empty());

    private static double share(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static double logit(double share) {
        return Math.log(share / (1 - share));
    }

    /** Returns a probe at which the share has a logit of -10 + value / 100, known within HALF from 25 of 100 replications. */
    private static PlanResult.Probe probe(long value) {
        double height = -10 + value / 100.0;
        var row = new SummaryRow(
                "base",
                "web",
                Metric.CALL_CONGESTION,
                share(height),
                0,
                share(height - HALF),
                share(height + HALF),
                0.99,
                25);
        ConditionVerdict verdict = ConditionVerdict.of(AT_MOST, row);
        return new PlanResult.Probe(value, 25, verdict, List.of(new PlanResult.Condition(AT_MOST, row, verdict)));
    }

    @Test
    void expectsAnEdgeWhereTheIntervalOfAllReplicationsClearsTheBound() {
        List<PlanResult.Probe> probes = List.of(probe(300), probe(500), probe(700));
        double half = halfAtMost();

        assertThat(outlook.expected(probes, Edge.LAST_MET, CONFIDENCE).orElseThrow())
                .isCloseTo(100 * (logit(0.01) - half + 10), within(1e-6));
        assertThat(outlook.expected(probes, Edge.FIRST_NOT_MET, CONFIDENCE).orElseThrow())
                .isCloseTo(100 * (logit(0.01) + half + 10), within(1e-6));
    }

    /** Of 25 replications HALF is the half-width at 99 %: all 100 have half of the standard error, and their interval another confidence. */
    private static double halfAtMost() {
        double error = HALF / Intervals.tQuantile(24, 0.99);
        return error / 2 * Intervals.tQuantile(99, CONFIDENCE);
    }

    /** The mean may still move by what the other 75 replications add: its variance less that of all. */
    @Test
    void looksForAnEdgeBeyondItsExpectedPlace() {
        List<PlanResult.Probe> probes = List.of(probe(300), probe(500), probe(700));
        double error = HALF / Intervals.tQuantile(24, 0.99);
        double beyond = 0.05 * halfAtMost() + 0.8 * error * Math.sqrt(1 - 0.25);

        for (Edge edge : Edge.values()) {
            double distance = outlook.edge(probes, edge, CONFIDENCE).orElseThrow()
                    - outlook.expected(probes, edge, CONFIDENCE).orElseThrow();
            assertThat(Math.abs(distance)).isCloseTo(100 * beyond, within(1e-6));
        }
    }

    /** Theory has the same slope and is 1.5 too low: one value tells that, and theory the slope. */
    @Test
    void oneValueTellsTheOthersWhereTheoryKnowsTheCurve() {
        var theory = new PlanTheory(
                OptionalLong.of(690),
                OptionalLong.of(691),
                List.of("modified offered load"),
                Accuracy.APPROXIMATE,
                OptionalLong.empty(),
                Stream.of(0L, 400L, 600L, 1000L)
                        .map(value -> new PlanTheory.Point(value, List.of(share(-11.5 + value / 100.0))))
                        .toList());
        var beside = new Outlook(probe -> probe.value(), 100, TheoryCurve.of(theory, List.of(AT_MOST), value -> value));

        assertThat(beside.knowsTheCurve()).isTrue();
        assertThat(beside.expected(List.of(probe(300)), Edge.LAST_MET, CONFIDENCE)
                        .orElseThrow())
                .isCloseTo(100 * (logit(0.01) - halfAtMost() + 10), within(1e-6));
        assertThat(beside.expected(List.of(probe(300)), Edge.FIRST_NOT_MET, CONFIDENCE)
                        .orElseThrow())
                .isCloseTo(100 * (logit(0.01) + halfAtMost() + 10), within(1e-6));
    }

    @Test
    void aTheoryThatDoesNotGetWorseIsNoGuide() {
        var theory = new PlanTheory(
                OptionalLong.of(1),
                OptionalLong.of(2),
                List.of("none"),
                Accuracy.APPROXIMATE,
                OptionalLong.empty(),
                List.of(new PlanTheory.Point(1, List.of(0.02)), new PlanTheory.Point(2, List.of(0.01))));

        assertThat(TheoryCurve.of(theory, List.of(AT_MOST), value -> value)).isEmpty();
    }

    @Test
    void expectsNothingFromOneValueOrFromACurveThatFalls() {
        assertThat(outlook.edge(List.of(), Edge.LAST_MET, CONFIDENCE)).isEmpty();
        assertThat(outlook.edge(List.of(probe(600)), Edge.LAST_MET, CONFIDENCE)).isEmpty();

        var falling = new Outlook(probe -> -probe.value(), 100, Optional.empty());
        assertThat(falling.edge(List.of(probe(300), probe(700)), Edge.LAST_MET, CONFIDENCE))
                .isEmpty();
    }

    @Test
    void leavesOutAConditionThatAllValuesMeet() {
        List<PlanResult.Probe> probes = new ArrayList<>();
        for (long value : new long[] {300, 700}) {
            PlanResult.Probe one = probe(value);
            var row = new SummaryRow("base", "web", Metric.HELD_MEAN, 5, 0, 5, 5, 0.99, 25);
            var met = new Expectation(
                    "base", "web", "held_mean", Expectation.Relation.AT_MOST, 10, "web.held_mean <= 10");
            List<PlanResult.Condition> conditions = new ArrayList<>(one.conditions());
            conditions.add(new PlanResult.Condition(met, row, ConditionVerdict.MET));
            probes.add(new PlanResult.Probe(value, 25, one.verdict(), conditions));
        }

        assertThat(outlook.edge(probes, Edge.LAST_MET, CONFIDENCE))
                .isEqualTo(outlook.edge(List.of(probe(300), probe(700)), Edge.LAST_MET, CONFIDENCE));
    }

    /** At least 99 % granted is at most 1 % refused: the edges are the same. */
    @Test
    void aLowerBoundIsTheMirrorOfAnUpperOne() {
        var atLeast = new Expectation(
                "base",
                "web",
                "first_try_success",
                Expectation.Relation.AT_LEAST,
                0.99,
                "web.first_try_success >= 99%");
        List<PlanResult.Probe> refused = List.of(probe(300), probe(500), probe(700));
        List<PlanResult.Probe> granted = refused.stream()
                .map(probe -> {
                    SummaryRow row = probe.conditions().get(0).row();
                    var mirrored = new SummaryRow(
                            "base",
                            "web",
                            Metric.FIRST_TRY_SUCCESS,
                            1 - row.mean(),
                            0,
                            1 - row.upper(),
                            1 - row.lower(),
                            0.99,
                            25);
                    ConditionVerdict verdict = ConditionVerdict.of(atLeast, mirrored);
                    assertThat(verdict).isEqualTo(probe.verdict());
                    return new PlanResult.Probe(
                            probe.value(), 25, verdict, List.of(new PlanResult.Condition(atLeast, mirrored, verdict)));
                })
                .toList();
        for (Edge edge : Edge.values()) {
            assertThat(outlook.edge(granted, edge, CONFIDENCE).orElseThrow())
                    .isCloseTo(outlook.edge(refused, edge, CONFIDENCE).orElseThrow(), within(1e-6));
        }
    }
}
