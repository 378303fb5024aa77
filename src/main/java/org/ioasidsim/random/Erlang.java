package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/** The sum of {@code shape} equal exponential stages, with {@code mean} together. */
public record Erlang(int shape, double mean) implements Distribution {
    public Erlang {
        Check.positive("shape", shape);
        Check.positive("mean", mean);
    }

    @Override
    public double draw(RandomStream stream) {
        return mean / shape * Gamma.standard(shape, stream);
    }
}
