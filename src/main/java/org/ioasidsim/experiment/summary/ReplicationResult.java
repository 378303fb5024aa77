package org.ioasidsim.experiment.summary;

import java.util.List;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.stats.interval.RatioBatches;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of one replication of one variant.
 *
 * @param replication counted from 1
 * @param failure the reason for its failure; null when it is complete (the rest is then empty)
 * @param eventHash a hash over every grant, refusal and release in order
 * @param tenants names, in the order of the scenario
 * @param values {@code [tenant][metric ordinal]}, the host as last row; NaN for undefined
 * @param blameIdSeconds {@code [victim][holder]}; one row for all victims together where there are many ({@link #blameRows})
 * @param timeToBind per tenant
 * @param fairness by window length
 * @param timeline of the first replication only
 * @param batches of rates and time averages, in a steady analysis; empty in a terminating one
 * @param drawnValues as {@code values}, of the same replication with inputs drawn from their data; without rows where none are
 */
public record ReplicationResult(
        int replication,
        @Nullable String failure,
        long eventHash,
        List<String> tenants,
        double[][] values,
        List<RefusalCount> refusals,
        double[][] blameIdSeconds,
        List<TimeToBind> timeToBind,
        List<WindowFairness> fairness,
        @Nullable Timeline timeline,
        List<Batched> batches,
        double[][] drawnValues) {
    /**
     * The most tenants of whom blame names victims. Among more, whose pairs nobody reads, an unmet demand that begins or ends would cost a
     * step for each holder above its entitlement, most of what an event takes.
     */
    private static final int MOST_VICTIMS = 100;

    /** Makes the result of a replication whose inputs are given. */
    public ReplicationResult(
            int replication,
            @Nullable String failure,
            long eventHash,
            List<String> tenants,
            double[][] values,
            List<RefusalCount> refusals,
            double[][] blameIdSeconds,
            List<TimeToBind> timeToBind,
            List<WindowFairness> fairness,
            @Nullable Timeline timeline,
            List<Batched> batches) {
        this(
                replication,
                failure,
                eventHash,
                tenants,
                values,
                refusals,
                blameIdSeconds,
                timeToBind,
                fairness,
                timeline,
                batches,
                new double[0][]);
    }

    /** Returns this result with the values for inputs drawn from their data. */
    public ReplicationResult withDrawn(double[][] newDrawnValues) {
        return new ReplicationResult(
                replication,
                failure,
                eventHash,
                tenants,
                values,
                refusals,
                blameIdSeconds,
                timeToBind,
                fairness,
                timeline,
                batches,
                newDrawnValues);
    }

    /** Returns the number of rows of the blame among so many tenants: one for each, or one for all victims together. */
    public static int blameRows(int tenants) {
        return tenants <= MOST_VICTIMS ? tenants : 1;
    }

    /** Returns a metric of a tenant by its number, or of the host by the number of tenants; NaN where it is undefined. */
    @SuppressWarnings("EnumOrdinal") // the values are arrays by ordinal
    public double value(int row, Metric metric) {
        return values[row][metric.ordinal()];
    }

    /** Returns by how much a metric differs with inputs drawn from their data; NaN where they are not drawn or it is undefined. */
    @SuppressWarnings("EnumOrdinal") // the values are arrays by ordinal
    public double drawnDifference(int row, Metric metric) {
        return drawnValues.length == 0 ? Double.NaN : drawnValues[row][metric.ordinal()] - value(row, metric);
    }

    /** Replaces what was counted of call congestion, and of success at the first try, by estimates for each tenant. */
    @SuppressWarnings("EnumOrdinal") // the values are arrays by ordinal
    public void estimate(double[] callCongestion) {
        for (int tenant = 0; tenant < callCongestion.length; tenant++) {
            values[tenant][Metric.CALL_CONGESTION.ordinal()] = callCongestion[tenant];
            values[tenant][Metric.FIRST_TRY_SUCCESS.ordinal()] = 1 - callCongestion[tenant];
        }
    }

    /** The batches of a metric of a tenant, or of the host, {@code *}. */
    public record Batched(String tenant, Metric metric, RatioBatches batches) {}

    /**
     * How often a limit refused a tenant's requests.
     *
     * @param level where the limit stands: a cgroup's path, a device's name, a VM, or {@code host}
     * @param errno the error that the request returned
     */
    public record RefusalCount(String tenant, Limit limit, String level, Errno errno, long count) {}

    /**
     * The waiting times of a tenant's requests.
     *
     * @param secondsUpTo ascending upper ends of the bins; the first is 0 and counts grants without any wait
     * @param grants requests granted in each bin
     * @param never requests that gave up
     * @param pending requests still waiting at the end
     */
    public record TimeToBind(double[] secondsUpTo, long[] grants, long never, long pending) {}

    /**
     * Short-term fairness at one window length: means of Jain's index over the windows in which it is defined; NaN where it never is.
     */
    public record WindowFairness(double windowSeconds, double jainEntitlement, double jainSatisfaction) {}

    /**
     * State at equally spaced times from 0 to the end.
     *
     * @param held ids {@code [tenant][sample]}
     * @param unmet requests
     * @param entitlement ids
     * @param refusals since the sample before {@code [tenant][sample]}
     * @param denied the share of the time since the sample before in which the tenant was denied, from 0 to 1
     */
    public record Timeline(
            double[] timeSeconds,
            int[][] held,
            int[][] unmet,
            double[][] entitlement,
            int[][] refusals,
            double[][] denied) {}
}
