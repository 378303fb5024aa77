package org.ioasidsim.random;

/** Checks of parameters that several distributions have. */
final class Check {
    private static final double TOLERANCE = 1e-9;

    private Check() {}

    /** Requires {@code value} to be finite and above 0. */
    static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and above 0, not " + value);
        }
    }

    /** Requires {@code value} to be finite and at least 0. */
    static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0, not " + value);
        }
    }

    /** Requires {@code p} to be a probability for each of {@code parts} parts, with a sum of 1 within 1e-9. */
    static void probabilities(double[] p, int parts) {
        if (p.length == 0 || p.length != parts) {
            throw new IllegalArgumentException("one probability for each part, not " + p.length + " for " + parts);
        }
        double sum = 0;
        for (double probability : p) {
            notNegative("a probability", probability);
            sum += probability;
        }
        if (Math.abs(sum - 1) > TOLERANCE) {
            throw new IllegalArgumentException("probabilities must sum to 1, not " + sum);
        }
    }

    /** Returns the index of the part that {@code uniform}, from (0, 1), falls into when (0, 1) is divided in proportion to {@code p}. */
    static int pick(double[] p, double uniform) {
        double above = 0;
        int last = 0;
        for (int i = 0; i < p.length; i++) {
            above += p[i];
            if (p[i] > 0) {
                if (uniform < above) {
                    return i;
                }
                last = i;
            }
        }
        return last; // the sum of p was rounded to less than 1, and uniform is above it
    }
}
