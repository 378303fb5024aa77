package org.ioasidsim.experiment;

/**
 * A metric over replications.
 *
 * @param tenant a name, or {@link #HOST}
 * @param mean NaN for undefined, infinite when any replication is
 * @param halfWidth NaN where there is none (one replication, infinite mean)
 * @param replications in which the metric is defined
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
        int replications) {
    /** The name of the host where a tenant's could stand. */
    public static final String HOST = "*";
}
