package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.Known;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.scenario.PrecisionSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.interval.Intervals;
import org.ioasidsim.stats.interval.RatioBatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many replications are wanted next, and whether a run is long enough, of figures that are written down. */
class PrecisionByHandTest {
    private static Scenario scenario(String lifetime, String run) {
        return RunScenario.read("""
                scenario: precise
                question: Is it enough?
                host: {preset: x86-vtd-20bit, max_pasids: 101, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 1/s}, lifetime: LIFETIME, devices: [dsa]}}
                run: {duration: 50s, replications: 4, RUN}
                """.replace("LIFETIME", lifetime).replace("RUN", run))
                .variants()
                .get(0)
                .scenario();
    }

    private static PrecisionResult reached(double halfWidth, double wanted, int most) {
        var target = new PrecisionSpec("held_mean", "web", wanted, false, most);
        var row = new SummaryRow("base", "web", Metric.HELD_MEAN, 9, halfWidth, 9 - halfWidth, 9 + halfWidth, 0.95, 10);
        return new PrecisionResult(target, row, wanted, halfWidth <= wanted);
    }

    /** Half-widths shrink with the root of the replications: 1.2 times too wide asks for 1.44 times as many, but from 1.1 to 2 times. */
    @ParameterizedTest
    @CsvSource({"1.2, 15", "1.01, 11", "5, 20", "NaN, 20", "1, 10"})
    void asManyMoreAsTheWidthAsksFor(double halfWidth, int expected) {
        assertThat(Precision.next(10, List.of(reached(halfWidth, 1, 1_000)))).isEqualTo(expected);
    }

    @Test
    void theMostThatAnyTargetAsksForAndAllows() {
        assertThat(Precision.next(10, List.of(reached(5, 1, 13)))).isEqualTo(13);
        assertThat(Precision.next(10, List.of(reached(5, 1, 10)))).isEqualTo(10);
        assertThat(Precision.next(10, List.of(reached(5, 1, 13), reached(1.2, 1, 100))))
                .isEqualTo(15);
        assertThat(Precision.next(10, List.of(reached(0.5, 1, 100), reached(0.9, 1, 100))))
                .isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "'precision: none', 4",
        "'precision: {metric: held_mean, half_width: 1}', 10",
        "'precision: {metric: call_congestion, tenant: web, half_width: 1%}', 20",
        "'precision: {metric: call_congestion, tenant: web, half_width: 1%, max_replications: 15}', 15",
        "'precision: {metric: held_mean, half_width: 1, max_replications: 7}', 7"
    })
    void aTargetBeginsWithEnoughReplications(String precision, int first) {
        assertThat(Precision.first(scenario("1s", precision))).isEqualTo(first);
    }

    /** Values 41 to 50: a standard error of sqrt(55 / 6 / 10), with nine degrees of freedom; for a relative target g, g / (1 + g) of the mean of 45.5. */
    @ParameterizedTest
    @CsvSource({
        "half_width: 2.2, 2.2, true",
        "half_width: 2.1, 2.1, false",
        "relative: 0.05, 2.1666666666666665, true",
        "relative: 0.04, 1.75, false"
    })
    void aTargetIsMetWhereTheHalfWidthIsNoWider(String target, double wanted, boolean isMet) {
        Scenario scenario = scenario("1s", "precision: {metric: held_mean, tenant: web, " + target + "}");
        PrecisionResult result = Precision.judge("base", scenario, replications(0), Known.NOTHING)
                .get(0);
        double half = Intervals.tQuantile(9, 0.95) * Math.sqrt(55 / 6.0 / 10);
        assertThat(result.reached().halfWidth()).isCloseTo(half, within(1e-9));
        assertThat(result.wanted()).isCloseTo(wanted, within(1e-12));
        assertThat(result.met()).isEqualTo(isMet);
    }

    @Test
    void twoTargetsShareTheErrorAndOneIsOfTheHost() {
        Scenario scenario = scenario(
                "1s",
                "precision: [{metric: held_mean, tenant: web, half_width: 1}, {metric: held_mean, half_width: 1}]");
        List<PrecisionResult> results = Precision.judge("base", scenario, replications(1), Known.NOTHING);
        double error = Math.sqrt(55 / 6.0 / 10);
        assertThat(results).hasSize(2);
        assertThat(results.get(0).reached().mean()).isZero();
        assertThat(results.get(1).reached().mean()).isEqualTo(45.5);
        assertThat(results.get(1).reached().halfWidth()).isCloseTo(Intervals.tQuantile(9, 0.975) * error, within(1e-9));
    }

    @SuppressWarnings("EnumOrdinal") // the values are arrays by ordinal
    private static List<ReplicationResult> replications(int row) {
        return IntStream.rangeClosed(1, 10)
                .mapToObj(number -> {
                    double[][] values = new double[2][Metric.values().length];
                    values[row][Metric.HELD_MEAN.ordinal()] = 40 + number;
                    return replication(number, values, List.of());
                })
                .toList();
    }

    private static ReplicationResult replication(
            int number, double[][] values, List<ReplicationResult.Batched> batches) {
        return new ReplicationResult(
                number,
                null,
                0,
                List.of("web"),
                values,
                List.of(),
                new double[1][1],
                List.of(),
                List.of(),
                null,
                batches);
    }

    private static VariantResult variant(Scenario scenario, WarmUpResult warmUp) {
        return new VariantResult("base", scenario, List.of(), List.of(), warmUp);
    }

    /** Of 50 s no hold may be longer than 5 s, where a steady state is meant. */
    @Test
    void aHoldIsLongBeyondATenthOfTheTime() {
        WarmUpResult given = WarmUpResult.given(1);
        var found = new WarmUpResult(1, List.of(1.0), 0, false, new double[0], new double[0]);
        String steady = "warm_up: 1s, analysis: {kind: steady}";
        assertThat(RunLengthCheck.longHold(variant(scenario("5s", steady), given)))
                .isEmpty();
        assertThat(RunLengthCheck.longHold(variant(scenario("5100ms", steady), given)))
                .contains(new RunLengthCheck.Hold("web", 5.1));
        assertThat(RunLengthCheck.longHold(variant(scenario("6s", "warm_up: 1s"), given)))
                .isEmpty();
        assertThat(RunLengthCheck.longHold(variant(scenario("6s", "warm_up: 1s"), found)))
                .contains(new RunLengthCheck.Hold("web", 6));
    }

    /** Batches that rise all the time follow each other; those that go up and down do not. */
    @Test
    void batchesThatFollowEachOtherAreTooShort() {
        Scenario scenario = scenario("1s", "warm_up: 1s, analysis: {kind: steady}");
        double[] ones = new double[400];
        Arrays.fill(ones, 1);
        double[] rising = IntStream.range(0, 400).mapToDouble(i -> i).toArray();
        double[] slowly =
                IntStream.range(0, 400).mapToDouble(i -> Math.sin(i / 40.0)).toArray();
        double[] jumping = IntStream.range(0, 400).mapToDouble(i -> i / 10 % 2).toArray();
        List<ReplicationResult.Batched> batches = List.of(
                new ReplicationResult.Batched("web", Metric.HELD_MEAN, RatioBatches.of(slowly, ones, 10)),
                new ReplicationResult.Batched("web", Metric.DEMAND_MEAN, RatioBatches.of(rising, ones, 10)),
                new ReplicationResult.Batched("web", Metric.ENTITLEMENT_MEAN, RatioBatches.of(jumping, ones, 10)));
        List<SummaryRow> rows = List.of(
                row(Metric.HELD_MEAN), row(Metric.DEMAND_MEAN), row(Metric.ENTITLEMENT_MEAN), row(Metric.REQUESTS));
        List<SummaryRow> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        ReplicationResult one = replication(1, new double[2][Metric.values().length], batches);
        for (List<SummaryRow> order : List.of(rows, reversed)) {
            var result = new VariantResult("base", scenario, List.of(one), order, WarmUpResult.given(1));
            List<RunLengthCheck.Correlated> found = RunLengthCheck.correlated(result);
            assertThat(found)
                    .extracting(RunLengthCheck.Correlated::metric)
                    .containsExactlyInAnyOrder(Metric.HELD_MEAN, Metric.DEMAND_MEAN);
            assertThat(found.get(0).lag1()).isGreaterThan(found.get(1).lag1()).isBetween(0.5, 1.0);
            assertThat(found.get(0).tenant()).isEqualTo("web");
        }
    }

    private static SummaryRow row(Metric metric) {
        return new SummaryRow("base", "web", metric, 1, 0.1, 0.9, 1.1, 0.95, 1);
    }
}
