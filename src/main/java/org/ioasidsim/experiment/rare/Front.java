package org.ioasidsim.experiment.rare;

import java.util.function.BooleanSupplier;

/**
 * An approach to limits with what its pilots found.
 *
 * @param length of the path of one repetition, as {@link SplitPath#length} counts
 * @param events that the last pilot took for such a path
 */
record Front(Approach approach, Thresholds thresholds, double length, long events) {
    /** Paths of pilots have numbers far from those of repetitions. */
    private static final int FIRST_PILOT = 1_000_001;

    /** Three to the power of so many is 10<sup>24</sup>: nobody waits for what lies behind. */
    private static final int MOST_THRESHOLDS = 50;

    private static final long REFUSALS = 100;
    private static final double GROWTH = 1.5;

    /** The entries into the highest phase that a path should have: with fewer, many repetitions would see no refusal. */
    private static final long ENTRIES = 40;

    /** The episodes of refusals that a path without thresholds should have. */
    private static final long EPISODES = 10;

    private static final long LEAST_EVENTS = 200_000;
    private static final long MOST_EVENTS = 6_000_000;

    /** Runs pilots, each with the thresholds that those before it found, until one reaches the limits. */
    static Front find(Approach approach, BooleanSupplier isCancelled) {
        Thresholds thresholds = Thresholds.NONE;
        for (int number = FIRST_PILOT; ; number++) {
            var histogram = new ImportanceHistogram();
            SplitPath pilot = approach.path(number, thresholds, isCancelled);
            pilot.watchBy(histogram);
            Thresholds extended = explore(pilot, approach, thresholds, histogram);
            if (extended.equals(thresholds)) {
                return new Front(approach, thresholds, pilot.length(), pilot.events());
            }
            thresholds = extended;
        }
    }

    /** Makes a path longer until it shows where it should split further, or that it need not; returns the thresholds for the next pilot. */
    private static Thresholds explore(
            SplitPath pilot, Approach approach, Thresholds thresholds, ImportanceHistogram histogram) {
        double length = approach.step();
        while (true) {
            pilot.run(length);
            if (isEnough(pilot, thresholds)) {
                Thresholds extended = approach.splits() && thresholds.top() < MOST_THRESHOLDS
                        ? histogram.extend(thresholds)
                        : thresholds;
                if (!extended.equals(thresholds) || isThere(pilot, approach, histogram)) {
                    return extended;
                }
            }
            length *= GROWTH;
        }
    }

    /** Returns whether a path has entered its highest phase so often that more than chance decides on what it sees there. */
    private static boolean isEnough(SplitPath path, Thresholds thresholds) {
        boolean isStart = thresholds.top() == 0;
        return path.events() >= MOST_EVENTS
                || (path.events() >= LEAST_EVENTS && (isStart || path.entriesOfTop() >= ENTRIES));
    }

    /** Returns whether a path has often been at a limit, or at the refusals of every tenant. */
    private static boolean isThere(SplitPath path, Approach approach, ImportanceHistogram histogram) {
        boolean isOften = approach.splits()
                ? histogram.isAtLimit() || path.fewestRefusals() >= REFUSALS
                : path.episodes() >= EPISODES;
        return path.events() >= MOST_EVENTS || isOften;
    }

    double[] callCongestion(int number, BooleanSupplier isCancelled) {
        SplitPath path = approach.path(number, thresholds, isCancelled);
        path.run(length);
        return approach.callCongestion(path);
    }
}
