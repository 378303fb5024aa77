package org.ioasidsim.workload;

import static org.ioasidsim.workload.LiveProcesses.BINDING;
import static org.ioasidsim.workload.LiveProcesses.FALLEN_BACK;
import static org.ioasidsim.workload.LiveProcesses.GHOST;
import static org.ioasidsim.workload.LiveProcesses.HOLDING;
import static org.ioasidsim.workload.LiveProcesses.NONE;
import static org.ioasidsim.workload.LiveProcesses.PAUSING;
import static org.ioasidsim.workload.LiveProcesses.REBINDING;
import static org.ioasidsim.workload.LiveProcesses.SOURCE;
import static org.ioasidsim.workload.LiveProcesses.THINKING;
import static org.ioasidsim.workload.LiveProcesses.UNBOUND;
import static org.ioasidsim.workload.LiveProcesses.WAITING;
import static org.ioasidsim.workload.LiveProcesses.YOUNG;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.Syscalls;
import org.ioasidsim.kernel.VirtualMachine;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.sim.Simulation;

/**
 * What processes do from their arrival to their end: fork, bind, hold, unbind, think, be refused, try again, exit.
 *
 * <p>All numbers of a process are drawn from streams keyed by instance, purpose and the process's place in the order of arrivals, the hold
 * at its arrival, granted or not: so every policy meets the same demand.
 */
final class ProcessLife {
    private final Simulation simulation;
    private final Host host;
    private final Kernel kernel;
    private final Syscalls syscalls;
    private final WorkloadListener listener;
    private final LiveProcesses processes;
    private final WaitQueue waiting;
    private final InstanceTable instances;
    private final Draws draws;

    @SuppressWarnings("UnusedVariable") // that it is kept keeps the compiler from leaving out what expect() reads
    private int looked;

    ProcessLife(
            Simulation simulation,
            Host host,
            WorkloadListener listener,
            LiveProcesses processes,
            InstanceTable instances,
            WaitQueue waiting,
            Draws draws) {
        this.simulation = simulation;
        this.host = host;
        this.kernel = host.kernel();
        this.syscalls = host.syscalls();
        this.listener = listener;
        this.processes = processes;
        this.instances = instances;
        this.waiting = waiting;
        this.draws = draws;
    }

    /** Starts a process of {@code owner}; {@code traceLifetimeSeconds} is NaN where its lifetime is to be drawn. */
    void arrive(Instance owner, double traceLifetimeSeconds) {
        int slot = processes.allocate(owner.members);
        int ordinal = owner.nextOrdinal++;
        if (owner.tenant.drawsLater) {
            processes.setOrdinal(slot, ordinal);
        }
        live(slot, owner, ordinal, traceLifetimeSeconds);
    }

    /** Starts a source that thinks before each process. */
    void addSource(Instance owner) {
        int slot = processes.allocate(owner.members);
        processes.setOrdinal(slot, owner.nextOrdinal++);
        processes.makeSource(slot);
        thinkAsSource(slot, owner);
    }

    /** Does what the process's timer was set for. */
    void fire(int slot) {
        int state = processes.takeTimer(slot, now());
        if (state == LiveProcesses.FREE) {
            return; // the timer was set for something that was overtaken by something else
        }
        Instance owner = owner(slot);
        host.actFor(owner.tenant.index, owner.group, owner.index);
        switch (state) {
            case YOUNG -> request(slot, owner, processes.holdSeconds(slot));
            case BINDING -> decideBind(slot, owner);
            case PAUSING -> retryOrDie(slot, owner);
            case WAITING -> endWait(slot, owner);
            case HOLDING -> endHold(slot, owner);
            case THINKING -> endThink(slot, owner);
            case REBINDING -> decideRebind(slot, owner);
            case FALLEN_BACK -> endFallBack(slot, owner);
            case UNBOUND -> exit(slot, owner);
            case GHOST -> endGhost(slot, owner);
            case SOURCE -> nextRound(slot, owner);
            default -> throw new IllegalStateException("process in state " + state + " has a timer");
        }
        instances.touched(owner);
    }

    /**
     * Fetches the records of a process whose timer is due soon: reads a number of each, of many processes in a row, so that the machine waits
     * for all of them together and not for each when its timer fires.
     */
    void expect(int slot) {
        int mm = processes.mm(slot);
        looked += processes.look(slot) + (mm == NONE ? 0 : host.look(mm));
    }

    /** Draws all that is drawn at an arrival, under {@code drawIndex}, and lets the process begin. */
    private void live(int slot, Instance owner, long drawIndex, double traceLifetimeSeconds) {
        ProcessesSpec spec = owner.tenant.spec.processes();
        double life = Double.isNaN(traceLifetimeSeconds)
                ? draws.draw(spec.lifetimeSeconds(), owner.lifetimeKey, drawIndex)
                : traceLifetimeSeconds;
        double after = draws.draw(spec.bind().afterSeconds(), owner.afterKey, drawIndex);
        if (owner.tenant.bindsAgain) {
            processes.setLifeEndSeconds(slot, now() + life);
        }
        host.actFor(owner.tenant.index, owner.group, owner.index);
        if (after >= life || !draws.happens(spec.bind().probability(), owner.bindKey, drawIndex)) {
            liveUnbound(slot, owner, now() + life);
        } else {
            liveAndBind(slot, owner, after, drawHold(owner, drawIndex, life - after));
        }
        instances.touched(owner);
    }

    private double drawHold(Instance owner, long drawIndex, double lifeSeconds) {
        ProcessesSpec spec = owner.tenant.spec.processes();
        if (draws.happens(spec.leakProbability(), owner.leakKey, drawIndex)) {
            return Double.POSITIVE_INFINITY;
        }
        Distribution hold = spec.bind().holdSeconds();
        return hold == null ? lifeSeconds : draws.draw(hold, owner.holdKey, drawIndex);
    }

    private void liveUnbound(int slot, Instance owner, double untilSeconds) {
        if (tryFork(slot, owner)) {
            processes.setState(slot, UNBOUND);
            schedule(slot, untilSeconds);
        } else {
            disappear(slot, owner);
        }
    }

    private void liveAndBind(int slot, Instance owner, double afterSeconds, double holdSeconds) {
        if (afterSeconds == 0) {
            request(slot, owner, holdSeconds);
        } else if (tryFork(slot, owner)) {
            processes.openRequest(slot);
            processes.setHoldSeconds(slot, holdSeconds);
            processes.setState(slot, YOUNG);
            schedule(slot, now() + afterSeconds);
        } else {
            openRequest(slot, owner, holdSeconds);
            refused(slot, owner);
        }
    }

    /** What came of a try. */
    private enum Try {
        GRANTED,
        REFUSED,

        /** The fork is done, and the kernel will decide on the binds later. */
        BINDING
    }

    /** Asks for all that a request needs, in the kernel's order: the fork, the turn at the lock of binds, the bonds. */
    private Try ask(int slot, Instance owner) {
        if (!processes.isForked(slot) && !tryFork(slot, owner)) {
            return Try.REFUSED;
        }
        double decidedAt = host.bindDecidedAt(owner.tenant.devices.length);
        if (decidedAt > now()) {
            processes.setState(slot, BINDING);
            schedule(slot, decidedAt);
            return Try.BINDING;
        }
        return tryBindAll(slot, owner) ? Try.GRANTED : Try.REFUSED;
    }

    /** Tries a request that arrives now; only where it is not granted at once is anything kept of it. */
    private void request(int slot, Instance owner, double holdSeconds) {
        Try outcome = ask(slot, owner);
        if (outcome == Try.GRANTED) {
            listener.grantedAtOnce(owner.tenant.index, holdSeconds);
            holdGranted(slot, owner, holdSeconds);
            return;
        }
        openRequest(slot, owner, holdSeconds);
        if (outcome == Try.REFUSED) {
            refused(slot, owner);
        }
    }

    /** Begins what is kept of a request that arrives now and is tried for the first time. */
    private void openRequest(int slot, Instance owner, double holdSeconds) {
        processes.openRequest(slot);
        processes.setHoldSeconds(slot, holdSeconds);
        processes.setArrivalSeconds(slot, now());
        processes.setAttempts(slot, 0);
        listener.requested(owner.tenant.index);
        attempted(slot, owner);
    }

    private void attempted(int slot, Instance owner) {
        processes.setAttempts(slot, processes.attempts(slot) + 1);
        listener.attempted(owner.tenant.index, processes.arrivalSeconds(slot));
    }

    private void attempt(int slot, Instance owner) {
        attempted(slot, owner);
        decided(slot, owner, ask(slot, owner));
    }

    private boolean tryBindAll(int slot, Instance owner) {
        boolean isBound = host.tryBindAll(processes.mm(slot), owner.tenant.devices);
        lookAtRobbed();
        return isBound;
    }

    /** An instance that has lost an idle id to the request just decided has room again. */
    private void lookAtRobbed() {
        int robbed = host.takeRobbed();
        if (robbed != Host.NO_INSTANCE) {
            instances.touched(instances.at(robbed));
        }
    }

    private void decideBind(int slot, Instance owner) {
        decided(slot, owner, tryBindAll(slot, owner) ? Try.GRANTED : Try.REFUSED);
    }

    private void decided(int slot, Instance owner, Try outcome) {
        if (outcome == Try.GRANTED) {
            granted(slot, owner);
        } else if (outcome == Try.REFUSED) {
            refused(slot, owner);
        }
    }

    /** Tries a waiting request without counting a further attempt; returns whether it was granted (or its bind has begun). */
    boolean tryWaiting(int slot, Instance owner) {
        host.actFor(owner.tenant.index, owner.group, owner.index);
        Try outcome = ask(slot, owner);
        if (outcome == Try.GRANTED) {
            granted(slot, owner);
        }
        instances.touched(owner);
        return outcome != Try.REFUSED;
    }

    private boolean tryFork(int slot, Instance owner) {
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

    private void granted(int slot, Instance owner) {
        listener.granted(
                owner.tenant.index,
                processes.arrivalSeconds(slot),
                processes.holdSeconds(slot),
                processes.attempts(slot));
        holdGranted(slot, owner, processes.holdSeconds(slot));
    }

    private void holdGranted(int slot, Instance owner, double holdSeconds) {
        hold(slot, owner, now() + holdSeconds);
        if (owner.tenant.privateIds > 0 && processes.cycle(slot) == 0) {
            requestPrivateIds(slot, owner, holdSeconds);
        }
        processes.closeRequest(slot);
    }

    private void hold(int slot, Instance owner, double untilSeconds) {
        processes.setState(slot, HOLDING);
        double end = owner.tenant.bindsInCycles && untilSeconds < Double.POSITIVE_INFINITY
                ? Math.min(untilSeconds, lifeEnd(slot))
                : untilSeconds;
        schedule(slot, end);
    }

    /** Returns when a process ends: now, where that passed while its bind was being decided. */
    private double lifeEnd(int slot) {
        return Math.max(now(), processes.lifeEndSeconds(slot));
    }

    private void requestPrivateIds(int slot, Instance owner, double holdSeconds) {
        int tenant = owner.tenant.index;
        processes.setPrivateArrivalSeconds(slot, now());
        for (int i = owner.tenant.privateIds; i > 0; i--) {
            boolean isGranted = syscalls.tryAllocPrivate(processes.mm(slot));
            lookAtRobbed();
            if (isGranted) {
                listener.grantedAtOnce(tenant, holdSeconds);
            } else {
                listener.requested(tenant);
                listener.attempted(tenant, now());
                tellRefused(owner);
                listener.gaveUp(tenant, now());
                processes.addPrivateUnmet(slot, 1);
            }
        }
    }

    private void endHold(int slot, Instance owner) {
        if (!owner.tenant.bindsInCycles || now() >= processes.lifeEndSeconds(slot)) {
            exit(slot, owner);
            return;
        }
        host.unbindAll(processes.mm(slot), owner.tenant.devices);
        host.noteReleased();
        think(slot, owner);
    }

    private void think(int slot, Instance owner) {
        double pause = draws.drawInCycle(owner.tenant.spec.processes().bind().thinkSeconds(), owner.thinkKey, slot);
        processes.setState(slot, THINKING);
        schedule(slot, Math.min(now() + pause, lifeEnd(slot)));
    }

    private void endThink(int slot, Instance owner) {
        if (now() >= processes.lifeEndSeconds(slot)) {
            exit(slot, owner);
            return;
        }
        processes.startCycle(slot);
        Distribution hold = owner.tenant.spec.processes().bind().holdSeconds();
        if (hold == null) {
            throw new IllegalStateException("process " + slot + " binds once, but thinks of the next time");
        }
        double holdSeconds = draws.drawInCycle(hold, owner.holdKey, slot);
        if (kernel.pasid(processes.mm(slot)) != 0) {
            rebind(slot, owner, now() + holdSeconds);
        } else {
            request(slot, owner, holdSeconds);
        }
    }

    /** Binds an address space again that still has its id: no request, but the lock and the other limits apply. */
    private void rebind(int slot, Instance owner, double holdEndSeconds) {
        processes.openRequest(slot);
        processes.setHoldSeconds(slot, holdEndSeconds - now());
        processes.setArrivalSeconds(slot, now());
        double decidedAt = host.bindDecidedAt(owner.tenant.devices.length);
        processes.setState(slot, REBINDING);
        if (decidedAt > now()) {
            schedule(slot, decidedAt);
        } else {
            decideRebind(slot, owner);
        }
    }

    private void decideRebind(int slot, Instance owner) {
        double end = Math.max(now(), processes.arrivalSeconds(slot) + processes.holdSeconds(slot));
        processes.closeRequest(slot);
        if (host.tryBindAll(processes.mm(slot), owner.tenant.devices)) {
            hold(slot, owner, end);
            return;
        }
        tellRefused(owner);
        processes.setState(slot, owner.tenant.bindsInCycles ? THINKING : UNBOUND);
        schedule(slot, Math.min(end, lifeEnd(slot)));
    }

    /** Ends the process's bonds as a reset of its device does; it binds again at once. */
    private void reset(int slot, Instance owner) {
        if (processes.state(slot) != HOLDING) {
            return;
        }
        double holdEnd =
                Double.isNaN(processes.dueSeconds(slot)) ? Double.POSITIVE_INFINITY : processes.dueSeconds(slot);
        host.actFor(owner.tenant.index, owner.group, owner.index);
        host.unbindAll(processes.mm(slot), owner.tenant.devices);
        host.noteReleased();
        if (kernel.pasid(processes.mm(slot)) != 0) {
            rebind(slot, owner, holdEnd);
        } else {
            processes.setDueSeconds(slot, Double.NaN);
            request(slot, owner, holdEnd - now());
        }
        instances.touched(owner);
    }

    /** Resets the bonds of every process of an instance, in the order of their arrivals. */
    void resetAll(Instance owner) {
        for (int slot : processes.inOrder(owner.members)) {
            reset(slot, owner);
        }
    }

    /** Moves the tasks and address spaces of an instance's processes to another cgroup. */
    void moveAll(Instance owner, Group to) {
        if (owner.vm != null) {
            return;
        }
        for (int slot : processes.inOrder(owner.members)) {
            if (processes.isForked(slot)) {
                syscalls.move(
                        processes.mm(slot),
                        owner.group.cgroup(),
                        to.cgroup(),
                        owner.tenant.spec.processes().threads());
            }
        }
    }

    /** Tells of a refusal; returns whether the policy has the request wait for that reason. */
    @CanIgnoreReturnValue
    private boolean tellRefused(Instance owner) {
        listener.refused(owner.tenant.index, kernel.refusal());
        return host.noteRefused(owner.tenant.index, owner.group);
    }

    private void refused(int slot, Instance owner) {
        boolean blocks = tellRefused(owner);
        OnRefusal reaction = owner.tenant.spec.processes().onRefusal();
        if (blocks) {
            waitInQueue(slot, owner);
        } else if (reaction instanceof OnRefusal.Retry retry) {
            pauseOrGiveUp(slot, owner, retry);
        } else if (reaction instanceof OnRefusal.WaitInQueue) {
            waitInQueue(slot, owner);
        } else if (reaction instanceof OnRefusal.FallBack && processes.isForked(slot)) {
            fallBack(slot, owner);
        } else {
            giveUp(slot, owner);
        }
    }

    private void pauseOrGiveUp(int slot, Instance owner, OnRefusal.Retry retry) {
        if (processes.attempts(slot) >= retry.attempts()) {
            giveUp(slot, owner);
            return;
        }
        double pause = draws.pause(retry, owner, slot);
        processes.setState(slot, PAUSING);
        schedule(slot, dyingBefore(slot, owner, now() + pause));
    }

    private void retryOrDie(int slot, Instance owner) {
        if (owner.tenant.bindsInCycles && now() >= processes.lifeEndSeconds(slot)) {
            giveUp(slot, owner);
        } else {
            attempt(slot, owner);
        }
    }

    private void waitInQueue(int slot, Instance owner) {
        processes.setState(slot, WAITING);
        processes.setAttempts(slot, processes.attempts(slot) + 1); // its grant, if one comes, is not at the first try
        waiting.add(slot, owner);
        schedule(slot, dyingBefore(slot, owner, Double.POSITIVE_INFINITY));
    }

    private void endWait(int slot, Instance owner) {
        waiting.leave(owner);
        giveUp(slot, owner);
    }

    private double dyingBefore(int slot, Instance owner, double seconds) {
        return owner.tenant.bindsInCycles ? Math.min(seconds, lifeEnd(slot)) : seconds;
    }

    private void fallBack(int slot, Instance owner) {
        listener.gaveUp(owner.tenant.index, processes.arrivalSeconds(slot));
        processes.setState(slot, FALLEN_BACK);
        schedule(slot, dyingBefore(slot, owner, Math.max(now(), unmetEnd(slot))));
    }

    private void endFallBack(int slot, Instance owner) {
        listener.unmetEnded(owner.tenant.index, processes.arrivalSeconds(slot));
        processes.closeRequest(slot);
        if (owner.tenant.bindsInCycles && now() < processes.lifeEndSeconds(slot)) {
            think(slot, owner);
        } else {
            exit(slot, owner);
        }
    }

    private double unmetEnd(int slot) {
        return processes.arrivalSeconds(slot) + processes.holdSeconds(slot);
    }

    private void giveUp(int slot, Instance owner) {
        listener.gaveUp(owner.tenant.index, processes.arrivalSeconds(slot));
        releaseKernelState(slot, owner);
        double until = unmetEnd(slot);
        if (processes.isSource(slot)) {
            haunt(processes.arrivalSeconds(slot), until, owner);
            processes.closeRequest(slot);
            thinkAsSource(slot, owner);
        } else {
            becomeGhost(slot, owner, until);
        }
    }

    private void haunt(double arrivalSeconds, double untilSeconds, Instance owner) {
        int ghost = processes.allocate(owner.members);
        processes.openRequest(ghost);
        processes.setArrivalSeconds(ghost, arrivalSeconds);
        becomeGhost(ghost, owner, untilSeconds);
    }

    private void becomeGhost(int slot, Instance owner, double untilSeconds) {
        processes.setState(slot, GHOST);
        if (untilSeconds <= now()) {
            endGhost(slot, owner);
        } else {
            schedule(slot, untilSeconds);
        }
    }

    private void endGhost(int slot, Instance owner) {
        listener.unmetEnded(owner.tenant.index, processes.arrivalSeconds(slot));
        processes.remove(slot, owner.members);
    }

    private void exit(int slot, Instance owner) {
        releaseKernelState(slot, owner);
        disappear(slot, owner);
    }

    private void disappear(int slot, Instance owner) {
        if (processes.isSource(slot)) {
            thinkAsSource(slot, owner);
        } else {
            processes.remove(slot, owner.members);
        }
    }

    private void thinkAsSource(int slot, Instance owner) {
        if (owner.tenant.spec.processes().arrivals() instanceof ArrivalsSpec.Closed closed) {
            processes.setState(slot, SOURCE);
            schedule(slot, now() + draws.draw(closed.thinkSeconds(), owner.thinkKey, processes.drawIndex(slot)));
        }
    }

    private void nextRound(int slot, Instance owner) {
        processes.startRound(slot);
        live(slot, owner, processes.drawIndex(slot), Double.NaN);
    }

    private void releaseKernelState(int slot, Instance owner) {
        endPrivateUnmet(slot, owner);
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

    private void forget(int slot, Instance owner) {
        owner.liveProcesses--;
        processes.setMm(slot, NONE);
        host.noteReleased();
    }

    private void endPrivateUnmet(int slot, Instance owner) {
        if (owner.tenant.privateIds == 0) {
            return;
        }
        for (; processes.privateUnmet(slot) > 0; processes.addPrivateUnmet(slot, -1)) {
            listener.unmetEnded(owner.tenant.index, processes.privateArrivalSeconds(slot));
        }
    }

    /**
     * Ends every process of an instance that ends itself.
     *
     * @param vmReleases whether the VM itself lets go of what its guests hold, all at once
     */
    void endAll(Instance owner, boolean vmReleases) {
        for (int slot : processes.inOrder(owner.members)) {
            endRequest(slot, owner);
            endPrivateUnmet(slot, owner);
            if (processes.isForked(slot) && vmReleases) {
                forget(slot, owner);
            } else {
                releaseKernelState(slot, owner);
            }
            processes.remove(slot, owner.members);
        }
        owner.members.end();
    }

    private void endRequest(int slot, Instance owner) {
        int tenant = owner.tenant.index;
        switch (processes.state(slot)) {
            case BINDING, PAUSING, WAITING -> {
                if (processes.state(slot) == WAITING) {
                    waiting.leave(owner);
                }
                listener.gaveUp(tenant, processes.arrivalSeconds(slot));
                listener.unmetEnded(tenant, processes.arrivalSeconds(slot));
            }
            case FALLEN_BACK, GHOST -> listener.unmetEnded(tenant, processes.arrivalSeconds(slot));
            default -> {}
        }
    }

    /** Tells the listener of each request of {@code owner} that is unmet at the end of the run. */
    void reportOpen(Instance owner) {
        int tenant = owner.tenant.index;
        for (int slot : processes.inOrder(owner.members, this::isUnmet)) {
            switch (processes.state(slot)) {
                case BINDING, PAUSING, WAITING -> listener.openAtEnd(tenant, processes.arrivalSeconds(slot), false);
                case FALLEN_BACK, GHOST -> listener.openAtEnd(tenant, processes.arrivalSeconds(slot), true);
                default -> {}
            }
            for (int i = processes.privateUnmet(slot); i > 0; i--) {
                listener.openAtEnd(tenant, processes.privateArrivalSeconds(slot), true);
            }
        }
    }

    private boolean isUnmet(int slot) {
        return switch (processes.state(slot)) {
            case BINDING, PAUSING, WAITING, FALLEN_BACK, GHOST -> true;
            default -> processes.privateUnmet(slot) > 0;
        };
    }

    /** Returns how many processes of an instance hold without end. */
    long countLeaked(Instance owner) {
        long leaked = 0;
        for (int i = 0; i < owner.members.count(); i++) {
            int slot = owner.members.at(i);
            leaked +=
                    processes.state(slot) == HOLDING && processes.dueSeconds(slot) == Double.POSITIVE_INFINITY ? 1 : 0;
        }
        return leaked;
    }

    private void schedule(int slot, double atSeconds) {
        processes.setDueSeconds(slot, atSeconds);
        if (atSeconds < Double.POSITIVE_INFINITY) {
            processes.refer(slot);
            simulation.schedule(atSeconds, slot);
        }
    }

    private Instance owner(int slot) {
        return instances.at(processes.instance(slot));
    }

    private double now() {
        return simulation.nowSeconds();
    }
}
