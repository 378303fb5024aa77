package org.ioasidsim.api;

import java.util.Locale;
import org.ioasidsim.experiment.summary.SummaryRow;

/**
 * A metric over the replications of a variant, with its confidence interval: a row of {@code summary.csv}.
 *
 * @param tenant a name, or {@link #HOST}
 * @param metric as scenario files write it, such as {@code first_try_success}
 * @param unit of {@code mean}, {@code lower} and {@code upper}: {@code fraction} (0 to 1), {@code ids}, {@code s} and so on
 * @param better which values are better: {@code higher}, {@code lower} or {@code neither}
 * @param mean NaN where the metric is undefined; infinite if it is infinite in any replication
 * @param halfWidth the longer side of the interval; NaN where there is no interval (one replication, infinite mean)
 * @param lower end of the interval; NaN where there is none
 * @param upper end of the interval; NaN where there is none
 * @param confidence of the interval, between 0 and 1
 * @param replications in which the metric is defined
 */
public record Estimate(
        String variant,
        String tenant,
        String metric,
        String unit,
        String better,
        double mean,
        double halfWidth,
        double lower,
        double upper,
        double confidence,
        int replications) {
    /** Stands for the host where a tenant's name could stand. */
    public static final String HOST = SummaryRow.HOST;

    static Estimate of(SummaryRow row) {
        return new Estimate(
                row.variant(),
                row.tenant(),
                row.metric().word(),
                row.metric().unit().word(),
                row.metric().better().name().toLowerCase(Locale.ROOT),
                row.mean(),
                row.halfWidth(),
                row.lower(),
                row.upper(),
                row.confidence(),
                row.replications());
    }
}
