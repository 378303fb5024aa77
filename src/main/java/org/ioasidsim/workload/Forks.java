package org.ioasidsim.workload;

import static org.ioasidsim.workload.LiveProcesses.NONE;

import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.Syscalls;
import org.ioasidsim.kernel.VirtualMachine;

/** What the kernel keeps of a process from its fork to its exit: tasks and an address space, of the host or of a guest. */
final class Forks {
    private final Host host;
    private final Syscalls syscalls;
    private final LiveProcesses processes;
    private final PrivateIds privateIds;

    Forks(Host host, LiveProcesses processes, PrivateIds privateIds) {
        this.host = host;
        this.syscalls = host.syscalls();
        this.processes = processes;
        this.privateIds = privateIds;
    }

    /** Forks a process; returns whether it is, else the kernel says which limit refused it. */
    boolean tryFork(int slot, Instance owner) {
        VirtualMachine vm = owner.vm;
        int mm = vm != null
                ? syscalls.tryForkGuest(vm)
                : syscalls.tryFork(
                        owner.group.cgroup(),
                        owner.tenant.user,
                        owner.tenant.spec.processes().threads());
        if (mm == NONE) {
            return false;
        }
        processes.setMm(slot, mm);
        owner.liveProcesses++;
        return true;
    }

    /** Moves the tasks and the address space of a host's process, if it has forked, to another cgroup. */
    void move(int slot, Instance owner, Group to) {
        if (processes.isForked(slot)) {
            syscalls.move(
                    processes.mm(slot),
                    owner.group.cgroup(),
                    to.cgroup(),
                    owner.tenant.spec.processes().threads());
        }
    }

    /** Lets a process exit, if it has forked: its bonds, its ids and its tasks end. */
    void exit(int slot, Instance owner) {
        privateIds.endUnmet(slot, owner);
        if (!processes.isForked(slot)) {
            return;
        }
        if (owner.vm == null) {
            syscalls.exit(
                    processes.mm(slot),
                    owner.group.cgroup(),
                    owner.tenant.user,
                    owner.tenant.spec.processes().threads());
        } else {
            syscalls.exitGuest(processes.mm(slot));
        }
        forget(slot, owner);
    }

    /** Ends a process of a VM that ends itself, and lets go of what its guests hold, all at once. */
    void endWithVm(int slot, Instance owner) {
        privateIds.endUnmet(slot, owner);
        if (processes.isForked(slot)) {
            forget(slot, owner);
        }
    }

    private void forget(int slot, Instance owner) {
        owner.liveProcesses--;
        processes.setMm(slot, NONE);
        host.noteReleased();
    }
}
