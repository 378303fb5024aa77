package org.ioasidsim.stats.exact;

import org.ioasidsim.math.PortableMath;

/**
 * One pool of ids; refused requests are lost: M/G/c/c, for any law of the hold.
 *
 * <p>Source: Erlang 1917; the recursion 1/B(n) = 1 + (n/A)/B(n-1), B(0) = 1. Its relative error stays below 1e-14 up to 2^20 ids.
 */
public final class ErlangB {
    private static final double LARGE = 0x1p500;
    private static final double SMALL = 0x1p-500;

    /** Below this load a second request never comes while one id is held: all terms of the recursion but the largest vanish. */
    private static final double LEAST_LOAD = 0x1p-400;

    private static final int MOST_STEPS = 200;

    private static final double HUGE = 1e300;
    private static final double NEGLIGIBLE = 1e-17;

    private ErlangB() {}

    /** Returns the probability that all {@code ids} are held when {@code load} (arrival rate times mean hold) is offered. */
    public static double blocking(double load, int ids) {
        return scaledBlocking(load, ids).doubleValue();
    }

    /** Returns {@link #blocking}, also where it is below the least double. */
    public static Scaled scaledBlocking(double load, int ids) {
        if (!(load > 0)) {
            return ids == 0 ? Scaled.ONE : Scaled.ZERO;
        }
        return Scaled.ONE.over(inverse(load, ids));
    }

    /** Returns the mean number of ids held: {@code load} times the part of requests granted, without the difference that loses digits. */
    public static double carried(double load, int ids) {
        if (!(load > 0) || ids == 0) {
            return 0;
        }
        Scaled below = inverse(load, ids - 1);
        Scaled odds = below.times(ids).over(Scaled.of(load));
        return odds.over(odds.plus(Scaled.ONE)).times(load).doubleValue();
    }

    /**
     * Returns {@link #blocking} by the sum 1/B = 1 + c/A + c(c-1)/A² + ..., whose terms vanish after some times the root of {@code ids} where the load is
     * near them: in microseconds for a million ids. 0 where the blocking is below 1e-300; its relative error stays below 1e-11.
     *
     * <p>Source: Jagerman, "Some properties of the Erlang loss function", Bell Syst. Tech. J. 53, 1974, equation 2, as a sum over free ids.
     */
    public static double quickBlocking(double load, long ids) {
        return quickBlocking(load, ids, 1 / HUGE);
    }

    /**
     * Returns the same, sooner where it is small.
     *
     * @param least a blocking below which 0 is as good, at least 1e-300
     */
    public static double quickBlocking(double load, long ids, double least) {
        if (!(load > 0)) {
            return ids == 0 ? 1 : 0;
        }
        double most = 1 / least;
        double term = 1;
        double sum = 1;
        for (long free = ids; free > 0 && sum < most && term > sum * NEGLIGIBLE; free--) {
            term *= free / load;
            sum += term;
        }
        return sum < most ? 1 / sum : 0;
    }

    private static Scaled inverse(double load, int ids) {
        return load < LEAST_LOAD ? inverseOfTiny(load, ids) : inverseByRecursion(load, ids);
    }

    private static Scaled inverseByRecursion(double load, int ids) {
        double inverse = 1;
        double one = 1; // in the unit of inverse, which grows by 2^500 before it overflows
        long exponent = 0;
        for (int n = 1; n <= ids; n++) {
            inverse = one + n / load * inverse;
            if (inverse > LARGE) {
                inverse *= SMALL;
                one *= SMALL;
                exponent += 500;
            }
        }
        return Scaled.of(inverse, exponent);
    }

    private static Scaled inverseOfTiny(double load, int ids) {
        Scaled inverse = Scaled.ONE;
        for (int n = 1; n <= ids; n++) {
            inverse = inverse.times(n).over(Scaled.of(load));
        }
        return inverse;
    }

    /**
     * Returns the load at which the blocking of {@code ids} is {@code target}, between 0 and 1.
     *
     * <p>Newton's method on the logarithms, whose slope is the mean number of free ids: the curve is concave, so that steps from the left
     * stay left of the load sought. A step that leaves what is known to enclose it is replaced by halving that.
     */
    public static double load(double target, int ids) {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("a blocking to aim at lies between 0 and 1, not " + target);
        }
        double low = Double.MIN_VALUE;
        double high = Double.MAX_VALUE;
        double best = high;
        double leastError = Double.POSITIVE_INFINITY;
        double load = Math.max(Double.MIN_NORMAL, Math.min(ids, ids * target / (1 - target)));
        for (int i = 0; i < MOST_STEPS; i++) {
            double carried = carried(load, ids);
            double granted = carried / load;
            double free = ids - carried;
            boolean isMostlyRefused = target > 0.5; // then the part granted has more digits than the part refused
            double error = isMostlyRefused
                    ? PortableMath.log((1 - target) / granted)
                    : scaledBlocking(load, ids).over(Scaled.of(target)).log();
            double slope = isMostlyRefused ? (1 - granted) / granted * free : free;
            if (error < 0) {
                low = load;
            } else {
                high = load;
            }
            if (Math.abs(error) < leastError) {
                leastError = Math.abs(error);
                best = load;
            }
            double next = load * PortableMath.exp(-error / slope);
            if (!(next > low && next < high)) {
                next = Math.sqrt(low) * Math.sqrt(high);
            }
            if (error == 0 || Math.abs(next - load) <= Math.ulp(load) || !(next > low && next < high)) {
                break;
            }
            load = next;
        }
        return best;
    }
}
