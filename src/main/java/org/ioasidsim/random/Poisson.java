package org.ioasidsim.random;

import org.apache.commons.math3.distribution.PoissonDistribution;
import umontreal.ssj.rng.RandomStream;

/** Counts of independent rare events. */
public final class Poisson {
    private Poisson() {}

    /** Draws a count by inversion: from one number, which is larger for a larger mean. {@code mean} is finite and at least 0. */
    public static int draw(double mean, RandomStream stream) {
        double u = stream.nextDouble();
        return mean == 0 ? 0 : new PoissonDistribution(mean).inverseCumulativeProbability(u);
    }
}
