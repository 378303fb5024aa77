package org.ioasidsim.kernel.base;

/**
 * To whom an address space belongs: the cgroup of a host process, or the VM of a guest process. Has a number among the owners, by which the
 * record of an address space names it, while it has any.
 */
public abstract class MmOwner {
    private int number;
    private int spaces;

    /** Returns the number given last. */
    public int number() {
        return number;
    }

    public void setNumber(int newNumber) {
        number = newNumber;
    }

    /** Counts address spaces that come or go; returns how many there are now. */
    public int countSpaces(int change) {
        spaces += change;
        return spaces;
    }
}
