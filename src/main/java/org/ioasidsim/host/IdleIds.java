package org.ioasidsim.host;

import java.util.Arrays;
import org.ioasidsim.kernel.sva.ArrayGrowth;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** The address spaces that hold an id but are bound to no device, in the order in which they became idle: a linked list in arrays. */
final class IdleIds implements Kept {
    /** Stands for no address space. */
    static final int NONE = -1;

    private int[] next = new int[0];
    private int[] previous = new int[0];
    private double[] sinceSeconds = new double[0];
    private int first = NONE;
    private int last = NONE;

    /** Adds {@code mm}, which became idle at {@code nowSeconds}, not before the others. */
    void add(int mm, double nowSeconds) {
        if (mm >= next.length) {
            int size = ArrayGrowth.toHold(mm, next.length);
            next = Arrays.copyOf(next, size);
            previous = Arrays.copyOf(previous, size);
            sinceSeconds = Arrays.copyOf(sinceSeconds, size);
        }
        sinceSeconds[mm] = nowSeconds;
        next[mm] = NONE;
        previous[mm] = last;
        if (last == NONE) {
            first = mm;
        } else {
            next[last] = mm;
        }
        last = mm;
    }

    /** Removes {@code mm}, which must be in the list. */
    void remove(int mm) {
        int before = previous[mm];
        int after = next[mm];
        if (before == NONE) {
            first = after;
        } else {
            next[before] = after;
        }
        if (after == NONE) {
            last = before;
        } else {
            previous[after] = before;
        }
    }

    /** Returns the address space that has been idle for longest, or {@link #NONE}. */
    int first() {
        return first;
    }

    /** Returns the address space that became idle next after {@code mm}, or {@link #NONE}. */
    int after(int mm) {
        return next[mm];
    }

    /** Returns when {@code mm} became idle. */
    double sinceSeconds(int mm) {
        return sinceSeconds[mm];
    }

    @Override
    public void keep(StateTape tape) {
        next = tape.keep(next);
        previous = tape.keep(previous);
        sinceSeconds = tape.keep(sinceSeconds);
        first = tape.keep(first);
        last = tape.keep(last);
    }
}
