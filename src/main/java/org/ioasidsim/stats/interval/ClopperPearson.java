package org.ioasidsim.stats.interval;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * The exact interval of a proportion: each end is the proportion at which a count would be as far out as the one seen with probability
 * (1 - confidence) / 2.
 *
 * <p>Source: Clopper and Pearson, Biometrika 26, 1934.
 */
public final class ClopperPearson {
    private static final double ACCURACY = 1e-13;

    private ClopperPearson() {}

    /**
     * Returns the interval. Without a hit, or without a miss, only one end can err: that end has the whole error, 1 - confidence.
     *
     * @param hits from 0 to {@code trials}, not necessarily whole
     * @param trials above 0
     * @return the half-width is the longer side
     */
    public static Interval limits(double hits, double trials, double confidence) {
        double misses = trials - hits;
        double tail = hits > 0 && misses > 0 ? (1 - confidence) / 2 : 1 - confidence;
        double mean = hits / trials;
        double lower = hits > 0 ? quantile(hits, misses + 1, tail) : 0;
        double upper = misses > 0 ? quantile(hits + 1, misses, 1 - tail) : 1;
        return new Interval(mean, Math.max(mean - lower, upper - mean), lower, upper, (int) Math.ceil(trials));
    }

    private static double quantile(double alpha, double beta, double p) {
        return new BetaDistribution(null, alpha, beta, ACCURACY).inverseCumulativeProbability(p);
    }
}
