package org.ioasidsim.stats.interval;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The difference {@code a - b} of pairs, such as two variants in the same replications on common random numbers. Pairs in which a
 * value is NaN do not count. A difference smaller than {@link #ROUNDING} of the values counts as 0: it comes from the order of additions.
 *
 * @param pairs the number of pairs that count
 * @param differing the pairs whose values differ: few of them say little of the others, so that the interval reaches far
 * @param isSame whether both values agree in each pair, two equal infinities included
 * @param mean of the differences; infinite where one is; NaN without pairs, and where infinities of one sign meet
 * @param degreesOfFreedom of the standard error: the pairs less one, but for {@link SkewedPairs skewed} differences, values {@link Nature#IN_STEPS in
 *     steps} and {@link #ofUncertain uncertain} inputs
 * @param standardError of the mean; 0 where each pair has the same difference, an infinite one included; NaN for one pair, and
 *     where some differences are infinite and others not
 * @param pValue of the two-sided paired t test with these degrees of freedom; 1 and 0 where the standard error is 0 and the mean is, or is not; NaN where the
 *     standard error is
 * @param correlation of the pairs, by Pearson; NaN where either side does not vary
 * @param varianceRatio (Var a + Var b) / Var(a - b): how many times fewer replications the pairing needs; infinite where only the
 *     difference does not vary; NaN where nothing does
 */
public record PairedDifference(
        int pairs,
        int differing,
        boolean isSame,
        double mean,
        double degreesOfFreedom,
        double standardError,
        double pValue,
        double correlation,
        double varianceRatio) {
    /** The share of a value below which a difference is one of rounding. */
    public static final double ROUNDING = 1e-12;

    /** At this level it is judged whether the pairs or the samples reach further. */
    private static final double YARDSTICK = 0.95;

    /** What values are, as far as the law of their differences depends on it. */
    public enum Nature {
        PLAIN,

        /** Sums of which the largest parts decide, such as sums of squares. */
        DECIDED_BY_LARGEST,

        /**
         * Delays that few events decide, such as a time to exhaustion or a quantile of waits: pairs that differ by little or nothing say nothing of
         * those that will differ by much, so that their difference is known no better than by {@link IndependentMeans}.
         */
        IN_STEPS
    }

    /**
     * What is known of the values beside themselves.
     *
     * @param differing how many of the pairs that count differ
     */
    public record Kind(int differing, Nature nature) {
        /** Returns the kind of values that were made of {@code a} and {@code b}: pairs that are equal there are equal, whatever was made of them. */
        public static Kind of(double[] a, double[] b, Nature nature) {
            int[] defined = defined(a, b);
            double[] differences = rounded(a, b, defined);
            return new Kind((int) Arrays.stream(differences).filter(d -> d != 0).count(), nature);
        }
    }

    /** Returns the difference of {@code a} and {@code b}, value by value. */
    public static PairedDifference of(double[] a, double[] b) {
        return of(a, b, Kind.of(a, b, Nature.PLAIN));
    }

    /** Returns the difference of {@code a} and {@code b}, which are of this kind. */
    public static PairedDifference of(double[] a, double[] b, Kind kind) {
        int[] defined = defined(a, b);
        return of(chosen(a, defined), chosen(b, defined), rounded(a, b, defined), kind);
    }

    private static int[] defined(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .filter(i -> !Double.isNaN(a[i]) && !Double.isNaN(b[i]))
                .toArray();
    }

    /**
     * Returns the difference of {@code a} and {@code b} as an estimate for the true inputs.
     *
     * @param kind of the values
     * @param drawn by how much each pair's difference differs for inputs drawn from their data
     * @param rows of the data, the fewest of all laws
     * @return as {@link #of} where {@link UncertainMean} says nothing, or less
     */
    public static PairedDifference ofUncertain(double[] a, double[] b, Kind kind, double[] drawn, double rows) {
        PairedDifference plain = of(a, b, kind);
        return plain.pairs < a.length
                ? plain
                : UncertainMean.of(Comparisons.differences(a, b), drawn, rows)
                        .filter(uncertain -> uncertain.dataShare() > 0)
                        .filter(uncertain -> uncertain.standardError() >= plain.standardError)
                        .map(plain::with)
                        .orElse(plain);
    }

    private PairedDifference with(UncertainMean uncertain) {
        double degrees = degreesOfFreedom < pairs - 1
                ? Math.min(degreesOfFreedom, uncertain.degreesOfFreedom())
                : uncertain.degreesOfFreedom();
        Comparisons.Difference test = Comparisons.difference(mean, uncertain.standardError(), degrees);
        return new PairedDifference(
                pairs,
                differing,
                false,
                mean,
                degrees,
                test.standardError(),
                test.pValue(),
                correlation,
                varianceRatio);
    }

    /** Returns the half-width of the interval of the mean; NaN where there is none, as for one pair or an infinite mean. */
    public double halfWidth(double confidence) {
        return pairs < 2 || !Double.isFinite(mean)
                ? Double.NaN
                : standardError * Intervals.tQuantile(degreesOfFreedom, confidence);
    }

    /** Returns whether each pair has the same difference, so that there is nothing to test. */
    public boolean isExact() {
        return standardError == 0;
    }

    private static PairedDifference of(double[] a, double[] b, double[] differences, Kind kind) {
        int n = differences.length;
        double mean = Moments.mean(differences);
        int differing = kind.differing;
        boolean isSame = n > 0 && IntStream.range(0, n).allMatch(i -> a[i] == b[i] || differences[i] == 0);
        if (n < 2 || Double.isNaN(mean)) {
            return new PairedDifference(
                    n, differing, isSame, mean, n - 1.0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        if (isConstant(differences, a, b)) {
            double pValue = isSame ? 1 : 0;
            return new PairedDifference(
                    n, differing, isSame, differences[0], n - 1.0, 0, pValue, correlation(a, b), ratio(a, b, 0));
        }
        if (Double.isInfinite(mean)) {
            return new PairedDifference(
                    n, differing, false, mean, n - 1.0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double degrees =
                SkewedPairs.degreesOfFreedom(differences, differing == n, kind.nature == Nature.DECIDED_BY_LARGEST);
        double variance = Moments.variance(differences);
        double standardError = Math.sqrt(variance / n);
        if (kind.nature == Nature.IN_STEPS) {
            IndependentMeans apart = IndependentMeans.of(a, b);
            if (reach(apart.standardError(), apart.degreesOfFreedom()) > reach(standardError, degrees)) {
                standardError = apart.standardError();
                degrees = apart.degreesOfFreedom();
            }
        }
        Comparisons.Difference test = Comparisons.difference(mean, standardError, degrees);
        return new PairedDifference(
                n,
                differing,
                false,
                mean,
                degrees,
                test.standardError(),
                test.pValue(),
                correlation(a, b),
                ratio(a, b, variance));
    }

    private static double reach(double standardError, double degrees) {
        return Intervals.tQuantile(degrees, YARDSTICK) * standardError;
    }

    private static double[] chosen(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] rounded(double[] a, double[] b, int[] defined) {
        double[] differences = chosen(Comparisons.differences(a, b), defined);
        for (int i = 0; i < differences.length; i++) {
            double scale = Math.max(Math.abs(a[defined[i]]), Math.abs(b[defined[i]]));
            differences[i] =
                    Math.abs(differences[i]) <= ROUNDING * scale && Double.isFinite(scale) ? 0 : differences[i];
        }
        return differences;
    }

    private static boolean isConstant(double[] differences, double[] a, double[] b) {
        double scale = Math.max(largest(a), largest(b));
        double tolerance = Double.isFinite(scale) ? ROUNDING * scale : 0;
        return Arrays.stream(differences)
                .allMatch(d -> d == differences[0] || Math.abs(d - differences[0]) <= tolerance);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static double correlation(double[] a, double[] b) {
        if (!varies(a) || !varies(b)) {
            return Double.NaN;
        }
        double meanA = Moments.mean(a);
        double meanB = Moments.mean(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        double covariance = sum / (a.length - 1);
        double correlation = covariance / Math.sqrt(Moments.variance(a) * Moments.variance(b));
        return Math.max(-1, Math.min(1, correlation));
    }

    private static double ratio(double[] a, double[] b, double variance) {
        if (!isFinite(a) || !isFinite(b) || (!varies(a) && !varies(b))) {
            return Double.NaN;
        }
        return (Moments.variance(a) + Moments.variance(b)) / variance;
    }

    private static boolean varies(double[] values) {
        return isFinite(values)
                && Arrays.stream(values).anyMatch(v -> Math.abs(v - values[0]) > ROUNDING * Math.abs(values[0]));
    }

    private static boolean isFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }
}
