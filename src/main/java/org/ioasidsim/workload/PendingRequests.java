package org.ioasidsim.workload;

import java.util.Arrays;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * A record of each request from its arrival until it is granted or no longer unmet, in arrays: no object and no allocation once these have grown.
 * Few requests are pending while many processes hold, and the record freed last is reused first, so that it is likely in cache.
 */
final class PendingRequests implements Kept {
    /** Stands for no request. */
    static final int NONE = -1;

    private static final int ARRIVAL = 0;
    private static final int HOLD = 1;
    private static final int TIMES = 2;

    private double[] times = new double[16 * TIMES];

    /** The tries of a request; in a free record the next free record. */
    private int[] attempts = new int[16];

    private int used;
    private int firstFree = NONE;

    /** Returns the number of a new record, without tries; its times are to be set. */
    int open() {
        int request = firstFree;
        if (request == NONE) {
            request = used++;
            if (request == attempts.length) {
                int size = used + (used >> 1);
                attempts = Arrays.copyOf(attempts, size);
                times = Arrays.copyOf(times, size * TIMES);
            }
        } else {
            firstFree = attempts[request];
        }
        attempts[request] = 0;
        return request;
    }

    void close(int request) {
        attempts[request] = firstFree;
        firstFree = request;
    }

    int attempts(int request) {
        return attempts[request];
    }

    void setAttempts(int request, int newAttempts) {
        attempts[request] = newAttempts;
    }

    double arrivalSeconds(int request) {
        return times[request * TIMES + ARRIVAL];
    }

    void setArrivalSeconds(int request, double seconds) {
        times[request * TIMES + ARRIVAL] = seconds;
    }

    /** Returns how long the bond lasts, once granted; infinite if it is never ended. */
    double holdSeconds(int request) {
        return times[request * TIMES + HOLD];
    }

    void setHoldSeconds(int request, double seconds) {
        times[request * TIMES + HOLD] = seconds;
    }

    @Override
    public void keep(StateTape tape) {
        times = tape.keep(times);
        attempts = tape.keep(attempts);
        used = tape.keep(used);
        firstFree = tape.keep(firstFree);
    }
}
