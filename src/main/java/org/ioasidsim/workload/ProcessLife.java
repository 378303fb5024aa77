package org.ioasidsim.workload;

import static org.ioasidsim.workload.LiveProcesses.NONE;
import static org.ioasidsim.workload.ProcessState.BINDING;
import static org.ioasidsim.workload.ProcessState.FALLEN_BACK;
import static org.ioasidsim.workload.ProcessState.FREE;
import static org.ioasidsim.workload.ProcessState.HOLDING;
import static org.ioasidsim.workload.ProcessState.PAUSING;
import static org.ioasidsim.workload.ProcessState.REBINDING;
import static org.ioasidsim.workload.ProcessState.SOURCE;
import static org.ioasidsim.workload.ProcessState.THINKING;
import static org.ioasidsim.workload.ProcessState.UNBOUND;
import static org.ioasidsim.workload.ProcessState.UNMET_DEMAND;
import static org.ioasidsim.workload.ProcessState.WAITING;
import static org.ioasidsim.workload.ProcessState.YOUNG;

import org.ioasidsim.host.Host;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import org.jspecify.annotations.Nullable;

/**
 * The life of a process: it arrives, forks, binds once or in cycles, and ends. {@link ProcessState} has the table of what follows what; requests,
 * bonds and unmet demand each have a class of their own.
 *
 * <p>Random numbers are keyed by instance, purpose and arrival number. The hold is drawn at arrival even if the bind is later refused, so that every
 * policy sees the same demand.
 */
final class ProcessLife {
    private final Host host;
    private final LiveProcesses processes;
    private final ProcessTimers timers;
    private final InstanceTable instances;
    private final Draws draws;
    private final Forks forks;
    private final Bonds bonds;
    private final Requests requests;
    private final UnmetDemand unmet;
    private final Thinking thinking;

    @SuppressWarnings("UnusedVariable") // keeps the compiler from leaving out what prefetch() reads
    private int prefetched;

    ProcessLife(
            Host host,
            LiveProcesses processes,
            ProcessTimers timers,
            InstanceTable instances,
            Draws draws,
            Forks forks,
            Bonds bonds,
            Requests requests,
            UnmetDemand unmet,
            Thinking thinking) {
        this.host = host;
        this.processes = processes;
        this.timers = timers;
        this.instances = instances;
        this.draws = draws;
        this.forks = forks;
        this.bonds = bonds;
        this.requests = requests;
        this.unmet = unmet;
        this.thinking = thinking;
    }

    /** Starts a process of {@code owner}; {@code traceLifetimeSeconds} is NaN where its lifetime is to be drawn. */
    void arrive(Instance owner, double traceLifetimeSeconds) {
        Tenant tenant = owner.tenant;
        int ordinal = owner.nextOrdinal++;
        double life = Double.isNaN(traceLifetimeSeconds) ? drawLife(owner, ordinal) : traceLifetimeSeconds;
        if (tenant.asksFirst && life > 0) {
            host.actFor(tenant.index, owner.group, owner.index);
            requests.requestFirst(owner, ordinal, life);
            instances.reviewLimits(owner);
            return;
        }
        int slot = processes.allocate(owner.members);
        if (tenant.drawsLater) {
            processes.setOrdinal(slot, ordinal);
        }
        live(slot, owner, ordinal, life);
    }

    private double drawLife(Instance owner, long drawIndex) {
        return draws.draw(owner.tenant.processes.lifetimeSeconds(), owner.lifetimeKey, drawIndex);
    }

    /** Starts a source that thinks before each process. */
    void addSource(Instance owner) {
        int slot = processes.allocate(owner.members);
        processes.setOrdinal(slot, owner.nextOrdinal++);
        processes.makeSource(slot);
        thinking.beforeNextProcess(slot, owner);
    }

    /** Does what the timer of a process is due for. */
    void fire(int slot) {
        int state = processes.takeTimer(slot, timers.now());
        if (state == FREE) {
            return; // something else has happened to the process since the timer was set
        }
        Instance owner = instances.at(processes.instance(slot));
        if (state == HOLDING && owner.tenant.endsWithHold) {
            forks.actForAndExitAlone(slot, owner);
            processes.removeIdle(slot, owner.members);
            instances.reviewGivenBack(owner);
            return;
        }
        forks.actFor(slot, owner);
        switch (state) {
            case YOUNG -> requests.request(slot, owner, processes.holdSeconds(slot));
            case BINDING -> requests.decideBind(slot, owner);
            case PAUSING -> requests.retry(slot, owner);
            case WAITING -> requests.endWait(slot, owner);
            case HOLDING -> endHold(slot, owner);
            case THINKING -> endThink(slot, owner);
            case REBINDING -> bonds.decideRebind(slot, owner);
            case FALLEN_BACK -> endFallBack(slot, owner);
            case UNBOUND -> exit(slot, owner);
            case UNMET_DEMAND -> unmet.end(slot, owner);
            case SOURCE -> startNextProcess(slot, owner);
            default -> throw new IllegalStateException("process in state " + state + " has a timer");
        }
        instances.reviewLimits(owner);
        forks.refreshMoved(slot);
    }

    /**
     * Fetches the records of the processes among the first {@code count} timers, which are due soon: reads a number of each, of many processes in a
     * row, so that the machine waits for all of them together and not for each when its timer fires.
     */
    void prefetch(int[] payloads, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int slot = payloads[i];
            if (Payload.isProcess(slot)) {
                int mm = processes.mm(slot);
                sum += processes.prefetch(slot) + (mm == NONE ? 0 : host.prefetch(mm));
            }
        }
        prefetched += sum;
    }

    /** Lets a process begin that will live for {@code life} seconds; what else is drawn at an arrival is drawn under {@code drawIndex}. */
    private void live(int slot, Instance owner, long drawIndex, double life) {
        if (owner.tenant.bindsForLife && life > 0) {
            host.actFor(owner.tenant.index, owner.group, owner.index);
            requests.request(slot, owner, life);
            instances.reviewLimits(owner);
        } else {
            beginLife(slot, owner, drawIndex, life);
        }
    }

    /** Lets a process begin that will live for {@code life} seconds: draws whether, when and for how long it binds. */
    private void beginLife(int slot, Instance owner, long drawIndex, double life) {
        ProcessesSpec spec = owner.tenant.processes;
        double after = draws.draw(spec.bind().afterSeconds(), owner.afterKey, drawIndex);
        if (owner.tenant.bindsAgain) {
            processes.setLifeEndSeconds(slot, timers.now() + life);
        }
        host.actFor(owner.tenant.index, owner.group, owner.index);
        if (after >= life || !draws.happens(spec.bind().probability(), owner.bindKey, drawIndex)) {
            liveUnbound(slot, owner, timers.now() + life);
        } else {
            liveAndBind(slot, owner, after, drawHold(owner, drawIndex, life - after));
        }
        instances.reviewLimits(owner);
    }

    /**
     * Returns when a timer of a process is to fire that is set for {@code seconds}: another time where what it ends has no memory and is drawn
     * anew, never where the timer does not count.
     */
    double redrawn(int slot, double seconds) {
        if (processes.dueSeconds(slot) != seconds) {
            processes.release(slot);
            return Double.POSITIVE_INFINITY;
        }
        Instance owner = instances.at(processes.instance(slot));
        Exponential law = memoryless(processes.state(slot), owner.tenant);
        if (law == null) {
            return seconds;
        }
        double at = timers.now() + draws.redraw(law, slot);
        processes.setDueSeconds(slot, at);
        return at;
    }

    /** Returns the law of what a process in {@code state} waits for, if it has no memory; else null. */
    private static @Nullable Exponential memoryless(int state, Tenant tenant) {
        ProcessesSpec spec = tenant.processes;
        Distribution law = null;
        if (state == HOLDING && !tenant.bindsAgain && spec.bind().afterSeconds() instanceof Constant) {
            law = spec.lifetimeSeconds();
        } else if (state == SOURCE && spec.arrivals() instanceof ArrivalsSpec.Closed closed) {
            law = closed.thinkSeconds();
        }
        return law instanceof Exponential exponential ? exponential : null;
    }

    private double drawHold(Instance owner, long drawIndex, double lifeSeconds) {
        ProcessesSpec spec = owner.tenant.processes;
        if (draws.happens(spec.leakProbability(), owner.leakKey, drawIndex)) {
            return Double.POSITIVE_INFINITY;
        }
        Distribution hold = spec.bind().holdSeconds();
        return hold == null ? lifeSeconds : draws.draw(hold, owner.holdKey, drawIndex);
    }

    private void liveUnbound(int slot, Instance owner, double untilSeconds) {
        if (forks.tryFork(slot, owner)) {
            processes.setState(slot, UNBOUND);
            timers.schedule(slot, untilSeconds);
        } else {
            disappear(slot, owner); // it wanted no id, so that no request is refused
        }
    }

    private void liveAndBind(int slot, Instance owner, double afterSeconds, double holdSeconds) {
        if (afterSeconds == 0) {
            requests.request(slot, owner, holdSeconds);
        } else if (forks.tryFork(slot, owner)) {
            processes.openRequest(slot);
            processes.setHoldSeconds(slot, holdSeconds);
            processes.setState(slot, YOUNG);
            timers.schedule(slot, timers.now() + afterSeconds);
        } else {
            requests.requestUnforked(slot, owner, holdSeconds);
        }
    }

    private void endHold(int slot, Instance owner) {
        if (!owner.tenant.bindsInCycles || timers.isLifeOver(slot, owner.tenant)) {
            exit(slot, owner); // which unbinds
            return;
        }
        bonds.unbind(slot, owner);
        thinking.betweenBinds(slot, owner);
    }

    private void endThink(int slot, Instance owner) {
        if (timers.now() >= processes.lifeEndSeconds(slot)) {
            exit(slot, owner);
            return;
        }
        processes.startCycle(slot);
        Distribution hold = owner.tenant.processes.bind().holdSeconds();
        if (hold == null) {
            throw new IllegalStateException("process " + slot + " binds once, but thinks of the next time");
        }
        double holdSeconds = draws.drawInCycle(hold, owner.holdKey, slot);
        if (bonds.hasId(slot, owner)) {
            bonds.rebind(slot, owner, timers.now() + holdSeconds);
        } else {
            requests.request(slot, owner, holdSeconds);
        }
    }

    private void endFallBack(int slot, Instance owner) {
        unmet.endFallBack(slot, owner);
        if (!owner.tenant.bindsInCycles || timers.isLifeOver(slot, owner.tenant)) {
            exit(slot, owner);
        } else {
            thinking.betweenBinds(slot, owner);
        }
    }

    /** Lets a process end now, whatever it was doing. */
    void exit(int slot, Instance owner) {
        if (owner.tenant.livesAlone && owner.vm == null) {
            exitAlone(slot, owner);
            return;
        }
        bonds.closeBrokered(slot, owner);
        forks.exit(slot, owner);
        refreshBroker(owner);
        disappear(slot, owner);
    }

    private void exitAlone(int slot, Instance owner) {
        forks.exitAlone(slot, owner);
        processes.remove(slot, owner.members);
    }

    private void refreshBroker(Instance owner) {
        if (owner.tenant.broker != null) {
            host.refresh(owner.tenant.broker);
        }
    }

    private void disappear(int slot, Instance owner) {
        if (processes.isSource(slot)) {
            thinking.beforeNextProcess(slot, owner);
        } else {
            processes.remove(slot, owner.members);
        }
    }

    private void startNextProcess(int slot, Instance owner) {
        processes.startRound(slot);
        long drawIndex = processes.drawIndex(slot);
        live(slot, owner, drawIndex, drawLife(owner, drawIndex));
    }
}
