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
 * @param dataShare with drawn inputs: the part of the squared standard error that comes from the data to which laws were fitted, which more
 *     replications do not lessen, 0 to 1; NaN without them
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
        double varianceRatio,
        double dataShare) {
    /** The name of the host in place of a tenant's. */
    public static final String HOST = "*";

    /** Makes a row with an interval by Student's t, or none where the half-width is NaN, of which every replication is evidence. */
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
                Double.isNaN(halfWidth) ? IntervalMethod.NONE : IntervalMethod.STUDENT_T,
                replications,
                Double.NaN,
                Double.NaN);
    }

    /** Returns this row with a wider interval, of whose squared standard error {@code newDataShare} comes from data. */
    SummaryRow withData(double newLower, double newUpper, double newDataShare) {
        return new SummaryRow(
                variant,
                tenant,
                metric,
                mean,
                Math.max(mean - newLower, newUpper - mean),
                newLower,
                newUpper,
                confidence,
                replications,
                IntervalMethod.INPUT_UNCERTAINTY,
                refusing,
                varianceRatio,
                newDataShare);
    }

    /** Returns the half-width that would be left with replications without end: what the data alone leave open. */
    public double dataHalfWidth() {
        return halfWidth * Math.sqrt(dataShare);
    }

    /** Returns this row with an interval made by {@code method}, of which {@code refusing} replications are evidence. */
    public SummaryRow by(IntervalMethod method, int refusing) {
        return new SummaryRow(
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
                varianceRatio,
                dataShare);
    }
}
