package org.ioasidsim.kernel.task;

import org.ioasidsim.kernel.cgroup.Cgroup;

/** A process that uses an address space, which several may share. */
interface MmUser {
    /** Returns the cgroup that it is in. */
    Cgroup group();
}
