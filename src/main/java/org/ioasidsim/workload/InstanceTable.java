package org.ioasidsim.workload;

import java.util.Arrays;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.VirtualMachine;
import org.ioasidsim.sim.Simulation;

/** Every instance of the run, alive or gone, and what is known of their own limits. */
final class InstanceTable {
    private final Host host;
    private final Simulation simulation;
    private Instance[] instances = new Instance[4];
    private int size;

    InstanceTable(Host host, Simulation simulation) {
        this.host = host;
        this.simulation = simulation;
    }

    Instance at(int index) {
        return instances[index];
    }

    int size() {
        return size;
    }

    void add(Instance instance) {
        if (size == instances.length) {
            instances = Arrays.copyOf(instances, 2 * size);
        }
        instances[size++] = instance;
        instance.tenant.alive.add(instance);
        reviewLimits(instance);
        instance.tenant.tellCongestion(simulation.nowSeconds());
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
    void reviewLimits(Instance instance) {
        host.refresh(instance.group);
        if (instance.isAlive && (instance.hasOwnLimits() || instance.isFull)) {
            noteWhetherFull(instance);
        }
    }

    /** Looks again at the limits of the instance that has lost an idle id to the request just decided, if any: it has room again. */
    void reviewReclaimed() {
        int reclaimed = host.takeRobbed();
        if (reclaimed != Host.NO_INSTANCE) {
            reviewLimits(at(reclaimed));
        }
    }

    private void noteWhetherFull(Instance instance) {
        boolean full = isFull(instance);
        if (full != instance.isFull) {
            instance.isFull = full;
            instance.tenant.fullInstances += full ? 1 : -1;
            instance.tenant.tellCongestion(simulation.nowSeconds());
        }
    }

    private static boolean isFull(Instance instance) {
        VirtualMachine vm = instance.vm;
        boolean vmIsFull = vm != null
                && (!vm.hasSet() || vm.isQuotaFull() || instance.liveProcesses >= instance.tenant.spec.guestPidMax());
        return vmIsFull || (instance.ownsGroup && instance.tenant.congestion.isFull(instance.group));
    }
}
