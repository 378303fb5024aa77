package org.ioasidsim.stats;

/** The values of n items, of which those above a threshold are found in as many steps as there are of them. */
public final class LargestValues {
    private final IndexedHeap heap; // the largest value first

    /** Starts with all values 0. */
    public LargestValues(int n) {
        heap = new IndexedHeap(n);
        for (int i = 0; i < n; i++) {
            heap.add(i, 0);
        }
    }

    /** Sets the value of {@code item}, in O(log n). */
    public void set(int item, double value) {
        heap.change(item, -value);
    }

    /**
     * Writes the items whose value is above {@code threshold} into {@code items}, in no particular order, and returns how many there are.
     *
     * @param items with room for all n
     */
    public int above(double threshold, int[] items) {
        return heap.below(-threshold, items);
    }
}
