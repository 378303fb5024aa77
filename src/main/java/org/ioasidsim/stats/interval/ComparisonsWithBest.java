package org.ioasidsim.stats.interval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Multiple comparisons with the best, for systems simulated on common random numbers: simultaneous intervals of each mean less the
 * best of the others, and which systems may be the best. Larger is better.
 *
 * <p>Source: Nelson and Matejcik, Management Science 41(12), 1995, 1935-1945, which gives two procedures. Procedure NM pools the
 * variance of all differences: S² = 2 ΣΣ (X_ij - X_i. - X_.j + X..)² / ((k-1)(n-1)), with the critical point of the equicorrelated
 * multivariate t on k-1 dimensions and (k-1)(n-1) degrees of freedom; it asks that all differences vary alike (sphericity) and bears
 * mild departures. Procedure CY (Clark and Yang, Winter Simulation Conference 1986, 228-230) takes each difference's own variance and
 * Bonferroni's inequality over k-1; it asks nothing of the variances. Both are stated there for whiskers of a given length δ and the
 * number of replications that it requires; here n is given, and the whiskers g S / √n follow from it.
 *
 * <p>From the whiskers w the intervals follow by Hsu (Annals of Statistics 12(3), 1984) in the form for unequal whiskers of Edwards and
 * Hsu (J. Am. Stat. Assoc. 78, 1983): D+ = max(0, min (X_i - X_l + w_il)); the systems G whose minimum is not negative may be the
 * best; D- = 0 where G holds only i, else min(0, min over G of (X_i - X_l - w_il)).
 *
 * <p>NM is taken where the largest sample variance of a difference is at most {@link #MOST_UNLIKE} times the smallest, CY elsewhere: a
 * wrong choice of CY costs width, never coverage. Where a difference is {@link SkewedPairs skewed}, CY is taken with that difference's own degrees of
 * freedom, and with half of the error: a skewed difference has all of it on one side, and whiskers are one-sided.
 */
public final class ComparisonsWithBest {
    /** The largest ratio between variances of differences at which they count as alike. */
    public static final double MOST_UNLIKE = 4;

    private final double confidence;
    private final Map<Whisker, Double> nelsonMatejcik = new HashMap<>();
    private final Map<Whisker, Double> clarkYang = new HashMap<>();

    /** Makes comparisons whose statements all hold at once with probability {@code confidence}. */
    public ComparisonsWithBest(double confidence) {
        this.confidence = confidence;
    }

    /** How the whiskers are found. */
    public enum Procedure {
        NELSON_MATEJCIK,
        CLARK_YANG
    }

    /**
     * The result of the comparisons.
     *
     * @param lower of each mean less the best of the others, at most 0
     * @param upper the same, at least 0
     * @param mayBeBest of each system; at least one may
     */
    public record Answer(Procedure procedure, double[] lower, double[] upper, boolean[] mayBeBest) {}

    /** What a whisker depends on beside the variance. */
    private record Whisker(int others, double degrees) {}

    /** Compares {@code values[system][replication]}, finite: at least 2 systems with the same number of replications, at least 2. */
    public Answer of(double[][] values) {
        return of(values, values, false);
    }

    /**
     * Compares values where some pairs may be equal, so that their differences are skewed.
     *
     * @param counted what {@code values} were made of: pairs that are equal there are equal
     * @param largestDecide whether the values are sums of which the largest parts decide
     */
    public Answer of(double[][] values, double[][] counted, boolean largestDecide) {
        double[][] means = new double[values.length][values.length];
        double[][] variances = new double[values.length][values.length];
        double[][] degrees = new double[values.length][values.length];
        for (int i = 0; i < values.length; i++) {
            for (int l = 0; l < i; l++) {
                PairedDifference difference = PairedDifference.of(
                        values[i], values[l], PairedDifference.Kind.of(counted[i], counted[l], largestDecide));
                means[i][l] = difference.mean();
                means[l][i] = -difference.mean();
                variances[i][l] = square(difference.standardError());
                variances[l][i] = variances[i][l];
                degrees[i][l] = difference.degreesOfFreedom();
                degrees[l][i] = degrees[i][l];
            }
        }
        boolean areSkewed = pairs(degrees).anyMatch(some -> some < values[0].length - 1);
        Procedure procedure = areAlike(variances) && !areSkewed ? Procedure.NELSON_MATEJCIK : Procedure.CLARK_YANG;
        return answer(procedure, means, whiskers(procedure, variances, degrees, values[0].length));
    }

    private static double square(double value) {
        return value * value;
    }

    private static boolean areAlike(double[][] variances) {
        double least = pairs(variances).min().orElse(0);
        double most = pairs(variances).max().orElse(0);
        return most > 0 && most <= MOST_UNLIKE * least;
    }

    private static java.util.stream.DoubleStream pairs(double[][] matrix) {
        return IntStream.range(0, matrix.length).boxed().flatMapToDouble(i -> Arrays.stream(matrix[i], 0, i));
    }

    /** Returns the whiskers; the pooled variance S² is the mean of the variances of all differences, and all have the same degrees then. */
    private double[][] whiskers(Procedure procedure, double[][] variances, double[][] degrees, int replications) {
        int others = variances.length - 1;
        double pooled = pairs(variances).average().orElse(0);
        double[][] whiskers = new double[variances.length][variances.length];
        for (int i = 0; i <= others; i++) {
            for (int l = 0; l <= others; l++) {
                if (i != l) {
                    boolean pools = procedure == Procedure.NELSON_MATEJCIK;
                    double variance = pools ? pooled : variances[i][l];
                    int sides = degrees[i][l] < replications - 1 ? 2 : 1;
                    whiskers[i][l] =
                            variance > 0 ? critical(procedure, sides * others, degrees[i][l]) * Math.sqrt(variance) : 0;
                }
            }
        }
        return whiskers;
    }

    private double critical(Procedure procedure, int others, double degrees) {
        var whisker = new Whisker(others, degrees);
        return switch (procedure) {
            case NELSON_MATEJCIK ->
                nelsonMatejcik.computeIfAbsent(
                        whisker, any -> CriticalPoints.equicorrelatedT(others, others * degrees, confidence));
            case CLARK_YANG ->
                clarkYang.computeIfAbsent(whisker, any -> CriticalPoints.bonferroniT(others, degrees, confidence));
        };
    }

    private static Answer answer(Procedure procedure, double[][] means, double[][] whiskers) {
        int k = means.length;
        double[] lower = new double[k];
        double[] upper = new double[k];
        boolean[] mayBeBest = new boolean[k];
        for (int i = 0; i < k; i++) {
            // System i may be the best unless the interval of its difference from some other one lies below 0.
            double reach = Double.POSITIVE_INFINITY;
            for (int l = 0; l < k; l++) {
                reach = l == i ? reach : Math.min(reach, means[i][l] + whiskers[i][l]);
            }
            mayBeBest[i] = reach >= 0;
            upper[i] = Math.max(0, reach);
        }
        // Only those that may be the best bound how far i can lie below it.
        for (int i = 0; i < k; i++) {
            for (int l = 0; l < k; l++) {
                lower[i] = l == i || !mayBeBest[l] ? lower[i] : Math.min(lower[i], means[i][l] - whiskers[i][l]);
            }
        }
        return new Answer(procedure, lower, upper, mayBeBest);
    }
}
