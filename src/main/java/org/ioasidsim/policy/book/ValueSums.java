package org.ioasidsim.policy.book;

import java.util.Arrays;

/**
 * How many items have up to so much, and what those have together; each item has a whole number of at least 0. Changing one and asking take
 * O(log) of the highest number.
 *
 * <p>Source: Fenwick, "A new data structure for cumulative frequency tables", Software: Practice and Experience 24(3), 1994.
 */
final class ValueSums {
    /** The trees, whose length is a power of two; the place 0 is not used. */
    private long[] counts = new long[32];

    private long[] sums = new long[32];
    private long count;
    private long sum;

    /** Adds an item that has {@code value} ({@code +1}), or takes one away ({@code -1}). */
    void add(int value, int change) {
        while (value + 1 >= counts.length) {
            grow();
        }
        count += change;
        sum += (long) change * value;
        for (int place = value + 1; place < counts.length; place += place & -place) {
            counts[place] += change;
            sums[place] += (long) change * value;
        }
    }

    /** Doubles the room: of what is added, the first half of the tree counts in one place only, the old length. */
    private void grow() {
        int old = counts.length;
        counts = Arrays.copyOf(counts, 2 * old);
        sums = Arrays.copyOf(sums, 2 * old);
        counts[old] = count;
        sums[old] = sum;
    }

    long count() {
        return count;
    }

    long sum() {
        return sum;
    }

    /** Returns how many have {@code most} or less. */
    long count(double most) {
        return upTo(counts, most);
    }

    /** Returns what those have together who have {@code most} or less. */
    long sum(double most) {
        return upTo(sums, most);
    }

    private static long upTo(long[] tree, double most) {
        long total = 0;
        for (int place = (int) Math.min(Math.floor(most) + 1, tree.length - 1); place > 0; place -= place & -place) {
            total += tree[place];
        }
        return total;
    }
}
