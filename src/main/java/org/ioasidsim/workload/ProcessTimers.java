package org.ioasidsim.workload;

import org.ioasidsim.sim.Simulation;

/** The timers of processes: only the last one set for a process counts, so that none is ever cancelled. */
final class ProcessTimers {
    private final Simulation simulation;
    private final LiveProcesses processes;

    ProcessTimers(Simulation simulation, LiveProcesses processes) {
        this.simulation = simulation;
        this.processes = processes;
    }

    double now() {
        return simulation.nowSeconds();
    }

    /** Sets the timer of a process, in place of any before; {@code atSeconds} is not before now, and infinite for never. */
    void schedule(int slot, double atSeconds) {
        processes.setDueSeconds(slot, atSeconds);
        if (atSeconds < Double.POSITIVE_INFINITY) {
            processes.refer(slot);
            simulation.schedule(atSeconds, slot);
        }
    }

    /** Sets the state of a process and its timer, in place of any before; {@code atSeconds} is not before now, and infinite for never. */
    void schedule(int slot, int state, double atSeconds) {
        if (atSeconds < Double.POSITIVE_INFINITY) {
            processes.startTimer(slot, state, atSeconds);
            simulation.schedule(atSeconds, slot);
        } else {
            processes.setState(slot, state);
            processes.setDueSeconds(slot, atSeconds);
        }
    }

    /** Adds a process that holds its bond until {@code untilSeconds}, which is not before now, and infinite for one that never lets go. */
    void addHolding(Members members, int mm, double untilSeconds) {
        int slot = processes.addHolding(members, mm, untilSeconds);
        if (untilSeconds < Double.POSITIVE_INFINITY) {
            simulation.schedule(untilSeconds, slot);
        }
    }

    /** Returns when a process ends: now, where that passed while its bind was being decided. */
    double lifeEnd(int slot) {
        return Math.max(now(), processes.lifeEndSeconds(slot));
    }

    /** Returns {@code atSeconds}, or the end of the process's life if that is earlier; without cycles the life ends with the hold. */
    double beforeLifeEnd(int slot, Tenant tenant, double atSeconds) {
        return tenant.bindsInCycles ? Math.min(atSeconds, lifeEnd(slot)) : atSeconds;
    }

    /** Returns whether the life of a process that binds in cycles is over; without cycles it ends with the hold. */
    boolean isLifeOver(int slot, Tenant tenant) {
        return tenant.bindsInCycles && now() >= processes.lifeEndSeconds(slot);
    }
}
