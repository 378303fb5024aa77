package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/**
 * Another distribution times a factor. From the same stream, each value is the factor times that of the other.
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

    @Override
    public double tail(double seconds) {
        return of.tail(seconds / factor);
    }

    @Override
    public double limitedMean(double seconds) {
        return factor * of.limitedMean(seconds / factor);
    }

    @Override
    public Law residual() {
        return new Scaled(of.residual(), factor);
    }

    private record Scaled(Law of, double factor) implements Law {
        @Override
        public double draw(RandomStream stream) {
            return factor * of.draw(stream);
        }

        @Override
        public double mean() {
            return factor * of.mean();
        }
    }
}
