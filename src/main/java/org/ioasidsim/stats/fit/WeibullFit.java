package org.ioasidsim.stats.fit;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.ioasidsim.math.PortableMath;

/**
 * The Weibull law of maximum likelihood.
 *
 * <p>Source: Cohen, Technometrics 7(4), 1965: the shape k solves sum x^k ln x / sum x^k - 1/k = mean of ln x over those that ended, sums
 * over all; the left side grows with k.
 */
final class WeibullFit {
    private static final double LEAST_SHAPE = 1e-3;
    private static final double MOST_SHAPE = 1e5;

    private WeibullFit() {}

    static LifetimeLaw of(CensoredTimes lifetimes) {
        double longest = lifetimes.longest();
        double meanLog = meanLog(lifetimes, longest);
        double logShape = new BrentSolver(1e-14, 1e-14)
                .solve(
                        500,
                        log -> slope(lifetimes, longest, meanLog, PortableMath.exp(log)),
                        PortableMath.log(LEAST_SHAPE),
                        PortableMath.log(MOST_SHAPE));
        double shape = PortableMath.exp(logShape);
        double powers = sums(lifetimes, longest, shape)[0];
        return new LifetimeLaw.Weibull(shape, longest * PortableMath.pow(powers / lifetimes.endedCount(), 1 / shape));
    }

    private static double meanLog(CensoredTimes lifetimes, double longest) {
        double sum = 0;
        for (int i = 0; i < lifetimes.values().length; i++) {
            sum += lifetimes.ended()[i] * PortableMath.log(lifetimes.values()[i] / longest);
        }
        return sum / lifetimes.endedCount();
    }

    private static double slope(CensoredTimes lifetimes, double longest, double meanLog, double shape) {
        double[] sums = sums(lifetimes, longest, shape);
        return sums[1] / sums[0] - 1 / shape - meanLog;
    }

    /** Returns the sums of (x/longest)^shape and of that times its logarithm over the shape. */
    private static double[] sums(CensoredTimes lifetimes, double longest, double shape) {
        double powers = 0;
        double logs = 0;
        for (int i = 0; i < lifetimes.values().length; i++) {
            long count = lifetimes.ended()[i] + lifetimes.cutOff()[i];
            double log = PortableMath.log(lifetimes.values()[i] / longest);
            double power = count * PortableMath.exp(shape * log);
            powers += power;
            logs += power * log;
        }
        return new double[] {powers, logs};
    }
}
