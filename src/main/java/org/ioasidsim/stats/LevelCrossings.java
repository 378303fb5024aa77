package org.ioasidsim.stats;

/**
 * The values of n items and a level: who is above it, and who crosses it as either moves. To find that nobody crosses takes one step, to
 * find one who does O(log n).
 */
public final class LevelCrossings {
    /** Says that no item crosses. */
    public static final int NONE = -1;

    private final IndexedHeap above; // the smallest value first
    private final IndexedHeap others; // the largest first

    /** Starts with all values 0 and none above. */
    public LevelCrossings(int n) {
        above = new IndexedHeap(n);
        others = new IndexedHeap(n);
        for (int i = 0; i < n; i++) {
            others.add(i, 0);
        }
    }

    /** Sets the value of {@code item}, in O(log n); it stays on its side until {@link #next} finds it. */
    public void set(int item, double value) {
        if (above.contains(item)) {
            above.change(item, value);
        } else {
            others.change(item, -value);
        }
    }

    /** Takes one item that is not on its side of {@code level} there and returns it, or returns {@link #NONE} when each is. */
    public int next(double level) {
        if (!above.isEmpty() && above.firstKey() <= level) {
            int item = above.first();
            double value = above.firstKey();
            above.remove(item);
            others.add(item, -value);
            return item;
        }
        if (!others.isEmpty() && -others.firstKey() > level) {
            int item = others.first();
            double value = -others.firstKey();
            others.remove(item);
            above.add(item, value);
            return item;
        }
        return NONE;
    }

    /** Returns whether {@code item} is on the side above. */
    public boolean isAbove(int item) {
        return above.contains(item);
    }
}
