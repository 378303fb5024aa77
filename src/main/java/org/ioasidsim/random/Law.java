package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/** A law of times in seconds, or of counts where a scenario has them. */
public interface Law {
    /** Draws the next value, at least 0, from {@code stream}. */
    double draw(RandomStream stream);

    /** Returns the mean; infinite for {@code forever}. */
    double mean();
}
