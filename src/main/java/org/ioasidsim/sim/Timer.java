package org.ioasidsim.sim;

import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/** The one event object that stands for the first timer wherever SSJ asks for an event. */
final class Timer extends Event {
    private final TimerHandler handler;
    private int payload;

    Timer(Simulator simulator, TimerHandler handler) {
        super(simulator);
        this.handler = handler;
    }

    /** Makes this event represent the timer that is due at {@code timeSeconds} and carries {@code payload}. */
    void represent(double timeSeconds, int payload) {
        this.eventTime = timeSeconds;
        this.payload = payload;
    }

    @Override
    public void actions() {
        handler.fire(payload);
    }
}
