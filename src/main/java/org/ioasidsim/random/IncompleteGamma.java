package org.ioasidsim.random;

import org.apache.commons.math3.special.Gamma;

/** The regularized incomplete gamma functions at any argument up to infinity, where the library's series do not end or have no value. */
final class IncompleteGamma {
    /** So many standard deviations above its mean, and so much more, no gamma number lies that a double could tell from none. */
    private static final double DEVIATIONS = 40;

    private static final double BESIDE = 800;

    private IncompleteGamma() {}

    /** Returns the probability that a gamma number of this shape and scale 1 is at most {@code x}. */
    static double lower(double shape, double x) {
        return isBeyond(shape, x) ? 1 : Gamma.regularizedGammaP(shape, x);
    }

    /** Returns the probability that it is above {@code x}. */
    static double upper(double shape, double x) {
        return isBeyond(shape, x) ? 0 : Gamma.regularizedGammaQ(shape, x);
    }

    private static boolean isBeyond(double shape, double x) {
        return x > shape + DEVIATIONS * Math.sqrt(shape) + BESIDE;
    }
}
