package org.ioasidsim.workload;

import static org.ioasidsim.workload.LiveProcesses.NONE;
import static org.ioasidsim.workload.ProcessState.UNBOUND;

import java.util.HashMap;
import java.util.Map;
import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.Syscalls;
import org.ioasidsim.kernel.VirtualMachine;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** What the kernel keeps of a process from its fork to its exit: tasks and an address space, of the host or of a guest. */
final class Forks implements Kept {
    private final Host host;
    private final Syscalls syscalls;
    private final LiveProcesses processes;
    private final PrivateIds privateIds;
    private final ProcessTimers timers;
    private final Draws draws;
    private final Workers workers;

    /** The cgroups of processes that were moved alone, without their instance. */
    private final Map<Integer, Group> moved = new HashMap<>();

    /** Whether any process ever was. */
    private boolean hasMoved;

    Forks(Host host, LiveProcesses processes, PrivateIds privateIds, ProcessTimers timers, Draws draws) {
        this.timers = timers;
        this.draws = draws;
        this.workers = new Workers(host);
        this.host = host;
        this.syscalls = host.syscalls();
        this.processes = processes;
        this.privateIds = privateIds;
    }

    /** Forks a process; returns whether it is, else the kernel says which limit refused it. */
    boolean tryFork(int slot, Instance owner) {
        int mm = tryFork(owner);
        if (mm == NONE) {
            return false;
        }
        processes.setMm(slot, mm);
        return true;
    }

    /** Forks a process as above of which nothing is kept yet; returns its address space, or {@link LiveProcesses#NONE}. */
    int tryFork(Instance owner) {
        VirtualMachine vm = owner.vm;
        int mm = vm != null
                ? syscalls.tryForkGuest(vm)
                : syscalls.tryFork(owner.group.cgroup(), owner.user, owner.tenant.processes.threads());
        if (mm != NONE) {
            owner.liveProcesses++;
        }
        return mm;
    }

    /** Has a process that is bound fork its workers, which bind nothing; one whose fork is refused is missing, and no request is refused by that. */
    void forkWorkers(int slot, Instance owner) {
        ForksSpec spec = owner.tenant.processes.forks();
        for (int number = 0; spec != null && number < spec.children(); number++) {
            double lifeSeconds = draws.drawForWorker(spec.lifetimeSeconds(), owner.workerKey, slot, number);
            int mm = tryForkWorker(slot, owner);
            if (mm != NONE) {
                addWorker(slot, owner, mm, spec.inheritsFiles(), lifeSeconds);
            }
        }
    }

    private int tryForkWorker(int parent, Instance owner) {
        VirtualMachine vm = owner.vm;
        return vm != null
                ? syscalls.tryForkGuest(vm)
                : syscalls.tryForkChild(
                        processes.mm(parent), group(parent, owner).cgroup(), owner.user);
    }

    private void addWorker(int parent, Instance owner, int mm, boolean inheritsFiles, double lifeSeconds) {
        int slot = processes.allocate(owner.members);
        processes.setMm(slot, mm);
        owner.liveProcesses++;
        workers.add(slot, processes.mm(parent), inheritsFiles);
        processes.setState(slot, UNBOUND);
        timers.schedule(slot, timers.now() + lifeSeconds);
    }

    /** Ends the bond with {@code device} that a worker inherited, as the removal of the device does. */
    void endInherited(int slot, Instance owner, Device device) {
        workers.endInherited(slot, device, owner.vm != null);
    }

    /** Moves the tasks and the address space of a host's process, if it has forked, to another cgroup. */
    void move(int slot, Instance owner, Group to) {
        if (processes.isForked(slot)) {
            move(slot, owner, group(slot, owner), to);
            moved.remove(slot);
        }
    }

    private void move(int slot, Instance owner, Group from, Group to) {
        int mm = processes.mm(slot);
        if (owner.tenant.brokerPays) {
            syscalls.moveServed(mm, from.cgroup(), to.cgroup(), tasks(slot, owner));
        } else {
            syscalls.move(mm, from.cgroup(), to.cgroup(), tasks(slot, owner));
        }
    }

    /** Moves one process of the host alone to another cgroup, without its instance; returns whether it has forked, and so is one. */
    boolean tryMoveAlone(int slot, Instance owner, Group to) {
        if (!processes.isForked(slot)) {
            return false;
        }
        Group from = group(slot, owner);
        move(slot, owner, from, to);
        if (!owner.tenant.brokerPays) {
            host.moveCharges(processes.mm(slot), owner.tenant.index, from, to);
        }
        hasMoved = true;
        moved.put(slot, to);
        host.refresh(from);
        host.refresh(to);
        return true;
    }

    /** Has the kernel called in the name of a process from now on. */
    void actFor(int slot, Instance owner) {
        host.actFor(owner.tenant.index, group(slot, owner), owner.index);
    }

    /** Updates the gates of the cgroup of a process that was moved alone after something of it changed. */
    void refreshMoved(int slot) {
        Group group = hasMoved ? moved.get(slot) : null;
        if (group != null) {
            host.refresh(group);
        }
    }

    /** Returns whether a process was moved alone into {@code path} or below it. */
    boolean isMovedTo(int slot, CgroupPath path) {
        Group group = moved.get(slot);
        return group != null && new CgroupPath(group.cgroup().path()).isAtOrBelow(path);
    }

    /** Returns the cgroup of a process, which is its instance's unless it was moved alone. */
    private Group group(int slot, Instance owner) {
        return hasMoved ? moved.getOrDefault(slot, owner.group) : owner.group;
    }

    /** Lets a process exit, if it has forked: its bonds, its ids and its tasks end. */
    void exit(int slot, Instance owner) {
        privateIds.endUnmet(slot, owner);
        if (!processes.isForked(slot)) {
            return;
        }
        if (owner.vm == null) {
            exitHostProcess(slot, owner);
        } else {
            exitGuestProcess(slot);
        }
        forget(slot, owner);
    }

    /** Lets a process of the host exit, if it has forked, that has no private ids and no worker's files, and is no worker. */
    void exitAlone(int slot, Instance owner) {
        if (processes.isForked(slot)) {
            exitAlone(slot, owner, group(slot, owner));
        }
    }

    /** Calls the kernel in the name of such a process, which has forked, and lets it exit. */
    void actForAndExitAlone(int slot, Instance owner) {
        Group group = group(slot, owner);
        host.actFor(owner.tenant.index, group, owner.index);
        exitAlone(slot, owner, group);
    }

    private void exitAlone(int slot, Instance owner, Group group) {
        syscalls.exit(processes.mm(slot), group.cgroup(), owner.user, owner.tenant.processes.threads());
        forget(slot, owner);
    }

    private void exitHostProcess(int slot, Instance owner) {
        int mm = processes.mm(slot);
        Cgroup group = group(slot, owner).cgroup();
        if (workers.hasHeirs(mm)) {
            syscalls.exitAndLeave(mm, group, owner.user, tasks(slot, owner));
            workers.orphan(mm);
        } else {
            syscalls.exit(mm, group, owner.user, tasks(slot, owner));
        }
        workers.end(slot, false);
    }

    private void exitGuestProcess(int slot) {
        int mm = processes.mm(slot);
        if (workers.hasHeirs(mm)) {
            syscalls.exitGuestAndLeave(mm);
            workers.orphan(mm);
        } else {
            syscalls.exitGuest(mm);
        }
        workers.end(slot, true);
    }

    private int tasks(int slot, Instance owner) {
        return workers.isWorker(slot) ? 1 : owner.tenant.processes.threads();
    }

    /** Ends a process of a VM that ends itself, and lets go of what its guests hold, all at once. */
    void endWithVm(int slot, Instance owner) {
        privateIds.endUnmet(slot, owner);
        if (processes.isForked(slot)) {
            workers.forget(slot, processes.mm(slot));
            forget(slot, owner);
        }
    }

    private void forget(int slot, Instance owner) {
        owner.liveProcesses--;
        if (hasMoved) {
            endMoved(slot);
        }
        processes.setMm(slot, NONE);
        host.noteReleased();
    }

    private void endMoved(int slot) {
        Group group = moved.remove(slot);
        if (group != null) {
            host.refresh(group);
        }
    }

    @Override
    public void keep(StateTape tape) {
        workers.keep(tape);
        tape.keepEntries(moved);
        hasMoved |= !moved.isEmpty();
    }
}
