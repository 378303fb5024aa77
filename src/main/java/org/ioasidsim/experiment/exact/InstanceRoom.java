package org.ioasidsim.experiment.exact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.TenantSpec;

/**
 * How many VMs of a tenant the limits on tasks let start: {@code pids.max} on their way, which counts the threads of the VMM and no guest process, and
 * {@code rlimit_nproc}.
 *
 * @param instances {@code Long.MAX_VALUE} where nothing limits them
 * @param level a cgroup with its file, or {@code rlimit_nproc}; empty where nothing limits them
 */
public record InstanceRoom(long instances, String level) {
    /** Returns the room for VMs of {@code tenant}, beside the other VMs of the scenario. */
    public static InstanceRoom of(Scenario scenario, String tenant) {
        var room = new InstanceRoom(Long.MAX_VALUE, "");
        for (TenantSpec one : scenario.tenants()) {
            if (one.name().equals(tenant) && isLimited(one)) {
                room = room.least(one.rlimitNproc() / one.vmmThreads(), "rlimit_nproc", one.rlimitNproc());
                for (CgroupPath path = one.cgroup().common(); !path.equals(CgroupPath.ROOT); path = path.parent()) {
                    long limit = pids(scenario, path);
                    room = room.least(
                            (limit - others(scenario, one, path)) / one.vmmThreads(), path.text() + " pids.max", limit);
                }
            }
        }
        return room;
    }

    private static boolean isLimited(TenantSpec tenant) {
        return tenant.kind() == TenantSpec.Kind.VM && tenant.vmmThreads() > 0;
    }

    private InstanceRoom least(long most, String at, long limit) {
        return limit == Long.MAX_VALUE || most >= instances ? this : new InstanceRoom(Math.max(0, most), at);
    }

    private static long pids(Scenario scenario, CgroupPath path) {
        return scenario.cgroups()
                .getOrDefault(path, CgroupLimits.NONE)
                .of(Resource.PIDS)
                .orElse(Long.MAX_VALUE);
    }

    private static long others(Scenario scenario, TenantSpec tenant, CgroupPath path) {
        return scenario.tenants().stream()
                .filter(other -> !other.equals(tenant) && isLimited(other))
                .filter(other -> other.cgroup().common().isAtOrBelow(path))
                .mapToLong(
                        other -> (long) other.vmmThreads() * other.instances().initial())
                .sum();
    }

    /** Returns the scenario without the limits on tasks of its VMs, where it has no containers; these are judged apart. */
    public static Scenario without(Scenario scenario) {
        boolean hasOthers = scenario.tenants().stream().anyMatch(tenant -> tenant.kind() != TenantSpec.Kind.VM);
        if (hasOthers) {
            return scenario;
        }
        Map<CgroupPath, CgroupLimits> cgroups = new LinkedHashMap<>();
        scenario.cgroups()
                .forEach((path, limits) -> cgroups.put(
                        path,
                        new CgroupLimits(limits.writes().stream()
                                .filter(write -> !write.resource()
                                        .filter(resource -> resource == Resource.PIDS)
                                        .isPresent())
                                .toList())));
        List<TenantSpec> tenants =
                scenario.tenants().stream().map(TenantSpec::withoutRlimit).toList();
        return scenario.with(cgroups, tenants);
    }
}
