package org.ioasidsim.experiment.summary;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.scenario.AnalysisSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.interval.Interval;
import org.ioasidsim.stats.interval.Intervals;
import org.ioasidsim.stats.interval.RatioBatches;

/**
 * Chooses the interval that fits each metric, in this one place:
 *
 * <ul>
 *   <li>Student's t over the replications; in a steady analysis the batches of each run for rates and time averages, over the replications
 *       for all else.
 *   <li>With {@code estimate: splitting} Student's t for call congestion and success at the first try, within [0, 1]: each replication has an
 *       unbiased estimate of its own.
 *   <li>A proportion (a metric with {@link Metric#trials}) whose interval would then leave [0, 1], or rest on fewer than ten hits or misses in
 *       all replications together: Wilson's score interval on the pooled counts. Requests of one replication are not independent; where
 *       the replications differ more than independent requests would, the interval counts fewer trials accordingly ({@link
 *       Intervals#effectiveTrials}). Where all replications agree (no hit at all) the dependence cannot be estimated: the interval then holds
 *       for independent requests.
 *   <li>A quantile is each replication's quantile, and the interval is that of their mean. Where the replications all agree or one is
 *       infinite, where Student's t is undefined, the order statistics of all requests pooled, their ranks from the binomial
 *       distribution, at the resolution of {@link ReplicationResult.TimeToBind}.
 *   <li>A metric determined by the scenario alone is exact. A mean that is the same in every replication has a half-width of 0, which
 *       means no more than that.
 * </ul>
 */
public final class MetricIntervals {
    private static final int LEAST_HITS = 10;

    private final Scenario scenario;
    private final List<ReplicationResult> complete;
    private final double confidence;

    /** Reads {@code complete} replications, none of them failed; the intervals are at {@code confidence}. */
    public MetricIntervals(Scenario scenario, List<ReplicationResult> complete, double confidence) {
        this.scenario = scenario;
        this.complete = complete;
        this.confidence = confidence;
    }

    /** The subject of a row: {@code row} is a tenant's number, or the number of tenants for the host. */
    private record Place(String variant, String tenant, int row, Metric metric) {}

    /** A standard error of a mean with its degrees of freedom. */
    private record Spread(double standardError, double degreesOfFreedom, IntervalMethod method) {}

    /** Returns the row of a metric: {@code row} is a tenant's number, or the number of tenants for the host. */
    public SummaryRow row(String variant, int row, Metric metric) {
        List<String> tenants = scenario.tenantNames();
        var place = new Place(variant, row == tenants.size() ? SummaryRow.HOST : tenants.get(row), row, metric);
        Interval plain = Intervals.studentT(values(row, metric), confidence);
        if (metric.isExact() && plain.n() > 0) {
            return summary(place, plain, 0, plain.mean(), plain.mean(), IntervalMethod.EXACT);
        }
        if (metric.quantile().isPresent() && plain.n() > 1 && !(plain.halfWidth() > 0)) {
            return quantile(place, plain);
        }
        if (isSplit(metric)) {
            return split(place, plain);
        }
        Spread spread = spread(place, plain);
        return Double.isNaN(spread.standardError)
                ? summary(place, plain, Double.NaN, Double.NaN, Double.NaN, IntervalMethod.NONE)
                : mean(place, plain, spread);
    }

    /** Returns whether the values of a metric are estimated by splitting, each from a path of its own. */
    private boolean isSplit(Metric metric) {
        return scenario.run().estimate().isSplitting()
                && (metric == Metric.CALL_CONGESTION || metric == Metric.FIRST_TRY_SUCCESS);
    }

    private SummaryRow split(Place place, Interval plain) {
        if (plain.n() < 2 || Double.isNaN(plain.mean())) {
            return summary(place, plain, Double.NaN, Double.NaN, Double.NaN, IntervalMethod.NONE);
        }
        double lower = Math.max(0, plain.mean() - plain.halfWidth());
        double upper = Math.min(1, plain.mean() + plain.halfWidth());
        return summary(place, plain, plain.halfWidth(), lower, upper, IntervalMethod.SPLITTING);
    }

    private SummaryRow mean(Place place, Interval plain, Spread spread) {
        double mean = plain.mean();
        double half = Intervals.tQuantile(spread.degreesOfFreedom, confidence) * spread.standardError;
        double trials = trials(place);
        boolean isInside = mean - half >= 0 && mean + half <= 1;
        if (trials == 0 || (isInside && Math.min(mean, 1 - mean) * trials >= LEAST_HITS)) {
            return summary(place, plain, half, mean - half, mean + half, spread.method);
        }
        double effective =
                Intervals.effectiveTrials(mean, trials, spread.standardError, spread.degreesOfFreedom, confidence);
        Interval wilson = Intervals.wilson(mean, effective, confidence, plain.n());
        double longer = Math.max(mean - wilson.lower(), wilson.upper() - mean);
        return summary(place, plain, longer, wilson.lower(), wilson.upper(), IntervalMethod.WILSON);
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
                method);
    }

    private double[] values(int row, Metric metric) {
        return complete.stream()
                .mapToDouble(replication -> replication.value(row, metric))
                .toArray();
    }

    /** Returns the trials of all replications in which the metric is defined; 0 when it is no proportion. */
    private double trials(Place place) {
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
        double critical = plain.n() < 2 ? Double.NaN : Intervals.tQuantile(plain.n() - 1.0, confidence);
        return new Spread(plain.halfWidth() / critical, plain.n() - 1.0, IntervalMethod.STUDENT_T);
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
