package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.kernel.cgroup.Resource;

/** Takes ids in use back where a write leaves less than is charged, if the policy does so: from processes of the cgroup and those below it. */
final class Revocations {
    private final Host host;
    private final InstanceTable instances;
    private final ProcessesOfInstance processes;
    private final List<TenantLife> tenants;

    Revocations(Host host, List<TenantLife> tenants, InstanceTable instances, ProcessesOfInstance processes) {
        this.host = host;
        this.tenants = List.copyOf(tenants);
        this.instances = instances;
        this.processes = processes;
    }

    /** Carries out what the policy does after {@code write} to a file of {@code group}. */
    void after(Cgroup group, LimitWrite write) {
        Resource resource = write.resource().orElse(Resource.PIDS);
        boolean isOfIds = resource == Resource.MISC_PASID || resource == Resource.IOASIDS;
        if (!host.revokes() || !isOfIds) {
            return;
        }
        long tooMany = group.usage(resource) - group.limit(resource);
        List<Instance> below = below(group, resource);
        if (host.revokesNewestFirst()) {
            Collections.reverse(below);
        }
        for (Instance instance : below) {
            tooMany -= tooMany > 0 ? processes.revoke(instance, tooMany, group.path()) : 0;
        }
    }

    private List<Instance> below(Cgroup group, Resource resource) {
        List<Instance> below = new ArrayList<>();
        for (TenantLife life : tenants) {
            for (Instance instance : instances.alive(life.tenant())) {
                if (isBelow(instance.group.cgroup(), group) && isCharged(instance, resource)) {
                    below.add(instance);
                }
            }
        }
        return below;
    }

    /** Returns whether the ids of an instance are charged to the resource: those that guests number themselves are not, nor as posted those of the host. */
    private boolean isCharged(Instance instance, Resource resource) {
        if (instance.vm != null) {
            return instance.vm.kindOfIds() != GuestIds.NONE;
        }
        return resource == Resource.MISC_PASID || host.kernel().config().ioasids() != IoasidsFlavour.AS_POSTED;
    }

    private static boolean isBelow(Cgroup cgroup, Cgroup above) {
        for (Cgroup at = cgroup; at != null; at = at.parent()) {
            if (at == above) {
                return true;
            }
        }
        return false;
    }
}
