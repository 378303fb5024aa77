package org.ioasidsim.experiment.summary;

import org.ioasidsim.stats.interval.Bounds;

/** The range of each metric's values. */
final class MetricBounds {
    private MetricBounds() {}

    /** Returns the range of {@code metric}. */
    static Bounds of(Metric metric) {
        return isSlowdown(metric) ? new Bounds(1, Double.POSITIVE_INFINITY) : Bounds.NONE;
    }

    /** Returns whether the values are so skewed towards a bound that Student's t fails before its interval crosses that bound. */
    static boolean isCrowded(Metric metric) {
        return isSlowdown(metric);
    }

    private static boolean isSlowdown(Metric metric) {
        return metric == Metric.WEIGHTED_SLOWDOWN || metric == Metric.BOUNDED_SLOWDOWN;
    }
}
