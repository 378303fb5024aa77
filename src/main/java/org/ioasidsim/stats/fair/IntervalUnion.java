package org.ioasidsim.stats.fair;

import java.util.Arrays;

/**
 * The total length of a union of intervals, added in the order of their ends and clipped at a lower bound.
 *
 * <p>The parts of the union so far form a stack; a new interval merges with those that it reaches: O(1) amortised.
 */
public final class IntervalUnion {
    private final double lower;
    private double[] starts = new double[8];
    private double[] ends = new double[8];
    private int parts;
    private double measure;

    /** Makes an empty union, of which only what lies after {@code lowerSeconds} counts. */
    public IntervalUnion(double lowerSeconds) {
        this.lower = lowerSeconds;
    }

    /** Adds the time from {@code startSeconds} to {@code endSeconds}, which is not before the end added last. */
    public void add(double startSeconds, double endSeconds) {
        if (parts > 0 && endSeconds < ends[parts - 1]) {
            throw new IllegalArgumentException(
                    "intervals must come by their ends: " + endSeconds + " after " + ends[parts - 1]);
        }
        double start = Math.max(startSeconds, lower);
        if (!(start < endSeconds)) {
            return;
        }
        while (parts > 0 && ends[parts - 1] >= start) {
            parts--;
            measure -= ends[parts] - starts[parts];
            start = Math.min(start, starts[parts]);
        }
        push(start, endSeconds);
    }

    /** Returns the length of the union in seconds. */
    public double measure() {
        return measure;
    }

    private void push(double start, double end) {
        if (parts == starts.length) {
            starts = Arrays.copyOf(starts, 2 * parts);
            ends = Arrays.copyOf(ends, 2 * parts);
        }
        starts[parts] = start;
        ends[parts] = end;
        parts++;
        measure += end - start;
    }
}
