package org.ioasidsim.random;

import org.jspecify.annotations.Nullable;
import umontreal.ssj.rng.RandomStream;

/**
 * Always the same value, without drawing a number.
 *
 * @param value at least 0; infinite for {@code forever}
 */
public record Constant(double value) implements Distribution {
    public Constant {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("a constant must be at least 0, not " + value);
        }
    }

    @Override
    public double draw(RandomStream stream) {
        return value;
    }

    @Override
    public double mean() {
        return value;
    }

    @Override
    public double tail(double seconds) {
        return value > seconds ? 1 : 0;
    }

    @Override
    public double limitedMean(double seconds) {
        return Math.min(value, seconds);
    }

    /** Returns the uniform law up to the value; the value itself if it is 0 or infinite. */
    @Override
    public Law residual() {
        return value == 0 || value == Double.POSITIVE_INFINITY ? this : new Uniform(0, value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Constant constant && Double.compare(value, constant.value) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(value);
    }
}
