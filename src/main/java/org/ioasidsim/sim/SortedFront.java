package org.ioasidsim.sim;

import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The entries that are due next, sorted by key and, at equal keys, by arrival, in a small array from which the first is taken.
 *
 * <p>A batch that refills the empty array is first distributed by its leading bits, with about one place for each entry, then sorted by
 * insertion, which finds nearly all of it in order. Source: Dobosiewicz, "Sorting by distributive partitioning", Information Processing
 * Letters 7(1), 1978.
 */
final class SortedFront implements Kept {
    /** The most entries of a batch. */
    static final int BATCH = 256;

    private static final int ROOM = 2 * BATCH;

    /** Batches up to this size are sorted by insertion alone. */
    private static final int FEW = 16;

    /** An insertion into the first of this many parts moves the entries before it forward; any other moves those behind it back. */
    private static final int PARTS = 4;

    private final long[] keys = new long[ROOM];
    private final int[] slots = new int[ROOM];
    private int head;
    private int tail;

    private final long[] batchKeys = new long[BATCH];
    private final int[] batchSlots = new int[BATCH];
    private int batch;

    /** For each value of the leading bits the place of its next entry. */
    private final int[] places = new int[BATCH];

    void clear() {
        head = 0;
        tail = 0;
        batch = 0;
    }

    boolean isEmpty() {
        return head == tail;
    }

    long firstKey() {
        return keys[head];
    }

    int firstSlot() {
        return slots[head];
    }

    int removeFirst() {
        return slots[head++];
    }

    /** Returns the array whose first {@link #size} entries are the slots in order, if none was removed since {@link #replace}. */
    int[] slots() {
        return slots;
    }

    int size() {
        return tail - head;
    }

    /** Returns the key {@code index} places behind the first. */
    long key(int index) {
        return keys[head + index];
    }

    int slot(int index) {
        return slots[head + index];
    }

    /** Returns whether {@link #insert} needs {@link #makeRoom} first. */
    boolean isFull() {
        return tail == ROOM;
    }

    /** Keeps the first {@code kept} entries only, and moves them to the front of the array. */
    void makeRoom(int kept) {
        System.arraycopy(keys, head, keys, 0, kept);
        System.arraycopy(slots, head, slots, 0, kept);
        tail = kept;
        head = 0;
    }

    /** Inserts an entry behind those with the same key. */
    void insert(long key, int slot) {
        if (head > 0 && key < keys[head + (tail - head) / PARTS]) {
            insertFromHead(key, slot);
        } else {
            insertFromTail(tail++, key, slot);
        }
    }

    private void insertFromHead(long key, int slot) {
        int at = --head;
        while (at + 1 < tail && keys[at + 1] <= key) {
            keys[at] = keys[at + 1];
            slots[at] = slots[at + 1];
            at++;
        }
        keys[at] = key;
        slots[at] = slot;
    }

    /** Inserts an entry at {@code end}, which is free, or before it, moving later ones back by one. */
    private void insertFromTail(int end, long key, int slot) {
        int at = end;
        while (at > head && keys[at - 1] > key) {
            keys[at] = keys[at - 1];
            slots[at] = slots[at - 1];
            at--;
        }
        keys[at] = key;
        slots[at] = slot;
    }

    /** Copies all entries in order; returns how many. */
    int copyTo(long[] toKeys, int[] toSlots) {
        System.arraycopy(keys, head, toKeys, 0, tail - head);
        System.arraycopy(slots, head, toSlots, 0, tail - head);
        return tail - head;
    }

    /** Returns the number of entries in the batch. */
    int batch() {
        return batch;
    }

    /** Adds entries to the batch, which has room for them. */
    void take(long[] fromKeys, int[] fromSlots, int from, int count) {
        for (int i = 0; i < count; i++) {
            batchKeys[batch + i] = fromKeys[from + i];
            batchSlots[batch + i] = fromSlots[from + i];
        }
        batch += count;
    }

    /** Sorts the batch into the array, which must be empty. */
    void replace() {
        head = 0;
        tail = batch;
        if (batch > FEW) {
            distribute(Integer.SIZE - Integer.numberOfLeadingZeros(batch - 1));
        } else {
            System.arraycopy(batchKeys, 0, keys, 0, batch);
            System.arraycopy(batchSlots, 0, slots, 0, batch);
        }
        for (int i = 1; i < batch; i++) {
            if (keys[i - 1] > keys[i]) {
                insertFromTail(i, keys[i], slots[i]);
            }
        }
        batch = 0;
    }

    /** Orders the batch by the first {@code bits} bits in which its keys differ. */
    private void distribute(int bits) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(differing()) - bits);
        int mask = (1 << bits) - 1;
        // A counting sort: count each value of the leading bits, sum to their first places, then move the entries in
        // order.
        for (int i = 0; i <= mask; i++) {
            places[i] = 0;
        }
        for (int i = 0; i < batch; i++) {
            places[(int) (batchKeys[i] >>> shift) & mask]++;
        }
        int next = 0;
        for (int i = 0; i <= mask; i++) {
            int count = places[i];
            places[i] = next;
            next += count;
        }
        for (int i = 0; i < batch; i++) {
            long key = batchKeys[i];
            int at = places[(int) (key >>> shift) & mask]++;
            keys[at] = key;
            slots[at] = batchSlots[i];
        }
    }

    /** Returns the bits in which the keys of the batch differ. */
    private long differing() {
        long first = batchKeys[0];
        long differing = 0;
        for (int i = 1; i < batch; i++) {
            differing |= batchKeys[i] ^ first;
        }
        return differing;
    }

    @Override
    public void keep(StateTape tape) {
        int count = tape.keep(tail - head);
        if (tape.isRestoring()) {
            head = 0;
            tail = count;
        } else {
            makeRoom(count);
        }
        var unusedKeys = tape.keepFirst(keys, count);
        var unusedSlots = tape.keepFirst(slots, count);
    }
}
