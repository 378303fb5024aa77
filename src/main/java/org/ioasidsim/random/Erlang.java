package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/**
 * The Erlang distribution: the sum of equal exponential stages.
 *
 * @param shape the number of stages
 * @param mean of the sum
 */
public record Erlang(int shape, double mean) implements Distribution {
    public Erlang {
        Check.positive("shape", shape);
        Check.positive("mean", mean);
    }

    @Override
    public double draw(RandomStream stream) {
        return mean / shape * Gamma.standard(shape, stream);
    }

    @Override
    public double tail(double seconds) {
        return new Gamma(shape, mean).tail(seconds);
    }

    @Override
    public double limitedMean(double seconds) {
        return new Gamma(shape, mean).limitedMean(seconds);
    }

    @Override
    public Law residual() {
        return new Gamma(shape, mean).residual();
    }
}
