package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/**
 * The exponential of a normal number.
 *
 * @param sigma the standard deviation of the logarithm; 0 gives the median always
 */
public record Lognormal(double median, double sigma) implements Distribution {
    public Lognormal {
        Check.positive("median", median);
        Check.notNegative("sigma", sigma);
    }

    @Override
    public double draw(RandomStream stream) {
        return median * StrictMath.exp(sigma * Ziggurat.normal(stream));
    }

    @Override
    public double mean() {
        return median * StrictMath.exp(sigma * sigma / 2);
    }
}
