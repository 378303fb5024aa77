package org.ioasidsim.experiment.compare;

import java.util.List;
import org.ioasidsim.stats.interval.Interval;

/**
 * The first-try success of one tenant in one variant as the aggressor's load grows.
 *
 * @param perSecondAtOne the mean rate of the aggressor's arrivals at factor 1; NaN where they have no rate
 * @param ofInstances whether instances arrive, rather than processes
 * @param points by factor, ascending; the first is without the aggressor
 * @param keptUpTo the largest factor up to which the promised success is shown to be kept: at this and all smaller factors the whole interval
 *     is at least the promise. NaN if that is not shown even without the aggressor
 * @param missedFrom the least factor at which the promise is shown to be missed: the whole interval is below it. Infinite where there is
 *     none. Between the two nothing is shown; a single replication has no interval, and its mean is used instead
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
