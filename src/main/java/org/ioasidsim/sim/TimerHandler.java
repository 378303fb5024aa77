package org.ioasidsim.sim;

/** Receives the timers that fall due. */
public interface TimerHandler {
    /** Called when the timer that carries {@code payload} falls due; the clock stands at its time. */
    void fire(int payload);

    /**
     * Called now and then with the payloads of timers that fall due next, so that the records behind them can be fetched all at once; most
     * timers are among them. Must change nothing. Timers of events (see SSJ) are there as negative numbers.
     */
    default void expect(int[] payloads, int count) {}
}
