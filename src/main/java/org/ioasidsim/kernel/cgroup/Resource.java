package org.ioasidsim.kernel.cgroup;

/** The resources that cgroups count. */
public enum Resource {
    PIDS(0),
    MISC_PASID(1),
    MISC_ASID(2),
    IOASIDS(3);

    private final int slot;

    Resource(int slot) {
        this.slot = slot;
    }

    /** Returns its place in a cgroup's counters. */
    int slot() {
        return slot;
    }
}
