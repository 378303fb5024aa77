package org.ioasidsim.workload;

import static org.ioasidsim.workload.ProcessState.HOLDING;
import static org.ioasidsim.workload.ProcessState.UNBOUND;

import java.util.Arrays;
import java.util.Objects;
import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.kernel.sva.Device;

/** Applies what happens to all processes of an instance at once, in the order of their arrivals, whichever slots they have. */
final class ProcessesOfInstance {
    private final Host host;
    private final LiveProcesses processes;
    private final ProcessTimers timers;
    private final InstanceTable instances;
    private final Forks forks;
    private final Bonds bonds;
    private final Brokers brokers;
    private final Requests requests;
    private final PrivateIds privateIds;
    private final Refusals refusals;
    private final ProcessLife life;

    ProcessesOfInstance(
            Host host,
            LiveProcesses processes,
            ProcessTimers timers,
            InstanceTable instances,
            Forks forks,
            Bonds bonds,
            Brokers brokers,
            Requests requests,
            PrivateIds privateIds,
            Refusals refusals,
            ProcessLife life) {
        this.host = host;
        this.processes = processes;
        this.timers = timers;
        this.instances = instances;
        this.forks = forks;
        this.bonds = bonds;
        this.brokers = brokers;
        this.requests = requests;
        this.privateIds = privateIds;
        this.refusals = refusals;
        this.life = life;
    }

    /** Ends the bonds of every process that is bound to {@code device}, as its removal does; each binds again at once. */
    void endBonds(Instance owner, Device device) {
        if (owner.tenant.processes.forks() != null) {
            for (int slot : processes.inOrder(owner.members)) {
                forks.actFor(slot, owner);
                forks.endInherited(slot, owner, device);
            }
        }
        for (int slot : processes.inOrder(owner.members)) {
            if (processes.state(slot) == HOLDING && bonds.isBound(slot, owner, device)) {
                bindAgain(slot, owner);
            }
        }
    }

    private void bindAgain(int slot, Instance owner) {
        double due = processes.dueSeconds(slot);
        double holdEnd = Double.isNaN(due) ? Double.POSITIVE_INFINITY : due;
        forks.actFor(slot, owner);
        bonds.unbind(slot, owner);
        if (bonds.hasId(slot, owner)) {
            bonds.rebind(slot, owner, holdEnd);
        } else {
            processes.setDueSeconds(slot, Double.NaN); // the end of the old hold counts no more, whatever comes now
            requests.request(slot, owner, holdEnd - timers.now());
        }
        instances.reviewLimits(owner);
    }

    /**
     * Takes ids of processes back until {@code amount} of a limit is, or none is left; returns how much was. A process that holds a bond hears of it,
     * and exits or asks for another one; one whose id is idle does not notice before it binds again.
     *
     * @param group the cgroup whose limit was lowered by {@code write}
     */
    long revoke(Instance owner, long amount, Cgroup group, LimitWrite write) {
        long revoked = owner.tenant.brokerBindsItself
                ? revokeOfBroker(owner, group, write)
                : revokeInOrder(owner, amount, group, write);
        host.refresh(owner.group);
        if (owner.tenant.broker != null) {
            host.refresh(owner.tenant.broker);
        }
        return revoked;
    }

    private long revokeInOrder(Instance owner, long amount, Cgroup group, LimitWrite write) {
        long revoked = 0;
        for (int slot : inOrderOfRevocation(owner)) {
            long charged = revoked < amount && processes.isForked(slot)
                    ? host.kernel().revocable(processes.mm(slot), write, group)
                    : 0;
            if (charged > 0) {
                revoke(slot, owner, group.path());
                revoked += charged;
            }
        }
        return revoked;
    }

    private int[] inOrderOfRevocation(Instance owner) {
        int[] slots = processes.inOrder(owner.members);
        for (int i = 0; host.revokesNewestFirst() && i < slots.length / 2; i++) {
            int newer = slots[slots.length - 1 - i];
            slots[slots.length - 1 - i] = slots[i];
            slots[i] = newer;
        }
        return slots;
    }

    private void revoke(int slot, Instance owner, String level) {
        forks.actFor(slot, owner);
        host.revoke(processes.mm(slot), level);
        if (processes.state(slot) == HOLDING) {
            refusals.report(owner);
            endFaulted(slot, owner, endFaultedHold(slot));
        }
    }

    /** Takes the one id of a broker back: all whose files it opened hear of it, before any of them asks for another. */
    private long revokeOfBroker(Instance owner, Cgroup group, LimitWrite write) {
        Group broker = Objects.requireNonNull(owner.tenant.broker);
        long charged = owner.brokerMm == LiveProcesses.NONE ? 0 : host.kernel().revocable(owner.brokerMm, write, group);
        if (charged > 0) {
            host.actFor(owner.tenant.index, broker, owner.index);
            host.revoke(owner.brokerMm, group.path());
            int[] victims = Arrays.stream(inOrderOfRevocation(owner))
                    .filter(slot -> processes.state(slot) == HOLDING && brokers.mm(slot, owner) == owner.brokerMm)
                    .toArray();
            double[] holdEnds = new double[victims.length];
            for (int i = 0; i < victims.length; i++) {
                refusals.report(owner);
                holdEnds[i] = endFaultedHold(victims[i]);
            }
            for (int i = 0; i < victims.length; i++) {
                forks.actFor(victims[i], owner);
                endFaulted(victims[i], owner, holdEnds[i]);
            }
            instances.reviewLimits(owner);
        }
        return charged;
    }

    /** Ends the hold of a process whose device faults; returns when it would have ended. */
    private double endFaultedHold(int slot) {
        double due = processes.dueSeconds(slot);
        processes.setDueSeconds(slot, Double.NaN); // the end of the hold counts no more, whatever comes now
        processes.setState(slot, UNBOUND);
        return Double.isNaN(due) ? Double.POSITIVE_INFINITY : due;
    }

    private void endFaulted(int slot, Instance owner, double holdEnd) {
        if (host.revocationEndsVictim()) {
            life.exit(slot, owner);
        } else {
            requests.request(slot, owner, holdEnd - timers.now());
        }
        instances.reviewLimits(owner);
    }

    /** Moves the tasks and address spaces to another cgroup; those of a guest are in none. */
    void move(Instance owner, Group to) {
        if (owner.vm == null) {
            for (int slot : processes.inOrder(owner.members)) {
                forks.move(slot, owner, to);
            }
        }
    }

    /** Moves up to {@code count} processes of the host, the oldest first, alone to another cgroup; returns how many. */
    int moveAlone(Instance owner, Group to, int count) {
        int moved = 0;
        for (int slot : processes.inOrder(owner.members)) {
            if (moved == count) {
                break;
            }
            moved += forks.tryMoveAlone(slot, owner, to) ? 1 : 0;
        }
        return moved;
    }

    /** Ends the processes of an instance that were moved alone into {@code path} or below it, as cgroup.kill does. */
    void killMovedTo(Instance owner, CgroupPath path) {
        for (int slot : processes.inOrder(owner.members, member -> forks.isMovedTo(member, path))) {
            forks.actFor(slot, owner);
            requests.end(slot, owner);
            life.exit(slot, owner);
        }
        instances.reviewLimits(owner);
    }

    /** Kills the broker of an instance, as cgroup.kill of its cgroup does; the files that it passed on stay open. */
    void killBroker(Instance owner) {
        Group broker = Objects.requireNonNull(owner.tenant.broker);
        host.actFor(owner.tenant.index, broker, owner.index);
        brokers.kill(owner, broker, processes.inOrder(owner.members, slot -> processes.state(slot) == HOLDING));
        host.noteReleased();
        instances.reviewLimits(owner);
    }

    /** Ends every process of an instance that ends itself; with a VM, which lets go of what its guests hold, they need not exit. */
    void end(Instance owner) {
        for (int slot : processes.inOrder(owner.members)) {
            requests.end(slot, owner);
            if (owner.vm != null) {
                forks.endWithVm(slot, owner);
            } else {
                forks.exit(slot, owner);
                brokers.closed(slot);
            }
            processes.remove(slot, owner.members);
        }
        owner.members.end();
    }

    /** Reports every request that is unmet at the end of the run. */
    void reportOpen(Instance owner) {
        for (int slot : processes.inOrder(owner.members, this::isUnmet)) {
            requests.reportOpen(slot, owner);
            privateIds.reportOpen(slot, owner);
        }
    }

    private boolean isUnmet(int slot) {
        return requests.isUnmet(slot) || processes.privateUnmet(slot) > 0;
    }

    /** Returns how many processes hold without end. */
    long countLeaked(Instance owner) {
        long leaked = 0;
        for (int i = 0; i < owner.members.count(); i++) {
            int slot = owner.members.at(i);
            leaked +=
                    processes.state(slot) == HOLDING && processes.dueSeconds(slot) == Double.POSITIVE_INFINITY ? 1 : 0;
        }
        return leaked;
    }
}
