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

    @Override
    public double tail(double seconds) {
        return Arrays.stream(values).filter(value -> value > seconds).count() / (double) values.length;
    }

    @Override
    public double limitedMean(double seconds) {
        return Arrays.stream(values).map(value -> Math.min(value, seconds)).sum() / values.length;
    }

    /** Returns a part of one of the values, each as likely as an instant is to fall into it; 0 if all values are 0. */
    @Override
    public Law residual() {
        return mean() == 0 ? new Constant(0) : new Portion(Lengthened.of(values));
    }

    /**
     * The values in proportion to their length.
     *
     * @param sums of the values up to each
     */
    private record Lengthened(double[] values, double[] sums) implements Law {
        static Lengthened of(double[] values) {
            double[] sums = values.clone();
            for (int i = 1; i < sums.length; i++) {
                sums[i] += sums[i - 1];
            }
            return new Lengthened(values, sums);
        }

        @Override
        public double draw(RandomStream stream) {
            int found = Arrays.binarySearch(sums, stream.nextDouble() * sums[sums.length - 1]);
            return values[found < 0 ? -1 - found : found];
        }

        @Override
        public double mean() {
            double squares = 0;
            for (double value : values) {
                squares += value * value;
            }
            return squares / sums[sums.length - 1];
        }
    }
}
