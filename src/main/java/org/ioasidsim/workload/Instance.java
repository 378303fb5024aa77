package org.ioasidsim.workload;

import org.ioasidsim.host.Group;
import org.ioasidsim.kernel.VirtualMachine;
import org.ioasidsim.random.Streams;
import org.jspecify.annotations.Nullable;

/** One VM or container of a tenant while it lives. */
final class Instance {
    final Tenant tenant;
    final int index;
    final int ordinal;
    final long lifetimeKey;
    final long bindKey;
    final long afterKey;
    final long holdKey;
    final long thinkKey;
    final long leakKey;
    final long jitterKey;

    Group group;
    boolean ownsGroup;

    @Nullable
    VirtualMachine vm;

    Arrivals arrivals = () -> Double.POSITIVE_INFINITY;
    boolean isAlive = true;
    boolean isFull;
    int liveProcesses;
    int nextOrdinal;
    final Members members;
    int firstWaiting = LiveProcesses.NONE;
    int lastWaiting = LiveProcesses.NONE;

    Instance(Tenant tenant, int index, int ordinal, Group group, Streams streams) {
        this.tenant = tenant;
        this.index = index;
        this.members = new Members(index);
        this.ordinal = ordinal;
        this.group = group;
        String name = tenant.spec.name();
        lifetimeKey = streams.key(name, ordinal, "lifetime");
        bindKey = streams.key(name, ordinal, "bind");
        afterKey = streams.key(name, ordinal, "after");
        holdKey = streams.key(name, ordinal, "hold");
        thinkKey = streams.key(name, ordinal, "think");
        leakKey = streams.key(name, ordinal, "leak");
        jitterKey = streams.key(name, ordinal, "jitter");
    }

    /** Returns whether requests of this instance can be refused for what no other instance shares: a cgroup, or a VM's quota. */
    boolean hasOwnLimits() {
        return vm != null || ownsGroup;
    }
}
