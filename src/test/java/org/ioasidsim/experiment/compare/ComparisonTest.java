package org.ioasidsim.experiment.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.Replication;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.stats.interval.Intervals;
import org.junit.jupiter.api.Test;

/** A verdict on a policy must rest on pairs of the same random numbers, be corrected for how many were tested, and never on what is missing. */
class ComparisonTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    private static final double[] BEFORE = {0.97, 0.95, 1.01, 0.99, 0.94};
    private static final double[] AFTER = {1.01, 0.98, 1.05, 1.02, 0.99};

    @Test
    void pairsByReplicationWithThePairedTInterval() {
        // ten times smaller than the example of the methods page: 0.38 ± 0.1038850634, p 0.000529311
        ComparisonRow row = compared(Metric.FIRST_TRY_SUCCESS, BEFORE, AFTER);
        assertThat(row.difference()).isCloseTo(0.038, within(1e-10));
        assertThat(row.halfWidth()).isCloseTo(0.01038850634, within(1e-10));
        assertThat(row.pHolm()).isCloseTo(0.000529311, within(5e-10));
        assertThat(row.verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void theMetricSaysWhichWayIsBetter() {
        assertThat(compared(Metric.STARVATION_TIME, BEFORE, AFTER).verdict()).isEqualTo(Verdict.WORSE);
        assertThat(compared(Metric.HELD_PEAK, BEFORE, AFTER).verdict()).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void chanceIsNoDifference() {
        // differences 1, -1, 2, -2, 0: mean 0
        ComparisonRow row =
                compared(Metric.STARVATION_TIME, new double[] {5, 5, 5, 5, 5}, new double[] {6, 4, 7, 3, 5});
        assertThat(row.verdict()).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
        assertThat(row.pHolm()).isEqualTo(1);
    }

    @Test
    void holmCorrectsOverVariantsAndTenantsOfOneMetric() {
        // two variants with the same p: the corrected value is twice it
        VariantResult base = variant("base", Metric.FIRST_TRY_SUCCESS, BEFORE);
        Comparison comparison = compare(
                base, variant("one", Metric.FIRST_TRY_SUCCESS, AFTER), variant("two", Metric.FIRST_TRY_SUCCESS, AFTER));
        assertThat(comparison.familySize(Metric.FIRST_TRY_SUCCESS)).isEqualTo(2);
        assertThat(rows(comparison, Metric.FIRST_TRY_SUCCESS))
                .allSatisfy(row -> assertThat(row.pHolm()).isCloseTo(2 * 0.000529311, within(1e-9)));
    }

    @Test
    void whatIsTheSameInEachReplicationIsExactAndNotTested() {
        ComparisonRow shifted = compared(Metric.HELD_PEAK, new double[] {3, 4, 5}, new double[] {5, 6, 7});
        assertThat(shifted.difference()).isEqualTo(2);
        assertThat(shifted.halfWidth()).isZero();
        assertThat(shifted.pHolm()).isNaN();
        assertThat(shifted.verdict()).isEqualTo(Verdict.DIFFERS);

        ComparisonRow same = compared(Metric.FIRST_TRY_SUCCESS, new double[] {1, 1, 1}, new double[] {1, 1, 1});
        assertThat(same.verdict()).isEqualTo(Verdict.IDENTICAL);
        assertThat(same.difference()).isZero();
        assertThat(same.pHolm()).isNaN();
    }

    @Test
    void infinityIsADifferenceOnlyWhereEachReplicationHasIt() {
        double[] never = {INF, INF, INF};
        ComparisonRow saved = compared(Metric.TIME_TO_BIND_P99, never, new double[] {1, 2, 3});
        assertThat(saved.difference()).isEqualTo(-INF);
        assertThat(saved.halfWidth()).isNaN();
        assertThat(saved.verdict()).isEqualTo(Verdict.BETTER);

        ComparisonRow sometimes = compared(Metric.TIME_TO_BIND_P99, new double[] {INF, 2, 3}, new double[] {1, 2, 3});
        assertThat(sometimes.verdict()).isEqualTo(Verdict.UNDEFINED);
        assertThat(sometimes.pHolm()).isNaN();

        ComparisonRow both = compared(Metric.TIME_TO_BIND_P99, never, never);
        assertThat(both.difference()).isNaN();
        assertThat(both.verdict()).isEqualTo(Verdict.IDENTICAL);
    }

    @Test
    void whatIsUndefinedOnOneSideIsNotCompared() {
        ComparisonRow row = compared(Metric.ENTITLEMENT_SHARE, new double[] {1, 1}, new double[] {NAN, NAN});
        assertThat(row.pairs()).isZero();
        assertThat(row.difference()).isNaN();
        assertThat(row.verdict()).isEqualTo(Verdict.UNDEFINED);
    }

    @Test
    void oneReplicationHasADifferenceAndNoVerdict() {
        ComparisonRow row = compared(Metric.FIRST_TRY_SUCCESS, new double[] {0.1}, new double[] {0.9});
        assertThat(row.difference()).isCloseTo(0.8, within(1e-12));
        assertThat(row.halfWidth()).isNaN();
        assertThat(row.verdict()).isEqualTo(Verdict.ONE_REPLICATION);
    }

    @Test
    void onlyReplicationsThatBothCompletedArePaired() {
        VariantResult base = variant("base", Metric.FIRST_TRY_SUCCESS, 0.1, 0.2, 0.3, 0.4);
        VariantResult whole = variant("other", Metric.FIRST_TRY_SUCCESS, 0.5, 9, 0.8, 0.9);
        List<ReplicationResult> some = new ArrayList<>(whole.replications());
        some.set(1, Replication.failed(whole.scenario(), 2, "lost"));
        some.remove(3);
        VariantResult lossy = new VariantResult("other", whole.scenario(), some, List.of(), whole.warmUp());
        ComparisonRow row = rows(compare(base, lossy), Metric.FIRST_TRY_SUCCESS).get(0);
        // replications 1 and 3 are left: differences 0.4 and 0.5, standard deviation 0.1 / sqrt(2)
        assertThat(row.pairs()).isEqualTo(2);
        assertThat(row.difference()).isCloseTo(0.45, within(1e-12));
        assertThat(row.halfWidth()).isCloseTo(Intervals.tQuantile(1, 0.95) * 0.05, within(1e-9));
    }

    @Test
    void theBestAreThoseThatNoOtherIsShownToBeat() {
        Comparison comparison = compare(
                variant("base", Metric.FIRST_TRY_SUCCESS, 0.10, 0.12, 0.11, 0.09),
                variant("good", Metric.FIRST_TRY_SUCCESS, 0.90, 0.93, 0.91, 0.92),
                variant("as-good", Metric.FIRST_TRY_SUCCESS, 0.91, 0.92, 0.92, 0.91));
        assertThat(best(comparison, Metric.FIRST_TRY_SUCCESS)).containsExactly("good", "as-good");
    }

    @Test
    void infinityDecidesWhoIsBest() {
        VariantResult never = variant("never", Metric.TIME_TO_BIND_P99, INF, INF);
        VariantResult soon = variant("soon", Metric.TIME_TO_BIND_P99, 1, 2);
        assertThat(best(compare(never, soon), Metric.TIME_TO_BIND_P99)).containsExactly("soon");
        assertThat(best(compare(never, never), Metric.TIME_TO_BIND_P99)).containsExactly("never", "never");
    }

    @Test
    void commonRandomNumbersSaveReplications() {
        ExperimentResult result = RunScenario.text("""
                scenario: paired
                question: Do two limits differ?
                host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
                cgroups: {/web: {}}
                controls: {misc_pasid: on}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes:
                      arrivals: {poisson: 40/s}
                      lifetime: {exponential: {mean: 1s}}
                      devices: [dsa]
                run: {duration: 20s, replications: 8, seed: 1}
                variants:
                  forty: {/web/misc.max: pasid 40}
                  forty-two: {/web/misc.max: pasid 42}
                """);
        ComparisonRow row =
                rows(Comparison.of(result), Metric.FIRST_TRY_SUCCESS).get(0);
        // two more servers of an Erlang loss system at load 40 let more in; both see the same arrivals and holds
        assertThat(row.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(row.correlation()).isGreaterThan(0.8);
        assertThat(row.varianceRatio()).isGreaterThan(3);
    }

    /** How far apart the first two are is not known, and no share is more than 1 above another. */
    @Test
    void whichVariantsMayBeTheBestIsSaidWhereIntervalsAreNot() {
        Comparison comparison = compare(
                variant("base", Metric.FIRST_TRY_SUCCESS, 1, 1, 1),
                variant("same", Metric.FIRST_TRY_SUCCESS, 1, 1, 1),
                variant("worse", Metric.FIRST_TRY_SUCCESS, 0, 0.1, 0.02));
        assertThat(best(comparison, Metric.FIRST_TRY_SUCCESS)).containsExactly("base", "same");
        List<BestRow> rows = comparison.best().stream()
                .filter(row -> row.metric() == Metric.FIRST_TRY_SUCCESS)
                .toList();
        assertThat(rows.get(0).basis()).isEqualTo(BestRow.Basis.SAME);
        assertThat(rows.get(0).lower()).isNaN();
        assertThat(rows.get(0).upper()).isNaN();
        assertThat(rows.get(2).basis()).isEqualTo(BestRow.Basis.CLARK_YANG);
        assertThat(rows.get(2).lower()).isEqualTo(-1);
        assertThat(rows.get(2).upper()).isZero();
    }

    private static ComparisonRow compared(Metric metric, double[] before, double[] after) {
        return rows(compare(variant("base", metric, before), variant("other", metric, after)), metric)
                .get(0);
    }

    private static List<ComparisonRow> rows(Comparison comparison, Metric metric) {
        return comparison.rows().stream()
                .filter(row -> row.tenant().equals("web") && row.metric() == metric)
                .toList();
    }

    private static List<String> best(Comparison comparison, Metric metric) {
        return comparison.best().stream()
                .filter(row -> row.metric() == metric && row.mayBeBest())
                .map(BestRow::variant)
                .toList();
    }

    private static Comparison compare(VariantResult... variants) {
        ScenarioFile file = new ScenarioFile(Path.of("test.yaml"), variants[0].name(), List.of(), List.of(), List.of());
        return Comparison.of(new ExperimentResult(file, List.of(variants), List.of(), false));
    }

    /** Returns a variant with one tenant, web, of which one metric is known. */
    private static VariantResult variant(String name, Metric metric, double... values) {
        Scenario scenario = SCENARIO;
        List<ReplicationResult> replications = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            replications.add(replication(i + 1, metric, values[i]));
        }
        return new VariantResult(name, scenario, replications, List.of(), WarmUpResult.given(0));
    }

    @SuppressWarnings("EnumOrdinal") // result records are arrays by ordinal
    private static ReplicationResult replication(int number, Metric metric, double value) {
        double[][] values = new double[2][Metric.values().length];
        for (double[] row : values) {
            Arrays.fill(row, NAN);
        }
        values[0][metric.ordinal()] = value;
        return new ReplicationResult(
                number,
                null,
                0,
                List.of("web"),
                values,
                List.of(),
                new double[0][0],
                List.of(),
                List.of(),
                null,
                List.of());
    }

    private static final Scenario SCENARIO = scenario();

    private static Scenario scenario() {
        return RunScenario.text("""
                scenario: one-tenant
                question: Who is there?
                host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes: {initial: 1, lifetime: 1s, devices: [dsa]}
                run: {duration: 1s, replications: 1}
                """).variants().get(0).scenario();
    }
}
