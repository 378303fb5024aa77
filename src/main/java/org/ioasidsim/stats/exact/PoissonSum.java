package org.ioasidsim.stats.exact;

import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * The sum of a Poisson number and of independent numbers of successes.
 *
 * @param mean of the Poisson number, at least 0
 * @param trials the binomial numbers
 */
public record PoissonSum(double mean, List<Trials> trials) {
    /** So many standard deviations from the mean, and so many beside them, no number lies in practice. */
    private static final double DEVIATIONS = 9;

    private static final double BESIDE = 12;

    private static final double NEVER = 1e-15;

    public PoissonSum {
        trials = List.copyOf(trials);
    }

    /**
     * Independent trials of one kind.
     *
     * @param count at least 0
     * @param success the probability of a success
     */
    public record Trials(long count, double success) {
        /** Returns whether no success, or nothing but successes, is all that a double can tell. */
        boolean isCertain() {
            return count * success < NEVER || success == 1;
        }
    }

    /** A law over whole numbers from {@code first} on. */
    private record Window(long first, double[] probabilities) {
        static Window of(Trials trials) {
            if (trials.isCertain()) {
                return new Window(trials.success == 1 ? trials.count : 0, new double[] {1});
            }
            double mean = trials.count * trials.success;
            double half = DEVIATIONS * Math.sqrt(mean * (1 - trials.success)) + BESIDE;
            long first = (long) Math.max(0, Math.floor(mean - half));
            long last = (long) Math.min(trials.count, Math.ceil(mean + half));
            return new Window(first, probabilities(trials, first, last));
        }

        /** From the largest of them on, each from the one beside it. */
        private static double[] probabilities(Trials trials, long first, long last) {
            double[] probabilities = new double[(int) (last - first + 1)];
            double odds = trials.success / (1 - trials.success);
            long mode = Math.max(first, Math.min(last, (long) (trials.count * trials.success)));
            var law = new BinomialDistribution(null, Math.toIntExact(trials.count), trials.success);
            probabilities[(int) (mode - first)] = law.probability((int) mode);
            for (int i = (int) (mode - first) + 1; i < probabilities.length; i++) {
                long n = first + i;
                probabilities[i] = probabilities[i - 1] * odds * (trials.count - n + 1) / n;
            }
            for (int i = (int) (mode - first) - 1; i >= 0; i--) {
                long n = first + i;
                probabilities[i] = probabilities[i + 1] * (n + 1) / (odds * (trials.count - n));
            }
            return probabilities;
        }

        Window plus(Window other) {
            double[] sums = new double[probabilities.length + other.probabilities.length - 1];
            for (int i = 0; i < probabilities.length; i++) {
                for (int j = 0; j < other.probabilities.length; j++) {
                    sums[i + j] += probabilities[i] * other.probabilities[j];
                }
            }
            return new Window(first + other.first, sums);
        }
    }

    /** Returns the probability that the sum is at least {@code level}; 0 where it is below 1e-25. */
    public double tail(long level) {
        double above = meanOfAll() - level;
        double reach = reach();
        if (above > reach || above < -2 * reach) {
            return above > 0 ? 1 : 0;
        }
        Window successes = successes();
        double sum = 0;
        long left = level - successes.first;
        double tail = poissonTail(left);
        double[] below = poissonBelow(left, successes.probabilities.length);
        for (int i = 0; i < below.length; i++) {
            sum += successes.probabilities[i] * tail;
            tail = Math.min(1, tail + below[i]);
        }
        return Math.min(1, sum);
    }

    /** Returns the probabilities of the numbers from {@code first} to {@code last}, both at least 0. */
    public double[] probabilities(int first, int last) {
        Window successes = successes();
        int least = (int) Math.max(0, first - successes.first - successes.probabilities.length + 1);
        double[] poisson = poisson(least, (int) Math.max(0, last - successes.first - least) + 1);
        double[] probabilities = new double[last - first + 1];
        for (int i = 0; i < successes.probabilities.length; i++) {
            long offset = first - successes.first - i;
            for (int n = (int) Math.max(0, -offset); n < probabilities.length; n++) {
                probabilities[n] += successes.probabilities[i] * poisson[(int) (offset + n - least)];
            }
        }
        return probabilities;
    }

    /** Returns the probabilities of the so many numbers before {@code level}, downwards; 0 of those below 0. */
    private double[] poissonBelow(long level, int count) {
        double[] below = new double[count];
        long least = Math.max(0, level - count);
        if (level <= least) {
            return below;
        }
        double[] poisson = poisson(Math.toIntExact(least), Math.toIntExact(level - least));
        for (int i = 0; i < poisson.length; i++) {
            below[i] = poisson[poisson.length - 1 - i];
        }
        return below;
    }

    /** Returns so many probabilities of the Poisson number: from the largest of them on, each from the one beside it. */
    private double[] poisson(int least, int count) {
        double[] poisson = new double[count];
        int mode = (int) Math.max(least, Math.min(least + count - 1.0, Math.floor(mean)));
        poisson[mode - least] = poissonAt(mode);
        for (int n = mode + 1; n < least + count; n++) {
            poisson[n - least] = poisson[n - 1 - least] * mean / n;
        }
        for (int n = mode - 1; n >= least; n--) {
            poisson[n - least] = poisson[n + 1 - least] * (n + 1) / mean;
        }
        return poisson;
    }

    private double meanOfAll() {
        double all = mean;
        for (Trials one : trials) {
            all += one.count * one.success;
        }
        return all;
    }

    /** Returns so far from its mean, to either side, that the sum lies farther away with a probability below 1e-16; below 1e-25 twice as far. */
    private double reach() {
        double variance = mean;
        for (Trials one : trials) {
            variance += one.count * one.success * (1 - one.success);
        }
        return DEVIATIONS * Math.sqrt(variance) + BESIDE;
    }

    private Window successes() {
        Window successes = new Window(0, new double[] {1});
        for (Trials one : trials) {
            successes = successes.plus(Window.of(one));
        }
        return successes;
    }

    /** Returns E[max(0, sum - {@code level})]; its relative error is some 1e-9 where the result is above 1e-9 of the mean. */
    public double meanAbove(long level) {
        double above = meanOfAll() - level;
        if (Math.abs(above) > reach()) {
            return Math.max(0, above);
        }
        Window successes = successes();
        return meanAbove(level - successes.first, successes.probabilities);
    }

    /** Goes through the successes from none up, so that what is left of the level falls by one at each. */
    private double meanAbove(long level, double[] successes) {
        double sum = 0;
        double above = poissonAbove(level);
        double tail = poissonTail(level);
        double[] below = poissonBelow(level, successes.length);
        for (int i = 0; i < below.length; i++) {
            sum += successes[i] * above;
            above += tail;
            tail = Math.min(1, tail + below[i]);
        }
        return sum;
    }

    /** Returns E[max(0, N - level)] of the Poisson number: (mean - level) P(N ≥ level) + mean P(N = level - 1). */
    private double poissonAbove(long level) {
        return level <= 0
                ? mean - level
                : Math.max(0, (mean - level) * poissonTail(level) + mean * poissonAt(level - 1));
    }

    private double poissonTail(long level) {
        return level <= 0
                ? 1
                : mean == 0
                        ? 0
                        : Loss.unlimitedTail(mean, Math.toIntExact(level)).doubleValue();
    }

    private double poissonAt(long level) {
        return mean == 0
                ? (level == 0 ? 1 : 0)
                : Loss.poisson(mean, Math.toIntExact(level)).doubleValue();
    }
}
