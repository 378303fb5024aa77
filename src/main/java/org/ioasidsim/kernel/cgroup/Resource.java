package org.ioasidsim.kernel.cgroup;

/** The resources that cgroups count. */
public enum Resource {
    PIDS(0, "pids.max", ""),
    MISC_PASID(1, "misc.max", "pasid"),
    MISC_ASID(2, "misc.max", "asid"),
    IOASIDS(3, "ioasids.max", ""),
    MISC_SEV(4, "misc.max", "sev"),
    MISC_SEV_ES(5, "misc.max", "sev_es"),
    MISC_TDX(6, "misc.max", "tdx"),

    /** Bytes of kernel memory for bonds. */
    MEMORY(7, "memory.max", ""),

    /** The PASIDs of one device: a resource for each, whose key ends in the device's name. */
    MISC_DEVICE_PASID(8, "misc.max", "pasid.");

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

    /** Returns its key in that file, or for a device's what that begins with; empty where the file holds one value. */
    public String key() {
        return key;
    }

    /** Returns whether {@code written} is its key in its file. */
    boolean isKey(String written) {
        return this == MISC_DEVICE_PASID
                ? written.startsWith(key) && written.length() > key.length()
                : written.equals(key);
    }

    /** Returns its place in a cgroup's counters; that of the first device for those of devices. */
    public int slot() {
        return slot;
    }

    /** Returns the place of the PASIDs of the device of this number in a cgroup's counters. */
    public static int ofDevice(int index) {
        return MISC_DEVICE_PASID.slot + index;
    }
}
