package org.ioasidsim.experiment.summary;

import java.util.Locale;

/** How the interval of a metric was made; {@link MetricIntervals} says when which one is. */
public enum IntervalMethod {
    STUDENT_T,
    WILSON,
    ORDER_STATISTICS,
    BATCH_MEANS,
    OVERLAPPING_BATCH_MEANS,
    EXACT,
    NONE;

    /** Returns the name as in the result files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
