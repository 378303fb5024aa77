package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/**
 * A distribution whose values are those of another one times a factor, from the same draws.
 *
 * @param factor finite and above 0
 */
public record Multiple(Distribution of, double factor) implements Distribution {
    public Multiple {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a factor must be finite and above 0, not " + factor);
        }
    }

    @Override
    public double draw(RandomStream stream) {
        return factor * of.draw(stream);
    }

    @Override
    public double mean() {
        return factor * of.mean();
    }
}
