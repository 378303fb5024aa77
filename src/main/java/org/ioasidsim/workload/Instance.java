package org.ioasidsim.workload;

import org.ioasidsim.host.Group;
import org.ioasidsim.kernel.VirtualMachine;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.ioasid.PidNumbers;
import org.ioasidsim.random.Streams;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** One VM or container of a tenant, and the keys of its random numbers. */
final class Instance implements Kept {
    final Tenant tenant;

    /** Whose host tasks it has: the tenant's user, in the pid namespace of this instance if it has one. */
    final User user;

    final int index;
    final int ordinal;
    final long lifetimeKey;
    final long bindKey;
    final long afterKey;
    final long holdKey;
    final long thinkKey;
    final long leakKey;
    final long jitterKey;
    final long workerKey;

    /** The cgroup that its processes are in, its own or a shared one. */
    Group group;

    boolean ownsGroup;

    @Nullable
    VirtualMachine vm;

    /** The address space of its broker, if it has one. */
    int brokerMm = LiveProcesses.NONE;

    Arrivals arrivals = Arrivals.NONE;

    /** When its VM attaches a PASID itself. */
    Arrivals attaches = Arrivals.NONE;

    /** How often that was tried. */
    int attached;

    boolean isAlive = true;

    /** Whether its own limits would refuse a request. */
    boolean isFull;

    /** Whether what it does may change {@link #isFull} or {@link #brokerState}: it has, or had, limits of its own or a broker. */
    boolean isReviewed;

    /** What the next open by its broker takes, as it was counted. */
    BrokerState brokerState = BrokerState.NONE;

    /** Processes that have forked and not ended. */
    int liveProcesses;

    /** The number of the next process or source in the order of arrivals. */
    int nextOrdinal;

    final Members members;

    /** The ends of the chain of its requests in {@link WaitQueue}. */
    int firstWaiting = LiveProcesses.NONE;

    int lastWaiting = LiveProcesses.NONE;

    Instance(Tenant tenant, int index, int ordinal, Group group, Streams streams) {
        this.tenant = tenant;
        long pidMax = tenant.spec.namespacePidMax();
        this.user = pidMax == Long.MAX_VALUE ? tenant.user : tenant.user.inNamespace(PidNumbers.tasks(pidMax));
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
        workerKey = streams.key(name, ordinal, "worker");
    }

    /** Returns whether it has a pid namespace of its own. */
    boolean hasOwnNumbers() {
        return user != tenant.user;
    }

    /** Returns whether it has limits that no other instance shares: those of a cgroup, or of a VM. */
    boolean hasOwnLimits() {
        return vm != null || ownsGroup;
    }

    @Override
    public void keep(StateTape tape) {
        group = tape.keepReference(group);
        if (hasOwnNumbers()) {
            user.keep(tape);
        }
        vm = tape.keepReference(vm);
        if (vm != null) {
            vm.keep(tape);
        }
        brokerMm = tape.keep(brokerMm);
        arrivals = tape.keepReference(arrivals);
        arrivals.keep(tape);
        attaches = tape.keepReference(attaches);
        attaches.keep(tape);
        attached = tape.keep(attached);
        isAlive = tape.keep(isAlive);
        isFull = tape.keep(isFull);
        brokerState = tape.keepReference(brokerState);
        liveProcesses = tape.keep(liveProcesses);
        nextOrdinal = tape.keep(nextOrdinal);
        members.keep(tape);
        firstWaiting = tape.keep(firstWaiting);
        lastWaiting = tape.keep(lastWaiting);
    }
}
