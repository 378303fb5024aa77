package org.ioasidsim.host;

import org.ioasidsim.kernel.cgroup.Cgroup;
import org.jspecify.annotations.Nullable;

/**
 * Watches one cgroup for one shape of request and knows for how long such a request would have been refused here or above. Costs only
 * when its own state changes: the time above is taken from the parent's clock when it is asked for.
 */
final class Gate {
    private final Cgroup cgroup;
    private final RequestShape shape;
    private final @Nullable Gate above;

    /** Whether the cgroup has a limit that could refuse such a request. */
    private boolean hasLimit;

    private boolean isShut;
    private double shutSeconds;
    private double settledAt;
    private double aboveSettledAt;

    Gate(Cgroup cgroup, RequestShape shape, @Nullable Gate above, double nowSeconds) {
        this.cgroup = cgroup;
        this.shape = shape;
        this.above = above;
        this.settledAt = nowSeconds;
        this.aboveSettledAt = above == null ? 0 : above.shutSeconds(nowSeconds);
        this.hasLimit = shape.isLimitedAt(cgroup);
        this.isShut = isRefused();
    }

    boolean isFor(RequestShape other) {
        return shape == other;
    }

    /** Returns the seconds until {@code nowSeconds} in which a request was refused here or above. */
    double shutSeconds(double nowSeconds) {
        double passed =
                isShut ? nowSeconds - settledAt : above == null ? 0 : above.shutSeconds(nowSeconds) - aboveSettledAt;
        return shutSeconds + passed;
    }

    /** Returns whether a request is refused here or above now. */
    boolean isShut() {
        return isShut || (above != null && above.isShut());
    }

    /** Returns whether a request is refused here or above now, but not whether by the host as a whole. */
    boolean isShutBelowHost() {
        return above != null && (isShut || above.isShutBelowHost());
    }

    /** Looks at the limits again, after one was written; {@link #refresh} is to follow. */
    void lookAtLimits() {
        hasLimit = shape.isLimitedAt(cgroup);
    }

    /** Returns whether it may open or shut by itself, by what was last seen of the limits: one without a limit, once open, does not. */
    boolean mayMove() {
        return above == null || hasLimit || isShut;
    }

    /** Looks whether the gate has opened or shut, and returns whether it has. */
    boolean refresh(double nowSeconds) {
        boolean shut = isRefused();
        if (shut != isShut) {
            shutSeconds = shutSeconds(nowSeconds);
            settledAt = nowSeconds;
            aboveSettledAt = above == null ? 0 : above.shutSeconds(nowSeconds);
            isShut = shut;
            return true;
        }
        return false;
    }

    private boolean isRefused() {
        return (above == null && shape.isRefusedByHost()) || (hasLimit && shape.isRefusedAt(cgroup));
    }
}
