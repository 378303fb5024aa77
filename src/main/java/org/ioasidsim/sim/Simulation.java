package org.ioasidsim.sim;

import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** The simulated clock and its timers. */
public final class Simulation implements Kept {
    private final FutureEvents events;
    private final Clock clock;
    private boolean isPaused;

    public Simulation(TimerHandler handler) {
        this.events = new FutureEvents(handler);
        this.clock = new Clock(events, handler);
    }

    /** Returns the simulated time, in seconds from 0. */
    public double nowSeconds() {
        return clock.time();
    }

    /**
     * Schedules a timer. Timers of the same time fire in the order in which they were scheduled. Allocates nothing once the list has grown to
     * the most timers that are pending at once.
     *
     * @param timeSeconds when it fires; finite and not before now
     * @param payload the number that the handler receives, at least 0
     */
    public void schedule(double timeSeconds, int payload) {
        check(timeSeconds, payload);
        events.addTimer(timeSeconds, payload);
    }

    /**
     * Schedules a timer, which fires exactly when {@link #schedule} would have it fire. Costs less if few others fire before it, as before the next
     * arrival of a busy source.
     */
    public void scheduleSoon(double timeSeconds, int payload) {
        check(timeSeconds, payload);
        events.addSoon(timeSeconds, payload);
    }

    private void check(double timeSeconds, int payload) {
        if (!(timeSeconds >= clock.time() && timeSeconds < Double.POSITIVE_INFINITY) || payload < 0) {
            throw refused(timeSeconds, payload);
        }
    }

    /** Sets the time of each pending timer anew. Timers of the same time may change their order. */
    public void retime(Retiming retiming) {
        events.retime(clock.time(), retiming);
    }

    /** Fires the timers due up to {@code endSeconds} inclusive, then sets the clock to it. May be called again with a later time. */
    public void runUntil(double endSeconds) {
        var unused = runUntil(endSeconds, Long.MAX_VALUE - eventCount());
    }

    /**
     * As {@link #runUntil(double)}, but fires {@code most} timers at the most, and then leaves the clock at the last of them.
     *
     * @return whether the end was reached: no timer up to it is left, and none {@linkplain #pause paused} the run
     */
    public boolean runUntil(double endSeconds, long most) {
        if (!(endSeconds >= clock.time() && endSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the end must be finite and not before now, " + clock.time() + " s, but is " + endSeconds + " s");
        }
        if (clock.isSimulating()) {
            throw new IllegalStateException("runUntil called by a timer at " + clock.time() + " s");
        }
        events.stopAfter(endSeconds);
        clock.stopAtCount(events.firedCount() + most);
        isPaused = false;
        if (!events.isEmpty()) {
            clock.start();
        }
        boolean isAtEnd = !isPaused && events.isEmpty();
        if (isAtEnd) {
            clock.advanceTo(endSeconds);
        }
        return isAtEnd;
    }

    /** Ends {@link #runUntil} with the timer that fires now; the clock stays at its time. */
    public void pause() {
        isPaused = true;
        clock.stop();
    }

    /** Returns whether the last {@link #runUntil} was {@linkplain #pause paused}. */
    public boolean isPaused() {
        return isPaused;
    }

    /** Returns the number of timers fired so far. */
    public long eventCount() {
        return events.firedCount();
    }

    private IllegalArgumentException refused(double timeSeconds, int payload) {
        return new IllegalArgumentException("a timer needs a finite time not before now, " + clock.time()
                + " s, and a payload of at least 0, but has " + timeSeconds + " s and " + payload);
    }

    @Override
    public void keep(StateTape tape) {
        clock.advanceTo(tape.keep(clock.time()));
        events.keep(tape);
    }
}
