package org.ioasidsim.kernel.base;

/**
 * What of a kernel follows from its release and its boot, not from the machine.
 *
 * @param cgroups how the hierarchy of cgroups is mounted
 * @param isSvaGated whether every SVA bind is refused, as x86 kernels of some releases do
 * @param charge whose cgroup misc charges for a PASID or an ASID
 */
public record KernelRules(KernelRelease release, Mount cgroups, boolean isSvaGated, Charge charge) {
    /** Those of the newest kernel. */
    public static final KernelRules NEWEST = new KernelRules(KernelRelease.NEWEST, Mount.V2, false);

    /** Makes the rules of a kernel whose misc charges the opener. */
    public KernelRules(KernelRelease release, Mount cgroups, boolean isSvaGated) {
        this(release, cgroups, isSvaGated, Charge.OPENER);
    }

    /** Returns these rules, but with another cgroup charged. */
    public KernelRules charging(Charge whom) {
        return new KernelRules(release, cgroups, isSvaGated, whom);
    }

    /** Whose cgroup misc charges for the PASID, or the ASID, that an open takes. */
    public enum Charge {
        /** That of the process that opens, for good: as SEV's ids are charged (sev_asid_new). */
        OPENER,
        /** That of the owner of the address space, whose moves it follows: as memory is charged (mem_cgroup_from_task of mm->owner). */
        MM_OWNER,
        /** That of the process that opens, whose moves it follows: as pids is charged (pids_can_attach). */
        TASK
    }

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
