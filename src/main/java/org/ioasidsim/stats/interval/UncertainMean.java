package org.ioasidsim.stats.interval;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * How far a mean over replications may be from that for the true inputs, where the inputs were estimated from data. By the law of total
 * variance it varies by the data and by chance. Each replication was run for the estimated inputs and, on the same random numbers, for inputs that
 * were drawn anew from the data's bootstrap: the mean square of the differences is the variance by the data, which stays however many replications
 * there are; the variance over replications, divided by their number, is the variance by chance. What the same random numbers do to two inputs
 * differs by chance as well, so that the first is rather too great, the less the longer a run.
 *
 * <p>A share of refusals that grows ever faster with the load reaches further up than down: each side has the mean square of the differences on that
 * side, as a normal law of two pieces. Satterthwaite's formula gives the degrees of freedom of a sum of variances.
 *
 * <p>Sources: Cheng and Holland, Journal of Statistical Computation and Simulation 57, 1997, for the two variances and the bootstrap; Barton, "Tutorial: input
 * uncertainty in output analysis", WSC 2012; Satterthwaite, Biometrics Bulletin 2(6), 1946.
 *
 * @param n the replications, at least 2
 * @param ofChance the variance of the mean by chance
 * @param below the variance by the data below the mean
 * @param above the variance by the data above the mean
 * @param rows the rows of the data, the fewest of all laws; infinite where they are so many that their number does not count
 */
public record UncertainMean(int n, double ofChance, double below, double above, double rows) {
    /**
     * Degrees of freedom of the variance of one side, for each difference. The mirrored mean square of n normal differences with variance v is 2/n times
     * the sum of about n/2 squares; since their number varies too, its variance is 4/n (3/2 - 1/4) v², that of 2n/5 degrees of freedom. It is no
     * multiple of a chi-square, however: with 0.4, 95 % intervals of 10, 20 and 40 normal draws contain the mean in 94.1, 94.8 and 94.9 %, with 0.35
     * in 94.9, 95.2 and 95.2 %.
     */
    private static final double DEGREES_OF_A_SIDE = 0.35;

    /**
     * Degrees of freedom of the variance of lifetimes, for each row: r values with kurtosis k have 2 r / (k - 1), and an exponential law has a kurtosis
     * of 9. However many draws there are, they do not know the spread of the rows better than the rows do.
     */
    private static final double DEGREES_OF_A_ROW = 0.25;

    /**
     * Returns the error of the mean of {@code values}.
     *
     * @param differences of each replication for drawn inputs from that for the estimated ones
     * @param rows as of the record: a mean of r rows drawn from r varies by (r - 1) / r of what another r rows would, which is made good
     * @return empty for fewer than two replications, where a value is not finite, and where nothing varies
     */
    public static Optional<UncertainMean> of(double[] values, double[] differences, double rows) {
        int n = values.length;
        double ofChance = n < 2 ? Double.NaN : Moments.variance(values) / n;
        double scale = 1 / (1 - 1 / rows);
        var mean = new UncertainMean(
                n,
                ofChance,
                scale * square(differences, value -> !(value > 0)),
                scale * square(differences, value -> !(value < 0)),
                rows);
        double variance = mean.ofData() + ofChance;
        return variance > 0 && Double.isFinite(variance) ? Optional.of(mean) : Optional.empty();
    }

    /** Returns the mean square on one side as if the other were its mirror image. */
    private static double square(double[] differences, DoublePredicate isOnSide) {
        return 2
                * Arrays.stream(differences)
                        .filter(isOnSide)
                        .map(value -> value * value)
                        .sum()
                / differences.length;
    }

    /** Returns the variance by the data, of both sides. */
    private double ofData() {
        return (below + above) / 2;
    }

    /** Returns the part of the variance that comes from the data, 0 to 1. */
    public double dataShare() {
        return ofData() / (ofData() + ofChance);
    }

    /** Returns the standard error of the mean as an estimate for the true inputs, of both sides. */
    public double standardError() {
        return Math.sqrt(ofData() + ofChance);
    }

    /** Returns the degrees of freedom of {@link #standardError}. */
    public double degreesOfFreedom() {
        return degreesOfFreedom(ofData(), n);
    }

    private double degreesOfFreedom(double ofData, double degreesOfDraws) {
        double variance = ofData + ofChance;
        double degreesOfData = 1 / (1 / degreesOfDraws + 1 / (DEGREES_OF_A_ROW * rows));
        return variance * variance / (ofData * ofData / degreesOfData + ofChance * ofChance / (n - 1));
    }

    /** Returns the interval around {@code mean}, cut off at the bounds. The half-width is the longer side. */
    public Interval interval(double mean, Bounds bounds, double confidence) {
        double lower = Math.max(Math.min(mean, bounds.lower()), mean - reach(below, confidence));
        double upper = Math.min(Math.max(mean, bounds.upper()), mean + reach(above, confidence));
        return new Interval(mean, Math.max(mean - lower, upper - mean), lower, upper, n);
    }

    /** Returns the length of one side. */
    private double reach(double ofData, double confidence) {
        double degrees = Math.max(1, degreesOfFreedom(ofData, DEGREES_OF_A_SIDE * n));
        return ofData + ofChance > 0 ? Intervals.tQuantile(degrees, confidence) * Math.sqrt(ofData + ofChance) : 0;
    }
}
