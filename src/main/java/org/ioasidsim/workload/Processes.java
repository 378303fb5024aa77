package org.ioasidsim.workload;

import java.util.Arrays;

/**
 * The processes of a run, a slot each, in arrays of numbers: no object and no allocation per process once the arrays have grown. A slot is
 * used again when its process is gone and nothing refers to it any more (timers, the waiting queue).
 *
 * <p>The timers of a large run come up in random order, so that its cost is cache misses. What nearly every event of a process looks at
 * stands side by side, its times in one array and its whole numbers in another; what few processes have stands apart.
 */
final class Processes {
    static final int NONE = -1;

    /** What a process does just now. */
    static final int FREE = 0;

    /** Forked, not yet bound. */
    static final int YOUNG = 1;

    /** Its bind is being decided. */
    static final int BINDING = 2;

    /** Refused, pausing before the next try. */
    static final int PAUSING = 3;

    /** Refused, in the policy's queue. */
    static final int WAITING = 4;

    static final int HOLDING = 5;

    /** Between an unbind and the next bind. */
    static final int THINKING = 6;

    /** An address space that still has its id is being bound again. */
    static final int REBINDING = 7;

    /** Refused for good, living on without an id. */
    static final int FALLEN_BACK = 8;

    /** Lives without ever binding. */
    static final int UNBOUND = 9;

    /** Gone, but its request stays unmet. */
    static final int GHOST = 10;

    /** A source that thinks before its next process. */
    static final int SOURCE = 11;

    /** Gone; something still refers to the slot. */
    static final int GONE = 12;

    /** Says that a process is not in the queue, where {@link #NONE} says that it is the last of its instance there. */
    private static final int NOT_QUEUED = -2;

    private static final int STATE = 0;
    private static final int REFERENCES = 1;
    private static final int INSTANCE = 2;
    private static final int MM = 3;
    private static final int ATTEMPTS = 4;
    private static final int ORDINAL = 5;
    private static final int ROUND = 6;
    private static final int CYCLE = 7;
    private static final int NEXT = 8;
    private static final int PREVIOUS = 9;
    private static final int IS_SOURCE = 10;
    private static final int NEXT_WAITING = 11;
    private static final int CELLS = 12;

    private static final int DUE = 0;
    private static final int ARRIVAL = 1;
    private static final int HOLD = 2;
    private static final int LIFE_END = 3;
    private static final int TIMES = 4;

    private int[] cells = new int[1024 * CELLS];
    private double[] times = new double[1024 * TIMES];

    /** Refused private ids, by slot; 0 in a free one. */
    private int[] privateUnmet = new int[1024];

    private double[] privateArrivalSeconds = new double[1024];

    private int used;
    private int firstFree = NONE;

    /** Returns a fresh slot at the end of the instance's list. */
    int allocate(Instance owner) {
        int slot = firstFree;
        if (slot == NONE) {
            slot = used++;
            if (slot == privateUnmet.length) {
                grow();
            }
        } else {
            firstFree = next(slot);
        }
        clear(slot);
        cells[slot * CELLS + INSTANCE] = owner.index;
        link(slot, owner);
        return slot;
    }

    private void clear(int slot) {
        int at = slot * CELLS;
        cells[at + REFERENCES] = 0;
        cells[at + IS_SOURCE] = 0;
        cells[at + MM] = NONE;
        cells[at + ATTEMPTS] = 0;
        cells[at + ROUND] = 0;
        cells[at + CYCLE] = 0;
        cells[at + NEXT_WAITING] = NOT_QUEUED;
        setDueSeconds(slot, Double.NaN);
    }

    private void link(int slot, Instance owner) {
        cells[slot * CELLS + PREVIOUS] = owner.lastProcess;
        cells[slot * CELLS + NEXT] = NONE;
        if (owner.lastProcess == NONE) {
            owner.firstProcess = slot;
        } else {
            cells[owner.lastProcess * CELLS + NEXT] = slot;
        }
        owner.lastProcess = slot;
    }

    /** Takes a process out of its instance's list; the slot is free once nothing refers to it. */
    void remove(int slot, Instance owner) {
        int before = cells[slot * CELLS + PREVIOUS];
        int after = cells[slot * CELLS + NEXT];
        if (before == NONE) {
            owner.firstProcess = after;
        } else {
            cells[before * CELLS + NEXT] = after;
        }
        if (after == NONE) {
            owner.lastProcess = before;
        } else {
            cells[after * CELLS + PREVIOUS] = before;
        }
        setState(slot, GONE);
        setDueSeconds(slot, Double.NaN);
        freeIfUnreferenced(slot);
    }

    /** Begins one reference to a slot. */
    void refer(int slot) {
        cells[slot * CELLS + REFERENCES]++;
    }

    /** Ends one reference to a slot. */
    void release(int slot) {
        cells[slot * CELLS + REFERENCES]--;
        freeIfUnreferenced(slot);
    }

    private void freeIfUnreferenced(int slot) {
        if (state(slot) == GONE && cells[slot * CELLS + REFERENCES] == 0) {
            setState(slot, FREE);
            cells[slot * CELLS + NEXT] = firstFree;
            firstFree = slot;
        }
    }

    /** Reads both ends of a process's record, so that it is near when needed; the number returned means nothing. */
    double look(int slot) {
        return times[slot * TIMES] + times[slot * TIMES + TIMES - 1] + cells[slot * CELLS + CELLS - 1];
    }

    int state(int slot) {
        return cells[slot * CELLS + STATE];
    }

    void setState(int slot, int state) {
        cells[slot * CELLS + STATE] = state;
    }

    /** Returns the number of the instance to which a process belongs. */
    int instance(int slot) {
        return cells[slot * CELLS + INSTANCE];
    }

    /** Returns the address space, or {@link #NONE} before the fork and after the exit. */
    int mm(int slot) {
        return cells[slot * CELLS + MM];
    }

    void setMm(int slot, int mm) {
        cells[slot * CELLS + MM] = mm;
    }

    boolean isForked(int slot) {
        return mm(slot) != NONE;
    }

    /** Returns the tries of the current request. */
    int attempts(int slot) {
        return cells[slot * CELLS + ATTEMPTS];
    }

    void setAttempts(int slot, int attempts) {
        cells[slot * CELLS + ATTEMPTS] = attempts;
    }

    /** Gives a process its place in the order of its instance's arrivals. */
    void setOrdinal(int slot, int ordinal) {
        cells[slot * CELLS + ORDINAL] = ordinal;
    }

    /** Returns the number under which a process's draws are found: of its place and, for a source, its round. */
    long drawIndex(int slot) {
        return ((long) cells[slot * CELLS + ROUND] << 32) | cells[slot * CELLS + ORDINAL];
    }

    /** Lets a source begin with its next process. */
    void startRound(int slot) {
        cells[slot * CELLS + ROUND]++;
        cells[slot * CELLS + CYCLE] = 0;
    }

    /** Returns how many bonds the process has had before the current one. */
    int cycle(int slot) {
        return cells[slot * CELLS + CYCLE];
    }

    void startCycle(int slot) {
        cells[slot * CELLS + CYCLE]++;
    }

    /** Returns whether the slot is of a source of processes, used again for each of them. */
    boolean isSource(int slot) {
        return cells[slot * CELLS + IS_SOURCE] != 0;
    }

    void makeSource(int slot) {
        cells[slot * CELLS + IS_SOURCE] = 1;
    }

    /** Returns the process of the same instance that arrived next, or {@link #NONE}. */
    int next(int slot) {
        return cells[slot * CELLS + NEXT];
    }

    boolean isQueued(int slot) {
        return cells[slot * CELLS + NEXT_WAITING] != NOT_QUEUED;
    }

    /** Returns the process of the same instance that stands behind a queued one, or {@link #NONE}. */
    int nextWaiting(int slot) {
        return cells[slot * CELLS + NEXT_WAITING];
    }

    /** Puts {@code behind}, or {@link #NONE}, behind a process in the queue, which it enters if it was not there. */
    void setNextWaiting(int slot, int behind) {
        cells[slot * CELLS + NEXT_WAITING] = behind;
    }

    /** Ends a process's stay in the queue. */
    void leaveQueue(int slot) {
        cells[slot * CELLS + NEXT_WAITING] = NOT_QUEUED;
    }

    /** Returns when the timer that counts is due; infinite for never, NaN for none. */
    double dueSeconds(int slot) {
        return times[slot * TIMES + DUE];
    }

    void setDueSeconds(int slot, double seconds) {
        times[slot * TIMES + DUE] = seconds;
    }

    /** Returns when the current request arrived. */
    double arrivalSeconds(int slot) {
        return times[slot * TIMES + ARRIVAL];
    }

    void setArrivalSeconds(int slot, double seconds) {
        times[slot * TIMES + ARRIVAL] = seconds;
    }

    /** Returns how long the bond lasts, once granted. */
    double holdSeconds(int slot) {
        return times[slot * TIMES + HOLD];
    }

    void setHoldSeconds(int slot, double seconds) {
        times[slot * TIMES + HOLD] = seconds;
    }

    double lifeEndSeconds(int slot) {
        return times[slot * TIMES + LIFE_END];
    }

    void setLifeEndSeconds(int slot, double seconds) {
        times[slot * TIMES + LIFE_END] = seconds;
    }

    /** Returns how many requests for private ids are refused and still unmet. */
    int privateUnmet(int slot) {
        return privateUnmet[slot];
    }

    void addPrivateUnmet(int slot, int more) {
        privateUnmet[slot] += more;
    }

    double privateArrivalSeconds(int slot) {
        return privateArrivalSeconds[slot];
    }

    void setPrivateArrivalSeconds(int slot, double seconds) {
        privateArrivalSeconds[slot] = seconds;
    }

    private void grow() {
        int size = used + (used >> 1);
        cells = Arrays.copyOf(cells, size * CELLS);
        times = Arrays.copyOf(times, size * TIMES);
        privateUnmet = Arrays.copyOf(privateUnmet, size);
        privateArrivalSeconds = Arrays.copyOf(privateArrivalSeconds, size);
    }
}
