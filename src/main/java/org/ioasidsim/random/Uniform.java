package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/** Equally likely between {@code min} and {@code max}. */
public record Uniform(double min, double max) implements Distribution {
    public Uniform {
        Check.notNegative("min", min);
        Check.notNegative("max", max);
        if (max < min) {
            throw new IllegalArgumentException("max must be at least min " + min + ", not " + max);
        }
    }

    @Override
    public double draw(RandomStream stream) {
        return min + (max - min) * stream.nextDouble();
    }

    @Override
    public double mean() {
        return min + (max - min) / 2;
    }
}
