package org.ioasidsim.sim;

/** Receives the timers that fall due. */
public interface TimerHandler {
    /** Handles the timer that carries {@code payload}, which falls due now. */
    void fire(int payload);

    /**
     * Reads the records of timers that fall due next, so that the machine loads them together instead of one at a time. Called now and then,
     * with most timers but not all; must change nothing.
     *
     * @param payloads the first {@code count} entries count; negative ones are SSJ's event objects, not timers
     */
    default void prefetch(int[] payloads, int count) {}
}
