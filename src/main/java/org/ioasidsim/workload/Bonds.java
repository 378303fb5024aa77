package org.ioasidsim.workload;

import static org.ioasidsim.workload.ProcessState.HOLDING;
import static org.ioasidsim.workload.ProcessState.REBINDING;
import static org.ioasidsim.workload.ProcessState.THINKING;
import static org.ioasidsim.workload.ProcessState.UNBOUND;

import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.sva.Device;

/**
 * The bonds of a process with its devices: made, held, ended, and made again. Binding again is no request if the address space has kept its
 * id, but the lock and the other limits still apply.
 */
final class Bonds {
    private final Host host;
    private final Kernel kernel;
    private final LiveProcesses processes;
    private final ProcessTimers timers;
    private final InstanceTable instances;
    private final Refusals refusals;
    private final Brokers brokers;

    Bonds(
            Host host,
            LiveProcesses processes,
            ProcessTimers timers,
            InstanceTable instances,
            Refusals refusals,
            Brokers brokers) {
        this.brokers = brokers;
        this.host = host;
        this.kernel = host.kernel();
        this.processes = processes;
        this.timers = timers;
        this.instances = instances;
        this.refusals = refusals;
    }

    /** Queues for the lock of binds where there is one; returns when the kernel will have decided, which is now when binds cost nothing. */
    double decidedAt(Instance owner) {
        return host.bindDecidedAt(owner.tenant.bindsAny ? 1 : owner.tenant.devices.length);
    }

    /** Returns the same for a process whose fork had its CPU flush its TLB {@code flushes} times first. */
    double decidedAt(Instance owner, long flushes) {
        return host.bindDecidedAt(owner.tenant.devices.length, flushes);
    }

    /** Binds a forked process to all its devices or to none; returns whether it is bound. */
    boolean tryBind(int slot, Instance owner) {
        boolean isBound = tryBindDevices(slot, owner);
        instances.reviewReclaimed();
        return isBound;
    }

    private boolean tryBindDevices(int slot, Instance owner) {
        Tenant tenant = owner.tenant;
        Group broker = tenant.broker;
        if (broker != null) {
            return brokers.tryStart(owner, broker) && tryOpenFor(slot, owner, broker);
        }
        return tryBindDevices(processes.mm(slot), tenant);
    }

    private boolean tryBindDevices(int mm, Tenant tenant) {
        return tenant.bindsAny ? host.tryBindAny(mm, tenant.devices) : host.tryBindAll(mm, tenant.devices);
    }

    /** Binds the address space of a process without a broker as {@link #tryBind} does. */
    boolean tryBindAlone(int mm, Tenant tenant) {
        boolean isBound = tryBindDevices(mm, tenant);
        instances.reviewReclaimed();
        return isBound;
    }

    /** Has the broker open the devices for a process of its instance; in the policy's books the cgroup pays that misc charges. */
    private boolean tryOpenFor(int slot, Instance owner, Group broker) {
        if (owner.tenant.brokerPays) {
            host.actFor(owner.tenant.index, broker, owner.index);
        }
        boolean isBound = host.tryBindAll(mm(slot, owner), owner.tenant.devices, owner.brokerMm, processes.mm(slot));
        host.refresh(broker);
        return isBound;
    }

    /** Returns the address space that a process's opens bind: its own, or its broker's. */
    private int mm(int slot, Instance owner) {
        return owner.tenant.brokerBindsItself ? brokers.mm(slot, owner) : processes.mm(slot);
    }

    /** Returns whether a forked process is bound to {@code device}. */
    boolean isBound(int slot, Instance owner, Device device) {
        int mm = mm(slot, owner);
        return mm != LiveProcesses.NONE && kernel.isBound(mm, device);
    }

    /** Lets a process that is bound hold its bond until {@code untilSeconds}; infinite for one that never lets go. */
    void hold(int slot, Instance owner, double untilSeconds) {
        // One that leaks its id outlives its own end too: only its instance's end takes the id back.
        double end = untilSeconds < Double.POSITIVE_INFINITY
                ? timers.beforeLifeEnd(slot, owner.tenant, untilSeconds)
                : untilSeconds;
        timers.schedule(slot, HOLDING, end);
    }

    /** Returns whether the address space of a forked process has an id, as it may keep one between bonds. */
    boolean hasId(int slot, Instance owner) {
        int mm = mm(slot, owner);
        return mm != LiveProcesses.NONE && kernel.pasid(mm) != 0;
    }

    void unbind(int slot, Instance owner) {
        if (owner.tenant.bindsAny) {
            host.unbindBound(mm(slot, owner), owner.tenant.devices);
        } else if (owner.tenant.broker != null) {
            unbindBrokered(slot, owner, owner.tenant.broker);
        } else {
            host.unbindAll(processes.mm(slot), owner.tenant.devices);
        }
        host.noteReleased();
    }

    private void unbindBrokered(int slot, Instance owner, Group broker) {
        int mm = mm(slot, owner);
        if (brokers.tryTakeLast(slot)) {
            host.unbindAllAndDrop(mm, owner.tenant.devices, processes.mm(slot));
        } else {
            host.unbindAll(mm, owner.tenant.devices, processes.mm(slot));
            brokers.closed(slot);
        }
        host.refresh(broker);
    }

    /** Closes the files that a process that ends got from a broker; what its own address space is bound to ends with that. */
    void closeBrokered(int slot, Instance owner) {
        if (owner.tenant.brokerBindsItself && processes.state(slot) == HOLDING) {
            unbind(slot, owner);
        }
    }

    /** Binds a process again that has kept its id, to hold until {@code holdEndSeconds}. */
    void rebind(int slot, Instance owner, double holdEndSeconds) {
        processes.openRequest(slot);
        processes.setHoldSeconds(slot, holdEndSeconds - timers.now());
        processes.setArrivalSeconds(slot, timers.now());
        double decidedAt = decidedAt(owner);
        processes.setState(slot, REBINDING);
        if (decidedAt > timers.now()) {
            timers.schedule(slot, decidedAt);
        } else {
            decideRebind(slot, owner);
        }
    }

    /** Ends the time that a bind of a process that kept its id takes. */
    void decideRebind(int slot, Instance owner) {
        double end = Math.max(timers.now(), processes.arrivalSeconds(slot) + processes.holdSeconds(slot));
        processes.closeRequest(slot);
        if (tryBindDevices(slot, owner)) {
            hold(slot, owner, end);
            return;
        }
        refusals.report(owner);
        processes.setState(slot, owner.tenant.bindsInCycles ? THINKING : UNBOUND);
        timers.schedule(slot, Math.min(end, timers.lifeEnd(slot)));
    }
}
