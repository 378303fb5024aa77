package org.ioasidsim.host;

/**
 * Whether the whole host would refuse requests of one shape, and the times at which that changed, event by event. Limits of cgroups, and
 * what a policy's rule says to one tenant, are not part of it.
 *
 * <p>An exhausted host opens and shuts at nearly every event. Tenants therefore do not count each change when it occurs but all at once
 * when their own state changes next. Tenants without events of their own since the last change share one count.
 */
final class HostGate {
    private static final int KEPT = 1024;

    private final Gate root;
    private final RequestShape shape;
    private final double[] changedAt = new double[KEPT];
    private int changes;
    private int changesBefore;
    private boolean isShut;

    // The last count, to be shared: of these changes it made from the first of these times the second.
    private int countedFrom;
    private int countedTo;
    private final RefusedTime before = new RefusedTime(0);
    private final RefusedTime after = new RefusedTime(0);

    /** Counts the changes of gates for a tenant. */
    interface Counter {
        /** Counts all changes of {@code gate}, if it is the tenant's, because the gate is about to forget them. */
        void countAll(HostGate gate);
    }

    HostGate(Gate root, RequestShape shape) {
        this.root = root;
        this.shape = shape;
    }

    boolean isShut() {
        return isShut;
    }

    /** Returns the number of changes that are kept. */
    int changes() {
        return changes;
    }

    /** Returns the number of changes that are kept of earlier events than the last one. */
    int changesBefore() {
        return changesBefore;
    }

    /** Returns whether there is no place for a further change, so that every tenant must count and {@link #forget} be called. */
    boolean isFull() {
        return changes == KEPT;
    }

    /** Forgets the changes. */
    void forget() {
        changes = 0;
        countedTo = 0;
    }

    /** Opens or shuts the gate after an event. It is shut where a policy has no room, a limit of the root refuses, or nothing is free. */
    void refresh(boolean hasRoom, double nowSeconds) {
        boolean shut = !hasRoom || root.isShut() || shape.lacksFree();
        changesBefore = changes;
        if (shut != isShut) {
            isShut = shut;
            changedAt[changes++] = nowSeconds;
        }
    }

    /** Counts the changes {@code from} (inclusive) to {@code to} (exclusive) for a tenant with live instances that nothing else refuses. */
    void count(RefusedTime time, int from, int to) {
        if (from == to) {
            return;
        }
        if (time.isShared() && from == countedFrom && to == countedTo && time.equalsExactly(before)) {
            time.set(after);
            return;
        }
        before.set(time);
        for (int i = from; i < to; i++) {
            time.turn(changedAt[i]);
        }
        after.set(time);
        countedFrom = from;
        countedTo = time.isShared() ? to : 0;
    }
}
