package org.ioasidsim.workload;

import static org.ioasidsim.workload.ProcessState.BINDING;
import static org.ioasidsim.workload.ProcessState.FALLEN_BACK;
import static org.ioasidsim.workload.ProcessState.PAUSING;
import static org.ioasidsim.workload.ProcessState.UNMET_DEMAND;
import static org.ioasidsim.workload.ProcessState.WAITING;

import org.ioasidsim.host.Host;

/**
 * A process's request for all its bonds: asked, then granted, or refused, and then retried after a pause, put in the policy's queue, or given up.
 * The fork is part of it where the process has not forked yet.
 */
final class Requests {
    private final Host host;
    private final WorkloadListener listener;
    private final LiveProcesses processes;
    private final ProcessTimers timers;
    private final InstanceTable instances;
    private final WaitQueue waiting;
    private final Draws draws;
    private final Forks forks;
    private final Bonds bonds;
    private final PrivateIds privateIds;
    private final Refusals refusals;
    private final UnmetDemand unmet;

    Requests(
            Host host,
            WorkloadListener listener,
            LiveProcesses processes,
            ProcessTimers timers,
            InstanceTable instances,
            WaitQueue waiting,
            Draws draws,
            Forks forks,
            Bonds bonds,
            PrivateIds privateIds,
            Refusals refusals,
            UnmetDemand unmet) {
        this.host = host;
        this.listener = listener;
        this.processes = processes;
        this.timers = timers;
        this.instances = instances;
        this.waiting = waiting;
        this.draws = draws;
        this.forks = forks;
        this.bonds = bonds;
        this.privateIds = privateIds;
        this.refusals = refusals;
        this.unmet = unmet;
    }

    /** The outcome of a try. */
    private enum Try {
        GRANTED,
        REFUSED,

        /** The fork is done; the kernel decides on the binds later. */
        PENDING
    }

    /** Tries a request that arrives now. */
    void request(int slot, Instance owner, double holdSeconds) {
        Try outcome = ask(slot, owner);
        if (outcome == Try.GRANTED) {
            // Most are: nothing is kept of them, and the listener is called once.
            listener.grantedAtOnce(owner.tenant.index, holdSeconds);
            holdGranted(slot, owner, holdSeconds);
            return;
        }
        open(slot, owner, holdSeconds);
        if (outcome == Try.REFUSED) {
            refused(slot, owner);
        }
    }

    /**
     * Tries the request of a process that arrives now, as {@link #request} does, before anything is kept of the process, which most are granted: then
     * its record is written once.
     *
     * @param ordinal its number among its instance's arrivals
     */
    void requestFirst(Instance owner, int ordinal, double holdSeconds) {
        Tenant tenant = owner.tenant;
        int mm = forks.tryFork(owner);
        if (mm != LiveProcesses.NONE) {
            host.countBinds(tenant.devices.length);
            if (bonds.tryBindAlone(mm, tenant)) {
                listener.grantedAtOnce(tenant.index, holdSeconds);
                timers.addHolding(owner.members, mm, timers.now() + holdSeconds);
                return;
            }
        }
        int slot = processes.allocate(owner.members);
        if (tenant.drawsLater) {
            processes.setOrdinal(slot, ordinal);
        }
        processes.setMm(slot, mm);
        open(slot, owner, holdSeconds);
        refused(slot, owner);
    }

    /** Has a request arrive now whose process was refused its fork before it came to bind. */
    void requestUnforked(int slot, Instance owner, double holdSeconds) {
        open(slot, owner, holdSeconds);
        refused(slot, owner);
    }

    /** Asks for all that a request needs, in the kernel's order: the fork, the turn at the lock of binds, the bonds. */
    private Try ask(int slot, Instance owner) {
        if (!host.bindsAtOnce()) {
            return askInTurn(slot, owner);
        }
        if (!processes.isForked(slot) && !forks.tryFork(slot, owner)) {
            return Try.REFUSED;
        }
        host.countBinds(owner.tenant.devices.length);
        return bonds.tryBind(slot, owner) ? Try.GRANTED : Try.REFUSED;
    }

    /** Asks as above where binds take time. */
    private Try askInTurn(int slot, Instance owner) {
        long flushes = host.tlbFlushes();
        if (!processes.isForked(slot) && !forks.tryFork(slot, owner)) {
            return Try.REFUSED;
        }
        double decidedAt = bonds.decidedAt(owner, host.tlbFlushes() - flushes);
        if (decidedAt > timers.now()) {
            processes.setState(slot, BINDING);
            timers.schedule(slot, decidedAt);
            return Try.PENDING;
        }
        return bonds.tryBind(slot, owner) ? Try.GRANTED : Try.REFUSED;
    }

    /** Begins what is kept of a request that arrives now and is tried for the first time. */
    private void open(int slot, Instance owner, double holdSeconds) {
        processes.openRequest(slot);
        processes.setHoldSeconds(slot, holdSeconds);
        processes.setArrivalSeconds(slot, timers.now());
        processes.setAttempts(slot, 0);
        listener.requested(owner.tenant.index);
        countAttempt(slot, owner);
    }

    private void countAttempt(int slot, Instance owner) {
        processes.setAttempts(slot, processes.attempts(slot) + 1);
        listener.attempted(owner.tenant.index, processes.arrivalSeconds(slot));
    }

    /** Ends the time that a request's binds take. */
    void decideBind(int slot, Instance owner) {
        decided(slot, owner, bonds.tryBind(slot, owner) ? Try.GRANTED : Try.REFUSED);
    }

    /** Ends a pause: tries again, or gives up at the end of the process's life. */
    void retry(int slot, Instance owner) {
        if (timers.isLifeOver(slot, owner.tenant)) {
            unmet.giveUp(slot, owner);
        } else {
            countAttempt(slot, owner);
            decided(slot, owner, ask(slot, owner));
        }
    }

    private void decided(int slot, Instance owner, Try outcome) {
        if (outcome == Try.GRANTED) {
            granted(slot, owner);
        } else if (outcome == Try.REFUSED) {
            refused(slot, owner);
        }
    }

    private void granted(int slot, Instance owner) {
        listener.granted(
                owner.tenant.index,
                processes.arrivalSeconds(slot),
                processes.holdSeconds(slot),
                processes.attempts(slot));
        holdGranted(slot, owner, processes.holdSeconds(slot));
    }

    private void holdGranted(int slot, Instance owner, double holdSeconds) {
        bonds.hold(slot, owner, timers.now() + holdSeconds);
        if (owner.tenant.livesAlone) {
            processes.closeRequest(slot);
            return;
        }
        if (owner.tenant.privateIds > 0 && processes.cycle(slot) == 0) {
            privateIds.request(slot, owner, holdSeconds);
        }
        processes.closeRequest(slot);
        if (owner.tenant.processes.forks() != null) {
            forks.forkWorkers(slot, owner);
        }
    }

    private void refused(int slot, Instance owner) {
        boolean blocks = refusals.report(owner);
        if (processes.attempts(slot) == 1) {
            listener.refusedFirst(owner.tenant.index);
        }
        OnRefusal reaction = owner.tenant.processes.onRefusal();
        if (blocks) {
            waitInQueue(slot, owner);
        } else if (reaction instanceof OnRefusal.Retry retry) {
            pauseOrGiveUp(slot, owner, retry);
        } else if (reaction instanceof OnRefusal.WaitInQueue) {
            waitInQueue(slot, owner);
        } else if (reaction instanceof OnRefusal.FallBack && processes.isForked(slot)) {
            unmet.fallBack(slot, owner);
        } else {
            unmet.giveUp(slot, owner);
        }
    }

    private void pauseOrGiveUp(int slot, Instance owner, OnRefusal.Retry retry) {
        if (processes.attempts(slot) >= retry.attempts()) {
            unmet.giveUp(slot, owner);
            return;
        }
        double pause = draws.pause(retry, owner, slot);
        processes.setState(slot, PAUSING);
        timers.schedule(slot, timers.beforeLifeEnd(slot, owner.tenant, timers.now() + pause));
    }

    private void waitInQueue(int slot, Instance owner) {
        processes.setState(slot, WAITING);
        processes.setAttempts(slot, processes.attempts(slot) + 1); // its grant, if one comes, is not at the first try
        waiting.add(slot, owner);
        timers.schedule(slot, timers.beforeLifeEnd(slot, owner.tenant, Double.POSITIVE_INFINITY));
    }

    /** Tries a waiting request without counting a further attempt; returns whether it was granted (or its bind has begun). */
    boolean tryWaiting(int slot, Instance owner) {
        forks.actFor(slot, owner);
        Try outcome = ask(slot, owner);
        if (outcome == Try.GRANTED) {
            granted(slot, owner);
        }
        instances.reviewLimits(owner);
        forks.refreshMoved(slot);
        return outcome != Try.REFUSED;
    }

    /** Ends the wait of a process whose life ends. */
    void endWait(int slot, Instance owner) {
        waiting.leave(owner);
        unmet.giveUp(slot, owner);
    }

    /** Ends the request of a process, if it has one that is unmet, as its instance ends. */
    void end(int slot, Instance owner) {
        int tenant = owner.tenant.index;
        switch (processes.state(slot)) {
            case BINDING, PAUSING, WAITING -> {
                if (processes.state(slot) == WAITING) {
                    waiting.leave(owner);
                }
                listener.gaveUp(tenant, processes.arrivalSeconds(slot));
                listener.unmetEnded(tenant, processes.arrivalSeconds(slot));
            }
            case FALLEN_BACK, UNMET_DEMAND -> listener.unmetEnded(tenant, processes.arrivalSeconds(slot));
            default -> {}
        }
    }

    /** Reports the request of a process, if it is unmet, at the end of the run. */
    void reportOpen(int slot, Instance owner) {
        int tenant = owner.tenant.index;
        switch (processes.state(slot)) {
            case BINDING, PAUSING, WAITING -> listener.openAtEnd(tenant, processes.arrivalSeconds(slot), false);
            case FALLEN_BACK, UNMET_DEMAND -> listener.openAtEnd(tenant, processes.arrivalSeconds(slot), true);
            default -> {}
        }
    }

    /** Returns whether a process has a request that is unmet. */
    boolean isUnmet(int slot) {
        return switch (processes.state(slot)) {
            case BINDING, PAUSING, WAITING, FALLEN_BACK, UNMET_DEMAND -> true;
            default -> false;
        };
    }
}
