package org.ioasidsim.kernel.sva;

/** How arrays grow that have one entry, or several, for each of many things alive at once. */
public final class ArrayGrowth {
    /** Up to so many entries the room doubles, then it grows by so many. */
    private static final int QUICK = 1 << 14;

    private ArrayGrowth() {}

    /**
     * Returns for how many entries to make room where {@code used} have filled what there was: a small run soon stops to copy, and where there
     * are 260,000 entries or more at most a sixteenth stands empty, for which each is copied some sixteen times.
     */
    public static int beyond(int used) {
        return used + Math.max(used >> 4, Math.min(used, QUICK));
    }
}
