package org.ioasidsim.workload;

/**
 * The states of a slot of {@link LiveProcesses}, which keeps them in four bits each: of a process, of a source between two processes, or of the
 * unmet demand of a process that is gone.
 *
 * <p>{@link ProcessLife#fire} does what the timer of each state is for. "Asks" stands for a request: granted, it is HOLDING; still being decided,
 * BINDING; refused, whatever {@link Requests} makes of it: WAITING, PAUSING, FALLEN_BACK or UNMET_DEMAND. "Life" stands for the end of a life in
 * which a process binds in cycles; without cycles the life ends with the hold.
 *
 * <pre>
 * state         meaning                              timer                    then
 * FREE          unused, or the process just arrives  none                     asks, or YOUNG, UNBOUND, SOURCE
 * YOUNG         forked, not yet bound                first bind               asks
 * BINDING       forked, its bind is being decided    decision                 HOLDING, or refused
 * PAUSING       refused, pausing before a retry      end of pause, or life    asks; at the end of life UNMET_DEMAND
 * WAITING       refused, in the policy's queue       life, or none            UNMET_DEMAND; served in between: HOLDING or BINDING
 * HOLDING       bound, with an id                    end of hold, or life;    THINKING between cycles, else ends;
 *                                                    none if it leaks         at its device's removal REBINDING, or asks
 * THINKING      between an unbind and the next bind  end of pause, or life    asks, or REBINDING with an id; at the end of life ends
 * REBINDING     has kept its id, is bound again      decision                 HOLDING; refused: THINKING, without cycles UNBOUND
 * FALLEN_BACK   refused for good, lives without id   the hold's end, or life  THINKING between cycles, else ends
 * UNBOUND       lives without ever binding again     end of the process       ends
 * UNMET_DEMAND  its process gave up and is gone      the hold's end           GONE
 * SOURCE        pauses before its next process       end of pause             as a process that just arrives
 * GONE          timers or the queue still refer      none                     FREE with the last of them
 * </pre>
 *
 * <p>A process that ends is GONE, or, if it came from a source, SOURCE again; the unmet demand of the latter has a slot of its own. The end of an
 * instance ends them all.
 */
final class ProcessState {
    static final int FREE = 0;
    static final int YOUNG = 1;
    static final int BINDING = 2;
    static final int PAUSING = 3;
    static final int WAITING = 4;
    static final int HOLDING = 5;
    static final int THINKING = 6;
    static final int REBINDING = 7;
    static final int FALLEN_BACK = 8;
    static final int UNBOUND = 9;
    static final int UNMET_DEMAND = 10;
    static final int SOURCE = 11;
    static final int GONE = 12;

    private ProcessState() {}
}
