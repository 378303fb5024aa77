package org.ioasidsim.sim;

/** The clock and its timers: SSJ's simulator on our own event list. */
public final class Simulation {
    public Simulation(TimerHandler handler) {
        throw new IllegalStateException("skeleton " + handler);
    }

    /** Returns the simulated time in seconds since time 0. */
    public double nowSeconds() {
        throw new IllegalStateException("skeleton");
    }

    /**
     * Schedules a timer that carries {@code payload} (at least 0) at {@code timeSeconds}, which is finite and not before now. Timers of
     * the same time fire in the order in which they were scheduled. Allocates nothing in steady state.
     */
    public void schedule(double timeSeconds, int payload) {
        throw new IllegalStateException("skeleton");
    }

    /** Fires every timer due before or at {@code endSeconds}, then sets the clock to it. Can be called again with a later time. */
    public void runUntil(double endSeconds) {
        throw new IllegalStateException("skeleton");
    }

    /** Returns the number of timers fired so far. */
    public long eventCount() {
        throw new IllegalStateException("skeleton");
    }

    /** Returns the number of timers pending. */
    public int pendingCount() {
        throw new IllegalStateException("skeleton");
    }
}
