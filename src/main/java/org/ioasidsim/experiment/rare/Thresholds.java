package org.ioasidsim.experiment.rare;

import java.util.Arrays;

/**
 * The importances at which a path splits. It enters phase k at threshold k and leaves it below threshold k - 1; threshold 0 only ends phase 1.
 *
 * @param at in rising order
 * @param repeats how often what follows an entry into phase k is simulated; the first is not used
 */
record Thresholds(double[] at, int[] repeats) {
    /** No thresholds: the path does not split. */
    static final Thresholds NONE = new Thresholds(new double[0], new int[0]);

    Thresholds {
        at = at.clone();
        repeats = repeats.clone();
    }

    /** Returns the highest phase. */
    int top() {
        return Math.max(0, at.length - 1);
    }

    double entersAt(int phase) {
        return phase < top() ? at[phase + 1] : Double.POSITIVE_INFINITY;
    }

    double leavesBelow(int phase) {
        return phase == 0 ? Double.NEGATIVE_INFINITY : at[phase - 1];
    }

    int repeats(int phase) {
        return repeats[phase];
    }

    /** Returns what counts as one in phase 0 is worth in {@code phase}. */
    double weight(int phase) {
        double weight = 1;
        for (int below = 1; below <= phase; below++) {
            weight /= repeats[below];
        }
        return weight;
    }

    /** Returns these thresholds and one more. */
    Thresholds with(double next, int nextRepeats) {
        double[] moreAt = Arrays.copyOf(at, at.length + 1);
        int[] moreRepeats = Arrays.copyOf(repeats, repeats.length + 1);
        moreAt[at.length] = next;
        moreRepeats[repeats.length] = nextRepeats;
        return new Thresholds(moreAt, moreRepeats);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Thresholds that && Arrays.equals(at, that.at) && Arrays.equals(repeats, that.repeats);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(at) + Arrays.hashCode(repeats);
    }
}
