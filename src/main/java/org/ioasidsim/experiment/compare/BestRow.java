package org.ioasidsim.experiment.compare;

import java.util.Locale;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.stats.interval.ComparisonsWithBest.Procedure;

/**
 * Whether a variant may be the best in one metric, all variants taken together.
 *
 * @param tenant a name, or {@link SummaryRow#HOST}
 * @param lower of the variant's mean less the best of the others', at most 0; negated where lower values are better, so that
 *     a positive number always favours the variant; NaN where it cannot be told
 * @param upper the same, at least 0
 * @param basis the method
 */
public record BestRow(
        String tenant, Metric metric, String variant, double lower, double upper, boolean mayBeBest, Basis basis) {

    /** The method of the comparison. */
    public enum Basis {
        /** Intervals by Nelson and Matejcik's procedure NM. */
        NELSON_MATEJCIK,
        /** Intervals by Clark and Yang's procedure CY. */
        CLARK_YANG,
        /** By Clark and Yang's, but an end is not given that hangs on a variant which was the same in each replication. */
        SAME,
        /** A value is infinite, which decides without interval. */
        INFINITE;

        /** Returns the basis as result files write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Basis of(Procedure procedure, boolean hasBothEnds) {
            if (!hasBothEnds) {
                return SAME;
            }
            return switch (procedure) {
                case NELSON_MATEJCIK -> NELSON_MATEJCIK;
                case CLARK_YANG -> CLARK_YANG;
            };
        }
    }
}
