package org.ioasidsim.experiment.summary;

import java.util.Locale;

/** The method by which the interval of a metric was made; {@link MetricIntervals} has the rules. */
public enum IntervalMethod {
    STUDENT_T,
    CLOPPER_PEARSON,
    TRANSFORMED_T,
    CONTROL_VARIATES,
    ORDER_STATISTICS,
    BATCH_MEANS,
    OVERLAPPING_BATCH_MEANS,
    SPLITTING,

    /** Replications share draws of inputs that data leave uncertain, which the interval contains. */
    INPUT_UNCERTAINTY,

    /** No request was refused, and what the tenants want bounds how many are: the interval is sure, not only likely. */
    DEMAND_BOUND,
    EXACT,

    /** No interval: all replications are at a bound of the metric, and how far from it others may be cannot be said. */
    AT_BOUND,
    NONE;

    /** Returns the name as in the result files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
