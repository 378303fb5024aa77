package org.ioasidsim.stats.fit;

import org.ioasidsim.math.PortableMath;

/**
 * The lognormal law of maximum likelihood: mean and standard deviation of the logarithms. A lifetime that was cut off counts with its
 * expected logarithm (the EM algorithm); without such lifetimes one step is enough.
 *
 * <p>Source: Dempster, Laird and Rubin, JRSS B 39(1), 1977, section 4.2.
 */
final class LognormalFit {
    private static final int MOST_STEPS = 20_000;
    private static final double ENOUGH = 1e-13;

    private LognormalFit() {}

    static LifetimeLaw of(CensoredTimes lifetimes) {
        double mu = mean(lifetimes);
        double sigma = Math.sqrt(squares(lifetimes, mu) / lifetimes.count());
        for (int step = 0; lifetimes.cutOffCount() > 0 && step < MOST_STEPS; step++) {
            double[] next = next(lifetimes, mu, sigma);
            boolean isSettled = Math.abs(next[0] - mu) + Math.abs(next[1] - sigma) < ENOUGH * (1 + Math.abs(mu));
            mu = next[0];
            sigma = next[1];
            if (isSettled) {
                break;
            }
        }
        return new LifetimeLaw.Lognormal(PortableMath.exp(mu), sigma);
    }

    private static double mean(CensoredTimes lifetimes) {
        double sum = 0;
        for (int i = 0; i < lifetimes.values().length; i++) {
            sum += (lifetimes.ended()[i] + lifetimes.cutOff()[i])
                    * PortableMath.log(lifetimes.values()[i]);
        }
        return sum / lifetimes.count();
    }

    private static double squares(CensoredTimes lifetimes, double mu) {
        double sum = 0;
        for (int i = 0; i < lifetimes.values().length; i++) {
            double deviation = PortableMath.log(lifetimes.values()[i]) - mu;
            sum += (lifetimes.ended()[i] + lifetimes.cutOff()[i]) * deviation * deviation;
        }
        return sum;
    }

    /** Returns mean and standard deviation after one step; deviations are taken from the mean before it, for the sake of rounding. */
    private static double[] next(CensoredTimes lifetimes, double mu, double sigma) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < lifetimes.values().length; i++) {
            double deviation = PortableMath.log(lifetimes.values()[i]) - mu;
            first += lifetimes.ended()[i] * deviation;
            second += lifetimes.ended()[i] * deviation * deviation;
            if (lifetimes.cutOff()[i] > 0) {
                double z = deviation / sigma;
                double above = NormalTail.meanAbove(z);
                first += lifetimes.cutOff()[i] * sigma * above;
                second += lifetimes.cutOff()[i] * sigma * sigma * (1 + z * above);
            }
        }
        double shift = first / lifetimes.count();
        return new double[] {mu + shift, Math.sqrt(second / lifetimes.count() - shift * shift)};
    }
}
