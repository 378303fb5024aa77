package org.ioasidsim.kernel.sva;

import java.util.Arrays;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** A whole number for each handle, for numbers that few runs or few handles need: allocates nothing until one is set. */
public final class SparseNumbers implements Kept {
    private static final int LEAST_ROOM = 1024;

    private final int initial;
    private int[] values = {};

    /** Makes numbers that are all {@code initial}. */
    public SparseNumbers(int initial) {
        this.initial = initial;
    }

    public int get(int handle) {
        return handle < values.length ? values[handle] : initial;
    }

    public void set(int handle, int value) {
        if (handle >= values.length) {
            int old = values.length;
            values = Arrays.copyOf(values, LEAST_ROOM + ArrayGrowth.beyond(handle));
            Arrays.fill(values, old, values.length, initial);
        }
        values[handle] = value;
    }

    /** Resets the number to the initial one. */
    public void clear(int handle) {
        if (handle < values.length) {
            values[handle] = initial;
        }
    }

    @Override
    public void keep(StateTape tape) {
        values = tape.keep(values);
    }
}
