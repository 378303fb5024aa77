package org.ioasidsim.experiment.measure;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.stats.interval.RatioBatches;
import org.ioasidsim.workload.Workload;

/**
 * The sums behind rates and time averages at equally spaced times of one replication, from which a steady analysis makes its batches. Only
 * metrics that are a ratio of two such sums have batches; a quantile, a maximum, a first time or an index over tenants has none.
 */
public final class BatchRecorder {
    /** The windows of a batch; overlapping batches advance by one window. */
    public static final int WINDOWS = 10;

    /** The sums that grow from the start of measuring: of a tenant, and of the host where it has them. */
    private enum Sum {
        SECONDS,
        REQUESTS,
        ATTEMPTS,
        GRANTS,
        FIRST_TRY_GRANTS,
        REFUSED_SECONDS,
        LIVED_SECONDS,
        HELD,
        UNMET,
        DEMAND,
        ENTITLED,
        IDS,
        STRANDED,
        NEARLY_FULL,
        EXCESS,
        MODEST_GRANTS,
        MODEST_REQUESTS,
        LIMIT
    }

    private final Measurement measurement;
    private final Workload workload;
    private final double startSeconds;
    private final int tenants;
    private final List<double[][]> snapshots = new ArrayList<>();

    /** Starts at {@code startSeconds}, the start of measuring. */
    public BatchRecorder(Measurement measurement, Workload workload, double startSeconds) {
        this.measurement = measurement;
        this.workload = workload;
        this.startSeconds = startSeconds;
        this.tenants = measurement.names().size();
        snapshots.add(new double[tenants + 1][Sum.values().length]);
    }

    /** Ends a window at {@code nowSeconds}, before the events of that instant. */
    public void endWindow(double nowSeconds) {
        measurement.settle(nowSeconds);
        double[][] sums = new double[tenants + 1][Sum.values().length];
        for (int i = 0; i < tenants; i++) {
            tenant(i, sums, nowSeconds);
        }
        double seconds = nowSeconds - startSeconds;
        set(sums, tenants, Sum.SECONDS, seconds);
        set(sums, tenants, Sum.HELD, measurement.poolHeldIntegral());
        set(sums, tenants, Sum.STRANDED, measurement.strandedIntegral());
        set(sums, tenants, Sum.NEARLY_FULL, measurement.nearlyFullSeconds());
        set(sums, tenants, Sum.EXCESS, measurement.excessIntegral());
        set(sums, tenants, Sum.MODEST_GRANTS, measurement.modestGrants());
        set(sums, tenants, Sum.MODEST_REQUESTS, measurement.modestRequests());
        set(sums, tenants, Sum.LIMIT, measurement.capacity() * seconds);
        snapshots.add(sums);
    }

    private void tenant(int i, double[][] sums, double nowSeconds) {
        TenantTally tally = measurement.tally(i);
        double seconds = nowSeconds - startSeconds;
        double held = tally.heldIntegral(nowSeconds);
        set(sums, i, Sum.SECONDS, seconds);
        set(sums, i, Sum.REQUESTS, tally.requests());
        set(sums, i, Sum.ATTEMPTS, tally.attempts());
        set(sums, i, Sum.GRANTS, tally.grants());
        set(sums, i, Sum.FIRST_TRY_GRANTS, tally.firstTryGrants());
        set(sums, i, Sum.REFUSED_SECONDS, workload.refusedSeconds(i, nowSeconds));
        set(sums, i, Sum.LIVED_SECONDS, workload.livedSeconds(i, nowSeconds));
        set(sums, i, Sum.IDS, tally.idsIntegral(nowSeconds));
        set(sums, i, Sum.HELD, held);
        set(sums, i, Sum.UNMET, tally.unmetIntegral(nowSeconds));
        set(sums, i, Sum.DEMAND, held + tally.unmetIntegral(nowSeconds));
        set(sums, i, Sum.ENTITLED, measurement.entitlementIntegral(i));
        set(sums, i, Sum.LIMIT, workload.quota(i) * seconds);
    }

    @SuppressWarnings("EnumOrdinal") // arrays by ordinal
    private static void set(double[][] sums, int row, Sum sum, double value) {
        sums[row][sum.ordinal()] = value;
    }

    /** Returns the batches of each metric that has them, in {@code WINDOWS} windows each; metrics whose denominator is 0 are left out. */
    public List<ReplicationResult.Batched> batches() {
        List<ReplicationResult.Batched> batches = new ArrayList<>();
        for (int row = 0; row <= tenants; row++) {
            if (row < tenants) {
                ofTenant(row, batches);
            } else {
                add(row, Metric.UTILISATION, Sum.HELD, Sum.LIMIT, batches);
                add(row, Metric.STRANDED_CAPACITY, Sum.STRANDED, Sum.SECONDS, batches);
                add(row, Metric.SHARE_ABOVE_90, Sum.NEARLY_FULL, Sum.SECONDS, batches);
                add(row, Metric.EXCESS_WHILE_MODEST_REFUSED, Sum.EXCESS, Sum.SECONDS, batches);
                add(row, Metric.MODEST_SUCCESS, Sum.MODEST_GRANTS, Sum.MODEST_REQUESTS, batches);
            }
            add(row, Metric.HELD_MEAN, Sum.HELD, Sum.SECONDS, batches);
        }
        return batches;
    }

    private void ofTenant(int row, List<ReplicationResult.Batched> batches) {
        add(row, Metric.FIRST_TRY_SUCCESS, Sum.FIRST_TRY_GRANTS, Sum.REQUESTS, batches);
        add(row, Metric.EVENTUAL_SUCCESS, Sum.GRANTS, Sum.REQUESTS, batches);
        add(row, Metric.ATTEMPT_SUCCESS, Sum.GRANTS, Sum.ATTEMPTS, batches);
        add(row, Metric.CALL_CONGESTION, Sum.FIRST_TRY_GRANTS, Sum.REQUESTS, batches);
        add(row, Metric.TIME_CONGESTION, Sum.REFUSED_SECONDS, Sum.LIVED_SECONDS, batches);
        add(row, Metric.UNMET_MEAN, Sum.UNMET, Sum.SECONDS, batches);
        add(row, Metric.DEMAND_MEAN, Sum.DEMAND, Sum.SECONDS, batches);
        add(row, Metric.ENTITLEMENT_MEAN, Sum.ENTITLED, Sum.SECONDS, batches);
        add(row, Metric.ENTITLEMENT_SHARE, Sum.HELD, Sum.ENTITLED, batches);
        add(row, Metric.QUOTA_UTILISATION, Sum.IDS, Sum.LIMIT, batches);
    }

    private void add(int row, Metric metric, Sum part, Sum whole, List<ReplicationResult.Batched> batches) {
        var found = RatioBatches.of(series(row, part), series(row, whole), WINDOWS);
        if (Double.isFinite(found.ratio())) {
            String tenant =
                    row == tenants ? SummaryRow.HOST : measurement.names().get(row);
            boolean isRefused = metric == Metric.CALL_CONGESTION;
            batches.add(new ReplicationResult.Batched(tenant, metric, isRefused ? found.complement() : found));
        }
    }

    @SuppressWarnings("EnumOrdinal") // arrays by ordinal
    private double[] series(int row, Sum sum) {
        double[] series = new double[snapshots.size() - 1];
        for (int i = 0; i < series.length; i++) {
            series[i] = snapshots.get(i + 1)[row][sum.ordinal()] - snapshots.get(i)[row][sum.ordinal()];
        }
        return series;
    }
}
