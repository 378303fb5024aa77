package org.ioasidsim.experiment.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.interval.Bounds;
import org.ioasidsim.stats.interval.ControlVariates;
import org.ioasidsim.stats.interval.Interval;
import org.ioasidsim.stats.interval.Intervals;
import org.ioasidsim.stats.interval.Proportions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much a share of requests shows, of replications whose figures are written down. */
class SharesByHandTest {
    /** Two tenants, measured for 50 s. */
    private static final Scenario SCENARIO =
            RunScenario.read("""
            scenario: shares
            question: How much is seen?
            host: {preset: x86-vtd-20bit, max_pasids: 101, devices: {dsa: {}}}
            cgroups: {/all: {}}
            x_tenant: &tenant {cgroup: /all, kind: container, instances: 1}
            tenants:
              web: {<<: *tenant, processes: {arrivals: {poisson: 1/s}, lifetime: 1s, devices: [dsa]}}
              noisy: {<<: *tenant, processes: {arrivals: {poisson: 1/s}, lifetime: 1s, devices: [dsa]}}
            run: {duration: 50s, warm_up: 1s, replications: 2}
            """).variants().get(0).scenario();

    /** Of each tenant the ids held in the mean, grants and requests. */
    @SuppressWarnings("EnumOrdinal") // the values are arrays by ordinal
    private static ReplicationResult replication(int number, double[]... tenants) {
        double[][] values = new double[3][Metric.values().length];
        for (int i = 0; i < 2; i++) {
            values[i][Metric.HELD_MEAN.ordinal()] = tenants[i][0];
            values[i][Metric.GRANTS.ordinal()] = tenants[i][1];
            values[i][Metric.REQUESTS.ordinal()] = tenants[i][2];
            values[i][Metric.DEMAND_MEAN.ordinal()] = tenants[i][0] + (tenants[i].length > 3 ? tenants[i][3] : 0);
        }
        return new ReplicationResult(
                number,
                null,
                0,
                List.of("web", "noisy"),
                values,
                List.of(),
                new double[2][2],
                List.of(),
                List.of(),
                null,
                List.of());
    }

    private static double[] of(double held, double grants, double requests) {
        return new double[] {held, grants, requests};
    }

    /** What a tenant wants and, of that, does not hold. */
    private static double[] wanting(double demand, double unmet) {
        return new double[] {demand - unmet, 1, 1, unmet};
    }

    /** Web holds 2 for 50 s with 100 grants: 1 s each. Noisy holds 8 with 100: 4 s. By their variances, 2 and 8, the host's is 3.4 s. */
    @Test
    void aLookTakesTheLongerOfTheOwnHoldAndTheHosts() {
        List<ReplicationResult> one = List.of(replication(1, of(2, 100, 1_000), of(8, 100, 1_000)));
        assertThat(Looks.of(SCENARIO, one, 0)).isEqualTo(new Looks(50 / 3.4, Looks.Unit.HOLDS));
        assertThat(Looks.of(SCENARIO, one, 1)).isEqualTo(new Looks(50 / 4.0, Looks.Unit.HOLDS));
        List<ReplicationResult> few = List.of(replication(1, of(2, 100, 9), of(8, 100, 1_000)));
        assertThat(Looks.of(SCENARIO, few, 0)).isEqualTo(new Looks(9, Looks.Unit.REQUESTS));
        List<ReplicationResult> idle = List.of(replication(1, of(0, 0, 7), of(0, 0, 0)));
        assertThat(Looks.of(SCENARIO, idle, 0)).isEqualTo(new Looks(7, Looks.Unit.REQUESTS));
    }

    /** Noisy keeps 8 ids with one grant: 50 s, no longer, and the variance of what it holds is that of the two replications, 2. */
    @Test
    void idsOfWhichFewAreReplacedWeighByWhatTheyDifferBy() {
        List<ReplicationResult> two = List.of(
                replication(1, of(2, 100, 1_000), of(7, 1, 1_000)), replication(2, of(2, 100, 1_000), of(9, 1, 1_000)));
        double host = (2 * 1 + 2 * 50) / 4.0;
        assertThat(Looks.of(SCENARIO, two, 0).count()).isCloseTo(2 * 50 / host, within(1e-12));
        assertThat(Looks.of(SCENARIO, two, 1)).isEqualTo(new Looks(2, Looks.Unit.REPLICATIONS));
        assertThat(Looks.of(SCENARIO, two.subList(0, 1), 0).count())
                .as("one replication differs from none")
                .isCloseTo(50 / ((2 + 7 * 50) / 9.0), within(1e-12));
    }

    @Test
    void nothingSeenOfOneKindIsOneSided() {
        assertThat(new RequestShare(0, 100, 0, 9).isOneSided()).isTrue();
        assertThat(new RequestShare(1, 100, 0, 9).isOneSided()).isTrue();
        assertThat(new RequestShare(0.01, 100, 0, 9).isOneSided()).isFalse();
        assertThat(new RequestShare(0.99, 100, 0, 9).isOneSided()).isFalse();
    }

    /** Independent trials of 1,000 requests have a standard error of sqrt(m (1 - m) / 1,000). */
    @ParameterizedTest
    @CsvSource({
        "0.5, 1000, 0.1, true",
        "0.09, 1000, 0.01, false", // 90 refused
        "0.11, 1000, 0.01, true",
        "0.91, 1000, 0.01, false", // 90 granted
        "0.89, 1000, 0.01, true",
        "0.2, 1000, 0.21, false", // below 0
        "0.8, 1000, 0.21, false", // above 1
        "0.2, 1000, 0.2, true",
        "0.8, 1000, 0.2, true"
    })
    void aHundredOfEachKindAndRoomMakeAnIntervalSymmetric(double mean, double requests, double half, boolean isSo) {
        double error = Math.sqrt(mean * (1 - mean) / requests);
        assertThat(new RequestShare(mean, requests, error, 9).isSymmetric(half)).isEqualTo(isSo);
    }

    @Test
    void whereAllAgreeTenAreEnough() {
        assertThat(new RequestShare(0.01, 1_100, 0, 9).isSymmetric(0.001)).isTrue(); // 11
        assertThat(new RequestShare(0.01, 900, 0, 9).isSymmetric(0.001)).isFalse(); // 9
    }

    /** No refusal in 20 looks: with 95 %, (1 - p)^20 = 0.05; and no grant is its mirror. */
    @Test
    void aOneSidedShareCountsLooks() {
        var looks = new Looks(20, Looks.Unit.HOLDS);
        Interval none = new RequestShare(0, 1_000, 0, 9).exact(looks, 0.95);
        Interval all = new RequestShare(1, 1_000, 0, 9).exact(looks, 0.95);
        assertThat(Math.pow(1 - none.upper(), 20)).isCloseTo(0.05, within(1e-9));
        assertThat(none.lower()).isZero();
        assertThat(all.lower()).isCloseTo(1 - none.upper(), within(1e-9));
        assertThat(all.upper()).isOne();
    }

    /** As independent as can be, all 1,000 requests count: 20 refusals of 1,000, whatever the looks. */
    @Test
    void aRareShareIsThatOfItsIndependentTrials() {
        var share = new RequestShare(0.02, 1_000, Math.sqrt(0.02 * 0.98 / 1_000), 1e9);
        Interval wanted = Proportions.clopperPearson(20, 1_000, 0.95);
        Interval many = share.exact(new Looks(5_000, Looks.Unit.REQUESTS), 0.95);
        assertThat(many.lower()).isCloseTo(wanted.lower(), within(1e-4));
        assertThat(many.upper()).isCloseTo(wanted.upper(), within(1e-4));
        var clustered = new RequestShare(0.02, 1_000, 2 * Math.sqrt(0.02 * 0.98 / 1_000), 1e9);
        Interval found = clustered.exact(new Looks(1, Looks.Unit.HOLDS), 0.95);
        assertThat(found.lower()).as("a quarter of the trials").isBetween(0.003, wanted.lower());
        assertThat(found.upper()).isBetween(wanted.upper(), 0.06);
    }

    /** Ten requests each of two replications, whose medians agree: 6 at once, 4 up to 1 s, 4 up to 2 s, 4 up to 4 s, and two pending. */
    @SuppressWarnings("EnumOrdinal") // the values are arrays by ordinal
    @Test
    void aQuantileOfReplicationsThatAgreeLiesBetweenRanksOfAllRequests() {
        List<ReplicationResult> two = Stream.of(1, 2)
                .map(number -> {
                    double[][] values = new double[3][Metric.values().length];
                    values[0][Metric.TIME_TO_BIND_P50.ordinal()] = 1;
                    var waits = new ReplicationResult.TimeToBind(
                            new double[] {0, 1, 2, 4, 8}, new long[] {3, 2, 2, 2, 0}, 0, 1);
                    return new ReplicationResult(
                            number,
                            null,
                            0,
                            List.of("web", "noisy"),
                            values,
                            List.of(),
                            new double[2][2],
                            List.of(waits, waits),
                            List.of(),
                            null,
                            List.of());
                })
                .toList();
        // of 20 the 6th and the 15th have the median between them with 95 %; two pending may have been granted before
        // all others
        assertThat(Intervals.quantileRanks(20, 0.5, 0.95)).isEqualTo(new Intervals.Ranks(6, 15));
        SummaryRow row =
                new MetricIntervals(SCENARIO, two, 0.95, Known.NOTHING).row("base", 0, Metric.TIME_TO_BIND_P50);
        assertThat(row.method()).isEqualTo(IntervalMethod.ORDER_STATISTICS);
        assertThat(row.lower()).as("the 4th is at once").isZero();
        assertThat(row.upper()).as("the 15th is below 4 s").isEqualTo(4);
        // with 60 %, the 8th and the 12th: the 6th is at once, too, and the 12th is below 2 s
        Intervals.Ranks ranks = Intervals.quantileRanks(20, 0.5, 0.6);
        SummaryRow narrow =
                new MetricIntervals(SCENARIO, two, 0.6, Known.NOTHING).row("base", 0, Metric.TIME_TO_BIND_P50);
        assertThat(narrow.lower()).isEqualTo(ranks.lower() - 2 <= 6 ? 0 : 1);
        assertThat(narrow.upper()).isEqualTo(ranks.upper() <= 14 ? 2 : 4);
    }

    @ParameterizedTest
    @CsvSource({
        "WEIGHTED_SLOWDOWN, true, 1, Infinity",
        "BOUNDED_SLOWDOWN, false, 1, Infinity",
        "JAIN_SATISFACTION, true, 0.5, 1",
        "JAIN_ENTITLEMENT, true, 0.5, 1",
        "GINI_SATISFACTION, true, 0, 0.5",
        "THEIL_BETWEEN, true, 0, 0.6931471805599453",
        "UTILISATION, true, 0, 1",
        "QUOTA_UTILISATION, false, 0, 1",
        "EXHAUSTED_TIME, true, 0, 50",
        "LONGEST_DENIAL, false, 0, 50",
        "HELD_MEAN, true, 0, 100",
        "HELD_MEAN, false, 0, Infinity",
        "REQUESTS, false, 0, Infinity"
    })
    void aMetricHasItsRange(Metric metric, boolean ofHost, double low, double high) {
        Bounds bounds = new MetricBounds(SCENARIO).of(metric, ofHost);
        assertThat(bounds.lower()).isEqualTo(low);
        assertThat(bounds.upper()).isEqualTo(high);
    }

    @Test
    void squaresAndProductsAreKnownAsSuch() {
        var bounds = new MetricBounds(SCENARIO);
        assertThat(Arrays.stream(Metric.values())
                        .filter(metric -> bounds.of(metric, true).ofSquares()))
                .containsExactly(
                        Metric.EXCESS_WHILE_MODEST_REFUSED,
                        Metric.JAIN_SATISFACTION,
                        Metric.JAIN_ENTITLEMENT,
                        Metric.THEIL_ENTITLEMENT,
                        Metric.THEIL_BETWEEN,
                        Metric.THEIL_WITHIN);
    }

    /** Twenty replications whose figure is a tenth of the demand, whose mean is 10 where the replications have 10.5: it must come down by 0.05. */
    @Test
    void aFigureThatFollowsTheDemandIsCorrectedByIt() {
        List<ReplicationResult> complete = replications(20);
        double[] values = complete.stream()
                .mapToDouble(each -> 3 + 0.1 * each.value(0, Metric.DEMAND_MEAN) + wobble(each.replication()))
                .toArray();
        double plain = Arrays.stream(values).average().orElseThrow();
        Optional<ControlVariates> found =
                new Controls(new double[] {10, Double.NaN}, Double.NaN).estimate(complete, values, 0);
        assertThat(found).isPresent();
        assertThat(found.orElseThrow().mean()).isCloseTo(plain - 0.05, within(2e-3));
        assertThat(new Controls(new double[] {10, 4}, Double.NaN)
                        .estimate(complete, values, 0)
                        .orElseThrow()
                        .mean())
                .as("noisy always has its mean")
                .isCloseTo(plain - 0.05, within(2e-3));
    }

    /** From 0 to 21 in steps of one, 10.5 in the mean; noisy has 4. */
    private static List<ReplicationResult> replications(int count) {
        return replications(count, number -> 0.5);
    }

    private static List<ReplicationResult> replications(int count, IntToDoubleFunction unmet) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number ->
                        replication(number, wanting(number, unmet.applyAsDouble(number)), of(4 + wobble(number), 1, 1)))
                .toList();
    }

    private static double wobble(int number) {
        return number % 4 < 2 ? 1e-3 : -1e-3;
    }

    @Test
    void withoutAKnownMeanOrEnoughReplicationsOrAnyGainNothingIsCorrected() {
        List<ReplicationResult> complete = replications(20);
        double[] following = complete.stream()
                .mapToDouble(each -> each.value(0, Metric.DEMAND_MEAN))
                .toArray();
        double[] another =
                complete.stream().mapToDouble(each -> each.replication() % 2).toArray();
        double[] infinite = following.clone();
        infinite[3] = Double.POSITIVE_INFINITY;
        var known = new Controls(new double[] {10, Double.NaN}, Double.NaN);
        assertThat(known.estimate(complete, following, 0)).isPresent();
        assertThat(Controls.NONE.estimate(complete, following, 0)).isEmpty();
        assertThat(new Controls(new double[] {Double.NaN, Double.NaN}, Double.NaN).estimate(complete, following, 0))
                .isEmpty();
        assertThat(known.estimate(complete, another, 0)).isEmpty();
        assertThat(known.estimate(complete, infinite, 0)).isEmpty();
        assertThat(known.estimate(complete.subList(0, 12), Arrays.copyOf(following, 12), 0))
                .isPresent();
        assertThat(known.estimate(complete.subList(0, 11), Arrays.copyOf(following, 11), 0))
                .isEmpty();
        assertThat(known.estimate(replications(20, number -> number <= 10 ? 1 : 0), following, 0))
                .as("the mean is half, the mean square too: the spread is as large as the mean")
                .isPresent();
        assertThat(known.estimate(replications(20, number -> number <= 9 ? 1 : 0), following, 0))
                .as("refused in a few replications")
                .isEmpty();
        assertThat(known.estimate(replications(20, number -> 0), following, 0))
                .as("never refused")
                .isEmpty();
    }

    @Test
    void pairsAreOfReplicationsThatAllHave() {
        ReplicationResult failed = new ReplicationResult(
                2,
                "out of memory",
                0,
                List.of(),
                new double[0][0],
                List.of(),
                new double[0][0],
                List.of(),
                List.of(),
                null,
                List.of());
        var first = variant(replication(1, of(2, 1, 1), of(3, 1, 1)), failed, replication(3, of(5, 1, 1), of(6, 1, 1)));
        var second = variant(
                replication(1, of(7, 1, 1), of(8, 1, 1)),
                replication(2, of(9, 1, 1), of(9, 1, 1)),
                replication(3, of(10, 1, 1), of(11, 1, 1)));
        var paired = new PairedValues(List.of(first, second));
        assertThat(paired.tenants()).containsExactly("web", "noisy");
        assertThat(paired.shared(List.of(0, 1))).containsExactly(1, 3);
        assertThat(paired.shared(List.of(1))).containsExactly(1, 2, 3);
        assertThat(paired.values(0, "noisy", Metric.HELD_MEAN, List.of(1, 3))).containsExactly(3, 6);
        assertThat(paired.values(1, "web", Metric.HELD_MEAN, List.of(2))).containsExactly(9);
        assertThat(paired.values(1, "*", Metric.HELD_MEAN, List.of(1))).containsExactly(0);
        assertThat(paired.values(1, "nobody", Metric.HELD_MEAN, List.of(1))).containsExactly(Double.NaN);
    }

    private static VariantResult variant(ReplicationResult... replications) {
        return new VariantResult("base", SCENARIO, List.of(replications), List.of(), WarmUpResult.given(1));
    }
}
