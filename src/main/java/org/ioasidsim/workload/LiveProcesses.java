package org.ioasidsim.workload;

import static org.ioasidsim.workload.ProcessState.FREE;
import static org.ioasidsim.workload.ProcessState.GONE;
import static org.ioasidsim.workload.ProcessState.HOLDING;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.ioasidsim.kernel.sva.ArrayGrowth;
import org.ioasidsim.kernel.sva.SparseNumbers;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The processes of a run, one slot each, in arrays of numbers: no object and no allocation per process once the arrays have grown. A slot is
 * reused when its process is gone and neither a timer nor the waiting queue refers to it.
 *
 * <p>In a large run timers fire in random order of slots, so that cache misses are most of its cost. What every event of a process reads stands
 * together in 32 bytes; what few processes have, and what is kept of a request only until it is decided, stands apart.
 */
final class LiveProcesses implements Kept {
    /** Stands for no slot and for no address space. */
    static final int NONE = -1;

    /** Marks a process that is not in the queue; {@link #NONE} marks the last of its instance in it. */
    private static final int NOT_QUEUED = -2;

    /** The state in the lowest bits, then whether it is a source, then the number of references. */
    private static final int STATUS = 0;

    private static final int INSTANCE = 1;
    private static final int MM = 2;
    private static final int REQUEST = 3;

    /** The place among the members of the instance; in a free slot the next free slot. */
    private static final int PLACE = 4;

    /** The lowest 32 bits of the number in the order of the instance's arrivals. */
    private static final int NUMBER = 5;

    /** Two cells: the upper and the lower half of a {@code double}. */
    private static final int DUE = 6;

    private static final int CELLS = 8;

    /** The upper half of NaN, whose lower half is 0: the due time of a process without a timer. */
    private static final int NO_TIMER = (int) (Double.doubleToRawLongBits(Double.NaN) >>> Integer.SIZE);

    private static final int STATE = 15;
    private static final int IS_SOURCE = 16;
    private static final int REFERENCE = 32;

    private static final int LEAST_ROOM = 1024;

    private int[] cells = new int[LEAST_ROOM * CELLS];

    private final PendingRequests requests = new PendingRequests();
    /** Whether any process ever had a round, a cycle or a place in the queue. */
    private boolean hasSparse;

    private final SparseNumbers ordinals = new SparseNumbers(0);
    private final SparseNumbers rounds = new SparseNumbers(0);
    private final SparseNumbers cycles = new SparseNumbers(0);
    private final SparseNumbers nextWaiting = new SparseNumbers(NOT_QUEUED);
    private final SparseTimes queuedArrivalSeconds = new SparseTimes();
    private final SparseTimes lifeEndSeconds = new SparseTimes();

    /** Refused private ids, by slot; 0 in a free one. */
    private final SparseNumbers privateUnmet = new SparseNumbers(0);

    private final SparseTimes privateArrivalSeconds = new SparseTimes();

    private int size = LEAST_ROOM;
    private int used;
    private int firstFree = NONE;

    /** Returns a slot, in state FREE, for a process that arrives in an instance now. */
    int allocate(Members members) {
        return add(members, FREE, NONE, Double.NaN);
    }

    /**
     * Returns a slot for a process that arrives in an instance now and holds its bond already.
     *
     * @param mm its address space
     * @param untilSeconds when its timer is due, which refers to the slot; infinite if it has none
     */
    int addHolding(Members members, int mm, double untilSeconds) {
        int references = untilSeconds < Double.POSITIVE_INFINITY ? REFERENCE : 0;
        return add(members, HOLDING + references, mm, untilSeconds);
    }

    private int add(Members members, int status, int mm, double dueSeconds) {
        int slot = firstFree;
        if (slot == NONE) {
            slot = used++;
            if (slot == size) {
                grow();
            }
        } else {
            firstFree = cells[slot * CELLS + PLACE];
        }
        int number = members.arrivals();
        int place = members.add(slot);
        int[] record = cells;
        int at = slot * CELLS;
        long due = Double.doubleToRawLongBits(dueSeconds);
        record[at + STATUS] = status;
        record[at + INSTANCE] = members.instance();
        record[at + MM] = mm;
        record[at + REQUEST] = PendingRequests.NONE;
        record[at + PLACE] = place;
        record[at + NUMBER] = number;
        record[at + DUE] = (int) (due >>> Integer.SIZE);
        record[at + DUE + 1] = (int) due;
        if (hasSparse) {
            clearSparse(slot);
        }
        return slot;
    }

    private void clearSparse(int slot) {
        rounds.clear(slot);
        cycles.clear(slot);
        nextWaiting.clear(slot);
    }

    /** Removes a process from its instance; the slot becomes free once nothing refers to it. */
    void remove(int slot, Members members) {
        closeRequest(slot);
        cells[slot * CELLS + DUE] = NO_TIMER;
        cells[slot * CELLS + DUE + 1] = 0;
        removeIdle(slot, members);
    }

    /** Removes a process as above that has neither a request nor a timer that counts. */
    void removeIdle(int slot, Members members) {
        int[] record = cells;
        int at = slot * CELLS;
        int place = record[at + PLACE];
        int moved = members.remove(place);
        record[moved * CELLS + PLACE] = place;
        int status = record[at + STATUS] & ~STATE;
        if (status < REFERENCE) {
            free(slot, status);
        } else {
            record[at + STATUS] = status | GONE;
        }
    }

    /** Makes a slot free to which nothing refers; {@code status} is what else is to be kept of its status. */
    private void free(int slot, int status) {
        int[] record = cells;
        int at = slot * CELLS;
        record[at + STATUS] = status | FREE;
        record[at + PLACE] = firstFree;
        firstFree = slot;
    }

    /** Adds a reference to a slot, by a timer or by the queue. */
    void refer(int slot) {
        cells[slot * CELLS + STATUS] += REFERENCE;
    }

    /** Sets the state of a process and when its timer is due, to which it adds a reference. */
    void startTimer(int slot, int state, double seconds) {
        int[] record = cells;
        int at = slot * CELLS;
        long bits = Double.doubleToRawLongBits(seconds);
        record[at + STATUS] = ((record[at + STATUS] & ~STATE) | state) + REFERENCE;
        record[at + DUE] = (int) (bits >>> Integer.SIZE);
        record[at + DUE + 1] = (int) bits;
    }

    /** Ends a reference to a slot, which may free it. */
    void release(int slot) {
        cells[slot * CELLS + STATUS] -= REFERENCE;
        freeIfUnreferenced(slot);
    }

    /** Ends the reference of a timer; returns the state of the process if the timer counts, which it has no more then, else {@link ProcessState#FREE}. */
    int takeTimer(int slot, double nowSeconds) {
        int[] record = cells;
        int at = slot * CELLS;
        int status = record[at + STATUS] - REFERENCE;
        record[at + STATUS] = status;
        int state = status & STATE;
        if (state == GONE || dueSeconds(slot) != nowSeconds) {
            freeIfUnreferenced(slot);
            return FREE;
        }
        record[at + DUE] = NO_TIMER;
        record[at + DUE + 1] = 0;
        return state;
    }

    private void freeIfUnreferenced(int slot) {
        int status = cells[slot * CELLS + STATUS];
        if ((status & STATE) == GONE && status < REFERENCE) {
            free(slot, status & ~STATE);
        }
    }

    /** Reads both ends of a process's record, to have it in the cache when its timer fires; the number returned means nothing. */
    int prefetch(int slot) {
        return cells[slot * CELLS] + cells[slot * CELLS + CELLS - 1];
    }

    int state(int slot) {
        return cells[slot * CELLS + STATUS] & STATE;
    }

    void setState(int slot, int state) {
        cells[slot * CELLS + STATUS] = (cells[slot * CELLS + STATUS] & ~STATE) | state;
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

    /** Starts to keep a request, if the process has none: its arrival, how long it is to hold, its tries. */
    void openRequest(int slot) {
        if (cells[slot * CELLS + REQUEST] == PendingRequests.NONE) {
            cells[slot * CELLS + REQUEST] = requests.open();
        }
    }

    /** Stops keeping the request, if there is one. */
    void closeRequest(int slot) {
        int request = cells[slot * CELLS + REQUEST];
        if (request != PendingRequests.NONE) {
            requests.close(request);
            cells[slot * CELLS + REQUEST] = PendingRequests.NONE;
        }
    }

    /** Returns how often the request was tried, one more if it has waited. */
    int attempts(int slot) {
        return requests.attempts(cells[slot * CELLS + REQUEST]);
    }

    void setAttempts(int slot, int attempts) {
        requests.setAttempts(cells[slot * CELLS + REQUEST], attempts);
    }

    /** Keeps a process's number in the order of its instance's arrivals, for what is drawn later. */
    void setOrdinal(int slot, int ordinal) {
        ordinals.set(slot, ordinal);
    }

    /** Returns the index of a process's random numbers: its {@linkplain #setOrdinal ordinal}, and in the upper half, for a source, the round. */
    long drawIndex(int slot) {
        return ((long) rounds.get(slot) << Integer.SIZE) | ordinals.get(slot);
    }

    /** Counts a source's next process, whose bind cycles count from 0 again. */
    void startRound(int slot) {
        hasSparse = true;
        rounds.set(slot, rounds.get(slot) + 1);
        cycles.clear(slot);
    }

    /** Returns how many bind cycles the process has finished. */
    int cycle(int slot) {
        return cycles.get(slot);
    }

    void startCycle(int slot) {
        hasSparse = true;
        cycles.set(slot, cycles.get(slot) + 1);
    }

    /** Returns whether the slot belongs to a source, whose processes use it one after the other. */
    boolean isSource(int slot) {
        return (cells[slot * CELLS + STATUS] & IS_SOURCE) != 0;
    }

    void makeSource(int slot) {
        cells[slot * CELLS + STATUS] |= IS_SOURCE;
    }

    /** Returns the slots of an instance's processes in the order of their arrivals, provided that fewer than 2<sup>31</sup> arrive while any of them lives. */
    int[] inOrder(Members members) {
        return inOrder(members, slot -> true);
    }

    /** Returns the slots of an instance's {@code wanted} processes in the order of their arrivals. */
    int[] inOrder(Members members, IntPredicate wanted) {
        long[] numbered =
                new long[members.count()]; // no stream: it took a twelfth of a run that ends with 100,000 processes
        int count = 0;
        for (int i = 0; i < numbered.length; i++) {
            int slot = members.at(i);
            if (wanted.test(slot)) {
                numbered[count++] = numbered(slot, members);
            }
        }
        Arrays.sort(numbered, 0, count);
        int[] slots = new int[count];
        for (int i = 0; i < count; i++) {
            slots[i] = (int) numbered[i];
        }
        return slots;
    }

    /** Returns a slot in the lower half, and in the upper the number of its arrival, counted back from now, so that wrapped numbers sort too. */
    private long numbered(int slot, Members members) {
        int untilNow = cells[slot * CELLS + NUMBER] - members.arrivals();
        return ((long) untilNow << Integer.SIZE) | slot;
    }

    boolean isQueued(int slot) {
        return nextWaiting.get(slot) != NOT_QUEUED;
    }

    /** Returns the next process of the same instance in the queue, or {@link #NONE}. */
    int nextWaiting(int slot) {
        return nextWaiting.get(slot);
    }

    /** Sets the next process in the queue, or {@link #NONE}; the process at {@code slot} is in the queue from now on. */
    void setNextWaiting(int slot, int behind) {
        hasSparse = true;
        nextWaiting.set(slot, behind);
    }

    /** Returns when the request arrived with which a process waits or last waited; a slot may stay in the queue after its request was closed. */
    double queuedArrivalSeconds(int slot) {
        return queuedArrivalSeconds.get(slot);
    }

    /** Keeps the arrival of the request with which a process begins to wait. */
    void noteQueuedArrival(int slot) {
        queuedArrivalSeconds.set(slot, arrivalSeconds(slot));
    }

    /** Marks a process as out of the queue. */
    void leaveQueue(int slot) {
        nextWaiting.clear(slot);
    }

    /** Returns when the timer that counts is due; infinite if never, NaN if there is none. */
    double dueSeconds(int slot) {
        int at = slot * CELLS + DUE;
        return Double.longBitsToDouble(((long) cells[at] << Integer.SIZE) | Integer.toUnsignedLong(cells[at + 1]));
    }

    void setDueSeconds(int slot, double seconds) {
        int at = slot * CELLS + DUE;
        long bits = Double.doubleToRawLongBits(seconds);
        cells[at] = (int) (bits >>> Integer.SIZE);
        cells[at + 1] = (int) bits;
    }

    /** Returns when the request arrived. */
    double arrivalSeconds(int slot) {
        return requests.arrivalSeconds(cells[slot * CELLS + REQUEST]);
    }

    void setArrivalSeconds(int slot, double seconds) {
        requests.setArrivalSeconds(cells[slot * CELLS + REQUEST], seconds);
    }

    /** Returns how long the bond lasts once granted; infinite if it is never ended. */
    double holdSeconds(int slot) {
        return requests.holdSeconds(cells[slot * CELLS + REQUEST]);
    }

    void setHoldSeconds(int slot, double seconds) {
        requests.setHoldSeconds(cells[slot * CELLS + REQUEST], seconds);
    }

    /** Returns when the process ends, whatever it holds then; only for those for which it was {@linkplain #setLifeEndSeconds set}. */
    double lifeEndSeconds(int slot) {
        return lifeEndSeconds.get(slot);
    }

    void setLifeEndSeconds(int slot, double seconds) {
        lifeEndSeconds.set(slot, seconds);
    }

    /** Returns how many refused requests for private ids are still unmet. */
    int privateUnmet(int slot) {
        return privateUnmet.get(slot);
    }

    void addPrivateUnmet(int slot, int more) {
        privateUnmet.set(slot, privateUnmet.get(slot) + more);
    }

    double privateArrivalSeconds(int slot) {
        return privateArrivalSeconds.get(slot);
    }

    void setPrivateArrivalSeconds(int slot, double seconds) {
        privateArrivalSeconds.set(slot, seconds);
    }

    private void grow() {
        size = ArrayGrowth.beyond(used);
        cells = Arrays.copyOf(cells, size * CELLS);
    }

    /** A time for each slot that most runs do not use: no array before one is set. */
    private static final class SparseTimes implements Kept {
        private double[] values = {};

        @Override
        public void keep(StateTape tape) {
            values = tape.keep(values);
        }

        double get(int slot) {
            return values[slot];
        }

        void set(int slot, double seconds) {
            if (slot >= values.length) {
                values = Arrays.copyOf(values, LEAST_ROOM + ArrayGrowth.beyond(slot));
            }
            values[slot] = seconds;
        }
    }

    @Override
    public void keep(StateTape tape) {
        cells = tape.keepFirst(cells, used * CELLS);
        size = cells.length / CELLS;
        used = tape.keep(used);
        firstFree = tape.keep(firstFree);
        hasSparse = tape.keep(hasSparse);
        requests.keep(tape);
        ordinals.keep(tape);
        rounds.keep(tape);
        cycles.keep(tape);
        nextWaiting.keep(tape);
        queuedArrivalSeconds.keep(tape);
        lifeEndSeconds.keep(tape);
        privateUnmet.keep(tape);
        privateArrivalSeconds.keep(tape);
    }
}
