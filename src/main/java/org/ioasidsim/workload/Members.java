package org.ioasidsim.workload;

import java.util.Arrays;
import org.ioasidsim.kernel.sva.ArrayGrowth;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The slots of one instance's processes, in no order: when one is removed, the last takes its place. Removal therefore touches one other record, the
 * last, which is likely in cache. A linked list would touch both neighbours, which are not.
 */
final class Members implements Kept {
    private static final int LEAST_ROOM = 4;
    private static final int[] NO_ROOM = {};

    private final int instance;
    private int[] slots = NO_ROOM;
    private int count;
    private int arrivals;

    Members(int instance) {
        this.instance = instance;
    }

    /** Returns the index of the instance. */
    int instance() {
        return instance;
    }

    /** Returns the lowest 32 bits of how many slots were ever added. */
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

    /** Removes the slot at {@code place} and moves the last one there; returns the last one, which may be the removed one. */
    int remove(int place) {
        int last = slots[--count];
        slots[place] = last;
        return last;
    }

    /** Drops the array of an instance that has ended; nobody may be left in it. */
    void end() {
        if (count > 0) {
            throw new IllegalStateException("instance " + instance + " ends with " + count + " processes");
        }
        slots = NO_ROOM;
    }

    @Override
    public void keep(StateTape tape) {
        slots = tape.keep(slots);
        count = tape.keep(count);
        arrivals = tape.keep(arrivals);
    }
}
