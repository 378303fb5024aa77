package org.ioasidsim.stats.interval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.ioasidsim.stats.interval.PairedDifference.Kind;
import org.ioasidsim.stats.interval.PairedDifference.Nature;

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
 * <p>NM is taken where the largest sample variance of a difference is at most {@link #MOST_UNLIKE} times the smallest and no difference is skewed, CY
 * elsewhere: a wrong choice of CY costs width, never coverage. A {@link SkewedPairs skewed} difference has all of its error on one side, and whiskers are
 * one-sided. Its whisker in CY has that difference's own degrees of freedom and half of the error. No whisker is shorter than {@link SkewnessCorrection}
 * says, so that those to either side differ: w_il is that of the upper limit of the mean of i less that of l.
 *
 * <p>How far apart two systems are that were the same in each replication is not known. Such a pair has no whisker, and an end for which it would count is
 * not given.
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
     * @param lower of each mean less the best of the others, at most 0; NaN where it hangs on a system that was the same in each replication
     * @param upper the same, at least 0
     * @param mayBeBest of each system; at least one may
     */
    public record Answer(Procedure procedure, double[] lower, double[] upper, boolean[] mayBeBest) {}

    /** What a whisker depends on beside the variance. */
    private record Whisker(int others, double degrees) {}

    /** Compares {@code values[system][replication]}, finite: at least 2 systems with the same number of replications, at least 2. */
    public Answer of(double[][] values) {
        return of(values, values, Nature.PLAIN);
    }

    /** The differences of all pairs of systems; of i and l in row i, column l. */
    private record Differences(
            int replications, double[][] means, double[][] variances, double[][] degrees, boolean[][] areSame) {
        static Differences of(double[][] values, double[][] counted, Nature nature) {
            int k = values.length;
            var all = new Differences(
                    values[0].length, new double[k][k], new double[k][k], new double[k][k], new boolean[k][k]);
            for (int i = 0; i < k; i++) {
                for (int l = 0; l < i; l++) {
                    PairedDifference difference =
                            PairedDifference.of(values[i], values[l], Kind.of(counted[i], counted[l], nature));
                    all.set(i, l, difference, difference.mean());
                    all.set(l, i, difference, -difference.mean());
                }
            }
            return all;
        }

        private void set(int i, int l, PairedDifference difference, double mean) {
            means[i][l] = mean;
            variances[i][l] = difference.standardError() * difference.standardError();
            degrees[i][l] = difference.degreesOfFreedom();
            areSame[i][l] = difference.isSame();
        }
    }

    /**
     * Compares values where some pairs may be equal, so that their differences are skewed.
     *
     * @param counted what {@code values} were made of: pairs that are equal there are equal
     * @param nature of the values
     */
    public Answer of(double[][] values, double[][] counted, Nature nature) {
        Differences differences = Differences.of(values, counted, nature);
        boolean areSkewed = pairs(differences.degrees).anyMatch(some -> some < values[0].length - 1);
        boolean pools = areAlike(differences.variances) && !areSkewed;
        double[][] whiskers = pools ? pooled(differences) : own(differences, values);
        return answer(
                pools ? Procedure.NELSON_MATEJCIK : Procedure.CLARK_YANG,
                differences.means,
                whiskers,
                differences.areSame);
    }

    private static boolean areAlike(double[][] variances) {
        double least = pairs(variances).min().orElse(0);
        double most = pairs(variances).max().orElse(0);
        return most > 0 && most <= MOST_UNLIKE * least;
    }

    private static java.util.stream.DoubleStream pairs(double[][] matrix) {
        return IntStream.range(0, matrix.length).boxed().flatMapToDouble(i -> Arrays.stream(matrix[i], 0, i));
    }

    /** Returns the whiskers of NM: the pooled variance S² is the mean of the variances of all differences. */
    private double[][] pooled(Differences differences) {
        int others = differences.means.length - 1;
        double variance = pairs(differences.variances).average().orElse(0);
        double degrees = differences.replications - 1.0;
        double critical = nelsonMatejcik.computeIfAbsent(
                new Whisker(others, degrees),
                any -> CriticalPoints.equicorrelatedT(others, others * degrees, confidence));
        double[][] whiskers = new double[others + 1][others + 1];
        Arrays.stream(whiskers).forEach(row -> Arrays.fill(row, critical * Math.sqrt(variance)));
        return whiskers;
    }

    /** Returns the whiskers of CY, each by its own difference. */
    private double[][] own(Differences differences, double[][] values) {
        int others = values.length - 1;
        double plain = values[0].length - 1.0;
        double[][] whiskers = new double[others + 1][others + 1];
        for (int i = 0; i <= others; i++) {
            for (int l = 0; l <= others; l++) {
                double variance = differences.variances[i][l];
                if (i != l && variance > 0) {
                    double degrees = differences.degrees[i][l];
                    int sides = degrees < plain ? 2 : 1;
                    double reach = bonferroni(sides * others, degrees) * Math.sqrt(variance);
                    double[] between = Comparisons.differences(values[i], values[l]);
                    whiskers[i][l] = Math.max(reach, SkewnessCorrection.reach(between, bonferroni(others, plain)));
                }
            }
        }
        return whiskers;
    }

    private double bonferroni(int comparisons, double degrees) {
        return clarkYang.computeIfAbsent(
                new Whisker(comparisons, degrees), any -> CriticalPoints.bonferroniT(comparisons, degrees, confidence));
    }

    private static Answer answer(Procedure procedure, double[][] means, double[][] whiskers, boolean[][] areSame) {
        int k = means.length;
        double[] lower = new double[k];
        double[] upper = new double[k];
        boolean[] mayBeBest = new boolean[k];
        for (int i = 0; i < k; i++) {
            // System i may be the best unless the interval of its difference from some other one lies below 0.
            double reach = Double.POSITIVE_INFINITY;
            boolean hasSame = false;
            for (int l = 0; l < k; l++) {
                hasSame |= l != i && areSame[i][l];
                reach = l == i || areSame[i][l] ? reach : Math.min(reach, means[i][l] + whiskers[i][l]);
            }
            mayBeBest[i] = reach >= 0;
            upper[i] = hasSame && reach > 0 ? Double.NaN : Math.max(0, reach);
        }
        // Only those that may be the best bound how far i can lie below it.
        for (int i = 0; i < k; i++) {
            for (int l = 0; l < k; l++) {
                if (l != i && mayBeBest[l]) {
                    lower[i] = areSame[i][l] ? Double.NaN : Math.min(lower[i], means[i][l] - whiskers[l][i]);
                }
            }
        }
        return new Answer(procedure, lower, upper, mayBeBest);
    }
}
