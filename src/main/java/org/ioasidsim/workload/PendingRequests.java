package org.ioasidsim.workload;

import java.util.Arrays;

/**
 * What is kept of each request from its arrival until it is granted or no longer unmet, in arrays: no object and no allocation once these have
 * grown. Few requests are pending where many processes hold, and one that is granted at once uses a record that is still at hand.
 */
final class PendingRequests {
    /** Stands for no request. */
    static final int NONE = -1;

    private static final int ARRIVAL = 0;
    private static final int HOLD = 1;
    private static final int TIMES = 2;

    private double[] times = new double[16 * TIMES];

    /** The tries of a request; of a free record the next free one. */
    private int[] attempts = new int[16];

    private int used;
    private int firstFree = NONE;

    /** Returns the number of a fresh record. */
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

    /** Returns how long the bond lasts, once granted; infinite for one that is never given back. */
    double holdSeconds(int request) {
        return times[request * TIMES + HOLD];
    }

    void setHoldSeconds(int request, double seconds) {
        times[request * TIMES + HOLD] = seconds;
    }
}
