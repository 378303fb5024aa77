package org.ioasidsim.experiment.compare;

import java.util.List;
import org.ioasidsim.stats.interval.Interval;

/**
 * The first-try success of one tenant in one variant as the aggressor's load grows.
 *
 * @param perSecondAtOne the mean rate of the aggressor's arrivals at factor 1; NaN where no rate says it
 * @param ofInstances whether it is instances that arrive, not processes
 * @param points by factor, ascending; the first is without the aggressor
 * @param keptUpTo the largest factor up to which the promised success is shown to be kept: at it and at all smaller ones the whole interval is
 *     at least the promise. NaN where it is not shown even without the aggressor
 * @param missedFrom the least factor at which it is shown to be missed: the whole interval is below the promise. Infinite where there is
 *     none. What happens between both is not measured; single replications have no intervals, and their means stand for them
 * @param meanLoss success without the aggressor less that with it, averaged over the logarithm of the factors above 0: the area between
 *     the curve and that of perfect isolation, over its length. NaN for fewer than two such factors
 * @param lossOverBaseline this variant's mean loss less that of the baseline: the area between their curves, over its length, below 0 where
 *     this variant isolates better. NaN where the baseline has other factors or no such tenant
 */
public record IsolationCurve(
        String variant,
        String tenant,
        double perSecondAtOne,
        boolean ofInstances,
        List<Point> points,
        double keptUpTo,
        double missedFrom,
        Interval meanLoss,
        Interval lossOverBaseline) {
    public IsolationCurve {
        points = List.copyOf(points);
    }

    /** Returns the largest factor. */
    public double mostLoad() {
        return points.get(points.size() - 1).factor();
    }

    /** The success at one load, with its interval; the ends are NaN where there is none. */
    public record Point(double factor, double mean, double lower, double upper) {
        boolean keeps(double promised) {
            return (Double.isNaN(lower) ? mean : lower) >= promised;
        }

        boolean misses(double promised) {
            return (Double.isNaN(upper) ? mean : upper) < promised;
        }
    }
}
