package org.ioasidsim.workload;

import org.ioasidsim.kernel.base.Refusal;

/**
 * Told of the life of each request. A request is one process, or one bind cycle that needs an id, wanting to be bound to all its devices.
 * It is unmet from its arrival until its grant; one that is never granted until its last attempt or until the hold drawn for it would have
 * ended had it been granted at arrival, whichever is later.
 */
public interface WorkloadListener {
    /** A request has arrived: unmet from now. */
    void requested(int tenant);

    /** A request that arrived at {@code arrivalSeconds} is tried. */
    void attempted(int tenant, double arrivalSeconds);

    /** A try was refused. */
    void refused(int tenant, Refusal refusal);

    /** A request was granted now, after {@code attempts} tries (one more for a request that waited: it was refused at first): no longer unmet. */
    void granted(int tenant, double arrivalSeconds, double holdSeconds, int attempts);

    /** A request arrived now and was granted at the first try: as requested, attempted and granted in one, at once. */
    void grantedAtOnce(int tenant, double holdSeconds);

    /** A request will never be granted; it stays unmet until {@link #unmetEnded}. */
    void gaveUp(int tenant, double arrivalSeconds);

    /** A request that was never granted is no longer unmet. */
    void unmetEnded(int tenant, double arrivalSeconds);

    /** A request is still waiting at the end of the run; {@code gaveUp} when it will not be tried again. */
    void openAtEnd(int tenant, double arrivalSeconds, boolean gaveUp);

    /** Called before each event, with its time: what was true until now is true no longer. */
    void advance(double nowSeconds);
}
