package org.ioasidsim.experiment.rare;

import java.util.Arrays;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import umontreal.ssj.rng.RandomStream;

/**
 * The rest of a hold as it is found at any time: a hold is found in proportion to its length, and at any of its points. Exponential holds have
 * no memory; of other laws a sample is drawn once, and one of it is picked in proportion to its length.
 */
final class EquilibriumHold {
    private static final int SAMPLE = 1 << 16;

    private final Distribution law;
    private final double[] holds;
    private final double[] sums;

    /** @param random draws the sample */
    EquilibriumHold(Distribution law, RandomStream random) {
        this.law = law;
        this.holds = new double[law instanceof Exponential ? 0 : SAMPLE];
        this.sums = new double[holds.length];
        double sum = 0;
        for (int i = 0; i < holds.length; i++) {
            holds[i] = law.draw(random);
            sum += holds[i];
            sums[i] = sum;
        }
    }

    double meanSeconds() {
        return law.mean();
    }

    double draw(RandomStream random) {
        if (holds.length == 0) {
            return law.draw(random);
        }
        int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
        int picked = Math.min(found < 0 ? -found - 1 : found, holds.length - 1);
        return random.nextDouble() * holds[picked];
    }
}
