package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.VirtualMachine;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The instances of the run by their numbers, which are given once: of one that has ended nothing is kept but the number. Counts for each tenant the live
 * ones and those whose own limits are full.
 */
final class InstanceTable implements Kept {
    private final Host host;
    private final Simulation simulation;

    /** Those of each tenant that live, in the order of their starts. */
    private final List<Set<Instance>> alive = new ArrayList<>();

    /** How many of them, of each tenant, have full limits of their own. */
    private final int[] full;

    /** How many of the others have brokers in each state, and of each tenant. */
    private final int[][] brokers = new int[BrokerState.values().length][];

    private @Nullable Instance[] instances = new Instance[4];
    private int size;

    InstanceTable(Host host, Simulation simulation, int tenants) {
        this.host = host;
        this.simulation = simulation;
        this.full = new int[tenants];
        Arrays.setAll(brokers, state -> new int[tenants]);
        for (int i = 0; i < tenants; i++) {
            alive.add(new LinkedHashSet<>());
        }
    }

    /** Returns the instance of a number, which must live. */
    Instance at(int index) {
        Instance instance = instances[index];
        if (instance == null) {
            throw new IllegalStateException("instance " + index + " has ended");
        }
        return instance;
    }

    /** Returns the instance of a number, or null if it has ended. */
    @Nullable
    Instance find(int index) {
        return instances[index];
    }

    int size() {
        return size;
    }

    /** Returns the live instances of a tenant, in the order of their starts; copy them to end any meanwhile. */
    Set<Instance> alive(Tenant tenant) {
        return alive.get(tenant.index);
    }

    /** Adds an instance that starts; its index is the {@link #size()} before. */
    void add(Instance instance) {
        if (size == instances.length) {
            instances = Arrays.copyOf(instances, 2 * size);
        }
        instances[size++] = instance;
        alive(instance.tenant).add(instance);
        instance.isReviewed = instance.hasOwnLimits() || instance.hasOwnNumbers() || instance.tenant.broker != null;
        reviewLimits(instance);
        noteInstances(instance.tenant);
    }

    /** Notes that an instance has ended. */
    void end(Instance instance) {
        instance.isAlive = false;
        instances[instance.index] = null;
        alive(instance.tenant).remove(instance);
        if (instance.isFull) {
            full[instance.tenant.index]--;
        }
        countBroker(instance, BrokerState.NONE);
        noteInstances(instance.tenant);
    }

    /** Reviews, at once, all limits on the path of an instance after something of it changed. */
    void reviewLimits(Instance instance) {
        host.refresh(instance.group);
        if (instance.isReviewed) {
            reviewOwn(instance);
        }
    }

    /** Reviews the limits as above after something of an instance was given back and nothing taken. */
    void reviewGivenBack(Instance instance) {
        host.refreshGivenBack(instance.group);
        if (instance.isReviewed) {
            reviewOwn(instance);
        }
    }

    private void reviewOwn(Instance instance) {
        if (instance.isAlive && (instance.hasOwnLimits() || instance.hasOwnNumbers() || instance.isFull)) {
            noteWhetherFull(instance);
        }
        if (instance.isAlive && instance.tenant.broker != null) {
            noteBroker(instance);
        }
    }

    private void noteBroker(Instance instance) {
        BrokerState state = brokerState(instance, host.kernel());
        if (state != instance.brokerState) {
            countBroker(instance, state);
            noteInstances(instance.tenant);
        }
    }

    /** Returns what the next open by an instance's broker takes; one for a process that is bound itself always takes all. */
    private static BrokerState brokerState(Instance instance, Kernel kernel) {
        if (instance.isFull) {
            return BrokerState.NONE;
        } else if (instance.brokerMm == LiveProcesses.NONE) {
            return BrokerState.WITHOUT_BROKER;
        } else if (!instance.tenant.brokerBindsItself || kernel.pasid(instance.brokerMm) == 0) {
            return BrokerState.WITHOUT_ID;
        }
        return kernel.isBound(instance.brokerMm) ? BrokerState.BOUND : BrokerState.WITHOUT_BOND;
    }

    private void countBroker(Instance instance, BrokerState state) {
        int tenant = instance.tenant.index;
        brokers[instance.brokerState.ordinal()][tenant]--; // of NONE nobody asks for the number
        brokers[state.ordinal()][tenant]++;
        instance.brokerState = state;
    }

    private int brokers(Tenant tenant, BrokerState state) {
        return brokers[state.ordinal()][tenant.index];
    }

    /** Reviews the limits of the instance that has lost an idle id to the request just decided, if any: it has room again. */
    void reviewReclaimed() {
        int reclaimed = host.takeReclaimedInstance();
        if (reclaimed != Host.NO_INSTANCE) {
            reviewLimits(at(reclaimed));
        }
    }

    private void noteWhetherFull(Instance instance) {
        boolean isFull = isFull(instance);
        if (isFull != instance.isFull) {
            instance.isFull = isFull;
            full[instance.tenant.index] += isFull ? 1 : -1;
            noteInstances(instance.tenant);
        }
    }

    private void noteInstances(Tenant tenant) {
        int index = tenant.index;
        int live = alive(tenant).size();
        if (tenant.brokers != null) {
            tenant.brokers.instances(
                    live,
                    full[index],
                    brokers(tenant, BrokerState.WITHOUT_BROKER),
                    brokers(tenant, BrokerState.WITHOUT_ID),
                    brokers(tenant, BrokerState.WITHOUT_BOND));
        } else {
            tenant.congestion.instances(live, full[index], simulation.nowSeconds());
        }
    }

    /** Returns whether a request would be refused for what no other instance shares: its VM's set, quota or processes, its pid namespace, or its cgroup. */
    private static boolean isFull(Instance instance) {
        VirtualMachine vm = instance.vm;
        boolean vmIsFull = vm != null
                && (!vm.hasSet() || vm.isQuotaFull() || instance.liveProcesses >= instance.tenant.spec.guestPidMax());
        boolean lacksNumbers = vm == null && !instance.user.hasNumbers(instance.tenant.processes.threads());
        return vmIsFull || lacksNumbers || (instance.ownsGroup && instance.tenant.congestion.isFull(instance.group));
    }

    @Override
    public void keep(StateTape tape) {
        instances = tape.keepReferences(instances);
        size = tape.keep(size);
        alive.forEach(tape::keepElements);
        tape.keepInPlace(full);
        Arrays.stream(brokers).forEach(tape::keepInPlace);
        alive.forEach(ofTenant -> ofTenant.forEach(instance -> instance.keep(tape)));
    }
}
