package org.ioasidsim.stats.exact;

import org.apache.commons.math3.distribution.PoissonDistribution;

/** Further exact results for Poisson requests for ids. Unless stated otherwise, rates are per mean hold. */
public final class Loss {
    private Loss() {}

    /**
     * Returns the blocking of class 1 and of class 2 when the last {@code reserved} ids are for class 1 only; equal exponential holds.
     */
    public static double[] trunkReservation(int ids, double load1, double load2, int reserved) {
        double[] law = BirthDeath.law(ids, n -> n < ids - reserved ? load1 + load2 : load1, n -> n);
        double class2 = 0;
        for (int n = ids; n >= ids - reserved; n--) {
            class2 += law[n];
        }
        return new double[] {law[ids], class2};
    }

    /** Returns the mean time, in mean holds, until a pool that starts empty is exhausted: the sum of 1/(A B(A, n)) for n below ids. */
    public static double timeToExhaustion(double load, int ids) {
        double sum = 0;
        double inverse = 1;
        for (int n = 0; n < ids; n++) {
            sum += inverse / load;
            inverse = 1 + (n + 1) / load * inverse;
        }
        return sum;
    }

    /** Returns the fluid limit of {@link #timeToExhaustion}; infinite unless the load exceeds the ids. */
    public static double fluidTimeToExhaustion(double load, int ids) {
        return load > ids ? -Math.log1p(-ids / load) : Double.POSITIVE_INFINITY;
    }

    /** Returns the probability that a pool with one id held is exhausted before it is empty. */
    public static double exhaustedBeforeEmpty(double load, int ids) {
        double sum = 0;
        double term = 1;
        for (int j = 0; j < ids; j++) {
            sum += term;
            term *= (j + 1) / load;
        }
        return 1 / sum;
    }

    /**
     * The requests that a pool refuses, seen as a stream offered to another pool. Source: Wilkinson 1956 (Riordan).
     *
     * @param mean the load refused
     * @param variance of the number that it would hold in an unlimited pool
     * @param peakedness variance over mean; above 1: burstier than Poisson
     */
    public record Overflow(double mean, double variance, double peakedness) {}

    public static Overflow overflow(double load, int ids) {
        double mean = load * ErlangB.blocking(load, ids);
        double variance = mean * (1 - mean + load / (ids + 1 + mean - load));
        return new Overflow(mean, variance, variance / mean);
    }

    /** Returns the probability that at least {@code ids} are wanted at once when there is no limit (M/G/∞). */
    public static double unlimitedTail(double load, int ids) {
        double term = new PoissonDistribution(null, load, 1e-15, 1).probability(ids);
        double sum = 0;
        for (int n = ids; term > sum * 1e-17 || n < load; n++) {
            sum += term;
            term *= load / (n + 1);
        }
        return sum;
    }
}
