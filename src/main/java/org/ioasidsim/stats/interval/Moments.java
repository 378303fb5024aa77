package org.ioasidsim.stats.interval;

/** Means and variances of plain arrays. */
final class Moments {
    private Moments() {}

    /** Returns the mean; NaN of nothing. */
    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Returns the variance with divisor n-1. */
    static double variance(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }

    /** Returns the correlation of successive values; 0 when all are equal. Its divisor is that of the variance of all values. */
    static double lag1(double[] values) {
        double mean = mean(values);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
            products += i == 0 ? 0 : (values[i] - mean) * (values[i - 1] - mean);
        }
        return squares == 0 ? 0 : products / squares;
    }

    /** Returns the means of successive batches of {@code size}; an incomplete one at the end is left out. */
    static double[] batchMeans(double[] series, int size) {
        var means = new double[series.length / size];
        for (int i = 0; i < means.length * size; i++) {
            means[i / size] += series[i] / size;
        }
        return means;
    }
}
