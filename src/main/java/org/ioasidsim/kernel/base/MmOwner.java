package org.ioasidsim.kernel.base;

import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The owner of address spaces: the cgroup of a host process or the VM of a guest process. While it owns any, it has a number by which their
 * records refer to it.
 */
public abstract class MmOwner implements Kept {
    private int number;
    private int spaces;

    /** Returns the number set last. */
    public int number() {
        return number;
    }

    public void setNumber(int newNumber) {
        number = newNumber;
    }

    /** Adds {@code change} to the count of its address spaces; returns the new count. */
    public int countSpaces(int change) {
        spaces += change;
        return spaces;
    }

    @Override
    public void keep(StateTape tape) {
        number = tape.keep(number);
        spaces = tape.keep(spaces);
    }
}
