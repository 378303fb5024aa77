package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/**
 * The lognormal distribution: the exponential of a normal number.
 *
 * @param sigma the standard deviation of the logarithm; with 0 every value is the median
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

    @Override
    public Law residual() {
        return new Portion(new Lognormal(median * StrictMath.exp(sigma * sigma), sigma));
    }
}
