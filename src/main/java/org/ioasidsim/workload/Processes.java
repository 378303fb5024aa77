package org.ioasidsim.workload;

import java.util.Arrays;

/**
 * The processes of a run, a slot each, in parallel arrays: no object and no allocation per process once the arrays have grown. A slot is
 * used again when its process is gone and nothing refers to it any more (timers, the waiting queue).
 */
final class Processes {
    static final int NONE = -1;

    /** What a process does just now. */
    static final byte FREE = 0;

    /** Forked, not yet bound. */
    static final byte YOUNG = 1;

    /** Its bind is being decided. */
    static final byte BINDING = 2;

    /** Refused, pausing before the next try. */
    static final byte PAUSING = 3;

    /** Refused, in the policy's queue. */
    static final byte WAITING = 4;

    static final byte HOLDING = 5;

    /** Between an unbind and the next bind. */
    static final byte THINKING = 6;

    /** An address space that still has its id is being bound again. */
    static final byte REBINDING = 7;

    /** Refused for good, living on without an id. */
    static final byte FALLEN_BACK = 8;

    /** Lives without ever binding. */
    static final byte UNBOUND = 9;

    /** Gone, but its request stays unmet. */
    static final byte GHOST = 10;

    /** A source that thinks before its next process. */
    static final byte SOURCE = 11;

    /** Gone; something still refers to the slot. */
    static final byte GONE = 12;

    byte[] state = new byte[1024];
    byte[] references = new byte[1024];
    boolean[] isForked = new boolean[1024];
    boolean[] isSource = new boolean[1024];
    boolean[] isQueued = new boolean[1024];
    int[] instance = new int[1024];
    int[] mm = new int[1024];
    int[] attempts = new int[1024];
    int[] ordinal = new int[1024];
    int[] round = new int[1024];
    int[] cycle = new int[1024];
    int[] privateUnmet = new int[1024];
    int[] next = new int[1024];
    int[] previous = new int[1024];
    int[] nextWaiting = new int[1024];
    double[] arrivalSeconds = new double[1024];
    double[] holdSeconds = new double[1024];
    double[] privateArrivalSeconds = new double[1024];
    double[] lifeEndSeconds = new double[1024];
    double[] dueSeconds = new double[1024];

    private int used;
    private int firstFree = NONE;

    /** Returns a fresh slot at the end of the instance's list. */
    int allocate(Instance owner) {
        int slot = firstFree;
        if (slot == NONE) {
            slot = used++;
            if (slot == state.length) {
                grow();
            }
        } else {
            firstFree = next[slot];
        }
        clear(slot);
        instance[slot] = owner.index;
        link(slot, owner);
        return slot;
    }

    private void clear(int slot) {
        references[slot] = 0;
        isForked[slot] = false;
        isSource[slot] = false;
        isQueued[slot] = false;
        mm[slot] = NONE;
        attempts[slot] = 0;
        round[slot] = 0;
        cycle[slot] = 0;
        privateUnmet[slot] = 0;
        nextWaiting[slot] = NONE;
        dueSeconds[slot] = Double.NaN;
    }

    private void link(int slot, Instance owner) {
        previous[slot] = owner.lastProcess;
        next[slot] = NONE;
        if (owner.lastProcess == NONE) {
            owner.firstProcess = slot;
        } else {
            next[owner.lastProcess] = slot;
        }
        owner.lastProcess = slot;
    }

    /** Takes a process out of its instance's list; the slot is free once nothing refers to it. */
    void remove(int slot, Instance owner) {
        int before = previous[slot];
        int after = next[slot];
        if (before == NONE) {
            owner.firstProcess = after;
        } else {
            next[before] = after;
        }
        if (after == NONE) {
            owner.lastProcess = before;
        } else {
            previous[after] = before;
        }
        state[slot] = GONE;
        dueSeconds[slot] = Double.NaN;
        freeIfUnreferenced(slot);
    }

    /** Ends one reference to a slot. */
    void release(int slot) {
        references[slot]--;
        freeIfUnreferenced(slot);
    }

    private void freeIfUnreferenced(int slot) {
        if (state[slot] == GONE && references[slot] == 0) {
            state[slot] = FREE;
            next[slot] = firstFree;
            firstFree = slot;
        }
    }

    private void grow() {
        int size = state.length * 2;
        state = Arrays.copyOf(state, size);
        references = Arrays.copyOf(references, size);
        isForked = Arrays.copyOf(isForked, size);
        isSource = Arrays.copyOf(isSource, size);
        isQueued = Arrays.copyOf(isQueued, size);
        instance = Arrays.copyOf(instance, size);
        mm = Arrays.copyOf(mm, size);
        attempts = Arrays.copyOf(attempts, size);
        ordinal = Arrays.copyOf(ordinal, size);
        round = Arrays.copyOf(round, size);
        cycle = Arrays.copyOf(cycle, size);
        privateUnmet = Arrays.copyOf(privateUnmet, size);
        next = Arrays.copyOf(next, size);
        previous = Arrays.copyOf(previous, size);
        nextWaiting = Arrays.copyOf(nextWaiting, size);
        arrivalSeconds = Arrays.copyOf(arrivalSeconds, size);
        holdSeconds = Arrays.copyOf(holdSeconds, size);
        privateArrivalSeconds = Arrays.copyOf(privateArrivalSeconds, size);
        lifeEndSeconds = Arrays.copyOf(lifeEndSeconds, size);
        dueSeconds = Arrays.copyOf(dueSeconds, size);
    }
}
