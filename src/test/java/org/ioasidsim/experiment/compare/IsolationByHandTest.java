package org.ioasidsim.experiment.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.stats.interval.PairedDifference;
import org.junit.jupiter.api.Test;

/** What web loses to noisy, of replications whose first-try success is written down, at 0, 1 and 2 times noisy's load. */
class IsolationByHandTest {
    private static final ScenarioFile FILE = RunScenario.read("""
            scenario: neighbours
            question: What does web lose?
            host: {preset: x86-vtd-20bit, max_pasids: 21, devices: {dsa: {}}}
            cgroups: {/web: {}, /noisy: {}}
            controls: {misc_pasid: on}
            tenants:
              web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 4/s}, lifetime: 1s, devices: [dsa]}}
              noisy: {cgroup: /noisy, kind: container, instances: 1, processes: {arrivals: {poisson: 20/s}, lifetime: 1s, devices: [dsa]}}
            run: {duration: 60s, replications: 4, seed: 3}
            variants:
              other: {/noisy/misc.max: pasid 10}
              base: {}
            baseline: base
            """);

    private static final Scenario SCENARIO = FILE.variants().get(0).scenario();

    /** Replications in the wrong order, of which web has these values of the metric, and 100 requests; noisy has 100 for each factor. */
    @SuppressWarnings("EnumOrdinal") // the values are arrays by ordinal
    private static VariantResult run(String name, double factor, Metric metric, double... values) {
        List<ReplicationResult> replications = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            double[][] rows = new double[3][Metric.values().length];
            rows[0][metric.ordinal()] = values[i];
            rows[0][Metric.REQUESTS.ordinal()] = 100;
            rows[1][Metric.REQUESTS.ordinal()] = 100 * factor;
            replications.add(new ReplicationResult(
                    i + 1,
                    null,
                    0,
                    List.of("web", "noisy"),
                    rows,
                    List.of(),
                    new double[2][2],
                    List.of(),
                    List.of(),
                    null,
                    List.of()));
        }
        Collections.reverse(replications);
        double mean = Arrays.stream(values).average().orElseThrow();
        var row = new SummaryRow("", "web", metric, mean, 0.02, mean - 0.02, mean + 0.02, 0.95, values.length);
        return new VariantResult(name, SCENARIO, replications, List.of(row), WarmUpResult.given(0));
    }

    private static LoadSeries series(String variant, Metric metric, double[]... values) {
        List<VariantResult> runs = new ArrayList<>();
        for (int factor = 0; factor < 3; factor++) {
            runs.add(run(variant, factor, metric, values[factor]));
        }
        return new LoadSeries(variant, "noisy", List.of(0.0, 1.0, 2.0), runs);
    }

    private static double[] of(double... values) {
        return values;
    }

    private static Isolation isolation(LoadSeries... series) {
        var asWritten = new ExperimentResult(
                FILE,
                List.of(
                        series[0].runs().get(1),
                        series[series.length - 1].runs().get(1)),
                List.of(),
                false);
        return Isolation.of(asWritten, "noisy", 0.9, List.of(series));
    }

    private static IsolationRow row(Isolation isolation, String variant, Metric metric, double factor) {
        return isolation.rows().stream()
                .filter(row -> row.variant().equals(variant) && row.metric() == metric && row.factor() == factor)
                .findFirst()
                .orElseThrow();
    }

    private static final LoadSeries OTHER = series(
            "other",
            Metric.FIRST_TRY_SUCCESS,
            of(0.99, 0.98, 0.99, 0.98),
            of(0.99, 0.98, 0.99, 0.98),
            of(0.98, 0.99, 0.97, 0.99));
    private static final LoadSeries BASE = series(
            "base",
            Metric.FIRST_TRY_SUCCESS,
            of(0.99, 0.98, 0.99, 0.98),
            of(0.89, 0.90, 0.88, 0.90),
            of(0.50, 0.52, 0.49, 0.51));

    @Test
    void lossesArePairedAndCorrectedOverVariants() {
        Isolation isolation = isolation(OTHER, BASE);
        assertThat(isolation.confidence()).isEqualTo(0.95);
        IsolationRow lost = row(isolation, "base", Metric.FIRST_TRY_SUCCESS, 2);
        assertThat(lost.pairs()).isEqualTo(4);
        assertThat(lost.with()).isCloseTo(0.505, within(1e-12));
        assertThat(lost.alone()).isCloseTo(0.985, within(1e-12));
        assertThat(lost.difference()).isCloseTo(-0.48, within(1e-12));
        assertThat(lost.halfWidth())
                .isCloseTo(
                        PairedDifference.of(of(0.50, 0.52, 0.49, 0.51), of(0.99, 0.98, 0.99, 0.98))
                                .halfWidth(0.95),
                        within(1e-12));
        assertThat(lost.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(lost.perSecond()).isEqualTo(40);
        double pOfBase = PairedDifference.of(of(0.50, 0.52, 0.49, 0.51), of(0.99, 0.98, 0.99, 0.98))
                .pValue();
        double pOfOther = PairedDifference.of(of(0.98, 0.99, 0.97, 0.99), of(0.99, 0.98, 0.99, 0.98))
                .pValue();
        assertThat(lost.pHolm()).isCloseTo(2 * pOfBase, within(1e-12));
        IsolationRow chance = row(isolation, "other", Metric.FIRST_TRY_SUCCESS, 2);
        assertThat(chance.pHolm()).isCloseTo(pOfOther, within(1e-12)).isGreaterThan(0.05);
        assertThat(chance.verdict()).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
        IsolationRow same = row(isolation, "other", Metric.FIRST_TRY_SUCCESS, 1);
        assertThat(same.verdict()).isEqualTo(Verdict.IDENTICAL);
        assertThat(same.difference()).isZero();
        assertThat(same.halfWidth()).isZero();
        assertThat(same.pHolm()).isNaN();
        // at factor 1 the other is the same, which enters the family with p = 1
        double pAtOne = PairedDifference.of(of(0.89, 0.90, 0.88, 0.90), of(0.99, 0.98, 0.99, 0.98))
                .pValue();
        assertThat(row(isolation, "base", Metric.FIRST_TRY_SUCCESS, 1).pHolm()).isCloseTo(2 * pAtOne, within(1e-12));
    }

    /** From factor 1 to 2 the trapezoid is the mean of both losses. */
    @Test
    void aCurveKeepsItsPromiseUpToAFactor() {
        Isolation isolation = isolation(OTHER, BASE);
        IsolationCurve other = isolation.curves().get(0);
        IsolationCurve base = isolation.curves().get(1);
        assertThat(other.keptUpTo()).isEqualTo(2);
        assertThat(other.missedFrom()).isInfinite();
        assertThat(base.keptUpTo()).isZero();
        assertThat(base.missedFrom()).isEqualTo(2); // at 1 the interval of 0.8725 to 0.9125 has 0.9 inside
        assertThat(base.meanLoss().mean()).isCloseTo((0.985 - 0.8925 + 0.985 - 0.505) / 2, within(1e-12));
        assertThat(other.lossOverBaseline().mean())
                .isCloseTo(other.meanLoss().mean() - base.meanLoss().mean(), within(1e-12));
        assertThat(base.lossOverBaseline().mean()).as("over itself").isNaN();
    }

    @Test
    void aPointKeepsOrMissesWithItsWholeInterval() {
        assertThat(new IsolationCurve.Point(1, 0.95, 0.9, 1).keeps(0.9)).isTrue();
        assertThat(new IsolationCurve.Point(1, 0.95, 0.89, 1).keeps(0.9)).isFalse();
        assertThat(new IsolationCurve.Point(1, 0.85, 0.8, 0.89).misses(0.9)).isTrue();
        assertThat(new IsolationCurve.Point(1, 0.85, 0.8, 0.91).misses(0.9)).isFalse();
    }

    @Test
    void oneReplicationShowsNothing() {
        Isolation isolation = isolation(series("base", Metric.FIRST_TRY_SUCCESS, of(0.99), of(0.99), of(0.5)));
        IsolationRow same = row(isolation, "base", Metric.FIRST_TRY_SUCCESS, 1);
        assertThat(same.difference()).isZero();
        assertThat(same.halfWidth()).isNaN();
        IsolationRow lost = row(isolation, "base", Metric.FIRST_TRY_SUCCESS, 2);
        assertThat(lost.difference()).isCloseTo(-0.49, within(1e-12));
        assertThat(lost.pHolm()).isNaN();
        assertThat(lost.verdict()).isEqualTo(Verdict.ONE_REPLICATION);
    }

    /** With noisy each bind becomes infinitely late; without, none. */
    @Test
    void whatBecomesInfiniteIsLost() {
        double never = Double.POSITIVE_INFINITY;
        Isolation isolation = isolation(
                series("base", Metric.TIME_TO_BIND_P99, of(1, 2, 1), of(never, never, never), of(never, 3, 4)));
        IsolationRow lost = row(isolation, "base", Metric.TIME_TO_BIND_P99, 1);
        assertThat(lost.pHolm()).isZero();
        assertThat(lost.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(row(isolation, "base", Metric.TIME_TO_BIND_P99, 2).verdict()).isEqualTo(Verdict.UNDEFINED);
    }

    @Test
    void aSeriesIsReadByTheNumbersOfItsReplications() {
        assertThat(BASE.victims()).containsExactly("web");
        assertThat(BASE.shared(List.of(0, 1))).containsExactly(1, 2, 3, 4);
        assertThat(BASE.values(2, "web", Metric.FIRST_TRY_SUCCESS, List.of(1, 3)))
                .containsExactly(0.50, 0.49);
        assertThat(BASE.values(2, "web", Metric.FIRST_TRY_SUCCESS, List.of(5))).isEmpty();
        assertThat(BASE.requests(2, List.of(1))).containsExactly(300);
        assertThat(BASE.interval(2, "web", Metric.FIRST_TRY_SUCCESS)[1]).isCloseTo(0.485, within(1e-12));
        assertThat(BASE.interval(2, "noisy", Metric.FIRST_TRY_SUCCESS)).containsOnly(Double.NaN);
        assertThat(BASE.aggressorAsWritten().name()).isEqualTo("noisy");
    }
}
