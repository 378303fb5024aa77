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
public record Retrial(Scaled blocked, Scaled orbit, double held) {
    private static final double LARGE = 0x1p600;
    private static final double SMALL = 0x1p-600;
    private static final int BITS = 600;
    private static final double TOLERANCE = 1e-12;
    private static final int FIRST_CUT = 64;
    private static final long MOST_STATES = 100_000_000L;

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
        Scaled before = Scaled.ZERO;
        for (int cut = FIRST_CUT; (long) cut * (ids + 1L) <= MOST_STATES; cut *= 2) {
            Retrial now = new Levels(ids, load, retryRate, persistence).solve(cut);
            if (Math.abs(before.over(now.orbit).doubleValue() - 1) <= TOLERANCE) {
                return now;
            }
            before = now.orbit;
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
            // Of each level relative to its blocked state: the sum over all states, the sum of ids held; and the
            // level's blocked state relative to that of the level below.
            var sums = new Scaled[cut + 1];
            var heldSums = new Scaled[cut + 1];
            var steps = new Scaled[cut + 1];
            double[] above = new double[ids + 1];
            for (int level = cut; level >= 0; level--) {
                var row = new Row(level, above);
                sums[level] = row.sum;
                heldSums[level] = row.heldSum;
                if (level > 0) {
                    Scaled leaving = row.sumOfFree.plus(Scaled.of(1 - persistence));
                    steps[level] = Scaled.of(load)
                            .times(persistence)
                            .over(leaving.times(level).times(retryRate));
                    above = row.times(steps[level]);
                }
            }
            return summed(sums, heldSums, steps);
        }

        /**
         * The probabilities of a level relative to that of its blocked state, in units of a power of 2 of the row's own: where hardly ever all
         * ids are held, the other states are beyond all doubles beside that one.
         */
        private final class Row {
            private final double[] states = new double[ids + 1];
            private final Scaled sum;
            private final Scaled heldSum;
            private final Scaled sumOfFree;
            private long exponent;

            /** @param above the probabilities of the next level, relative to the same */
            Row(int level, double[] above) {
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
                double one = 1;
                states[ids] = 1;
                for (int held = ids - 1; held >= 0; held--) {
                    states[held] = factor[held] * states[held + 1] + one * constant[held];
                    if (states[held] > LARGE) {
                        for (int i = held; i <= ids && states[i] > 0; i++) {
                            states[i] *= SMALL;
                        }
                        one *= SMALL;
                        exponent += BITS;
                    }
                }
                double free = 0;
                double heldFree = 0;
                for (int held = 0; held < ids; held++) {
                    free += states[held];
                    heldFree += held * states[held];
                }
                sumOfFree = Scaled.of(free, exponent);
                sum = sumOfFree.plus(Scaled.ONE);
                heldSum = Scaled.of(heldFree, exponent).plus(Scaled.of(ids));
            }

            double[] times(Scaled factor) {
                double inUnit = Scaled.of(factor.mantissa(), factor.exponent() + exponent)
                        .doubleValue();
                for (int i = 0; i < states.length; i++) {
                    states[i] *= inUnit;
                }
                return states;
            }
        }

        private static Retrial summed(Scaled[] sums, Scaled[] heldSums, Scaled[] steps) {
            Scaled weight = Scaled.ONE;
            Scaled total = Scaled.ZERO;
            Scaled blocked = Scaled.ZERO;
            Scaled orbit = Scaled.ZERO;
            Scaled held = Scaled.ZERO;
            for (int level = 0; level < sums.length; level++) {
                weight = level == 0 ? weight : weight.times(steps[level]);
                total = total.plus(weight.times(sums[level]));
                blocked = blocked.plus(weight);
                orbit = orbit.plus(weight.times(sums[level]).times(level));
                held = held.plus(weight.times(heldSums[level]));
            }
            return new Retrial(
                    blocked.over(total), orbit.over(total), held.over(total).doubleValue());
        }
    }
}
