package org.ioasidsim.random;

import java.util.Arrays;
import umontreal.ssj.rng.RandomStream;

/**
 * One of the given values, each equally likely.
 *
 * @param values in any order, each finite and at least 0
 */
public record Empirical(double[] values) implements Distribution {
    public Empirical {
        values = values.clone();
        if (values.length == 0) {
            throw new IllegalArgumentException("an empirical distribution needs at least one value");
        }
        for (double value : values) {
            Check.notNegative("a value", value);
        }
    }

    @Override
    public double draw(RandomStream stream) {
        return values[(int) (stream.nextDouble() * values.length)];
    }

    @Override
    public double mean() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Empirical that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
