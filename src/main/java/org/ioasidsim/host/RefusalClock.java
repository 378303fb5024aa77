package org.ioasidsim.host;

/** Counts the {@link RefusedTime} of one tenant's requests. */
interface RefusalClock {
    /** Counts the time until {@code nowSeconds}, which is not before that of the last call. */
    void settle(double nowSeconds);

    /** Counts on for instances that have moved to another cgroup; the time until now must be settled. */
    void move(Group to, double nowSeconds);

    /** Resumes for a tenant that had no live instance; the time until now must be settled. */
    void resume();

    /** Returns whether the limits of {@code group} itself, a cgroup of one instance, would refuse a request. */
    boolean isFull(Group group);
}
