package org.ioasidsim.stats.exact;

import java.util.function.IntToDoubleFunction;

/** The stationary law of a birth-death process on 0 to n. */
final class BirthDeath {
    private BirthDeath() {}

    /**
     * Returns the weights of 0 to {@code n}: each is the one below times its birth rate over its own death rate.
     *
     * @param load what all birth rates have as a factor; any positive double
     * @param births the rest of a state's birth rate, from 0 to some 2^60
     * @param deaths a state's death rate, likewise
     */
    static ScaledLaw law(int n, double load, IntToDoubleFunction births, IntToDoubleFunction deaths) {
        int step = ScaledLaw.stepOf(load);
        double factor = ScaledLaw.restOf(load);
        var law = new ScaledLaw(n);
        law.set(0, 1, 0);
        for (int i = 0; i < n; i++) {
            double ratio = births.applyAsDouble(i) / deaths.applyAsDouble(i + 1);
            law.set(i + 1, law.in(i, law.step(i)) * ratio * factor, law.step(i) + step);
        }
        return law;
    }
}
