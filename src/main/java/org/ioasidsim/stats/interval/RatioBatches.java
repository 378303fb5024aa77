package org.ioasidsim.stats.interval;

/**
 * The estimate from one long run of a ratio of two sums, such as grants over requests or id-seconds over seconds: the ratio of the whole
 * run, and for each batch the ratio linearised about it. The batches' mean is the ratio, and their spread gives its error.
 *
 * <p>With sums Y and X of all windows, a window with parts y and x contributes {@code r + (y - r x) / mean(x)}, where r = Y / X. The batch
 * means of these values are those of the ratio estimator's influence values (delta method).
 *
 * <p>Sources: Law, <i>Simulation Modeling and Analysis</i>, sections 9.5.3 and 9.5.4; Meketon and Schmeiser, "Overlapping batch means:
 * something for nothing?", WSC 1984.
 *
 * @param ratio NaN when the whole is 0
 * @param means of the batches, in order
 * @param overlappingVariance the variance of the ratio of this run by overlapping batches of the same length
 * @param doubledVariance the same by overlapping batches of twice the length
 */
public record RatioBatches(double ratio, double[] means, double overlappingVariance, double doubledVariance) {
    private static final int LEAST_BATCHES = 10;

    /** One-sided 1 % point of the normal distribution. */
    private static final double SIGNIFICANT = 2.3263478740408408;

    /** Degrees of freedom of overlapping batch means over those of batch means (Meketon and Schmeiser, for many batches). */
    private static final double OVERLAPPING_GAIN = 1.5;

    /** Returns the batches of a run from its parts and wholes in windows of equal length, {@code windows} a batch. */
    public static RatioBatches of(double[] parts, double[] wholes, int windows) {
        double whole = sum(wholes);
        double ratio = sum(parts) / whole;
        double[] linear = new double[parts.length];
        for (int i = 0; i < linear.length; i++) {
            linear[i] = ratio + (parts[i] - ratio * wholes[i]) * parts.length / whole;
        }
        return new RatioBatches(
                whole > 0 ? ratio : Double.NaN,
                Moments.batchMeans(linear, windows),
                Intervals.overlappingBatchVariance(linear, windows) / linear.length,
                Intervals.overlappingBatchVariance(linear, 2 * windows) / linear.length);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Returns 1 - ratio. */
    public RatioBatches complement() {
        double[] others = new double[means.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = 1 - means[i];
        }
        return new RatioBatches(1 - ratio, others, overlappingVariance, doubledVariance);
    }

    /**
     * The error of the mean ratio of several runs.
     *
     * @param standardError of the mean
     * @param degreesOfFreedom of Student's t
     * @param lag1 the correlation of successive batches, mean over the runs
     * @param isCorrelated whether that is significant at 1 %: the batches are then too short and the interval too narrow
     */
    public record Spread(double standardError, double degreesOfFreedom, double lag1, boolean isCorrelated) {}

    /**
     * Returns the spread of {@code runs}, each with the same number of batches. Correlated batches are joined two by two, once, if at least
     * ten remain.
     *
     * @param overlapping whether by overlapping batches
     */
    public static Spread spread(RatioBatches[] runs, boolean overlapping) {
        int batches = runs[0].means.length;
        Spread spread = spread(runs, 1, overlapping);
        return spread.isCorrelated && batches / 2 >= LEAST_BATCHES ? spread(runs, 2, overlapping) : spread;
    }

    private static Spread spread(RatioBatches[] runs, int joined, boolean overlapping) {
        int batches = runs[0].means.length / joined;
        double variances = 0;
        double correlations = 0;
        for (RatioBatches run : runs) {
            double[] means = Moments.batchMeans(run.means, joined);
            double overlapped = joined == 1 ? run.overlappingVariance : run.doubledVariance;
            variances += overlapping ? overlapped : Moments.variance(means) / batches;
            correlations += Moments.lag1(means) / runs.length;
        }
        double degrees = (batches - 1.0) * runs.length;
        double chance =
                Math.sqrt((batches - 2) / ((double) batches * batches - 1)); // von Neumann, Ann. Math. Stat. 12, 1941
        double limit = SIGNIFICANT * chance / Math.sqrt(runs.length) - 1.0 / batches;
        return new Spread(
                Math.sqrt(variances) / runs.length,
                overlapping ? OVERLAPPING_GAIN * degrees : degrees,
                correlations,
                correlations > limit);
    }
}
