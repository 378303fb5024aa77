package org.ioasidsim.experiment.summary;

/**
 * A metric over replications.
 *
 * @param tenant a name, or {@link #HOST}
 * @param mean NaN for undefined, infinite when any replication is
 * @param halfWidth the longer side of the interval, so that mean +/- half-width covers it; NaN where there is none (one
 *     replication, infinite mean)
 * @param lower end of the interval; NaN where there is none. An infinite mean can have one
 * @param replications in which the metric is defined
 * @param method how the interval was made
 * @param refusing for a share of requests: the replications in which any was refused
 * @param varianceRatio by controls: the variance of the plain mean over that of this one; NaN without them
 */
public record SummaryRow(
        String variant,
        String tenant,
        Metric metric,
        double mean,
        double halfWidth,
        double lower,
        double upper,
        double confidence,
        int replications,
        IntervalMethod method,
        int refusing,
        double varianceRatio) {
    /** The name of the host in place of a tenant's. */
    public static final String HOST = "*";

    /** Makes a row without controls. */
    public SummaryRow(
            String variant,
            String tenant,
            Metric metric,
            double mean,
            double halfWidth,
            double lower,
            double upper,
            double confidence,
            int replications,
            IntervalMethod method,
            int refusing) {
        this(
                variant,
                tenant,
                metric,
                mean,
                halfWidth,
                lower,
                upper,
                confidence,
                replications,
                method,
                refusing,
                Double.NaN);
    }

    /** Makes a row whose replications all count as evidence. */
    public SummaryRow(
            String variant,
            String tenant,
            Metric metric,
            double mean,
            double halfWidth,
            double lower,
            double upper,
            double confidence,
            int replications,
            IntervalMethod method) {
        this(variant, tenant, metric, mean, halfWidth, lower, upper, confidence, replications, method, replications);
    }

    /** Makes a row with an interval by Student's t, or none where the half-width is NaN. */
    public SummaryRow(
            String variant,
            String tenant,
            Metric metric,
            double mean,
            double halfWidth,
            double lower,
            double upper,
            double confidence,
            int replications) {
        this(
                variant,
                tenant,
                metric,
                mean,
                halfWidth,
                lower,
                upper,
                confidence,
                replications,
                Double.isNaN(halfWidth) ? IntervalMethod.NONE : IntervalMethod.STUDENT_T);
    }
}
