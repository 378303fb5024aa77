package org.ioasidsim.stats.exact;

import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.ioasidsim.math.PortableMath;

/** Further exact results for Poisson requests for ids. Unless stated otherwise, rates are per mean hold. */
public final class Loss {
    private static final double LARGE = 0x1p500;
    private static final double SMALL = 0x1p-500;

    /** A term this small beside its sum changes no bit of it, nor do all that follow it, each less than the one before. */
    private static final double NEGLIGIBLE = 0x1p-70;

    private Loss() {}

    /**
     * Returns the blocking of class 1 and of class 2 when the last {@code reserved} ids are for class 1 only; equal exponential holds.
     */
    public static Scaled[] trunkReservation(int ids, double load1, double load2, int reserved) {
        double half = load1 / 2 + load2 / 2; // their sum may be beyond all doubles
        double protectedPart = load1 / half;
        ScaledLaw law = BirthDeath.law(ids, half, n -> n < ids - reserved ? 2 : protectedPart, n -> n);
        return new Scaled[] {law.probability(ids), law.probability(ids - reserved, ids)};
    }

    /** Returns the mean time, in mean holds, until a pool that starts empty is exhausted: the sum of 1/(A B(A, n)) for n below ids. */
    public static Scaled timeToExhaustion(double load, int ids) {
        Scaled sum = Scaled.ZERO;
        double part = 0; // of the sum, in units of 2^exponent
        double inverse = 1;
        double one = 1;
        long exponent = 0;
        for (int n = 0; n < ids; n++) {
            part += inverse;
            double step = (n + 1) / load * inverse;
            if (step > LARGE) {
                sum = sum.plus(Scaled.of(part, exponent));
                part = 0;
            }
            while (step > LARGE) {
                step = (n + 1) / load * (inverse *= SMALL);
                one *= SMALL;
                exponent += 500;
            }
            inverse = one + step;
        }
        return sum.plus(Scaled.of(part, exponent)).over(Scaled.of(load));
    }

    /**
     * Returns the mean time, in mean holds, until a pool is exhausted whose ids are first held by as many as want one: a Poisson number of mean {@code load},
     * which exhausts it at once where it is {@code ids} or more. It is the sum over n below ids of the time from n to n + 1, which is 1/(A B(A, n)), times the
     * probability that no more than n want one. Infinite beyond all doubles.
     */
    public static double timeToExhaustionFromDemand(double load, int ids) {
        double[] atMost = atMost(load, ids);
        double step = 0;
        double sum = 0;
        for (int n = 0; n < ids; n++) {
            step = 1 / load + n / load * step;
            sum += atMost[n] == 0 ? 0 : step * atMost[n];
        }
        return sum;
    }

    /** Returns the distribution function of a Poisson number below {@code end}: its weights from the mode outwards, each relative to that of the mode. */
    private static double[] atMost(double load, int end) {
        double[] weights = new double[end];
        int mode = (int) Math.min(load, Integer.MAX_VALUE);
        double all = 0;
        double weight = 1;
        for (int n = mode; weight > 0 && n >= 0; n--) {
            if (n < end) {
                weights[n] = weight;
            }
            all += weight;
            weight *= n / load;
        }
        weight = 1;
        for (int n = mode + 1; weight > all * NEGLIGIBLE && n > mode; n++) {
            weight *= load / n;
            if (n < end) {
                weights[n] = weight;
            }
            all += weight;
        }
        double below = 0;
        for (int n = 0; n < end; n++) {
            below += weights[n];
            weights[n] = below / all;
        }
        return weights;
    }

    /** Returns the fluid limit of {@link #timeToExhaustion}; infinite unless the load exceeds the ids. */
    public static double fluidTimeToExhaustion(double load, int ids) {
        return load > ids ? -PortableMath.log1p(-ids / load) : Double.POSITIVE_INFINITY;
    }

    /**
     * Returns the probability that a pool with one id held is exhausted before it is empty: 1 over the sum of j!/A^j for j below ids, summed
     * from its last bracket 1 + (j+1)/A (1 + (j+2)/A (...)), in which nothing is lost.
     */
    public static Scaled exhaustedBeforeEmpty(double load, int ids) {
        Scaled sum = Scaled.ONE;
        Scaled whole = Scaled.of(load);
        for (int j = ids - 1; j > 0; j--) {
            sum = sum.times(j).over(whole).plus(Scaled.ONE);
        }
        return Scaled.ONE.over(sum);
    }

    /**
     * The requests that a pool refuses, seen as a stream offered to another pool. Source: Wilkinson 1956 (Riordan).
     *
     * @param mean the load refused
     * @param variance of the number that it would hold in an unlimited pool
     * @param peakedness variance over mean; above 1: burstier than Poisson
     */
    public record Overflow(Scaled mean, Scaled variance, double peakedness) {}

    /**
     * Returns what {@code ids} refuse of {@code load}.
     *
     * <p>With M the load refused and F the mean number of free ids, Riordan's 1 - M + A/(n + 1 + M - A) is (1 + Q)/(1 + F), where Q = n - M F
     * (insert A = M + n - F). M, F and Q of n ids follow from those of n - 1 by sums of positive terms, where the differences lose all digits:
     * 1 - B(n) = n/(n + M(n-1)), M(n) = A M(n-1)/(n + M(n-1)), F(n) = (1 - B(n)) (1 + F(n-1)), and
     * Q(n) = n (1 + F(n-1))/(n + M(n-1)) + n A (1 + Q(n-1))/(n + M(n-1))^2.
     */
    public static Overflow overflow(double load, int ids) {
        double refused = load;
        double free = 0;
        double rest = 0;
        for (int n = 1; n <= ids; n++) {
            double all = n + refused;
            double granted = n / all;
            rest = granted * (1 + free + load / all * (1 + rest));
            free = granted * (1 + free);
            refused *= load / all;
        }
        Scaled mean = ErlangB.scaledBlocking(load, ids).times(load);
        double peakedness = (1 + rest) / (1 + free);
        return new Overflow(mean, mean.times(peakedness), peakedness);
    }

    /**
     * Returns the probability that at least {@code ids} are wanted at once when there is no limit (M/G/∞): the sum of the side on which
     * terms fall from the first on.
     */
    public static Scaled unlimitedTail(double load, int ids) {
        if (ids == 0) {
            return Scaled.ONE;
        }
        if (ids > load) {
            return poisson(load, ids).times(fallingFrom(n -> load / (n + 1), ids, 1));
        }
        Scaled below = poisson(load, ids - 1).times(fallingFrom(n -> n / load, ids - 1, -1));
        return Scaled.of(1 - below.doubleValue());
    }

    /** Returns 1 + r(n) (1 + r(n+1) (...)), with the states going up or down by {@code direction}. */
    private static double fallingFrom(IntToDoubleFunction ratio, int first, int direction) {
        double sum = 0;
        double term = 1;
        for (int n = first; n >= 0 && term > sum * NEGLIGIBLE; n += direction) {
            sum += term;
            term *= ratio.applyAsDouble(n);
        }
        return sum;
    }

    /**
     * Returns the probability that exactly {@code n} ids are wanted at once when there is no limit; its relative error is some 1e-16 times its
     * logarithm.
     */
    public static Scaled poisson(double load, int n) {
        return exp(new PoissonDistribution(null, load, 1e-15, 1).logProbability(n));
    }

    /** Returns e to the power of {@code exponent}, at most 0, of any size. */
    private static Scaled exp(double exponent) {
        double bits = exponent / PortableMath.log(2);
        if (bits < -1e18) {
            return Scaled.ZERO;
        }
        long whole = (long) Math.floor(bits);
        return Scaled.of(PortableMath.exp(exponent - whole * PortableMath.log(2)), whole);
    }
}
