package org.ioasidsim.workload;

import static org.ioasidsim.workload.ProcessState.SOURCE;
import static org.ioasidsim.workload.ProcessState.THINKING;

/** The pauses in which nobody wants an id: of a process between two binds, of a source between two processes. */
final class Thinking {
    private final LiveProcesses processes;
    private final ProcessTimers timers;
    private final Draws draws;

    Thinking(LiveProcesses processes, ProcessTimers timers, Draws draws) {
        this.processes = processes;
        this.timers = timers;
        this.draws = draws;
    }

    /** Lets a process pause between an unbind and its next bind, to the end of its life at most. */
    void betweenBinds(int slot, Instance owner) {
        double pause = draws.drawInCycle(owner.tenant.processes.bind().thinkSeconds(), owner.thinkKey, slot);
        processes.setState(slot, THINKING);
        timers.schedule(slot, Math.min(timers.now() + pause, timers.lifeEnd(slot)));
    }

    /** Lets a source pause before its next process. */
    void beforeNextProcess(int slot, Instance owner) {
        if (owner.tenant.processes.arrivals() instanceof ArrivalsSpec.Closed closed) {
            processes.setState(slot, SOURCE);
            double pause = draws.draw(closed.thinkSeconds(), owner.thinkKey, processes.drawIndex(slot));
            timers.schedule(slot, timers.now() + pause);
        }
    }
}
