package org.ioasidsim.kernel.sva;

/** The lengths to which arrays grow that hold one entry, or several, for each of many live objects. */
public final class ArrayGrowth {
    /** The number of entries up to which the length doubles. */
    private static final int QUICK = 1 << 14;

    private static final int LEAST = 16;

    private ArrayGrowth() {}

    /**
     * Returns the number of entries to allocate when {@code used} fill the array. Doubles while small; from 65,536 entries grows by a quarter, so that
     * at most a fifth is unused, at about 4 copies of each entry in all.
     */
    public static int beyond(int used) {
        return used + Math.max(used >> 2, Math.min(used, QUICK));
    }

    /** Returns the new length of an array of {@code length} that is too short for {@code index}: half as much again, or more if needed. */
    public static int toHold(int index, int length) {
        return Math.max(Math.max(LEAST, index + 1), length + (length >> 1));
    }
}
