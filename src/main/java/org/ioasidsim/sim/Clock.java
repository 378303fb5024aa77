package org.ioasidsim.sim;

import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/**
 * SSJ's simulator, with a clock that can also be moved while nothing is due. It takes event objects as SSJ does, and fires timers, which are
 * numbers, without an object in between.
 */
final class Clock extends Simulator {
    private final FutureEvents events;
    private final TimerHandler handler;

    Clock(FutureEvents events, TimerHandler handler) {
        super(events);
        this.events = events;
        this.handler = handler;
    }

    void advanceTo(double timeSeconds) {
        currentTime = timeSeconds;
    }

    /** Takes event after event until none is left or {@link #stop} is called. */
    @Override
    public void start() {
        stopped = false;
        simulating = true;
        try {
            while (!stopped && !events.isEmpty()) {
                if (events.isTimerFirst()) {
                    fireTimer();
                } else {
                    fireObject();
                }
            }
        } finally {
            stopped = true;
            simulating = false;
        }
    }

    private void fireTimer() {
        currentTime = events.firstSeconds();
        handler.fire(events.removeFirstTimer());
    }

    private void fireObject() {
        Event event = removeFirstEvent();
        if (event != null) {
            event.actions();
        }
    }
}
