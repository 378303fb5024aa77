package org.ioasidsim.stats.interval;

import org.ioasidsim.stats.interval.PairedDifference.Nature;

/** The ratio of two means over pairs, such as one metric with and without something, on common random numbers. */
public final class RatioOfMeans {
    private RatioOfMeans() {}

    /**
     * Returns mean(a) / mean(b) with its interval by the residuals {@code a - ratio b}, which the pairing keeps small. NaN where the mean of
     * {@code b} is 0 or a mean is not finite; the half-width is NaN for fewer than two pairs. Source: Cochran, <i>Sampling Techniques</i>,
     * 3rd edition, 1977, equations 2.39 and 6.13.
     */
    public static Interval paired(double[] a, double[] b, double confidence) {
        return paired(a, b, a.length - 1.0, Nature.PLAIN, confidence);
    }

    /**
     * Returns the same with the degrees of freedom of {@link PairedDifference a - b}, which are fewer where few pairs decide; of values in steps, whose pairing
     * says too much, at least by the variances of both samples.
     */
    public static Interval paired(double[] a, double[] b, double degreesOfFreedom, Nature nature, double confidence) {
        double scale = Moments.mean(b);
        double ratio = Moments.mean(a) / scale;
        int n = Comparisons.differences(a, b).length;
        if (!Double.isFinite(ratio) || !Double.isFinite(scale)) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN, Double.NaN, n);
        }
        if (n < 2) {
            return new Interval(ratio, Double.NaN, Double.NaN, Double.NaN, n);
        }
        var residuals = new double[n];
        for (int i = 0; i < n; i++) {
            residuals[i] = a[i] - ratio * b[i];
        }
        double ofPairs = Moments.variance(residuals);
        double variance = nature == Nature.IN_STEPS
                ? Math.max(ofPairs, Moments.variance(a) + ratio * ratio * Moments.variance(b))
                : ofPairs;
        double standardError = Math.sqrt(variance / n) / Math.abs(scale);
        double halfWidth = Intervals.tQuantile(degreesOfFreedom, confidence) * standardError;
        return new Interval(ratio, halfWidth, ratio - halfWidth, ratio + halfWidth, n);
    }
}
