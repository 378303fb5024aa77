package org.ioasidsim.experiment.compare;

import java.util.Locale;
import org.ioasidsim.experiment.summary.Metric;

/** The outcome of comparing a variant with the baseline in one metric. */
public enum Verdict {
    /** The difference is shown, and is for the better. */
    BETTER,
    /** The difference is shown, and is for the worse. */
    WORSE,
    /** The difference is shown; this metric has no better direction. */
    DIFFERS,
    /** Chance alone may have made the difference. */
    NO_DIFFERENCE_SHOWN,
    /** Both have the same value in each replication. */
    IDENTICAL,
    /** There is only one replication to compare, so that the influence of chance is unknown. */
    ONE_REPLICATION,
    /** There is no difference of means: the metric is undefined on one side, or infinite in some replications only. */
    UNDEFINED;

    /** Returns the verdict as the result files write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns whether a difference is shown. */
    public boolean isShown() {
        return this == BETTER || this == WORSE || this == DIFFERS;
    }

    /** Returns the verdict on a difference that is shown. */
    static Verdict ofShown(Metric metric, double difference) {
        return switch (metric.better()) {
            case HIGHER -> difference > 0 ? BETTER : WORSE;
            case LOWER -> difference < 0 ? BETTER : WORSE;
            case NEITHER -> DIFFERS;
        };
    }
}
