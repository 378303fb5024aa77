package org.ioasidsim.policy.book;

import java.util.Arrays;

/**
 * Counts and sums of all items with at most a given value, which is a whole number of at least 0. Each operation takes time logarithmic in
 * the highest value.
 *
 * <p>Source: Fenwick, "A new data structure for cumulative frequency tables", Software: Practice and Experience 24(3), 1994.
 */
final class ValueSums {
    /** Fenwick trees, whose length is a power of two; value v is at place v + 1, place 0 is not used. */
    private long[] counts = new long[32];

    private long[] sums = new long[32];
    private long count;
    private long sum;

    /** Adds an item with {@code value} ({@code +1}), or removes one ({@code -1}). */
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

    /** Doubles the trees. In the new half only the place of the old length covers old places: all of them. */
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

    /** Returns how many items have at most {@code most}. */
    long count(double most) {
        return upTo(counts, most);
    }

    /** Returns the sum of all values of at most {@code most}. */
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
