package org.ioasidsim.sim;

import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/**
 * SSJ's simulator on our list of future events. It fires timers, which are numbers, without an event object; SSJ's own event objects work as
 * usual. Its time can also be advanced while nothing is due.
 */
final class Clock extends Simulator {
    private final FutureEvents events;
    private final TimerHandler handler;
    private long lastCount = Long.MAX_VALUE;

    Clock(FutureEvents events, TimerHandler handler) {
        super(events);
        this.events = events;
        this.handler = handler;
        events.showTimersAs(new Timer(this, handler));
    }

    void advanceTo(double timeSeconds) {
        currentTime = timeSeconds;
    }

    /** Makes {@link #start} return once this many events have fired in all. */
    void stopAtCount(long count) {
        lastCount = count;
    }

    /** Fires events in order until none is left, {@link #stop} is called, or as many have fired as it may. */
    @Override
    public void start() {
        stopped = false;
        simulating = true;
        try {
            while (!stopped && events.firedCount() < lastCount) {
                int first = events.findFirst();
                if (first >= 0) {
                    currentTime = events.removeFirstTimer();
                    handler.fire(first);
                } else if (first == FutureEvents.ASIDE) {
                    int payload = events.asidePayload();
                    currentTime = events.removeAside();
                    handler.fire(payload);
                } else if (first == FutureEvents.NOTHING) {
                    break;
                } else {
                    fireObject();
                }
            }
        } finally {
            stopped = true;
            simulating = false;
        }
    }

    private void fireObject() {
        Event event = removeFirstEvent();
        if (event != null) {
            event.actions();
        }
    }
}
