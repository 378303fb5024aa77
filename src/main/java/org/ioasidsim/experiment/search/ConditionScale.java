package org.ioasidsim.experiment.search;

import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.math.PortableMath;
import org.ioasidsim.scenario.Expectation;

/**
 * The scale on which the curve of a condition's figure over the values of a plan is nearly straight: the logit of a share, the logarithm of what is above 0.
 * Heights are counted from the bound, upwards for worse: at 1, e times as much is refused as may be.
 */
final class ConditionScale {
    /** The height at which simulation confirms that a value meets the conditions, where theory is exact: a twentieth of what may be is refused. */
    static final double PLAINLY_MET = -3;

    /** The height at which simulation confirms that a value misses one: twenty times as much as may be is refused. */
    static final double PLAINLY_MISSED = 3;

    private ConditionScale() {}

    /** Returns how far a figure is above a condition's bound; infinite or NaN where one of them has no place on the scale. */
    static double height(Expectation condition, double figure) {
        boolean isShare = isShare(condition);
        double above = straight(isShare, figure) - straight(isShare, condition.bound());
        return isUpperBound(condition) ? above : -above;
    }

    private static double straight(boolean isShare, double value) {
        return isShare ? PortableMath.log(value) - PortableMath.log1p(-value) : PortableMath.log(value);
    }

    private static boolean isUpperBound(Expectation expectation) {
        return expectation.relation() == Expectation.Relation.AT_MOST
                || expectation.relation() == Expectation.Relation.LESS;
    }

    /** Returns whether a condition is one on a share of requests or of VMs. */
    private static boolean isShare(Expectation condition) {
        return Metric.ofWord(condition.metric()).trials().isPresent();
    }

    /**
     * Returns the figure on the straight line between two.
     *
     * @param part of the way from {@code from} to {@code to}, from 0 to 1; where one of them has no place on the scale, the line between the figures is taken
     */
    static double between(Expectation condition, double from, double to, double part) {
        boolean isShare = isShare(condition);
        double start = straight(isShare, from);
        double at = start + part * (straight(isShare, to) - start);
        if (part == 1 || !Double.isFinite(at)) {
            return from + part * (to - from);
        }
        return isShare ? 1 / (1 + PortableMath.exp(-at)) : PortableMath.exp(at);
    }
}
