package org.ioasidsim.stats.fair;

import java.util.Arrays;

/** A binary heap of the numbers 0 to n-1 by a key each, from which any one can be removed. */
final class IndexedHeap {
    private static final int ABSENT = -1;

    private final double[] keys;
    private final int[] heap;
    private final int[] places;
    private int size;

    IndexedHeap(int n) {
        this.keys = new double[n];
        this.heap = new int[n];
        this.places = new int[n];
        Arrays.fill(places, ABSENT);
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean hasOne() {
        return size == 1;
    }

    boolean contains(int item) {
        return places[item] != ABSENT;
    }

    /** Returns the item with the least key. */
    int first() {
        return heap[0];
    }

    /** Returns the least key. */
    double firstKey() {
        return keys[heap[0]];
    }

    /** Returns the key of an item of the heap. */
    double key(int item) {
        return keys[item];
    }

    void add(int item, double key) {
        keys[item] = key;
        siftUp(size++, item);
    }

    /** Gives an item of the heap another key. */
    void change(int item, double key) {
        if (size == 1) {
            keys[item] = key;
            return;
        }
        boolean isEarlier = key < keys[item];
        keys[item] = key;
        if (isEarlier) {
            siftUp(places[item], item);
        } else {
            siftDown(places[item], item);
        }
    }

    void remove(int item) {
        int place = places[item];
        int last = heap[--size];
        places[item] = ABSENT;
        if (last != item) {
            // The last item comes from another branch: it may belong above the gap as well as below it.
            siftUp(place, last);
            siftDown(places[last], last);
        }
    }

    private void siftUp(int from, int item) {
        int place = from;
        while (place > 0 && keys[item] < keys[heap[(place - 1) / 2]]) {
            put(place, heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        put(place, item);
    }

    private void siftDown(int from, int item) {
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && keys[heap[child + 1]] < keys[heap[child]]) {
                child++;
            }
            if (keys[item] <= keys[heap[child]]) {
                break;
            }
            put(place, heap[child]);
            place = child;
        }
        put(place, item);
    }

    private void put(int place, int item) {
        heap[place] = item;
        places[item] = place;
    }
}
