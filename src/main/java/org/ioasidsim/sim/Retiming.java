package org.ioasidsim.sim;

/** Says when the timers that are pending are to fire. */
public interface Retiming {
    /** Returns the new time of a timer that is due at {@code seconds}: not before now, infinite to drop the timer. */
    double seconds(int payload, double seconds);
}
