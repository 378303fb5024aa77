package org.ioasidsim.workload;

import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.Syscalls;

/**
 * The private ids of processes: asked for when the process is first bound, each a request of its own, and given back when it ends. A
 * refused one is not tried again, and counts as unmet until the process ends.
 */
final class PrivateIds {
    private final Syscalls syscalls;
    private final WorkloadListener listener;
    private final LiveProcesses processes;
    private final ProcessTimers timers;
    private final InstanceTable instances;
    private final Refusals refusals;

    PrivateIds(
            Host host,
            WorkloadListener listener,
            LiveProcesses processes,
            ProcessTimers timers,
            InstanceTable instances,
            Refusals refusals) {
        this.syscalls = host.syscalls();
        this.listener = listener;
        this.processes = processes;
        this.timers = timers;
        this.instances = instances;
        this.refusals = refusals;
    }

    /** Asks for the ids of a process that was granted its first bond. */
    void request(int slot, Instance owner, double holdSeconds) {
        processes.setPrivateArrivalSeconds(slot, timers.now());
        for (int i = owner.tenant.privateIds; i > 0; i--) {
            boolean isGranted = syscalls.tryAllocPrivate(processes.mm(slot));
            instances.reviewReclaimed();
            if (isGranted) {
                listener.grantedAtOnce(owner.tenant.index, holdSeconds);
            } else {
                refuse(slot, owner);
            }
        }
    }

    private void refuse(int slot, Instance owner) {
        int tenant = owner.tenant.index;
        listener.requested(tenant);
        listener.attempted(tenant, timers.now());
        refusals.report(owner);
        listener.refusedFirst(tenant);
        listener.gaveUp(tenant, timers.now());
        processes.addPrivateUnmet(slot, 1);
    }

    /** Ends the unmet requests of a process that ends. */
    void endUnmet(int slot, Instance owner) {
        if (owner.tenant.privateIds == 0) {
            return;
        }
        for (; processes.privateUnmet(slot) > 0; processes.addPrivateUnmet(slot, -1)) {
            listener.unmetEnded(owner.tenant.index, processes.privateArrivalSeconds(slot));
        }
    }

    /** Reports the requests of a process that are unmet at the end of the run. */
    void reportOpen(int slot, Instance owner) {
        for (int i = processes.privateUnmet(slot); i > 0; i--) {
            listener.openAtEnd(owner.tenant.index, processes.privateArrivalSeconds(slot), true);
        }
    }
}
