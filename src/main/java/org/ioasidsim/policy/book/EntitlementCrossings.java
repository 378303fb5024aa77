package org.ioasidsim.policy.book;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Reports which items of a kind cross their entitlement when it rises or falls. Items exactly at the entitlement, before or after, are
 * always reported: rounding could hide their crossing.
 */
public final class EntitlementCrossings {
    /** Two numbers whose relative difference is smaller count as equal. */
    static final double ROUNDING = 1e-9;

    private final ValueLists holding;
    private final ValueLists demanding;
    private final double[] dues;

    /**
     * Starts with every item below its entitlement.
     *
     * @param holding what each item has
     * @param demanding the number of each item that is compared with the entitlement to find those exactly at it
     */
    EntitlementCrossings(int kinds, ValueLists holding, ValueLists demanding) {
        this.holding = holding;
        this.demanding = demanding;
        this.dues = new double[kinds];
        Arrays.fill(dues, Double.POSITIVE_INFINITY);
    }

    /** Returns whether {@code whole} and {@code due} are equal up to rounding. */
    public static boolean isJust(double whole, double due) {
        return whole > due * (1 - ROUNDING) && whole < due * (1 + ROUNDING);
    }

    /** Sets the entitlement of each item of a kind, and reports those that cross it. */
    void move(int kind, double due, IntConsumer report) {
        double before = dues[kind];
        dues[kind] = due;
        holding.each(kind, Math.ceil(Math.min(before, due)), Math.ceil(Math.max(before, due)), report);
        reportThoseAt(kind, before, report);
        reportThoseAt(kind, due, report);
    }

    private void reportThoseAt(int kind, double due, IntConsumer report) {
        double whole = Math.rint(due);
        if (isJust(whole, due)) {
            demanding.each(kind, whole, whole + 1, report);
        }
    }
}
