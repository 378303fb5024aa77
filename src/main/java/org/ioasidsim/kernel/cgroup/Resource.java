package org.ioasidsim.kernel.cgroup;

/** What cgroups count. */
public enum Resource {
    PIDS,
    MISC_PASID,
    MISC_ASID,
    IOASIDS
}
