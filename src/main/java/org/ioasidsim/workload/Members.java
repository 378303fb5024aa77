package org.ioasidsim.workload;

import java.util.Arrays;
import org.ioasidsim.kernel.sva.ArrayGrowth;

/**
 * The slots of one instance's processes, in no order: the last takes the place of one that goes. So nobody else's record is touched but that of
 * the last, which came or moved lately and is near, where a chain would fetch both neighbours of a process from wherever they are.
 */
final class Members {
    private static final int LEAST_ROOM = 4;
    private static final int[] NO_ROOM = {};

    private final int instance;
    private int[] slots = NO_ROOM;
    private int count;
    private int arrivals;

    /** Starts without processes, for the instance of this number. */
    Members(int instance) {
        this.instance = instance;
    }

    /** Returns the number of the instance. */
    int instance() {
        return instance;
    }

    /** Returns how many slots were ever added, of which the lowest 32 bits are kept. */
    int arrivals() {
        return arrivals;
    }

    int count() {
        return count;
    }

    int at(int place) {
        return slots[place];
    }

    /** Adds a slot; returns its place. */
    int add(int slot) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, Math.max(LEAST_ROOM, ArrayGrowth.beyond(count)));
        }
        arrivals++;
        slots[count] = slot;
        return count++;
    }

    /** Takes away the slot at {@code place}, where the last one stands from now on; returns that one, which may be the one taken. */
    int remove(int place) {
        int last = slots[--count];
        slots[place] = last;
        return last;
    }

    /** Gives the room back, once nobody is left: an instance that has ended is remembered to the end of the run. */
    void end() {
        if (count > 0) {
            throw new IllegalStateException("instance " + instance + " ends with " + count + " processes");
        }
        slots = NO_ROOM;
    }
}
