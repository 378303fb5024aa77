package org.ioasidsim.stats.interval;

import java.util.Arrays;

/**
 * The interval of the mean of values that are often exactly a reference value, such as a share of 1 wherever nothing was refused, and else below or
 * above it. Such a mixture is skewed: where one replication in ten decides the mean, Student's interval of ten contains it in 45 to 75 % instead of
 * 95 %. The reference is no bound, since both sides occur.
 *
 * <p>The mean is the reference, less the mean distance of values below it, and the mean distance of those above it. Each distance is an amount, with the
 * interval of {@link Bounds}, and the method of variance estimates recovery adds the two: each end is as far from the mean as the root of the squares of
 * the distances' own ends, with their correlation. Where all values are at or above the reference, and most at it, there is no interval: a gain of many is
 * small beside the loss of one, which was not seen, so that such values say nothing of the mean loss. Where fewer are at it, the interval reaches as far
 * below the reference as above it. Where no value is at the reference and both sides occur, there is no mixture, and the interval is Student's.
 *
 * <p>Source: Zou and Donner, "Construction of confidence limits about effect measures: a general approach", Statistics in Medicine 27, 2008; for
 * correlated estimates Zou, "Toward using confidence intervals to compare correlations", Psychological Methods 12, 2007.
 */
public final class AroundReference {
    private static final double ROUNDING = 1e-12;

    private final double reference;

    /** Makes intervals about a reference, a number that is not negative. */
    public AroundReference(double reference) {
        this.reference = reference;
    }

    /** Returns whether a value is the reference, but for rounding. */
    public boolean isAt(double value) {
        return Math.abs(value - reference) <= ROUNDING * Math.max(1, reference);
    }

    /** Returns whether a value is the reference, so that Student's interval of the mean will not do where another is not. */
    public boolean isMixture(double[] values) {
        return Arrays.stream(values).anyMatch(this::isAt);
    }

    /**
     * Returns the interval of the mean of independent {@code values}, none below 0, within 0 and infinity; no ends where no value is below the reference
     * and at least half are at it, or for fewer than two. NaN values do not count. The half-width is the longer side.
     */
    public Interval interval(double[] values, double confidence) {
        double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        double[] below = Arrays.stream(defined)
                .map(v -> isAt(v) ? 0 : Math.max(0, reference - v))
                .toArray();
        double[] above = Arrays.stream(defined)
                .map(v -> isAt(v) ? 0 : Math.max(0, v - reference))
                .toArray();
        boolean hasBelow = Arrays.stream(below).anyMatch(v -> v > 0);
        boolean hasAbove = Arrays.stream(above).anyMatch(v -> v > 0);
        double mean = Moments.mean(defined);
        boolean isMostlyAt = 2 * Arrays.stream(defined).filter(this::isAt).count() >= defined.length;
        if ((!hasBelow && isMostlyAt) || defined.length < 2) {
            return new Interval(mean, Double.NaN, Double.NaN, Double.NaN, defined.length);
        } else if (!hasAbove) {
            return new Bounds(0, reference).interval(defined, confidence);
        }
        Interval gain = Bounds.NOT_NEGATIVE.interval(above, confidence);
        if (!isMixture(defined)) {
            return hasBelow
                    ? Intervals.studentT(defined, confidence)
                    : ends(mean, reference + gain.lower(), reference + gain.upper(), defined.length);
        } else if (!hasBelow) {
            return ends(mean, Math.max(0, reference - gain.upper()), reference + gain.upper(), defined.length);
        }
        Interval loss = Bounds.NOT_NEGATIVE.interval(below, confidence);
        double correlation = correlation(below, above);
        double lower = mean - joined(loss.upper() - loss.mean(), gain.mean() - gain.lower(), correlation);
        double upper = mean + joined(loss.mean() - loss.lower(), gain.upper() - gain.mean(), correlation);
        return ends(mean, Math.max(0, lower), upper, defined.length);
    }

    private static Interval ends(double mean, double lower, double upper, int n) {
        return new Interval(mean, Math.max(mean - lower, upper - mean), lower, upper, n);
    }

    /** Returns how far an end of a difference lies from it. */
    private static double joined(double a, double b, double correlation) {
        return Math.sqrt(a * a + b * b - 2 * correlation * a * b);
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Moments.mean(a);
        double meanB = Moments.mean(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        double deviations = Math.sqrt(Moments.variance(a) * Moments.variance(b));
        return deviations > 0 ? sum / (a.length - 1) / deviations : 0;
    }
}
