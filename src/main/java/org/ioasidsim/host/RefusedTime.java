package org.ioasidsim.host;

/** The time in which instances of a tenant lived, and the part of it in which a request of an average one was refused. */
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

    /** Returns whether a request is refused for what all instances have in common. */
    boolean isRefused() {
        return isRefused;
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

    /** Says from now on whether a request is refused for what all instances have in common. */
    void refuse(boolean refused, double nowSeconds) {
        if (refused != isRefused) {
            turn(nowSeconds);
        }
    }

    /** Has a request refused from now on that was not, or the other way round. */
    void turn(double nowSeconds) {
        settle(nowSeconds);
        isRefused = !isRefused;
    }

    /** Says how many instances live from now on, and how many of them are full themselves. The time until now must be settled. */
    void instances(int live, int full) {
        instances = live;
        fullInstances = full;
    }

    /** Counts the time until now, refused or not as it stands. */
    void settle(double nowSeconds) {
        settle(nowSeconds, isRefused ? nowSeconds - settledAt : 0);
    }

    /** Counts the time until now, of which for {@code inCommonSeconds} a request was refused for what all instances have in common. */
    void settle(double nowSeconds, double inCommonSeconds) {
        if (instances > 0) {
            double passed = nowSeconds - settledAt;
            livedSeconds += passed;
            refusedSeconds += inCommonSeconds + (passed - inCommonSeconds) * fullInstances / instances;
        }
        settledAt = nowSeconds;
    }

    /** Forgets what was counted. */
    void restart() {
        refusedSeconds = 0;
        livedSeconds = 0;
    }

    /** Returns whether the number of instances does not matter, as long as any live: none is full itself. */
    boolean isShared() {
        return instances > 0 && fullInstances == 0;
    }

    /** Returns whether the same was counted as in {@code other}, to the last bit. */
    boolean equalsExactly(RefusedTime other) {
        return livedSeconds == other.livedSeconds
                && refusedSeconds == other.refusedSeconds
                && settledAt == other.settledAt
                && isRefused == other.isRefused;
    }

    /** Takes over what was counted in {@code other}, but not its instances. */
    void set(RefusedTime other) {
        livedSeconds = other.livedSeconds;
        refusedSeconds = other.refusedSeconds;
        settledAt = other.settledAt;
        isRefused = other.isRefused;
    }
}
