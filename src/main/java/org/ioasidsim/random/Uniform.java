package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/** The uniform distribution between {@code min} and {@code max}, both at least 0. */
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
