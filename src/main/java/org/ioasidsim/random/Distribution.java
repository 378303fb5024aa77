package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/** A distribution of a time in seconds, or of a count where a scenario says so. */
public interface Distribution {
    /** Returns the next value, at least 0, drawn from {@code stream}. */
    double draw(RandomStream stream);

    /** Returns the mean; infinite for {@code forever}. */
    double mean();
}
