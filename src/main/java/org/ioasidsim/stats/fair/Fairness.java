package org.ioasidsim.stats.fair;

import java.util.Arrays;
import org.ioasidsim.math.PortableMath;

/**
 * Indices of how equal shares are. Each is NaN for fewer than two shares, and when all are 0.
 *
 * <p>Shares are finite and at least 0. Population formulas; sources: Jain, Chiu and Hawe, DEC-TR-301, 1984; Gini 1912; Theil 1967.
 */
public final class Fairness {
    private Fairness() {}

    /** Returns Jain's index: 1 when all are equal, k/n when k of n share everything equally. */
    public static double jain(double[] shares) {
        double sum = 0;
        double squares = 0;
        for (double share : shares) {
            sum += share;
            squares += share * share;
        }
        return undefined(shares) ? Double.NaN : sum * sum / (shares.length * squares);
    }

    /** Returns the Gini coefficient: 0 when all are equal, (n-1)/n when one has everything. */
    public static double gini(double[] shares) {
        if (undefined(shares)) {
            return Double.NaN;
        }
        double[] sorted = shares.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double differences = 0;
        for (int i = 0; i < n; i++) {
            differences += (2.0 * i - n + 1) * sorted[i];
        }
        return differences / (n * sum(sorted));
    }

    /** Returns Theil's T in nats: 0 when all are equal, ln n when one has everything. */
    public static double theilT(double[] shares) {
        if (undefined(shares)) {
            return Double.NaN;
        }
        double mean = sum(shares) / shares.length;
        double sum = 0;
        for (double share : shares) {
            sum += share == 0 ? 0 : share / mean * PortableMath.log(share / mean);
        }
        return sum / shares.length;
    }

    /**
     * Theil's T split by groups.
     *
     * @param within the groups' own T, each weighted by its part of the total
     * @param between the T that would remain if each group were equal within
     */
    public record TheilDecomposition(double within, double between) {}

    /** Returns Theil's T of {@code shares} split by {@code group[i]}, numbered from 0: the two parts sum to {@link #theilT}. */
    public static TheilDecomposition theilDecomposition(double[] shares, int[] group) {
        if (undefined(shares)) {
            return new TheilDecomposition(Double.NaN, Double.NaN);
        }
        int groups = Arrays.stream(group).max().orElse(0) + 1;
        var groupSums = new double[groups];
        var sizes = new int[groups];
        for (int i = 0; i < shares.length; i++) {
            groupSums[group[i]] += shares[i];
            sizes[group[i]]++;
        }
        double total = sum(shares);
        double between = 0;
        for (int g = 0; g < groups; g++) {
            if (groupSums[g] > 0) {
                double part = groupSums[g] / total;
                between += part * PortableMath.log(part * shares.length / sizes[g]);
            }
        }
        double within = 0;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                within += shares[i] / total * PortableMath.log(shares[i] * sizes[group[i]] / groupSums[group[i]]);
            }
        }
        return new TheilDecomposition(within, between);
    }

    /** Returns the least share over the largest. */
    public static double maxMinRatio(double[] shares) {
        return undefined(shares)
                ? Double.NaN
                : Arrays.stream(shares).min().orElse(Double.NaN)
                        / Arrays.stream(shares).max().orElse(Double.NaN);
    }

    private static boolean undefined(double[] shares) {
        return shares.length < 2 || !(sum(shares) > 0);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
