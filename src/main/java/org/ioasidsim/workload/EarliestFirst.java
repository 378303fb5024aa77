package org.ioasidsim.workload;

import java.util.Arrays;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * A queue of numbers, each with a turn and a time, ordered by turn, then by time, then by number: a binary heap that keeps the place of each
 * number, so that any number can be moved or removed in O(log n). Allocates only to grow.
 */
final class EarliestFirst implements Kept {
    /** Stands for no number. */
    static final int NONE = -1;

    private static final int ABSENT = 0;

    private int[] heap = new int[16];
    private int size;

    /** The place in the heap of each number, plus one, so that 0 stands for none. */
    private int[] places = new int[16];

    private double[] turns = new double[16];
    private double[] times = new double[16];

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the number in front, or {@link #NONE}. */
    int first() {
        return size == 0 ? NONE : heap[0];
    }

    /** Returns the turn of a number in the queue. */
    double turn(int number) {
        return turns[number];
    }

    /** Puts a number, at least 0, in the place for its turn and time; moves it if it is in the queue. */
    void put(int number, double turn, double time) {
        if (number >= places.length) {
            int length = Math.max(number + 1, places.length * 2);
            places = Arrays.copyOf(places, length);
            turns = Arrays.copyOf(turns, length);
            times = Arrays.copyOf(times, length);
        }
        turns[number] = turn;
        times[number] = time;
        if (places[number] == ABSENT) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            settle(number, size++);
        }
        sink(number, rise(number, places[number] - 1)); // only one of the two moves it
    }

    /** Removes a number, if it is in the queue. */
    void remove(int number) {
        if (number >= places.length || places[number] == ABSENT) {
            return;
        }
        int place = places[number] - 1;
        int last = heap[--size];
        places[number] = ABSENT;
        if (last != number) {
            sink(last, rise(last, place));
        }
    }

    private int rise(int number, int from) {
        int place = from;
        while (place > 0 && isBefore(number, heap[(place - 1) / 2])) {
            settle(heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }
        return place;
    }

    private void sink(int number, int from) {
        int place = from;
        for (int child = firstBelow(place); child < size && isBefore(heap[child], number); child = firstBelow(place)) {
            settle(heap[child], place);
            place = child;
        }
        settle(number, place);
    }

    /** Returns the place of the earlier of the two children of {@code place}; at least {@code size} if there is none. */
    private int firstBelow(int place) {
        int left = 2 * place + 1;
        return left + 1 < size && isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
    }

    private void settle(int number, int place) {
        heap[place] = number;
        places[number] = place + 1;
    }

    private boolean isBefore(int a, int b) {
        if (turns[a] != turns[b]) {
            return turns[a] < turns[b];
        }
        return times[a] < times[b] || (times[a] == times[b] && a < b);
    }

    @Override
    public void keep(StateTape tape) {
        heap = tape.keep(heap);
        size = tape.keep(size);
        places = tape.keep(places);
        turns = tape.keep(turns);
        times = tape.keep(times);
    }
}
