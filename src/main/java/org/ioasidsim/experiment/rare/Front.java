package org.ioasidsim.experiment.rare;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * An approach to limits with what its pilots found.
 *
 * @param length of the path of one repetition, as {@link SplitPath#length} counts
 * @param work that the last pilot took for such a path
 */
record Front(Approach approach, Thresholds thresholds, double length, long work) {
    /** Paths of pilots have numbers far from those of repetitions. */
    private static final int FIRST_PILOT = 1_000_001;

    /** Three to the power of so many is 10<sup>24</sup>: nobody waits for what lies behind. */
    private static final int MOST_THRESHOLDS = 50;

    private static final long REFUSALS = 100;
    private static final double GROWTH = 1.5;

    /** The entries into the highest phase that a path should have: with fewer, many repetitions would see no refusal. */
    private static final long ENTRIES = 40;

    /** The length at which no path goes on: as seconds, thirty thousand years. */
    private static final double LONGEST = 1e12;

    /** The episodes of refusals that a path without thresholds should have. */
    private static final long EPISODES = 10;

    /** So many make any path long enough: their sum is nearly normal. */
    private static final long MANY_EPISODES = 30;

    /**
     * Runs pilots, each with the thresholds that those before it found, until one reaches the limits. A bounded effort finds nothing where it
     * does not suffice, or where the first pilot stays so far from all limits that none would.
     */
    static Optional<Front> find(Approach approach, Effort effort, BooleanSupplier isCancelled) {
        Thresholds thresholds = Thresholds.NONE;
        for (int number = FIRST_PILOT; !effort.isSpent(); number++) {
            var pilot = new Pilot(approach, approach.path(number, thresholds, isCancelled), thresholds, effort);
            Thresholds extended = pilot.explore();
            effort.spend(pilot.path.work());
            if (extended.equals(thresholds)) {
                boolean isUsable = !effort.isBounded() || pilot.isOftenThere();
                return isUsable ? Optional.of(pilot.front()) : Optional.empty();
            }
            if (effort.isBounded() && thresholds.equals(Thresholds.NONE) && pilot.histogram.isOutOfReach()) {
                return Optional.empty();
            }
            thresholds = extended;
        }
        return Optional.empty();
    }

    /** A path that looks for thresholds. */
    private static final class Pilot {
        private final Approach approach;
        private final SplitPath path;
        private final Thresholds thresholds;
        private final Effort effort;
        private final ImportanceHistogram histogram = new ImportanceHistogram();

        Pilot(Approach approach, SplitPath path, Thresholds thresholds, Effort effort) {
            this.approach = approach;
            this.path = path;
            this.thresholds = thresholds;
            this.effort = effort;
            path.watchBy(histogram);
        }

        Front front() {
            return new Front(approach, thresholds, path.length(), path.work());
        }

        /** Makes the path longer until it shows where it should split further, or that it need not; returns the thresholds for the next. */
        Thresholds explore() {
            double length = approach.step();
            while (true) {
                path.run(length, effort.isBounded() ? effort.mostOfPilot() : Long.MAX_VALUE);
                if (isEnough()) {
                    Thresholds extended = approach.splits() && thresholds.top() < MOST_THRESHOLDS
                            ? histogram.extend(thresholds)
                            : thresholds;
                    if (!extended.equals(thresholds) || isAtEnd() || isOftenThere()) {
                        return extended;
                    }
                }
                length *= GROWTH;
            }
        }

        /** Returns whether the path has entered its highest phase so often that more than chance decides on what it sees there. */
        private boolean isEnough() {
            boolean isStart = thresholds.top() == 0;
            if (!approach.splits() && path.episodes() >= MANY_EPISODES) {
                return true;
            }
            return isAtEnd() || (path.events() >= effort.leastOfPilot() && (isStart || path.entriesOfTop() >= ENTRIES));
        }

        /** Where nothing ever happens, since all live for ever and none comes, no event ends the path. */
        private boolean isAtEnd() {
            return (effort.isBounded() ? path.work() : path.events()) >= effort.mostOfPilot()
                    || path.length() > LONGEST;
        }

        /** Returns whether the path has often been at a limit, or at the refusals of every tenant. */
        boolean isOftenThere() {
            return approach.splits()
                    ? histogram.isAtLimit() || path.fewestRefusals() >= REFUSALS
                    : path.episodes() >= EPISODES;
        }
    }

    /** Returns the same with paths of this part of the length, above 0 and at most 1. */
    Front shortened(double part) {
        return new Front(approach, thresholds, length * part, (long) (work * part));
    }

    double[] callCongestion(int number, BooleanSupplier isCancelled) {
        SplitPath path = approach.path(number, thresholds, isCancelled);
        path.run(length);
        return approach.callCongestion(path);
    }
}
