package org.ioasidsim.experiment.exact;

import java.util.OptionalDouble;
import org.ioasidsim.kernel.base.Confidential;
import org.ioasidsim.kernel.base.HostBounds;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.PidNumbers;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * How many VMs of a tenant can start: as many as the limits on tasks let ({@code pids.max} on their way, which counts the threads of the VMM and no guest
 * process, {@code rlimit_nproc}, {@code threads_max} and {@code pid_max}), as there are VMIDs, and, of confidential ones, ASIDs or key ids.
 *
 * @param instances {@code Long.MAX_VALUE} where nothing limits them
 * @param level what does: a cgroup with its file, or a key of the host or the tenant; empty where nothing limits them
 */
public record InstanceRoom(long instances, String level) {
    private static final String PID_MAX = "pid_max";
    private static final InstanceRoom ENDLESS = new InstanceRoom(Long.MAX_VALUE, "");

    /** Returns the room for VMs of {@code tenant}, beside the other VMs that the scenario has from the start. */
    public static InstanceRoom of(Scenario scenario, String tenant) {
        InstanceRoom room = ENDLESS;
        for (TenantSpec one : scenario.tenants()) {
            if (one.name().equals(tenant) && isOfVms(one)) {
                room = ofTasks(scenario, one).least(ofHardware(scenario, one));
            }
        }
        return room;
    }

    /**
     * Returns whether each VM of {@code tenant} starts: whether there is room for all. Not where VMs come and go, or containers count under the same limit,
     * since that leaves it open.
     */
    public static boolean startsAll(Scenario scenario, TenantSpec tenant) {
        InstanceRoom room = of(scenario, tenant.name());
        return (!room.isLimited() && tenant.instances().initial() <= room.instances)
                || (isStill(scenario)
                        && tenant.instances().initial() <= room.instances
                        && isAmongVms(scenario, tenant));
    }

    /** Returns the share of a tenant's VMs that start, those of the others first; empty where VMs come and go, so that it depends on when. */
    public static OptionalDouble share(Scenario scenario, TenantSpec tenant) {
        int instances = tenant.instances().initial();
        if (!isStill(scenario)) {
            return OptionalDouble.empty();
        }
        double room = of(scenario, tenant.name()).instances;
        return OptionalDouble.of(instances == 0 ? 1 : Math.min(1, room / instances));
    }

    /** Returns whether anything but the numbers of processes limits VMs. */
    public boolean isLimited() {
        return instances < Long.MAX_VALUE && !level.equals(PID_MAX);
    }

    private static boolean isStill(Scenario scenario) {
        return scenario.tenants().stream()
                .allMatch(one -> !isOfVms(one) || one.instances().arrivals() instanceof ArrivalsSpec.None);
    }

    private static boolean isOfVms(TenantSpec tenant) {
        return tenant.kind() == TenantSpec.Kind.VM;
    }

    private static InstanceRoom ofTasks(Scenario scenario, TenantSpec tenant) {
        if (tenant.vmmThreads() == 0) {
            return ENDLESS;
        }
        InstanceRoom room = ofTasks(tenant, tenant.rlimitNproc(), 0, "rlimit_nproc");
        for (CgroupPath path = tenant.cgroup().common(); !path.equals(CgroupPath.ROOT); path = path.parent()) {
            room = room.least(
                    ofTasks(tenant, pids(scenario, path), others(scenario, tenant, path), path.text() + " pids.max"));
        }
        long others = others(scenario, tenant, CgroupPath.ROOT);
        HostBounds bounds = scenario.kernel().bounds();
        long threads = bounds.threadsMax() == Long.MAX_VALUE ? Long.MAX_VALUE : bounds.mostThreads();
        return room.least(ofTasks(tenant, threads, others, "threads_max"))
                .least(ofTasks(tenant, PidNumbers.tasks(scenario.kernel().pidMax()), others, PID_MAX));
    }

    private static InstanceRoom ofTasks(TenantSpec tenant, long limit, long others, String level) {
        return limit == Long.MAX_VALUE ? ENDLESS : room((limit - others) / tenant.vmmThreads(), level);
    }

    private static InstanceRoom ofHardware(Scenario scenario, TenantSpec tenant) {
        HostBounds bounds = scenario.kernel().bounds();
        InstanceRoom room = bounds.vmids() == Integer.MAX_VALUE
                ? ENDLESS
                : room(bounds.vmids() - otherVms(scenario, tenant, Confidential.NONE, CgroupPath.ROOT), "vmid_bits");
        Confidential kind = tenant.guests().confidential();
        if (kind == Confidential.NONE) {
            return room;
        }
        room = room.least(room(
                bounds.guests(kind) - otherVms(scenario, tenant, kind, CgroupPath.ROOT),
                kind == Confidential.TDX ? "TDX key ids" : "SEV ASIDs"));
        Resource resource = resource(kind);
        for (CgroupPath path = tenant.cgroup().common(); !path.equals(CgroupPath.ROOT); path = path.parent()) {
            long limit = limit(scenario, path, resource);
            if (limit < Long.MAX_VALUE) {
                room = room.least(room(limit - otherVms(scenario, tenant, kind, path), path.text() + " misc.max"));
            }
        }
        return room;
    }

    private static Resource resource(Confidential kind) {
        return switch (kind) {
            case TDX -> Resource.MISC_TDX;
            case SEV_ES -> Resource.MISC_SEV_ES;
            case SEV, NONE -> Resource.MISC_SEV;
        };
    }

    private static InstanceRoom room(long most, String level) {
        return new InstanceRoom(Math.max(0, most), level);
    }

    private InstanceRoom least(InstanceRoom other) {
        return other.instances < instances ? other : this;
    }

    private static long pids(Scenario scenario, CgroupPath path) {
        return limit(scenario, path, Resource.PIDS);
    }

    private static long limit(Scenario scenario, CgroupPath path, Resource resource) {
        return scenario.cgroups()
                .getOrDefault(path, CgroupLimits.NONE)
                .of(resource)
                .orElse(Long.MAX_VALUE);
    }

    /** Returns the tasks of the other tenants' VMs at or below a cgroup. */
    private static long others(Scenario scenario, TenantSpec tenant, CgroupPath path) {
        return scenario.tenants().stream()
                .filter(other -> !other.name().equals(tenant.name()) && isOfVms(other))
                .filter(other -> other.cgroup().common().isAtOrBelow(path))
                .mapToLong(
                        other -> (long) other.vmmThreads() * other.instances().initial())
                .sum();
    }

    /** Returns the other tenants' VMs of a kind at or below a cgroup; those of any for {@link Confidential#NONE}. */
    private static long otherVms(Scenario scenario, TenantSpec tenant, Confidential kind, CgroupPath path) {
        return scenario.tenants().stream()
                .filter(other -> !other.name().equals(tenant.name()) && isOfVms(other))
                .filter(other -> kind == Confidential.NONE || other.guests().confidential() == kind)
                .filter(other -> other.cgroup().common().isAtOrBelow(path))
                .mapToLong(other -> other.instances().initial())
                .sum();
    }

    /** Returns whether no container counts under a limit of the tenant's VMs, but one of the whole host that is far away. */
    private static boolean isAmongVms(Scenario scenario, TenantSpec tenant) {
        boolean hasContainers = scenario.tenants().stream().anyMatch(other -> !isOfVms(other));
        if (!hasContainers) {
            return true;
        }
        for (CgroupPath path = tenant.cgroup().common(); !path.equals(CgroupPath.ROOT); path = path.parent()) {
            CgroupPath group = path;
            boolean isShared = scenario.tenants().stream()
                    .anyMatch(
                            other -> !isOfVms(other) && other.cgroup().common().isAtOrBelow(group));
            if (isShared && pids(scenario, path) < Long.MAX_VALUE) {
                return false;
            }
        }
        long tasks = (long) tenant.vmmThreads() * tenant.instances().initial();
        long most = Math.min(
                PidNumbers.tasks(scenario.kernel().pidMax()),
                scenario.kernel().bounds().threadsMax());
        return tasks * scenario.tenants().size() < most;
    }
}
