package org.ioasidsim.kernel.ioasid;

import org.ioasidsim.kernel.cgroup.Cgroup;

/** The address space (mm) that owns a set: the set's token. */
public interface Owner {
    /** Returns whether a process still uses it; without users it is gone for whoever looks, although it may be allocated still. */
    boolean hasUsers();

    /** Returns the cgroup of the process that uses it, or that used it last. */
    Cgroup group();

    /** Counts something that keeps it allocated ({@code +1}) or lets it go ({@code -1}). */
    void countHold(int change);
}
