package org.ioasidsim.policy.book;

/**
 * The number of events within a sliding memory. The memory is kept in steps of a tenth: an event is forgotten between nine tenths of the
 * memory and the whole memory after it happened.
 */
public final class RecentCount {
    private static final int STEPS = 10;

    private final double stepSeconds;
    private final long[] counts = new long[STEPS];
    private long sum;
    private long step;

    /** Makes an empty memory of this length, above 0. */
    public RecentCount(double memorySeconds) {
        stepSeconds = memorySeconds / STEPS;
    }

    /** Counts an event ({@code +1}) at {@code nowSeconds}, not before that of the last call, or takes back one of this instant ({@code -1}). */
    public void add(int change, double nowSeconds) {
        forget(nowSeconds);
        counts[(int) (step % STEPS)] += change;
        sum += change;
    }

    /** Returns the events remembered at {@code nowSeconds}; changes nothing, so steps that have expired since the last {@link #add} are left out here. */
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

    /** Returns when the current step ends, at which events may be forgotten; infinite if none are remembered. */
    public double changesAt(double nowSeconds) {
        if (at(nowSeconds) == 0) {
            return Double.POSITIVE_INFINITY;
        }
        long next = stepAt(nowSeconds) + 1;
        double begins = next * stepSeconds;
        while (stepAt(Math.nextDown(begins))
                >= next) { // the quotient may round up: find the first time that counts as the next step
            begins = Math.nextDown(begins);
        }
        return Math.max(Math.nextUp(nowSeconds), begins);
    }

    /** Returns whether no event is stored, expired ones included. */
    public boolean isEmpty() {
        return sum == 0;
    }

    /** Returns the number of the step that {@code nowSeconds} lies in; within a step nothing is forgotten. */
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
