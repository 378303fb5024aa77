package org.ioasidsim.stats.fair;

/**
 * The values of n items and a level: which items are above it, and which cross it as values or level move. Finding that none crosses takes
 * one step, finding one that does O(log n).
 *
 * <p>Each side is a heap by bounds. An item's bound is its value nearest the level since it was last examined. An item that moves away from
 * the level keeps its bound until it heads its side and its bound lies beyond the level.
 */
public final class LevelCrossings {
    /** The answer of {@link #next} when no item crosses. */
    public static final int NONE = -1;

    private final double[] values;
    private final IndexedHeap above; // the smallest bound first
    private final IndexedHeap others; // the largest first

    /** The first bound of each side, NaN where that is empty. */
    private double leastAbove = Double.NaN;

    private double mostOfOthers;

    /** Starts with all values 0 and none above. */
    public LevelCrossings(int n) {
        values = new double[n];
        above = new IndexedHeap(n);
        others = new IndexedHeap(n);
        mostOfOthers = n == 0 ? Double.NaN : 0;
        for (int i = 0; i < n; i++) {
            others.add(i, 0);
        }
    }

    /** Sets the value of {@code item}, in O(log n) if that brings it nearer the level. The item stays on its side until {@link #next} finds it. */
    public void set(int item, double value) {
        values[item] = value;
        if (above.contains(item)) {
            if (value < above.key(item)) {
                above.change(item, value);
                leastAbove = Math.min(leastAbove, value);
            }
        } else if (-value < others.key(item)) {
            others.change(item, -value);
            mostOfOthers = Math.max(mostOfOthers, value);
        }
    }

    /** Moves one item that is on the wrong side of {@code level} to the other and returns it; {@link #NONE} when there is no such item. */
    public int next(double level) {
        if (!(leastAbove <= level) && !(mostOfOthers > level)) {
            return NONE;
        }
        int item = search(level);
        leastAbove = above.isEmpty() ? Double.NaN : above.firstKey();
        mostOfOthers = others.isEmpty() ? Double.NaN : -others.firstKey();
        return item;
    }

    private int search(double level) {
        while (!above.isEmpty() && above.firstKey() <= level) {
            int item = above.first();
            if (values[item] <= level) {
                above.remove(item);
                others.add(item, -values[item]);
                return item;
            }
            above.change(item, values[item]);
        }
        while (!others.isEmpty() && -others.firstKey() > level) {
            int item = others.first();
            if (values[item] > level) {
                others.remove(item);
                above.add(item, values[item]);
                return item;
            }
            others.change(item, -values[item]);
        }
        return NONE;
    }

    /** Returns whether {@code item} is on the side above. */
    public boolean isAbove(int item) {
        return above.contains(item);
    }
}
