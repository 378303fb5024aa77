package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/** Without memory: density exp(-x/mean)/mean. */
public record Exponential(double mean) implements Distribution {
    public Exponential {
        Check.positive("mean", mean);
    }

    /** Returns the next exponential number of mean 1, the time of a Poisson process of one event a second until its next event. */
    public static double standard(RandomStream stream) {
        return Ziggurat.exponential(stream);
    }

    @Override
    public double draw(RandomStream stream) {
        return mean * standard(stream);
    }
}
