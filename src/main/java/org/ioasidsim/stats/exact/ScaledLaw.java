package org.ioasidsim.stats.exact;

/**
 * Weights of the states 0 to n, each a double times a power of 2 of its own, so that none is lost below or above the range of doubles.
 * They need not add up to 1: {@link #total} says to what they do.
 */
final class ScaledLaw {
    /** Weights are kept within these powers of 2 around 1, so that two of them can be multiplied by a third. */
    private static final int STEP = 300;

    private static final double HIGH = 0x1p150;
    private static final double LOW = 0x1p-150;
    private static final double DOWN = 0x1p-300;
    private static final double UP = 0x1p300;

    private final double[] weights;
    private final int[] steps;
    private Scaled total = Scaled.ZERO;

    /** Makes the weights of states 0 to {@code n}, all of them 0. */
    ScaledLaw(int n) {
        weights = new double[n + 1];
        steps = new int[n + 1];
    }

    /** Returns how many steps of powers of 2 lie in {@code factor}; {@link #restOf} is what is left of it, near 1. */
    static int stepOf(double factor) {
        return factor > HIGH * UP ? 2 : factor > HIGH ? 1 : factor < LOW * DOWN ? -2 : factor < LOW ? -1 : 0;
    }

    static double restOf(double factor) {
        double rest = factor;
        for (int step = stepOf(factor); step != 0; step -= Integer.signum(step)) {
            rest *= step > 0 ? DOWN : UP;
        }
        return rest;
    }

    /** Returns the largest state. */
    int last() {
        return weights.length - 1;
    }

    /** Sets the weight of {@code state} to {@code weight} times 2 to the power of {@link #STEP} times {@code step}. */
    void set(int state, double weight, int step) {
        double value = weight;
        int power = step;
        while (value > HIGH) {
            value *= DOWN;
            power++;
        }
        while (value < LOW && value > 0) {
            value *= UP;
            power--;
        }
        weights[state] = value;
        steps[state] = power;
    }

    /** Returns the weight of {@code state} in units of 2 to the power of {@link #STEP} times {@code step}; 0 where that is far less. */
    double in(int state, int step) {
        int distance = steps[state] - step;
        return distance == 0
                ? weights[state]
                : distance < -3 ? 0 : weights[state] * Math.scalb(1.0, STEP * Math.min(3, distance));
    }

    int step(int state) {
        return steps[state];
    }

    boolean isZero(int state) {
        return weights[state] == 0;
    }

    Scaled weight(int state) {
        return Scaled.of(weights[state], (long) STEP * steps[state]);
    }

    /** Returns the sum of all weights. */
    Scaled total() {
        if (total.mantissa() == 0) {
            total = sum(0, last(), state -> 1);
        }
        return total;
    }

    /** Returns the probability of {@code state}. */
    Scaled probability(int state) {
        return weight(state).over(total());
    }

    /** Returns the probabilities of all states, those below 4.9e-324 as 0. */
    double[] probabilities() {
        var all = new double[weights.length];
        for (int state = 0; state < all.length; state++) {
            all[state] = probability(state).doubleValue();
        }
        return all;
    }

    /** Returns the probability of the states {@code from} to {@code to}; 0 where there are none. */
    Scaled probability(int from, int to) {
        return sum(from, to, state -> 1).over(total());
    }

    /** Returns the mean of {@code value} over all states. */
    Scaled mean(Value value) {
        return sum(0, last(), value).over(total());
    }

    /** What a state counts as, at least 0. */
    interface Value {
        double of(int state);
    }

    /**
     * Returns the sum of weight times value. Each power of 2 has a sum of its own, with the part that rounding took from it added at the
     * end (Neumaier 1974): 16 million summands lose no digit.
     */
    private Scaled sum(int from, int to, Value value) {
        Scaled all = Scaled.ZERO;
        int state = Math.max(0, from);
        while (state <= to) {
            int step = steps[state];
            double sum = 0;
            double lost = 0;
            while (state <= to && steps[state] == step) {
                double term = weights[state] * value.of(state);
                double next = sum + term;
                lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
                sum = next;
                state++;
            }
            all = all.plus(Scaled.of(sum + lost, (long) STEP * step));
        }
        return all;
    }
}
