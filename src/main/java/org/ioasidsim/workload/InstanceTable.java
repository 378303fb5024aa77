package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.VirtualMachine;
import org.ioasidsim.sim.Simulation;

/** Every instance of the run, alive or gone, and what is known of their own limits. */
final class InstanceTable {
    private final Host host;
    private final Simulation simulation;
    private final List<Instance> instances = new ArrayList<>();

    InstanceTable(Host host, Simulation simulation) {
        this.host = host;
        this.simulation = simulation;
    }

    Instance at(int index) {
        return instances.get(index);
    }

    int size() {
        return instances.size();
    }

    void add(Instance instance) {
        instances.add(instance);
        instance.tenant.alive.add(instance);
        instance.isFull = false;
        touched(instance);
    }

    void end(Instance instance) {
        instance.isAlive = false;
        instance.tenant.alive.remove(instance);
        if (instance.isFull) {
            instance.tenant.fullInstances--;
        }
        instance.tenant.tellCongestion(simulation.nowSeconds());
    }

    /** Looks again at all limits on the path of an instance after something of it changed. */
    void touched(Instance instance) {
        host.refresh(instance.group);
        if (!instance.isAlive) {
            return;
        }
        boolean full = isFull(instance);
        if (full != instance.isFull) {
            instance.isFull = full;
            instance.tenant.fullInstances += full ? 1 : -1;
        }
        instance.tenant.tellCongestion(simulation.nowSeconds());
    }

    private static boolean isFull(Instance instance) {
        VirtualMachine vm = instance.vm;
        boolean vmIsFull = vm != null
                && (!vm.hasSet() || vm.isQuotaFull() || instance.liveProcesses >= instance.tenant.spec.guestPidMax());
        return vmIsFull || (instance.ownsGroup && instance.tenant.congestion.isFull(instance.group));
    }
}
