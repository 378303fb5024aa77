package org.ioasidsim.experiment.summary;

import java.util.Locale;

/** The method by which the interval of a metric was made; {@link MetricIntervals} has the rules. */
public enum IntervalMethod {
    STUDENT_T,
    WILSON,
    ORDER_STATISTICS,
    BATCH_MEANS,
    OVERLAPPING_BATCH_MEANS,
    SPLITTING,
    EXACT,
    NONE;

    /** Returns the name as in the result files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
