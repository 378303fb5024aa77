package org.ioasidsim.sim;

/** Receives the timers that fall due. */
public interface TimerHandler {
    /** Called when the timer that carries {@code payload} falls due; the clock stands at its time. */
    void fire(int payload);
}
