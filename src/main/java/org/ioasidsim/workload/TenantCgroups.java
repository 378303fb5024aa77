package org.ioasidsim.workload;

import java.util.List;
import java.util.Map;
import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.jspecify.annotations.Nullable;

/** The cgroups of the scenario, with what is written to them: shared ones from the start, those of one instance from its start to its end. */
final class TenantCgroups {
    private final Host host;
    private final Map<CgroupPath, CgroupLimits> cgroups;

    /**
     * Makes the shared cgroups.
     *
     * @param cgroups in the order in which they are made, the root left out; templates are made for each instance
     */
    TenantCgroups(Host host, Map<CgroupPath, CgroupLimits> cgroups) {
        this.host = host;
        this.cgroups = cgroups;
        makeShared();
    }

    private void makeShared() {
        List<CgroupPath> paths =
                cgroups.keySet().stream().filter(path -> !path.isTemplate()).toList();
        paths.forEach(path -> host.mkdir(path.text()));
        paths.forEach(path -> writeLimits(host.group(path.text()), path));
    }

    private void writeLimits(Group group, CgroupPath path) {
        for (LimitWrite limit : cgroups.getOrDefault(path, CgroupLimits.NONE).writes()) {
            var unused = host.write(
                    group, limit.file(), limit.value()); // refused: the limit stays as it was, as for an administrator
        }
    }

    /** Returns the cgroup of the next instance of a tenant, which is made if each has its own; null if that is refused. */
    @Nullable
    Group enter(Tenant tenant, int ordinal) {
        if (!tenant.hasOwnGroups()) {
            return host.group(tenant.cgroup.text());
        }
        Group group = host.tryMkdir(tenant.cgroup.forInstance(ordinal).text());
        if (group != null) {
            writeLimits(group, tenant.cgroup);
        }
        return group;
    }

    /** Removes the cgroup of an instance that ends, if it is its own. */
    void leave(Instance instance) {
        if (instance.ownsGroup) {
            host.rmdir(instance.group);
        }
    }
}
