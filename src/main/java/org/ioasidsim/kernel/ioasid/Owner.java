package org.ioasidsim.kernel.ioasid;

import org.ioasidsim.kernel.cgroup.Cgroup;

/** The address space (mm) that owns a set: the set's token. */
public interface Owner {
    /** Returns whether a process still uses it. Without users mmget_not_zero fails, although the mm_struct may still be allocated. */
    boolean hasUsers();

    /** Returns the cgroup of the process that uses it, or that used it last. */
    Cgroup group();

    /** Counts a reference that keeps it allocated ({@code +1}) or the end of one ({@code -1}). */
    void countHold(int change);
}
