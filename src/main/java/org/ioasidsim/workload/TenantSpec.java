package org.ioasidsim.workload;

import java.util.Map;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.VmConfig;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * A tenant as a scenario describes it.
 *
 * @param cgroup of its processes; a template if each instance has a cgroup of its own
 * @param weight of the tenant, however many instances it has; above 0
 * @param vmmThreads the host tasks of a VM, which pids counts
 * @param guestPidMax the most live processes in one VM
 * @param vmQuota the ids that a VM's set may hold; {@code Long.MAX_VALUE} for max
 * @param rlimitNproc the most host tasks of the tenant's user in all instances together; {@code Long.MAX_VALUE} for max
 * @param namespacePidMax the pid_max of each instance's pid namespace; {@code Long.MAX_VALUE}: it has none
 * @param guests what its VMs and their guests take of the hardware
 * @param role whether the scenario asks what becomes of it, or what it does to the others
 */
public record TenantSpec(
        String name,
        CgroupPath cgroup,
        double weight,
        Kind kind,
        InstancesSpec instances,
        int vmmThreads,
        long guestPidMax,
        long vmQuota,
        long rlimitNproc,
        long namespacePidMax,
        GuestsSpec guests,
        Role role,
        ProcessesSpec processes) {
    private static final Form<Role> ROLE = Forms.choice(Role.class);

    /** Makes an ordinary tenant without pid namespaces, whose VMs are plain. */
    public TenantSpec(
            String name,
            CgroupPath cgroup,
            double weight,
            Kind kind,
            InstancesSpec instances,
            int vmmThreads,
            long guestPidMax,
            long vmQuota,
            long rlimitNproc,
            ProcessesSpec processes) {
        this(
                name,
                cgroup,
                weight,
                kind,
                instances,
                vmmThreads,
                guestPidMax,
                vmQuota,
                rlimitNproc,
                Long.MAX_VALUE,
                GuestsSpec.PLAIN,
                Role.ORDINARY,
                processes);
    }

    /** Returns the tenant with another number of instances from the start. */
    public TenantSpec withInstances(int count) {
        var changed = new InstancesSpec(
                count, instances.arrivals(), instances.lifetimeSeconds(), instances.max(), instances.startsOff());
        return with(changed, processes);
    }

    /** Returns the tenant with other instances and processes. */
    public TenantSpec with(InstancesSpec newInstances, ProcessesSpec newProcesses) {
        return new TenantSpec(
                name,
                cgroup,
                weight,
                kind,
                newInstances,
                vmmThreads,
                guestPidMax,
                vmQuota,
                rlimitNproc,
                namespacePidMax,
                guests,
                role,
                newProcesses);
    }

    /** Returns what its guest processes take of a host with this kernel. */
    public GuestIds guestIdsOn(KernelConfig kernel) {
        return guests.idsOn(kernel);
    }

    /** Returns its VMs as a host with this kernel starts them. */
    VmConfig vmOn(KernelConfig kernel) {
        return new VmConfig(vmQuota, guestPidMax, guestIdsOn(kernel), guests.confidential());
    }

    /**
     * Returns the form of the tenant {@code name}.
     *
     * @param standardVmQuota the quota in the scenario's controls, as written: the default
     */
    public static Form<TenantSpec> form(String name, String standardVmQuota) {
        return Forms.section(section -> read(section, name, standardVmQuota));
    }

    private static TenantSpec read(Section section, String name, String standardVmQuota) {
        var tenant = new TenantSpec(
                name,
                section.required(
                        "cgroup", "its cgroup; with {instance}, one for each VM or container", CgroupFile.groupPath()),
                section.optional("weight", "of the tenant as a whole", Forms.positive(), "1"),
                section.required("kind", "what an instance is", Forms.choice(Kind.class)),
                section.required("instances", "how many, from time 0; or when they come", InstancesSpec.form(name)),
                section.optional("vmm_threads", "host tasks of a VM, charged to pids", Forms.smallCount(0), "1"),
                section.optional("guest_pid_max", "live processes in one VM", Forms.countOrMax(1), "32768"),
                section.optional(
                        "vm_quota", "ids per VM's set", Forms.countOrMax(1), standardVmQuota, "that of controls"),
                section.optional("rlimit_nproc", "host tasks of the tenant's user", Forms.countOrMax(0), "max"),
                section.optional(
                        "namespace_pid_max",
                        "pid_max of the pid namespace of each instance",
                        Forms.or(Map.of("max", Long.MAX_VALUE), Forms.count(301, 4_194_304)),
                        "max"),
                GuestsSpec.read(section),
                section.optional("role", "an aggressor is not whom the verdict is about", ROLE, "ordinary"),
                section.required(
                        "processes", "of each instance", Forms.section(part -> ProcessesSpec.read(part, name))));
        InstancesSpec instances = tenant.instances;
        if (tenant.isMadeByRows()
                && (instances.initial() > 0 || !(instances.arrivals() instanceof ArrivalsSpec.None))) {
            section.problem("instances", "expected 0, as the rows of the trace say which instances there are");
        }
        if (tenant.kind == Kind.CONTAINER) {
            tenant.guests.checkContainer(section);
        }
        return tenant;
    }

    /** Returns whether the rows of a trace say which instances there are. */
    boolean isMadeByRows() {
        return processes.arrivals() instanceof ArrivalsSpec.Trace trace
                && trace.spec().makesInstances();
    }

    /** What a tenant is in the question of its scenario; nothing that is simulated depends on it. */
    public enum Role {
        ORDINARY,
        AGGRESSOR
    }

    /** What an instance of a tenant is. */
    public enum Kind {
        /** Guest processes take ids through the VM's set. */
        VM,
        /** Host SVA, one id per address space. */
        CONTAINER
    }
}
