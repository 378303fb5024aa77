package org.ioasidsim.kernel.cgroup;

/** The resources that cgroups count. */
public enum Resource {
    PIDS(0, "pids.max", ""),
    MISC_PASID(1, "misc.max", "pasid"),
    MISC_ASID(2, "misc.max", "asid"),
    IOASIDS(3, "ioasids.max", "");

    private final int slot;
    private final String maxFile;
    private final String key;

    Resource(int slot, String maxFile, String key) {
        this.slot = slot;
        this.maxFile = maxFile;
        this.key = key;
    }

    /** Returns the file that limits it. */
    public String maxFile() {
        return maxFile;
    }

    /** Returns its key in that file; empty where the file holds one value. */
    public String key() {
        return key;
    }

    /** Returns its place in a cgroup's counters. */
    int slot() {
        return slot;
    }
}
