package org.ioasidsim.host;

/**
 * The time in which instances of a tenant lived, and the part of it in which a request of an average instance was refused.
 *
 * <p>While a request is refused for what all instances have in common, all of the time counts as refused; otherwise the share of the instances
 * whose own limits are full.
 */
final class RefusedTime {
    private boolean isRefused;
    private int instances;
    private int fullInstances;
    private double refusedSeconds;
    private double livedSeconds;
    private double settledAt;

    RefusedTime(double nowSeconds) {
        settledAt = nowSeconds;
    }

    int instances() {
        return instances;
    }

    int fullInstances() {
        return fullInstances;
    }

    double refusedSeconds() {
        return refusedSeconds;
    }

    double livedSeconds() {
        return livedSeconds;
    }

    /** Sets whether, from now on, a request is refused for what all instances have in common. */
    void refuse(boolean refused, double nowSeconds) {
        if (refused != isRefused) {
            turn(nowSeconds);
        }
    }

    /** Toggles, from now on, whether a request is refused for what all instances have in common. */
    void turn(double nowSeconds) {
        settle(nowSeconds);
        isRefused = !isRefused;
    }

    /** Sets how many instances live from now on, and how many of them are full themselves. The time until now must be settled. */
    void instances(int live, int full) {
        instances = live;
        fullInstances = full;
    }

    /** Counts the time until now. */
    void settle(double nowSeconds) {
        settle(nowSeconds, isRefused ? nowSeconds - settledAt : 0);
    }

    /** Counts the time until now; in {@code inCommonSeconds} of it a request was refused for what all instances have in common. */
    void settle(double nowSeconds, double inCommonSeconds) {
        if (instances > 0) {
            double passed = nowSeconds - settledAt;
            livedSeconds += passed;
            refusedSeconds += inCommonSeconds + (passed - inCommonSeconds) * fullInstances / instances;
        }
        settledAt = nowSeconds;
    }

    /** Sets what was counted to 0. */
    void restart() {
        refusedSeconds = 0;
        livedSeconds = 0;
    }

    /** Returns whether instances live and none is full itself, so that their number does not matter. */
    boolean isShared() {
        return instances > 0 && fullInstances == 0;
    }

    /** Returns whether the times and the state are those of {@code other}, to the last bit. The instances do not matter. */
    boolean equalsExactly(RefusedTime other) {
        return livedSeconds == other.livedSeconds
                && refusedSeconds == other.refusedSeconds
                && settledAt == other.settledAt
                && isRefused == other.isRefused;
    }

    /** Copies the times and the state of {@code other}, but not its instances. */
    void set(RefusedTime other) {
        livedSeconds = other.livedSeconds;
        refusedSeconds = other.refusedSeconds;
        settledAt = other.settledAt;
        isRefused = other.isRefused;
    }
}
