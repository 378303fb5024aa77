package org.ioasidsim.stats.interval;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.ioasidsim.math.PortableMath;

/** Confidence intervals of means and quantiles. */
public final class Intervals {
    private static volatile Critical lastCritical = new Critical(Double.NaN, Double.NaN, Double.NaN);

    private Intervals() {}

    /**
     * Returns the t interval of the mean of independent {@code values} at {@code confidence}, such as 0.95. NaN values are left out; one
     * infinite value makes the mean infinite and the half-width NaN.
     */
    public static Interval studentT(double[] values, double confidence) {
        double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        int n = defined.length;
        double mean = Moments.mean(defined);
        if (n < 2 || !Double.isFinite(mean)) {
            return new Interval(mean, Double.NaN, Double.NaN, Double.NaN, n);
        }
        double halfWidth = tQuantile(n - 1, confidence) * Math.sqrt(Moments.variance(defined) / n);
        return new Interval(mean, halfWidth, mean - halfWidth, mean + halfWidth, n);
    }

    /** Returns the two-sided critical value of Student's t: its quantile at (1+confidence)/2. */
    public static double tQuantile(double degreesOfFreedom, double confidence) {
        Critical known = lastCritical;
        if (known.degreesOfFreedom != degreesOfFreedom || known.confidence != confidence) {
            known = new Critical(
                    degreesOfFreedom,
                    confidence,
                    new TDistribution(null, degreesOfFreedom, 1e-13)
                            .inverseCumulativeProbability((1 + confidence) / 2));
            lastCritical = known;
        }
        return known.value;
    }

    /** A critical value: the rows of a table ask for the same one thousands of times, and to find it takes hundreds of steps. */
    private record Critical(double degreesOfFreedom, double confidence, double value) {}

    /** Returns the two-sided critical value of the normal distribution: its quantile at (1+confidence)/2. */
    public static double zQuantile(double confidence) {
        return new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + confidence) / 2);
    }

    /**
     * Returns the size of the smallest sample whose largest value lies above quantile {@code p} with probability (1+confidence)/2. Smaller
     * samples give no upper limit, see {@link #quantileRanks}.
     */
    public static int leastSample(double p, double confidence) {
        return (int) Math.ceil(PortableMath.log((1 - confidence) / 2) / PortableMath.log(p));
    }

    /**
     * The ranks, from 1, of the order statistics between which a quantile lies.
     *
     * @param lower 0 when there is none
     * @param upper n+1 when there is none: the sample is too small for an upper limit
     */
    public record Ranks(int lower, int upper) {}

    /**
     * Returns the ranks of the interval of quantile {@code p} of {@code n} independent values, with at most (1-confidence)/2 beyond either
     * end.
     */
    public static Ranks quantileRanks(int n, double p, double confidence) {
        double tail = (1 - confidence) / 2;
        var below = new BinomialDistribution(null, n, p);
        return new Ranks(
                first(n, rank -> below.cumulativeProbability(rank) > tail),
                first(n, rank -> 1 - below.cumulativeProbability(rank) <= tail) + 1);
    }

    /** Returns the first number from 0 on for which something holds, by bisection; it holds from there on, and for {@code last}. */
    private static int first(int last, IntPredicate holds) {
        int low = 0;
        int high = last;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Returns the t interval from the means of {@code batches} batches of one long run; the values left over at the end are not used.
     *
     * <p>Source: Law, <i>Simulation Modeling and Analysis</i>, 5th edition, section 9.5.3.
     */
    public static Interval batchMeans(double[] series, int batches, double confidence) {
        return studentT(Moments.batchMeans(series, series.length / batches), confidence);
    }

    /**
     * Returns the variance constant n Var(mean) of a stationary {@code series} by overlapping batches of size {@code m}. Source: Meketon and
     * Schmeiser, WSC 1984.
     */
    public static double overlappingBatchVariance(double[] series, int m) {
        int n = series.length;
        double mean = Moments.mean(series);
        double window = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            window += series[i]
                    - (i >= m ? series[i - m] : 0); // the sum of the last m values, slid rather than added anew
            if (i >= m - 1) {
                squares += (window / m - mean) * (window / m - mean);
            }
        }
        return (double) n * m / ((n - m + 1.0) * (n - m)) * squares;
    }
}
