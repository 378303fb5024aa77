package org.ioasidsim.stats.interval;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Beta;
import org.ioasidsim.math.PortableMath;

/** Intervals of proportions: of independent trials, and of trials that come out alike because they come in clusters. */
public final class Proportions {
    private static final double RELATIVE = 1e-13;
    private static final double ABSOLUTE = 1e-30;
    private static final int MOST_EVALUATIONS = 10_000;

    private Proportions() {}

    /**
     * Returns the exact interval of a proportion by Clopper and Pearson: each end is the proportion at which a binomial count would be as far
     * out as {@code hits} with probability (1 - confidence) / 2. Without a hit only the upper end can err, and without a miss only the lower
     * one: that end then has the whole error, 1 - confidence.
     *
     * <p>Source: Clopper and Pearson, Biometrika 26, 1934. The ends are quantiles of beta distributions, which exist for numbers of hits and
     * trials that are not whole, too, such as effective ones (Korn and Graubard, Survey Methodology 24, 1998).
     *
     * @param hits from 0 to {@code trials}
     * @param trials above 0
     * @return the interval; its half-width is its longer side
     */
    public static Interval clopperPearson(double hits, double trials, double confidence) {
        double misses = trials - hits;
        double tail = hits > 0 && misses > 0 ? (1 - confidence) / 2 : 1 - confidence;
        double mean = hits / trials;
        double lower = lower(hits, misses, tail);
        double upper = upper(hits, misses, tail);
        return new Interval(mean, Math.max(mean - lower, upper - mean), lower, upper, (int) Math.ceil(trials));
    }

    private static double lower(double hits, double misses, double tail) {
        if (hits == 0) {
            return 0;
        }
        return misses > 0 ? betaQuantile(hits, misses + 1, tail) : PortableMath.pow(tail, 1 / hits);
    }

    private static double upper(double hits, double misses, double tail) {
        if (misses <= 0) {
            return 1;
        }
        return hits > 0
                ? betaQuantile(hits + 1, misses, 1 - tail)
                : -PortableMath.expm1(PortableMath.log(tail) / misses);
    }

    private static double betaQuantile(double alpha, double beta, double p) {
        return new BrentSolver(RELATIVE, ABSOLUTE)
                .solve(MOST_EVALUATIONS, x -> Beta.regularizedBeta(x, alpha, beta) - p, 0, 1);
    }

    /**
     * Returns the number of independent trials that would give a proportion {@code p} the standard error that it has: at most
     * {@code requests}, and fewer where these are refused in clusters (the design effect).
     */
    public static double independentTrials(double p, double requests, double standardError) {
        return Math.min(requests, p * (1 - p) / (standardError * standardError));
    }

    /**
     * Returns the {@link #independentTrials} that count for an interval at {@code confidence}: fewer, since the standard error is itself an
     * estimate. It has the degrees of freedom of the replications or batches that it comes from, but no more than two beyond the effective
     * number of hits (or of misses, if these are rarer): replications without a hit say little about how many come together.
     *
     * <p>Source: Korn and Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from
     * survey data", Survey Methodology 24, 1998. Their degrees of freedom, one less than the replications, cover 89 to 94 % instead of 95 %
     * in loss models with one to four hit replications; the bound here was chosen on these, where it covers 94.5 to 98 %.
     */
    public static double effectiveTrials(
            double p, double requests, double standardError, double degreesOfFreedom, double confidence) {
        double rarerHits = Math.min(p, 1 - p) * independentTrials(p, requests, standardError);
        double degrees = Math.min(degreesOfFreedom, rarerHits + 2);
        double ratio = Intervals.zQuantile(confidence) / Intervals.tQuantile(degrees, confidence);
        return Math.min(requests, p * (1 - p) / (standardError * standardError) * ratio * ratio);
    }
}
