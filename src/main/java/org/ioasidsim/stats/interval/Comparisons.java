package org.ioasidsim.stats.interval;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/** Tests of whether two variants differ, and the correction for several of them. */
public final class Comparisons {
    private Comparisons() {}

    /**
     * How well a difference of two means is known.
     *
     * @param pValue two-sided; NaN for fewer than two values a side
     */
    public record Difference(double standardError, double pValue) {}

    /** Returns the p-values adjusted by Holm's step-down, each at most 1, in the given order. NaN stays NaN and is not counted. */
    public static double[] holm(double[] pValues) {
        int[] order = IntStream.range(0, pValues.length)
                .filter(i -> !Double.isNaN(pValues[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = pValues.clone();
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (order.length - rank) * pValues[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }

    static double[] differences(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "pairs need as many values on both sides: " + a.length + ", " + b.length);
        }
        var differences = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = a[i] - b[i];
        }
        return differences;
    }

    /** Returns the test of whether a difference with this standard error is 0. */
    static Difference difference(double difference, double standardError, double degrees) {
        if (!(degrees > 0) || !(standardError > 0)) {
            double pValue = standardError == 0 ? (difference == 0 ? 1 : 0) : Double.NaN;
            return new Difference(standardError, pValue);
        }
        double t = Math.abs(difference) / standardError;
        return new Difference(standardError, 2 * new TDistribution(null, degrees).cumulativeProbability(-t));
    }
}
