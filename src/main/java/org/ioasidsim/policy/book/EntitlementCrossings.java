package org.ioasidsim.policy.book;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Tells, as what one item of a kind is due rises or falls, which items have it now and had it not, or the other way round; and those that
 * have just what they are due, before or after, of whom it is not said so easily.
 */
public final class EntitlementCrossings {
    /** Numbers count as equal when they differ by less than this part. */
    static final double ROUNDING = 1e-9;

    private final ValueLists holding;
    private final ValueLists demanding;
    private final double[] dues;

    /**
     * Makes items of whom each is due more than it has.
     *
     * @param holding what they have
     * @param demanding what must be just what they are due for them to be told of in any case
     */
    EntitlementCrossings(int kinds, ValueLists holding, ValueLists demanding) {
        this.holding = holding;
        this.demanding = demanding;
        this.dues = new double[kinds];
        Arrays.fill(dues, Double.POSITIVE_INFINITY);
    }

    /** Returns whether {@code whole} is what is due, but for rounding. */
    public static boolean isJust(double whole, double due) {
        return whole > due * (1 - ROUNDING) && whole < due * (1 + ROUNDING);
    }

    /** Sets what an item of a kind is due. */
    void move(int kind, double due, IntConsumer told) {
        double before = dues[kind];
        dues[kind] = due;
        holding.each(kind, Math.ceil(Math.min(before, due)), Math.ceil(Math.max(before, due)), told);
        tellOfJust(kind, before, told);
        tellOfJust(kind, due, told);
    }

    private void tellOfJust(int kind, double due, IntConsumer told) {
        double whole = Math.rint(due);
        if (isJust(whole, due)) {
            demanding.each(kind, whole, whole + 1, told);
        }
    }
}
