package org.ioasidsim.experiment.summary;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.ioasidsim.scenario.AnalysisSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.Averages;
import org.ioasidsim.stats.interval.AroundReference;
import org.ioasidsim.stats.interval.Bounds;
import org.ioasidsim.stats.interval.ControlVariates;
import org.ioasidsim.stats.interval.Interval;
import org.ioasidsim.stats.interval.Intervals;
import org.ioasidsim.stats.interval.Proportions;
import org.ioasidsim.stats.interval.RatioBatches;
import org.ioasidsim.stats.interval.UncertainMean;

/**
 * Chooses the interval that fits each metric, in this one place:
 *
 * <ul>
 *   <li>Student's t over the replications; in a steady analysis the batches of each run for rates and time averages, over the replications
 *       for all else.
 *   <li>With {@code estimate: splitting} Student's t on a logarithmic scale for call congestion and success at the first try, since few paths add
 *       up to skewed sums: each replication has an unbiased estimate of its own.
 *   <li>A share of requests (a metric with {@link Metric#trials}) of which fewer than a hundred independent hits or misses were seen: the
 *       exact interval of Clopper and Pearson. Refusals come in clusters, so that it counts as many independent trials as give the spread
 *       of the replications or batches ({@link Proportions#effectiveTrials}); where no refusal was seen, or no grant, one trial for each
 *       mean hold that was watched ({@link Looks}). Never more than the requests.
 *   <li>A quantile is each replication's quantile, and the interval is that of their mean. Where the replications all agree or one is
 *       infinite, where Student's t is undefined, the order statistics of all requests pooled, their ranks from the binomial
 *       distribution, at the resolution of {@link ReplicationResult.TimeToBind}.
 *   <li>A metric with a {@link Metric#weight}, such as a share of requests, is the ratio of totals over the replications, with the standard
 *       error of the ratio estimator ({@link PooledValues}).
 *   <li>Near a bound of the metric, such as 1 for Jain's index or 0 for a time, Student's t is taken on a scale without bounds ({@link
 *       Bounds}). Where all replications are at the bound, that is said and no interval invented.
 *   <li>A share of an entitlement is exactly 1 in a replication that refused nothing, and else below or above: {@link AroundReference}. Where it is 1 in
 *       all replications, or above 1 in some and below in none, that is said as at a bound.
 *   <li>The probability of exhaustion is the share of replications that saw it, with the interval of Clopper and Pearson.
 *   <li>A share of requests none of which was refused, where the law of the demand bounds how many are: that bound ({@link Known}).
 *   <li>Where the mean demand is known and explains much of a mean's variance, the mean is corrected by it ({@link Controls}).
 *   <li>Where inputs are drawn from data ({@code input_uncertainty: on}), the mean is that for the estimated ones, and the interval reaches as
 *       far as both variances say ({@link UncertainMean}), or as the rules above say where that is further. A figure that is not finite in each
 *       replication keeps the interval of the rules above, which then says nothing of the data.
 *   <li>A metric determined by the scenario alone is exact. A mean that is the same in every replication has a half-width of 0, which
 *       means no more than that.
 * </ul>
 */
public final class MetricIntervals {
    /** What a tenant holds of its entitlement while nothing is refused. */
    private static final AroundReference WHOLE = new AroundReference(1);

    private final Scenario scenario;
    private final List<String> tenants;
    private final List<ReplicationResult> complete;
    private final double confidence;
    private final Known known;
    private final MetricBounds metricBounds;

    /** Computed when it is first asked for: it takes a look at every tenant. */
    private OptionalDouble hostHold = OptionalDouble.empty();

    /**
     * Reads {@code complete} replications, none of them failed.
     *
     * @param confidence of the intervals
     * @param known what is known beside them, which may narrow intervals
     */
    public MetricIntervals(Scenario scenario, List<ReplicationResult> complete, double confidence, Known known) {
        this.known = known;
        this.scenario = scenario;
        this.tenants = scenario.tenantNames();
        this.metricBounds = new MetricBounds(scenario);
        this.complete = complete;
        this.confidence = confidence;
    }

    /** The subject of a row: {@code row} is a tenant's number, or the number of tenants for the host. */
    private record Place(String variant, String tenant, int row, Metric metric) {}

    /** A standard error of a mean with its degrees of freedom. */
    private record Spread(double standardError, double degreesOfFreedom, IntervalMethod method) {}

    /** Returns the row of a metric: {@code row} is a tenant's number, or the number of tenants for the host. */
    public SummaryRow row(String variant, int row, Metric metric) {
        SummaryRow given = rowForGivenInputs(variant, row, metric);
        return scenario.run().drawsInputs() && !metric.isExact() ? withData(given, row) : given;
    }

    /** Returns the row with what the data leave open; the same row where nothing varies, or a replication has no finite value. */
    private SummaryRow withData(SummaryRow given, int row) {
        double[] differences = complete.stream()
                .mapToDouble(replication -> replication.drawnDifference(row, given.metric()))
                .toArray();
        boolean isMean = given.method() != IntervalMethod.ORDER_STATISTICS && Double.isFinite(given.mean());
        return (isMean
                        ? UncertainMean.of(influences(row, given.metric()), differences, scenario.fewestRowsDrawn())
                        : Optional.<UncertainMean>empty())
                .map(uncertain -> widened(given, uncertain))
                .orElse(given);
    }

    private SummaryRow widened(SummaryRow given, UncertainMean uncertain) {
        Bounds bounds = given.metric().unit() == Metric.Unit.FRACTION
                ? new Bounds(0, 1)
                : metricBounds.of(given.metric(), given.tenant().equals(SummaryRow.HOST));
        Interval ends = uncertain.interval(given.mean(), bounds, confidence);
        return given.withData(
                least(ends.lower(), given.lower()), -least(-ends.upper(), -given.upper()), uncertain.dataShare());
    }

    /** Returns the smaller end, or that of the two that is there. */
    private static double least(double ofData, double ofRules) {
        return Double.isNaN(ofRules) ? ofData : Math.min(ofData, ofRules);
    }

    /**
     * Returns the values of a metric, replication by replication. A ratio of totals is the mean of itself plus each replication's part in its
     * error, to the first order (the delta method).
     */
    private double[] influences(int row, Metric metric) {
        double[] values = values(row, metric);
        if (metric.weight().isEmpty()) {
            return values;
        }
        double[] weights = values(row, metric.weight().get());
        double total = Arrays.stream(weights).sum();
        double ratio = IntStream.range(0, values.length)
                        .mapToDouble(i -> values[i] * weights[i])
                        .sum()
                / total;
        return IntStream.range(0, values.length)
                .mapToDouble(i -> ratio + (values[i] - ratio) * weights[i] * values.length / total)
                .toArray();
    }

    private SummaryRow rowForGivenInputs(String variant, int row, Metric metric) {
        var place = new Place(variant, row == tenants.size() ? SummaryRow.HOST : tenants.get(row), row, metric);
        Interval plain = Intervals.studentT(pooled(row, metric), confidence);
        if (metric.isExact() && plain.n() > 0) {
            return summary(place, plain, 0, plain.mean(), plain.mean(), IntervalMethod.EXACT);
        }
        if (metric.quantile().isPresent() && plain.n() > 1 && !(plain.halfWidth() > 0)) {
            return quantile(place, plain);
        }
        if (PooledValues.isEstimated(scenario, metric)) {
            return split(place, plain);
        }
        if (metric == Metric.EXHAUSTION_PROBABILITY && plain.n() > 0) {
            Interval exact = Proportions.clopperPearson(plain.mean() * plain.n(), plain.n(), confidence);
            return inside(place, exact, IntervalMethod.CLOPPER_PEARSON);
        }
        if (metric == Metric.TIME_TO_EXHAUSTION_P50) {
            return medianToExhaustion(place);
        }
        Optional<SummaryRow> controlled = controlled(place, plain);
        if (controlled.isPresent()) {
            return controlled.get();
        }
        Spread spread = spread(place, plain);
        return Double.isNaN(spread.standardError)
                ? summary(place, plain, Double.NaN, Double.NaN, Double.NaN, IntervalMethod.NONE)
                : mean(place, plain, spread);
    }

    private SummaryRow split(Place place, Interval plain) {
        if (plain.n() < 2 || Double.isNaN(plain.mean())) {
            return summary(place, plain, Double.NaN, Double.NaN, Double.NaN, IntervalMethod.NONE);
        }
        double best = place.metric.better() == Metric.Better.LOWER ? 0 : 1;
        if (Arrays.stream(values(place.row, place.metric)).allMatch(value -> value == best)) {
            return unseen(place, plain);
        }
        return inside(
                place,
                Bounds.OF_SHARES.ofSkewed(values(place.row, place.metric), confidence),
                IntervalMethod.SPLITTING);
    }

    /** Returns the row of a share of which no path saw a refusal: that all of them agree is no interval. What theory bounds is known all the same. */
    private SummaryRow unseen(Place place, Interval plain) {
        OptionalDouble mostRefused = known.mostRefused(place.row);
        return mostRefused.isPresent()
                ? unrefused(place, plain, mostRefused.getAsDouble())
                : summary(place, plain, Double.NaN, Double.NaN, Double.NaN, IntervalMethod.NONE);
    }

    /**
     * Returns the row with controls where they narrow it: of means over replications that are not near a bound. The demand itself, which the
     * controls know, is reported as simulated.
     */
    private Optional<SummaryRow> controlled(Place place, Interval plain) {
        boolean isMeanOfAll = plain.n() == complete.size()
                && scenario.run().analysis().kind() != AnalysisSpec.Kind.STEADY
                && place.metric != Metric.DEMAND_MEAN;
        return isMeanOfAll
                ? known.controls()
                        .estimate(complete, pooled(place.row, place.metric), place.row)
                        .flatMap(estimate -> controlled(place, plain, estimate))
                : Optional.empty();
    }

    private Optional<SummaryRow> controlled(Place place, Interval plain, ControlVariates estimate) {
        if (place.metric == Metric.ENTITLEMENT_SHARE && WHOLE.isMixture(values(place.row, place.metric))) {
            return Optional.empty();
        }
        // where nobody is refused, a value may differ from its control by nothing: then the accuracy of what is known
        // of the control remains
        double half = Math.max(
                Intervals.tQuantile(estimate.degreesOfFreedom(), confidence) * estimate.standardError(),
                Averages.CLOSE * Math.abs(estimate.mean()));
        double requests = requests(place);
        var share = new RequestShare(estimate.mean(), requests, estimate.standardError(), estimate.degreesOfFreedom());
        if (requests > 0 ? !share.isSymmetric(half) : !bounds(place).isFarFrom(estimate.mean(), half)) {
            return Optional.empty();
        }
        return Optional.of(new SummaryRow(
                place.variant,
                place.tenant,
                place.metric,
                estimate.mean(),
                half,
                estimate.mean() - half,
                estimate.mean() + half,
                confidence,
                plain.n(),
                IntervalMethod.CONTROL_VARIATES,
                refusing(place),
                estimate.varianceRatio(),
                Double.NaN));
    }

    private SummaryRow mean(Place place, Interval plain, Spread spread) {
        double requests = requests(place);
        if (requests == 0) {
            return bounded(place, plain, spread);
        }
        double mean = plain.mean();
        double half = Intervals.tQuantile(spread.degreesOfFreedom, confidence) * spread.standardError;
        var share = new RequestShare(mean, requests, spread.standardError, spread.degreesOfFreedom);
        if (share.isSymmetric(half)) {
            return summary(place, plain, half, mean - half, mean + half, spread.method);
        }
        if (share.isOneSided() && isBestOfShare(place, mean)) {
            OptionalDouble mostRefused = known.mostRefused(place.row);
            if (mostRefused.isPresent()) {
                return unrefused(place, plain, mostRefused.getAsDouble());
            }
        }
        Interval exact = share.exact(Looks.of(scenario, complete, place.row, hostHold()), confidence);
        double longer = Math.max(mean - exact.lower(), exact.upper() - mean);
        return summary(place, plain, longer, exact.lower(), exact.upper(), IntervalMethod.CLOPPER_PEARSON);
    }

    private double hostHold() {
        if (hostHold.isEmpty()) {
            hostHold = OptionalDouble.of(Looks.hostHold(scenario, complete));
        }
        return hostHold.getAsDouble();
    }

    /** Returns whether no request was refused, as far as the metric tells. */
    private static boolean isBestOfShare(Place place, double mean) {
        return Math.rint(mean) == (place.metric.better() == Metric.Better.LOWER ? 0 : 1);
    }

    /** Returns the row of a share of requests none of which was refused, where theory bounds how many are. */
    private SummaryRow unrefused(Place place, Interval plain, double mostRefused) {
        double mean = Math.rint(plain.mean());
        return summary(
                place,
                plain,
                mostRefused,
                Math.max(0, mean - mostRefused),
                Math.min(1, mean + mostRefused),
                IntervalMethod.DEMAND_BOUND);
    }

    /** Returns the row of a mean that is no proportion: within the metric's bounds. */
    private SummaryRow bounded(Place place, Interval plain, Spread spread) {
        double mean = plain.mean();
        double half = Intervals.tQuantile(spread.degreesOfFreedom, confidence) * spread.standardError;
        if (place.metric == Metric.ENTITLEMENT_SHARE && spread.method == IntervalMethod.STUDENT_T) {
            return aroundWhole(place, half);
        }
        Bounds bounds = place.metric == Metric.ENTITLEMENT_SHARE && mean <= 1 ? Bounds.OF_SHARES : bounds(place);
        if (bounds.isAt(mean)) {
            return summary(place, plain, Double.NaN, Double.NaN, Double.NaN, IntervalMethod.AT_BOUND);
        }
        return bounds.isNear(mean, half)
                ? inside(
                        place,
                        bounds.interval(mean, spread.standardError, spread.degreesOfFreedom, confidence, plain.n()),
                        IntervalMethod.TRANSFORMED_T)
                : summary(place, plain, half, mean - half, mean + half, spread.method);
    }

    /** Returns the row of a share that is 1 wherever nothing is refused, and else below or above it. */
    private SummaryRow aroundWhole(Place place, double half) {
        Interval interval = WHOLE.interval(values(place.row, place.metric), confidence);
        if (Double.isNaN(interval.halfWidth())) {
            return inside(place, interval, IntervalMethod.AT_BOUND);
        }
        boolean isStudents = interval.halfWidth() == half;
        return inside(place, interval, isStudents ? IntervalMethod.STUDENT_T : IntervalMethod.TRANSFORMED_T);
    }

    /**
     * Returns the range of a metric's values. A time to exhaustion begins where ids can run out at the earliest, and one that was cut off says when
     * it was: at the end of the run.
     */
    private Bounds bounds(Place place) {
        if (place.metric == Metric.TIME_TO_EXHAUSTION || place.metric == Metric.TIME_TO_EXHAUSTION_RMST) {
            return new Bounds(Bounds.origin(values(place.row, place.metric)), endSeconds(place.row));
        }
        return metricBounds.of(place.metric, place.tenant.equals(SummaryRow.HOST));
    }

    /** Returns when the run ended that saw no exhaustion; infinite if each replication saw one. */
    private double endSeconds(int host) {
        return complete.stream()
                .filter(replication -> replication.value(host, Metric.EXHAUSTION_PROBABILITY) == 0)
                .mapToDouble(replication -> replication.value(host, Metric.TIME_TO_EXHAUSTION_RMST))
                .max()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * Returns the row of the Kaplan-Meier median of the time to exhaustion: infinite if half of the replications saw none. All replications
     * are cut off at the same time, so that the estimate is the empirical distribution up to it, Greenwood's variance is the binomial one, and
     * the ranks of the binomial distribution are its exact interval.
     */
    private SummaryRow medianToExhaustion(Place place) {
        double[] sorted = Arrays.stream(values(place.row, Metric.TIME_TO_EXHAUSTION))
                .filter(seconds -> !Double.isNaN(seconds))
                .sorted()
                .toArray();
        int n = sorted.length;
        if (n < 2) {
            var single = new Interval(n == 0 ? Double.NaN : sorted[0], Double.NaN, Double.NaN, Double.NaN, n);
            return inside(place, single, IntervalMethod.NONE);
        }
        Intervals.Ranks ranks = Intervals.quantileRanks(n, 0.5, confidence);
        double median = sorted[(n + 1) / 2 - 1];
        double lower = ranks.lower() == 0 ? 0 : Math.min(sorted[ranks.lower() - 1], endSeconds(place.row));
        double upper = ranks.upper() > n ? Double.POSITIVE_INFINITY : sorted[ranks.upper() - 1];
        double longer = Double.isInfinite(median) ? Double.NaN : Math.max(median - lower, upper - median);
        return inside(place, new Interval(median, longer, lower, upper, n), IntervalMethod.ORDER_STATISTICS);
    }

    private SummaryRow inside(Place place, Interval interval, IntervalMethod method) {
        return summary(place, interval, interval.halfWidth(), interval.lower(), interval.upper(), method);
    }

    private SummaryRow summary(
            Place place, Interval plain, double half, double lower, double upper, IntervalMethod method) {
        return new SummaryRow(
                place.variant,
                place.tenant,
                place.metric,
                plain.mean(),
                half,
                lower,
                upper,
                confidence,
                plain.n(),
                method,
                refusing(place),
                Double.NaN,
                Double.NaN);
    }

    /** Returns the replications that refused a request, for a share of requests; 0 for other metrics. */
    private int refusing(Place place) {
        double best = place.metric.better() == Metric.Better.LOWER ? 0 : 1;
        return place.metric.trials().isEmpty()
                ? 0
                : (int) Arrays.stream(values(place.row, place.metric))
                        .filter(value -> !Double.isNaN(value) && value != best)
                        .count();
    }

    private double[] values(int row, Metric metric) {
        return PooledValues.plain(complete, row, metric);
    }

    private double[] pooled(int row, Metric metric) {
        return PooledValues.of(scenario, complete, row, metric);
    }

    /** Returns the requests, or attempts, of all replications of which the metric is a share; 0 when it is none. */
    private double requests(Place place) {
        Optional<Metric> counted = place.metric.trials();
        return counted.isEmpty()
                ? 0
                : Arrays.stream(values(place.row, counted.get())).sum();
    }

    private Spread spread(Place place, Interval plain) {
        RatioBatches[] batches = batches(complete, place.tenant, place.metric);
        if (batches.length > 0 && batches.length == plain.n()) {
            boolean overlaps = scenario.run().analysis().method() == AnalysisSpec.Method.OVERLAPPING_BATCH_MEANS;
            RatioBatches.Spread spread = RatioBatches.spread(batches, overlaps);
            return new Spread(
                    spread.standardError(),
                    spread.degreesOfFreedom(),
                    overlaps ? IntervalMethod.OVERLAPPING_BATCH_MEANS : IntervalMethod.BATCH_MEANS);
        }
        return overReplications(plain);
    }

    private Spread overReplications(Interval interval) {
        double critical = interval.n() < 2 ? Double.NaN : Intervals.tQuantile(interval.n() - 1.0, confidence);
        return new Spread(interval.halfWidth() / critical, interval.n() - 1.0, IntervalMethod.STUDENT_T);
    }

    /** Returns the batches of each replication for a metric; none where it has none. */
    public static RatioBatches[] batches(List<ReplicationResult> complete, String tenant, Metric metric) {
        return complete.stream()
                .flatMap(replication -> replication.batches().stream())
                .filter(batched ->
                        batched.metric() == metric && batched.tenant().equals(tenant))
                .map(ReplicationResult.Batched::batches)
                .toArray(RatioBatches[]::new);
    }

    private SummaryRow quantile(Place place, Interval plain) {
        var pooled = new PooledWaits(complete.stream()
                .filter(replication -> !Double.isNaN(replication.value(place.row, place.metric)))
                .map(replication -> replication.timeToBind().get(place.row))
                .toList());
        double[] ends = pooled.limits(place.metric.quantile().orElseThrow(), confidence);
        double mean = plain.mean();
        double lower = Math.min(mean, ends[0]);
        double upper = Math.max(mean, ends[1]);
        boolean isInfinite = Double.isInfinite(mean);
        double longer = isInfinite ? Double.NaN : Math.max(mean - lower, upper - mean);
        return summary(place, plain, longer, lower, upper, IntervalMethod.ORDER_STATISTICS);
    }

    /** The times to bind of several replications as one sample. */
    private static final class PooledWaits {
        private final double[] secondsUpTo;
        private final long[] grants;
        private final long pending;
        private final long requests;

        PooledWaits(List<ReplicationResult.TimeToBind> waits) {
            secondsUpTo = waits.get(0).secondsUpTo();
            grants = new long[secondsUpTo.length];
            waits.forEach(one -> Arrays.setAll(grants, bin -> grants[bin] + one.grants()[bin]));
            pending = waits.stream()
                    .mapToLong(ReplicationResult.TimeToBind::pending)
                    .sum();
            long never = waits.stream()
                    .mapToLong(ReplicationResult.TimeToBind::never)
                    .sum();
            requests = Arrays.stream(grants).sum() + pending + never;
        }

        /**
         * Returns the limits of quantile {@code p}. A request pending at the end counts as granted at that moment for the lower limit, and as
         * never granted for the upper one.
         */
        double[] limits(double p, double confidence) {
            Intervals.Ranks ranks = Intervals.quantileRanks(Math.toIntExact(requests), p, confidence);
            int lower = bin(ranks.lower() - pending);
            int upper = bin(ranks.upper());
            return new double[] {
                lower == 0 ? 0 : lower == grants.length ? Double.POSITIVE_INFINITY : secondsUpTo[lower - 1],
                upper >= grants.length - 1 ? Double.POSITIVE_INFINITY : secondsUpTo[upper]
            };
        }

        /** Returns the bin of the order statistic of this rank, from 1; the number of bins for one that was never granted. */
        private int bin(long rank) {
            long seen = 0;
            for (int bin = 0; bin < grants.length; bin++) {
                seen += grants[bin];
                if (seen >= rank) {
                    return bin;
                }
            }
            return grants.length;
        }
    }
}
