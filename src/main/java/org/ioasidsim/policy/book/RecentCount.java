package org.ioasidsim.policy.book;

/**
 * How often something happened lately: counts of a sliding memory that is kept in steps, so that an event is forgotten between
 * {@code memory} and {@code memory} less one step after it happened.
 */
public final class RecentCount {
    private static final int STEPS = 10;

    private final double stepSeconds;
    private final long[] counts = new long[STEPS];
    private long sum;
    private long step;

    /** Remembers for {@code memorySeconds}, above 0. */
    public RecentCount(double memorySeconds) {
        stepSeconds = memorySeconds / STEPS;
    }

    /** Counts one event ({@code +1}), or takes back one of this instant ({@code -1}), at {@code nowSeconds}, which is not before the last one. */
    public void add(int change, double nowSeconds) {
        forget(nowSeconds);
        counts[(int) (step % STEPS)] += change;
        sum += change;
    }

    /** Returns the events that are remembered. Steps that have ended since the last {@link #add} do not count. */
    public long at(double nowSeconds) {
        long now = stepAt(nowSeconds);
        if (sum == 0 || now >= step + STEPS) {
            return 0;
        }
        long remembered = sum;
        for (long old = step + 1; old <= now; old++) {
            remembered -= counts[(int) (old % STEPS)];
        }
        return remembered;
    }

    /** Returns when the next events are forgotten; infinite when there are none. */
    public double changesAt(double nowSeconds) {
        if (at(nowSeconds) == 0) {
            return Double.POSITIVE_INFINITY;
        }
        long next = stepAt(nowSeconds) + 1;
        double begins = next * stepSeconds;
        while (stepAt(Math.nextDown(begins)) >= next) { // the quotient may round up
            begins = Math.nextDown(begins);
        }
        return Math.max(Math.nextUp(nowSeconds), begins);
    }

    /** Returns whether nothing is remembered, not even what no longer counts. */
    public boolean isEmpty() {
        return sum == 0;
    }

    /** Returns the number of the step in which {@code nowSeconds} is; within one nothing is forgotten. */
    public long stepAt(double nowSeconds) {
        return (long) Math.floor(nowSeconds / stepSeconds);
    }

    private void forget(double nowSeconds) {
        long now = stepAt(nowSeconds);
        long from = Math.max(step + 1, now - STEPS + 1);
        for (long ended = from; ended <= now; ended++) {
            int slot = (int) (ended % STEPS);
            sum -= counts[slot];
            counts[slot] = 0;
        }
        step = Math.max(step, now);
    }
}
