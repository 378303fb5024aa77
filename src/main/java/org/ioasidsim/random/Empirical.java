package org.ioasidsim.random;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import umontreal.ssj.rng.RandomStream;

/** One of the given values, each equally likely. */
public final class Empirical implements Distribution {
    private final double[] values;

    /** Made when it is first asked for: most laws only draw. */
    private @Nullable Ascending ascending;

    /**
     * Makes a law of {@code values}.
     *
     * @param values in any order, each finite and at least 0
     */
    public Empirical(double[] values) {
        this.values = values.clone();
        if (values.length == 0) {
            throw new IllegalArgumentException("an empirical distribution needs at least one value");
        }
        for (double value : values) {
            Check.notNegative("a value", value);
        }
    }

    /**
     * The values in order, so that theory, which asks at many times, need not go through all of them.
     *
     * @param sums of the first 0, 1, 2 and so on values
     */
    private record Ascending(double[] values, double[] sums) {
        static Ascending of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double[] sums = new double[sorted.length + 1];
            for (int i = 0; i < sorted.length; i++) {
                sums[i + 1] = sums[i] + sorted[i];
            }
            return new Ascending(sorted, sums);
        }

        /** Returns how many values are at most {@code seconds}. */
        int upTo(double seconds) {
            int from = 0;
            int to = values.length;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (values[middle] <= seconds) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from;
        }
    }

    /** Two threads may both make it: it is the same. */
    private Ascending ascending() {
        Ascending made = ascending;
        if (made == null) {
            made = Ascending.of(values);
            ascending = made;
        }
        return made;
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
        return (values.length - ascending().upTo(seconds)) / (double) values.length;
    }

    @Override
    public double limitedMean(double seconds) {
        int shorter = ascending().upTo(seconds);
        double longer = shorter == values.length ? 0 : (values.length - shorter) * seconds;
        return (ascending().sums()[shorter] + longer) / values.length;
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
