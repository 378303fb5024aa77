package org.ioasidsim.sim;

import umontreal.ssj.simevents.Event;

/** The one event that stands for each timer while it fires. */
final class Timer extends Event {
    private final TimerHandler handler;
    private int payload;

    Timer(Clock clock, TimerHandler handler) {
        super(clock);
        this.handler = handler;
    }

    /** Lets this event stand for the timer that is due at {@code timeSeconds} and carries {@code payload}. */
    void standFor(double timeSeconds, int payload) {
        this.eventTime = timeSeconds;
        this.payload = payload;
    }

    @Override
    public void actions() {
        handler.fire(payload);
    }
}
