package org.ioasidsim.host;

/**
 * Whether the host as a whole, beside cgroups and what a policy's rule says to one tenant, would refuse a request of one shape, and when
 * that changed, an event at a time, until all who watch have counted the changes. An exhausted host opens and shuts at nearly every event:
 * each tenant counts what it has missed when its own state changes next, and those to whom nothing else happened have the same counts,
 * which are made once.
 */
final class HostGate {
    private static final int KEPT = 1024;

    private final Gate root;
    private final RequestShape shape;
    private final double[] changedAt = new double[KEPT];
    private int changes;
    private int changesBefore;
    private boolean isShut;

    private int madeFrom;
    private int madeTo;
    private final RefusedTime madeOf = new RefusedTime(0);
    private final RefusedTime made = new RefusedTime(0);

    HostGate(Gate root, RequestShape shape) {
        this.root = root;
        this.shape = shape;
    }

    boolean isShut() {
        return isShut;
    }

    /** Returns how many changes are kept. */
    int changes() {
        return changes;
    }

    /** Returns how many of them are of earlier events than the one that was looked at last. */
    int changesBefore() {
        return changesBefore;
    }

    /** Returns whether one change more finds no place, so that all who watch must count and {@link #forget} be called. */
    boolean isFull() {
        return changes == KEPT;
    }

    /** Forgets the changes. */
    void forget() {
        changes = 0;
        madeTo = 0;
    }

    /** Looks whether the gate has opened or shut, which it is where there is no room; call it after each event. */
    void look(boolean hasRoom, double nowSeconds) {
        boolean shut = !hasRoom || root.isShut() || shape.lacksFree();
        changesBefore = changes;
        if (shut != isShut) {
            isShut = shut;
            changedAt[changes++] = nowSeconds;
        }
    }

    /** Counts the changes {@code from}, up to and without {@code to}, for a tenant with live instances whom nothing else refuses. */
    void count(RefusedTime time, int from, int to) {
        if (from == to) {
            return;
        }
        if (time.isShared() && from == madeFrom && to == madeTo && time.equalsExactly(madeOf)) {
            time.set(made);
            return;
        }
        madeOf.set(time);
        for (int i = from; i < to; i++) {
            time.turn(changedAt[i]);
        }
        made.set(time);
        madeFrom = from;
        madeTo = time.isShared() ? to : 0;
    }
}
