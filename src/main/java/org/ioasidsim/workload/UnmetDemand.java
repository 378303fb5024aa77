package org.ioasidsim.workload;

import static org.ioasidsim.workload.ProcessState.FALLEN_BACK;
import static org.ioasidsim.workload.ProcessState.UNMET_DEMAND;

/**
 * Requests that will never be granted: unmet until the hold drawn for them would have ended, had it begun at their arrival. Where the process lives
 * on without an id, it has fallen back; where it gives up, it exits, and its demand keeps the slot.
 */
final class UnmetDemand {
    private final WorkloadListener listener;
    private final LiveProcesses processes;
    private final ProcessTimers timers;
    private final Forks forks;
    private final Thinking thinking;

    UnmetDemand(
            WorkloadListener listener, LiveProcesses processes, ProcessTimers timers, Forks forks, Thinking thinking) {
        this.listener = listener;
        this.processes = processes;
        this.timers = timers;
        this.forks = forks;
        this.thinking = thinking;
    }

    /** Lets a process that was refused for good live on without an id. */
    void fallBack(int slot, Instance owner) {
        listener.gaveUp(owner.tenant.index, processes.arrivalSeconds(slot));
        processes.setState(slot, FALLEN_BACK);
        double until = Math.max(timers.now(), holdEnd(slot));
        timers.schedule(slot, timers.beforeLifeEnd(slot, owner.tenant, until));
    }

    /** Ends the unmet request of a process that lives on. */
    void endFallBack(int slot, Instance owner) {
        listener.unmetEnded(owner.tenant.index, processes.arrivalSeconds(slot));
        processes.closeRequest(slot);
    }

    /** Lets a process that was refused for good exit; its demand remains. A source goes on at once, so that demand has a slot of its own. */
    void giveUp(int slot, Instance owner) {
        listener.gaveUp(owner.tenant.index, processes.arrivalSeconds(slot));
        forks.exit(slot, owner);
        double until = holdEnd(slot);
        if (processes.isSource(slot)) {
            leaveUnmetDemand(copyRequest(slot, owner), owner, until);
            processes.closeRequest(slot);
            thinking.beforeNextProcess(slot, owner);
        } else {
            leaveUnmetDemand(slot, owner, until);
        }
    }

    /** Returns a fresh slot with a request that arrived when that of {@code slot} did. */
    private int copyRequest(int slot, Instance owner) {
        double arrivalSeconds = processes.arrivalSeconds(slot);
        int copy = processes.allocate(owner.members);
        processes.openRequest(copy);
        processes.setArrivalSeconds(copy, arrivalSeconds);
        return copy;
    }

    private void leaveUnmetDemand(int slot, Instance owner, double untilSeconds) {
        processes.setState(slot, UNMET_DEMAND);
        if (untilSeconds <= timers.now()) {
            end(slot, owner);
        } else {
            timers.schedule(slot, untilSeconds);
        }
    }

    /** Ends the demand of a process that is gone. */
    void end(int slot, Instance owner) {
        listener.unmetEnded(owner.tenant.index, processes.arrivalSeconds(slot));
        processes.remove(slot, owner.members);
    }

    private double holdEnd(int slot) {
        return processes.arrivalSeconds(slot) + processes.holdSeconds(slot);
    }
}
