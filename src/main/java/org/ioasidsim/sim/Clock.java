package org.ioasidsim.sim;

import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.EventList;

/** SSJ's simulator, with a clock that can also be moved while nothing is due. */
final class Clock extends Simulator {
    Clock(EventList events) {
        super(events);
    }

    void advanceTo(double timeSeconds) {
        currentTime = timeSeconds;
    }
}
