package org.ioasidsim.policy.book;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Items of several kinds, numbered from 0, each with a whole number of at least 0, listed by kind and number. Changing an item takes
 * constant time; visiting a range takes one step for each number in it and each item found.
 */
final class ValueLists {
    private static final int NONE = -1;

    private final int[] kindOf;
    private final int[] values;
    private final int[] next;
    private final int[] previous;

    /** The first item of each kind and value. */
    private final int[][] first;

    /** An upper bound of the values of each kind; exact after a call of {@link #highest}. */
    private final int[] highest;

    /** Makes items with the value 0. */
    ValueLists(int[] kindOf, int kinds) {
        this.kindOf = kindOf.clone();
        this.values = new int[kindOf.length];
        this.next = new int[kindOf.length];
        this.previous = new int[kindOf.length];
        this.first = new int[kinds][16];
        this.highest = new int[kinds];
        for (int[] lists : first) {
            Arrays.fill(lists, NONE);
        }
        for (int i = 0; i < kindOf.length; i++) {
            add(i, 0);
        }
    }

    int of(int item) {
        return values[item];
    }

    void set(int item, int value) {
        if (value != values[item]) {
            remove(item);
            add(item, value);
        }
    }

    /** Returns the highest value of a kind; 0 if it has no items. */
    int highest(int kind) {
        int[] lists = first[kind];
        while (highest[kind] > 0 && lists[highest[kind]] == NONE) {
            highest[kind]--;
        }
        return highest[kind];
    }

    /** Reports all items of a kind whose value is at least {@code least} and below {@code end}. */
    void each(int kind, double least, double end, IntConsumer report) {
        int[] lists = first[kind];
        double stop = Math.min(end, highest(kind) + 1.0);
        for (int value = (int) Math.max(0, least); value < stop; value++) {
            for (int item = lists[value]; item != NONE; item = next[item]) {
                report.accept(item);
            }
        }
    }

    private void add(int item, int value) {
        int[] lists = listsFor(kindOf[item], value);
        values[item] = value;
        previous[item] = NONE;
        next[item] = lists[value];
        if (next[item] != NONE) {
            previous[next[item]] = item;
        }
        lists[value] = item;
        highest[kindOf[item]] = Math.max(highest[kindOf[item]], value);
    }

    private int[] listsFor(int kind, int value) {
        int[] lists = first[kind];
        if (value < lists.length) {
            return lists;
        }
        int[] longer = Arrays.copyOf(lists, Math.max(value + 1, 2 * lists.length));
        Arrays.fill(longer, lists.length, longer.length, NONE);
        first[kind] = longer;
        return longer;
    }

    private void remove(int item) {
        int before = previous[item];
        int after = next[item];
        if (before == NONE) {
            first[kindOf[item]][values[item]] = after;
        } else {
            next[before] = after;
        }
        if (after != NONE) {
            previous[after] = before;
        }
    }
}
