package org.ioasidsim.random;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The Kolmogorov-Smirnov distance of a sample from a law. */
final class KolmogorovSmirnov {
    /** The value that sqrt(n) D exceeds with probability 0.001 when the sample follows the law. */
    static final double CRITICAL = 1.9495;

    private KolmogorovSmirnov() {}

    /** Returns sqrt(n) times the largest distance between the sample's distribution function and {@code law}. */
    static double scaledDistance(double[] sample, DoubleUnaryOperator law) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double n = sorted.length;
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            double p = law.applyAsDouble(sorted[i]);
            distance = Math.max(distance, Math.max((i + 1) / n - p, p - i / n));
        }
        return Math.sqrt(n) * distance;
    }
}
