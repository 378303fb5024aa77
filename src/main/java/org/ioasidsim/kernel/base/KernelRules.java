package org.ioasidsim.kernel.base;

/**
 * What of a kernel follows from its release and its boot, not from the machine.
 *
 * @param cgroups how the hierarchy of cgroups is mounted
 * @param isSvaGated whether every SVA bind is refused, as x86 kernels of some releases do
 */
public record KernelRules(KernelRelease release, Mount cgroups, boolean isSvaGated) {
    /** Those of the newest kernel. */
    public static final KernelRules NEWEST = new KernelRules(KernelRelease.NEWEST, Mount.V2, false);

    /** How cgroups are mounted. */
    public enum Mount {
        /** cgroup2. */
        V2,
        /** cgroup2 with the option {@code pids_localevents}: pids.events counts in the forking cgroup, as it did before 6.11. */
        V2_PIDS_LOCALEVENTS,
        /** A hierarchy of version 1: processes may live beside child groups, and pids counts events in the forking cgroup only. */
        V1
    }

    /** Returns whether a cgroup has this file, if the controller is there at all. */
    public boolean hasFile(String file) {
        return release.hasFile(file) && !(cgroups == Mount.V1 && file.equals("pids.events.local"));
    }

    /** Returns whether pids.events counts in the forking cgroup. */
    public boolean countsPidsEventsWhereForked() {
        return cgroups != Mount.V2 || !release.hasHierarchicalPidsEvents();
    }
}
