package org.ioasidsim.random;

import org.ioasidsim.math.PortableMath;
import umontreal.ssj.rng.RandomStream;

/** The exponential distribution: density exp(-x/mean)/mean, without memory. */
public record Exponential(double mean) implements Distribution {
    public Exponential {
        Check.positive("mean", mean);
    }

    /** Draws an exponential number of mean 1: the time until the next event of a Poisson process of one event a second. */
    public static double standard(RandomStream stream) {
        return Ziggurat.exponential(stream);
    }

    @Override
    public double draw(RandomStream stream) {
        return mean * standard(stream);
    }

    @Override
    public double tail(double seconds) {
        return seconds > 0 ? PortableMath.exp(-seconds / mean) : 1;
    }

    @Override
    public double limitedMean(double seconds) {
        return -mean * PortableMath.expm1(-seconds / mean);
    }

    /** Returns this law, which has no memory. */
    @Override
    public Law residual() {
        return this;
    }
}
