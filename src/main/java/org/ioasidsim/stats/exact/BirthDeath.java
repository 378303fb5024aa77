package org.ioasidsim.stats.exact;

import java.util.function.IntToDoubleFunction;

/** The stationary law of a birth-death process on 0 to n. */
final class BirthDeath {
    private BirthDeath() {}

    /** Returns the probabilities of 0 to {@code n}. The recursion starts at the most likely state, so that nothing overflows. */
    static double[] law(int n, IntToDoubleFunction birthRate, IntToDoubleFunction deathRate) {
        int mode = 0;
        double logarithm = 0;
        double largest = 0;
        for (int i = 0; i < n && birthRate.applyAsDouble(i) > 0; i++) {
            logarithm += Math.log(birthRate.applyAsDouble(i) / deathRate.applyAsDouble(i + 1));
            if (logarithm > largest) {
                largest = logarithm;
                mode = i + 1;
            }
        }
        var law = new double[n + 1];
        law[mode] = 1;
        for (int i = mode; i < n; i++) {
            law[i + 1] = law[i] * birthRate.applyAsDouble(i) / deathRate.applyAsDouble(i + 1);
        }
        for (int i = mode; i > 0; i--) {
            law[i - 1] = law[i] * deathRate.applyAsDouble(i) / birthRate.applyAsDouble(i - 1);
        }
        normalise(law);
        return law;
    }

    /** Divides {@code law} by its sum, adding the small terms first, which keeps their digits. */
    static void normalise(double[] law) {
        double[] sorted = law.clone();
        java.util.Arrays.sort(sorted);
        double sum = 0;
        for (double p : sorted) {
            sum += p;
        }
        for (int i = 0; i < law.length; i++) {
            law[i] /= sum;
        }
    }
}
