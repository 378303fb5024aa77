package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/** The Weibull distribution: P(X > x) = exp(-(x/scale)^shape); a shape below 1 has a heavy tail. */
public record Weibull(double shape, double scale) implements Distribution {
    public Weibull {
        Check.positive("shape", shape);
        Check.positive("scale", scale);
    }

    @Override
    public double draw(RandomStream stream) {
        return scale * StrictMath.pow(Ziggurat.exponential(stream), 1 / shape);
    }

    @Override
    public double mean() {
        return scale * org.apache.commons.math3.special.Gamma.gamma(1 + 1 / shape);
    }
}
