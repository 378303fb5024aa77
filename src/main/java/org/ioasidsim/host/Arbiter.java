package org.ioasidsim.host;

import org.ioasidsim.kernel.Admission;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Revocation;
import org.ioasidsim.state.Kept;
import org.jspecify.annotations.Nullable;

/** Decides on the tenants' requests, within the kernel's limits; it is notified of everything that may matter for that. */
interface Arbiter extends Kept {
    /** Returns the further rule that the kernel asks, or null for none. */
    @Nullable
    Admission admission();

    /** Returns who takes idle ids back. */
    Reclaimer reclaimer();

    /** Returns whether an id may be given back by somebody other than its holder, so that the holder of each one must be known. */
    boolean tracksHolders();

    /**
     * Starts a clock of the time in which requests of one tenant would be refused. Tenants come in the order of their numbers.
     *
     * @param group the cgroup that all of its instances are in
     * @param time which the clock counts
     */
    RefusalClock clock(int tenant, Group group, RequestShape shape, RefusedTime time, double nowSeconds);

    /** Returns whether a request of this shape that nobody makes would be refused by more than the kernel's limits. */
    boolean wouldRefuse(int tenant, Cgroup group, RequestShape shape);

    /** Notes that a bind begins. */
    void bindBegins();

    /** Notes that a try was refused; returns whether the request must wait for that reason. */
    boolean refused(int tenant, Group group, Limit by);

    /** Notes that one more request waits ({@code +1}) or one fewer ({@code -1}). */
    void waiting(int tenant, Group group, int change);

    /** Notes that {@code count} waiting requests of a tenant have moved with their processes. */
    void moveWaiting(int tenant, Group from, Group to, int count);

    /** Moves the charges for all ids of a tenant in {@code from}, where charges follow processes. */
    void moveCharges(int tenant, Group from, Group to);

    /** Moves the charges for the ids of one address space of a tenant, where charges follow processes. */
    void moveCharges(int mm, int tenant, Group from, Group to);

    /** Forgets all that was learnt, as the machine starts anew; nothing may be charged. */
    void restart();

    /** Returns whether {@link #turn} orders the waiting requests; otherwise their arrivals do. */
    boolean ordersQueue();

    /** Returns the place in the queue of a tenant's waiting request, at least {@code before}, which it had; smaller is earlier. */
    double turn(int tenant, Group group, double before);

    /** Notes that an address space holds an id but is bound to no device. */
    void idled(int mm);

    /** Notes that an idle address space is bound again or has lost its id. */
    void idleEnded(int mm);

    /** Returns, once, the instance that lost an idle id since the last call, or {@link IdHolders#NO_INSTANCE}. A bind takes one at most. */
    int takeReclaimedInstance();

    /** Updates all clocks whose tenants may be answered differently after this event. */
    void judge();

    /** Returns what is done with ids in use where a limit is lowered below what is charged. */
    Revocation revocation();

    /** Returns whether {@link #keep} is complete: a policy may have books that nobody can save. */
    boolean canBeKept();

    /** Notes that the {@link HostTimer#WAKE} timer fired. */
    void woke();
}
