package org.ioasidsim.host;

import org.ioasidsim.kernel.cgroup.Cgroup;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests of one shape would be refused at one cgroup or above it, and for how long they would have been. A gate costs only when
 * its own state changes: the time above is read from the parent's clock when it is asked for.
 */
final class Gate {
    private final Cgroup cgroup;
    private final RequestShape shape;
    private final @Nullable Gate above;
    private final AllGates allGates;

    /** Whether the cgroup has a limit that could refuse such a request. */
    private boolean hasLimit;

    private boolean isShut;
    private double shutSeconds;
    private double settledAt;
    private double aboveSettledAt;

    Gate(Cgroup cgroup, RequestShape shape, @Nullable Gate above, AllGates allGates, double nowSeconds) {
        this.cgroup = cgroup;
        this.shape = shape;
        this.above = above;
        this.allGates = allGates;
        this.settledAt = nowSeconds;
        this.aboveSettledAt = above == null ? 0 : above.shutSeconds(nowSeconds);
        this.hasLimit = shape.isLimitedAt(cgroup);
        this.isShut = isRefused();
        allGates.countShut(isShut ? 1 : 0);
    }

    boolean isFor(RequestShape other) {
        return shape == other;
    }

    /** Returns the seconds, since the gate was made, in which a request was refused here or above. */
    double shutSeconds(double nowSeconds) {
        double passed =
                isShut ? nowSeconds - settledAt : above == null ? 0 : above.shutSeconds(nowSeconds) - aboveSettledAt;
        return shutSeconds + passed;
    }

    /** Returns whether a request is refused now here or above. */
    boolean isShut() {
        return isShut || (above != null && above.isShut());
    }

    /** Returns whether a request is refused now here or above, not counting the root, which stands for the whole host. */
    boolean isShutBelowHost() {
        return above != null && (isShut || above.isShutBelowHost());
    }

    /** Reads the limits again after one was written; {@link #refresh} must follow. */
    void reviewLimits() {
        hasLimit = shape.isLimitedAt(cgroup);
    }

    /** Returns whether its own state may change without a limit being written. An open gate without a limit stays open. */
    boolean mayMove() {
        return above == null || hasLimit || isShut;
    }

    /** Returns the most tasks of the host with which a gate of the root stays open, if {@link #staysOpenWithIds} holds too and no device is closed. */
    long staysOpenWithTasks() {
        return hasLimit ? AllGates.NO_TASKS : shape.mostTasks();
    }

    /** Returns the most ids of the pool in use with which a gate of the root stays open. */
    int staysOpenWithIds() {
        return shape.mostIds();
    }

    /** Opens or shuts the gate by the charges and limits as they are now; returns whether its own state has changed. */
    boolean refresh(double nowSeconds) {
        boolean shut = isRefused();
        if (shut != isShut) {
            shutSeconds = shutSeconds(nowSeconds);
            settledAt = nowSeconds;
            aboveSettledAt = above == null ? 0 : above.shutSeconds(nowSeconds);
            isShut = shut;
            allGates.countShut(shut ? 1 : -1);
            return true;
        }
        return false;
    }

    private boolean isRefused() {
        return (above == null && shape.isRefusedByHost()) || (hasLimit && shape.isRefusedAt(cgroup));
    }
}
