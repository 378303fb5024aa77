package org.ioasidsim.workload;

import java.util.Arrays;

/**
 * Numbers with a turn and a time each, in front the one with the least turn, among equals that with the earliest time, among equals the
 * smallest number: a binary heap in which each number knows its place, so that one whose turn or time changes moves, or leaves from
 * anywhere, in O(log n). Allocates only to grow.
 */
final class EarliestFirst {
    /** Stands for no number. */
    static final int NONE = -1;

    private static final int ABSENT = 0;

    private int[] heap = new int[16];
    private int size;

    /** Of each number, its place in the heap and one more. */
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

    /** Returns the turn of a number that is in. */
    double turn(int number) {
        return turns[number];
    }

    /** Puts a number, of at least 0, where a turn and a time belong, be it in already or not. */
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
        sink(number, rise(number, places[number] - 1));
    }

    /** Takes out a number, if it is in. */
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

    /** Returns the place of the earlier of the two below {@code place}, or one that is not taken. */
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
}
