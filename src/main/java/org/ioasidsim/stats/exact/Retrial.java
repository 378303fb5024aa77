package org.ioasidsim.stats.exact;

/**
 * Poisson requests that, when refused, try again after exponential pauses: the M/M/c retrial queue, in its steady state.
 *
 * <p>Source: Falin and Templeton, "Retrial Queues", 1997, chapter 2. Solved by levels of the orbit: all ways up lead out of the state in
 * which every id is held, so that one vector a level is enough, and all terms are positive. The orbit is cut off where a longer one
 * changes nothing.
 *
 * @param blocked the probability that all ids are held, which is the part of first attempts refused
 * @param orbit the mean number of requests that pause
 * @param held the mean number of ids held
 */
public record Retrial(double blocked, double orbit, double held) {
    private static final double LARGE = 1e200;
    private static final double TOLERANCE = 1e-12;
    private static final int FIRST_CUT = 64;
    private static final long MOST_STATES = 200_000_000L;

    /**
     * Returns the model.
     *
     * @param load arrivals per mean hold; below {@code ids} where {@code persistence} is 1
     * @param retryRate mean hold over mean pause
     * @param persistence the probability, at each refusal, that a request will try again: above 0, at most 1
     * @throws IllegalArgumentException where the orbit has no steady state, or one too long to be computed
     */
    public static Retrial of(int ids, double load, double retryRate, double persistence) {
        if (persistence == 1 && load >= ids) {
            throw new IllegalArgumentException("a load of " + load + " on " + ids
                    + " ids has no steady state: requests that never give up need a load below the ids");
        }
        Retrial before = new Retrial(Double.NaN, Double.NaN, Double.NaN);
        for (int cut = FIRST_CUT; (long) cut * (ids + 1L) <= MOST_STATES; cut *= 2) {
            Retrial now = new Levels(ids, load, retryRate, persistence).solve(cut);
            if (Math.abs(now.orbit - before.orbit) <= TOLERANCE * now.orbit) {
                return now;
            }
            before = now;
        }
        throw new IllegalArgumentException(
                "the orbit of a load of " + load + " on " + ids + " ids is too long to be computed");
    }

    /** The chain, solved from its last level down, then summed from its first level up. */
    private static final class Levels {
        private final int ids;
        private final double load;
        private final double retryRate;
        private final double persistence;

        Levels(int ids, double load, double retryRate, double persistence) {
            this.ids = ids;
            this.load = load;
            this.retryRate = retryRate;
            this.persistence = persistence;
        }

        Retrial solve(int cut) {
            // Of each level relative to its blocked state: the sum over the other states, the sum of ids held; and the
            // level's blocked state relative to that of the level below.
            var sums = new double[cut + 1];
            var heldSums = new double[cut + 1];
            var steps = new double[cut + 1];
            double[] above = new double[ids + 1];
            for (int level = cut; level >= 0; level--) {
                double[] row = row(level, above);
                heldSums[level] = ids;
                for (int held = 0; held < ids; held++) {
                    sums[level] += row[held];
                    heldSums[level] += held * row[held];
                }
                if (level > 0) {
                    double down = level * retryRate * (sums[level] + 1 - persistence);
                    steps[level] = load * persistence / down;
                    above = scaled(row, steps[level]);
                }
            }
            return summed(sums, heldSums, steps);
        }

        /**
         * Returns the probabilities of a level relative to that of its blocked state.
         *
         * @param above those of the next level, relative to the same
         */
        private double[] row(int level, double[] above) {
            double retries = level * retryRate;
            double retriesAbove = (level + 1) * retryRate;
            var factor = new double[ids];
            var constant = new double[ids];
            double excess = 0;
            for (int held = 0; held < ids; held++) {
                double out = load + retries + excess;
                factor[held] = (held + 1) / out;
                double in = held == 0 ? 0 : load * constant[held - 1] + retriesAbove * above[held - 1];
                constant[held] = in / out;
                excess = (held + 1) * (retries + excess) / out;
            }
            var row = new double[ids + 1];
            row[ids] = 1;
            for (int held = ids - 1; held >= 0; held--) {
                row[held] = factor[held] * row[held + 1] + constant[held];
            }
            return row;
        }

        private static double[] scaled(double[] row, double by) {
            for (int i = 0; i < row.length; i++) {
                row[i] *= by;
            }
            return row;
        }

        private static Retrial summed(double[] sums, double[] heldSums, double[] steps) {
            double weight = 1;
            double total = 0;
            double blocked = 0;
            double orbit = 0;
            double held = 0;
            for (int level = 0; level < sums.length; level++) {
                weight *= level == 0 ? 1 : steps[level];
                total += weight * (sums[level] + 1);
                blocked += weight;
                orbit += level * weight * (sums[level] + 1);
                held += weight * heldSums[level];
                if (total > LARGE) {
                    weight /= LARGE;
                    total /= LARGE;
                    blocked /= LARGE;
                    orbit /= LARGE;
                    held /= LARGE;
                }
            }
            return new Retrial(blocked / total, orbit / total, held / total);
        }
    }
}
