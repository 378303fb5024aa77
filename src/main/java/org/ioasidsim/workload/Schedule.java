package org.ioasidsim.workload;

/** Instants of the run's clock. */
public interface Schedule {
    /** Returns the first at or after a time, in simulated seconds; infinite if there is none. */
    double atOrAfter(double seconds);

    /** Returns how many there are in a second, on average from the beginning of the run. */
    double perSecond();
}
