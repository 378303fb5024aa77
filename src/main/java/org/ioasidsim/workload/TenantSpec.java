package org.ioasidsim.workload;

/**
 * A tenant as a scenario describes it.
 *
 * @param cgroup the cgroup's path; with {@code {instance}} in it, each instance has one of its own
 * @param weight of the tenant as a whole, positive
 * @param vmmThreads host tasks of a VM, charged to pids
 * @param guestPidMax live processes in one VM
 * @param vmQuota ids per VM's set; {@code Long.MAX_VALUE} for max
 * @param rlimitNproc host tasks of the tenant's user over all its instances; {@code Long.MAX_VALUE} for max
 */
public record TenantSpec(
        String name,
        String cgroup,
        double weight,
        Kind kind,
        InstancesSpec instances,
        int vmmThreads,
        long guestPidMax,
        long vmQuota,
        long rlimitNproc,
        ProcessesSpec processes) {
    /** What an instance of a tenant is. */
    public enum Kind {
        /** Guest processes take ids through the VM's set. */
        VM,
        /** Host SVA, one id per address space. */
        CONTAINER
    }
}
