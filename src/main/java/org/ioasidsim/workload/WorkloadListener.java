package org.ioasidsim.workload;

import org.ioasidsim.kernel.base.Refusal;

/**
 * Receives the life of each request. A request is one process, or one bind cycle that needs an id, wanting to be bound to all its devices.
 * It is unmet from its arrival until its grant. One that is never granted is unmet until its last attempt, or until the hold drawn for it would
 * have ended had it been granted at arrival, whichever is later.
 */
public interface WorkloadListener {
    /** A request has arrived: unmet from now. */
    void requested(int tenant);

    /** A VM was to start now; {@code isStarted} if it did. */
    default void askedForVm(int tenant, boolean isStarted) {}

    /** A request that arrived at {@code arrivalSeconds} is tried. */
    void attempted(int tenant, double arrivalSeconds);

    /** A try was refused. */
    void refused(int tenant, Refusal refusal);

    /** The try that was {@link #refused} last was the first of a request, which counts as unmet by now. */
    default void refusedFirst(int tenant) {}

    /** A request was granted now and is no longer unmet; {@code attempts} counts its tries, and one more if it has waited. */
    void granted(int tenant, double arrivalSeconds, double holdSeconds, int attempts);

    /** A request arrived now and was granted at the first try: stands for {@link #requested}, {@link #attempted} and {@link #granted}. */
    void grantedAtOnce(int tenant, double holdSeconds);

    /** A request will never be granted; it stays unmet until {@link #unmetEnded}. */
    void gaveUp(int tenant, double arrivalSeconds);

    /** A request that was never granted is no longer unmet. */
    void unmetEnded(int tenant, double arrivalSeconds);

    /** A request is unmet at the end of the run; {@code gaveUp} if it would not have been tried again. */
    void openAtEnd(int tenant, double arrivalSeconds, boolean gaveUp);

    /** Called before each event, with its time: the state since the last event ends here. */
    void advance(double nowSeconds);
}
