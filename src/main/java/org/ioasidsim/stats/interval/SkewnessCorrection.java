package org.ioasidsim.stats.interval;

import org.ioasidsim.math.PortableMath;

/**
 * The upper confidence limit of the mean of a skewed sample. Where a law has its tail above the mean, a sample without large values has a small mean and a
 * small variance, so that Student's upper limit is missed on that side alone: by 8 % in place of 2.5 % of ten exponential values.
 *
 * <p>With the mean m, the deviation s and the skewness g of n values, {@code T = (m - mean) / s} is skewed, and {@code Q(T) = T + g T² / 3 + g² T³ / 27 + g /
 * (6 n)} nearly is not; Q is monotone, so that a critical value of Student's t is taken back through it.
 *
 * <p>Source: Hall, "On the removal of skewness by transformation", Journal of the Royal Statistical Society B 54, 1992.
 */
final class SkewnessCorrection {
    private static final double NO_SKEWNESS = 1e-9;

    private SkewnessCorrection() {}

    /**
     * Returns how far above the mean of {@code values} its upper limit lies; less than Student's where the tail is below the mean.
     *
     * @param critical value of Student's t, one-sided
     * @return 0 where the values do not vary, and Student's for fewer than three
     */
    static double reach(double[] values, double critical) {
        int n = values.length;
        double deviation = Math.sqrt(Moments.variance(values));
        if (!(deviation > 0)) {
            return 0;
        }
        double least = -critical / Math.sqrt(n);
        double skewness = n < 3 ? 0 : skewness(values, deviation);
        if (Math.abs(skewness) < NO_SKEWNESS) {
            return -least * deviation;
        }
        double cube = 1 + skewness * (least - skewness / (6 * n));
        return -3 / skewness * (cubeRoot(cube) - 1) * deviation;
    }

    private static double skewness(double[] values, double deviation) {
        double mean = Moments.mean(values);
        double n = values.length;
        double sum = 0;
        for (double value : values) {
            double part = (value - mean) / deviation;
            sum += part * part * part;
        }
        return n / ((n - 1) * (n - 2)) * sum;
    }

    private static double cubeRoot(double value) {
        return Math.copySign(PortableMath.pow(Math.abs(value), 1.0 / 3), value);
    }
}
