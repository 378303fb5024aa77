package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/** Without memory: density exp(-x/mean)/mean. */
public record Exponential(double mean) implements Distribution {
    public Exponential {
        Check.positive("mean", mean);
    }

    @Override
    public double draw(RandomStream stream) {
        return mean * Ziggurat.exponential(stream);
    }
}
