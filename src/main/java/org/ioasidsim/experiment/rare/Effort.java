package org.ioasidsim.experiment.rare;

/** How many events an estimate may take. It counts what was spent; whoever spends asks it before going on. */
final class Effort {
    private static final long MOST_OF_PILOT = 6_000_000;
    private static final long LEAST_OF_PILOT = 200_000;

    /** The part of a bounded effort that one pilot takes at least: several of them, and all repetitions, must do with the whole. */
    private static final long LEAST_PART = 100;

    private final long most;
    private long left;

    private Effort(long most) {
        this.most = most;
        this.left = most;
    }

    static Effort unbounded() {
        return new Effort(Long.MAX_VALUE);
    }

    static Effort of(long events) {
        return new Effort(events);
    }

    boolean isBounded() {
        return most < Long.MAX_VALUE;
    }

    /** Returns whether nothing is left. */
    boolean isSpent() {
        return left <= 0;
    }

    long left() {
        return left;
    }

    void spend(long events) {
        left -= isBounded() ? events : 0;
    }

    /** Returns after how many events a pilot ends whatever it has found. */
    long mostOfPilot() {
        return Math.min(MOST_OF_PILOT, left);
    }

    /** Returns how many events of a pilot say anything. */
    long leastOfPilot() {
        return Math.min(LEAST_OF_PILOT, most / LEAST_PART);
    }
}
