package org.ioasidsim.experiment.summary;

import org.ioasidsim.math.PortableMath;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.interval.Bounds;

/** The range of each metric's values in one scenario. */
final class MetricBounds {
    private final int tenants;
    private final long capacity;
    private final double measuredSeconds;

    MetricBounds(Scenario scenario) {
        tenants = scenario.tenants().size();
        capacity = scenario.capacity();
        measuredSeconds = scenario.run().durationSeconds();
    }

    /** Returns the range of {@code metric}, of the host or of a tenant. */
    Bounds of(Metric metric, boolean ofHost) {
        return switch (metric) {
            case WEIGHTED_SLOWDOWN, BOUNDED_SLOWDOWN -> new Bounds(1, Double.POSITIVE_INFINITY);
            case JAIN_SATISFACTION, JAIN_ENTITLEMENT -> new Bounds(1.0 / tenants, 1).squared();
            case GINI_SATISFACTION -> new Bounds(0, (tenants - 1.0) / tenants);
            case THEIL_ENTITLEMENT, THEIL_BETWEEN, THEIL_WITHIN -> new Bounds(0, PortableMath.log(tenants)).squared();
            case VM_SUCCESS,
                    UTILISATION,
                    SHARE_ABOVE_90,
                    QUOTA_UTILISATION,
                    MODEST_SUCCESS,
                    WORST_WINDOW_SUCCESS,
                    MAX_MIN_RATIO,
                    WORST_ENTITLEMENT_SHARE -> new Bounds(0, 1);
            case DENIED_TIME, LONGEST_DENIAL, STARVATION_TIME, EXHAUSTED_TIME -> new Bounds(0, measuredSeconds);
            case HELD_MEAN, HELD_PEAK, STRANDED_CAPACITY -> ofHost ? new Bounds(0, capacity) : Bounds.NOT_NEGATIVE;
            case EXCESS_WHILE_MODEST_REFUSED -> new Bounds(0, capacity).squared();
            default -> Bounds.NOT_NEGATIVE;
        };
    }
}
