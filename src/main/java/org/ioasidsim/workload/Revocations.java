package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.LimitWrite;

/**
 * Takes ids in use back where a write leaves less than is charged, if the policy does so: from processes whose bonds are charged to the cgroup or
 * below it, wherever they live.
 */
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
        if (!host.revokes() || write.resource().isEmpty()) {
            return;
        }
        long tooMuch = host.kernel().overcharge(write, group);
        List<Instance> alive = tooMuch > 0 ? alive() : List.of();
        for (Instance instance : alive) {
            tooMuch -= tooMuch > 0 ? processes.revoke(instance, tooMuch, group, write) : 0;
        }
    }

    private List<Instance> alive() {
        List<Instance> alive = new ArrayList<>();
        tenants.forEach(life -> alive.addAll(instances.alive(life.tenant())));
        if (host.revokesNewestFirst()) {
            Collections.reverse(alive);
        }
        return alive;
    }
}
