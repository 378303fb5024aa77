package org.ioasidsim.random;

import java.util.Arrays;
import umontreal.ssj.rng.RandomStream;

/** A mixture of distributions: a draw from {@code parts[i]} with probability {@code p[i]}. */
public record Mixture(double[] p, Distribution[] parts) implements Distribution {
    public Mixture {
        p = p.clone();
        parts = parts.clone();
        Check.probabilities(p, parts.length);
    }

    @Override
    public double draw(RandomStream stream) {
        return parts[Check.pick(p, stream.nextDouble())].draw(stream);
    }

    /** Returns the mean; infinite when a part that can be drawn has an infinite one. */
    @Override
    public double mean() {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0) {
                sum += p[i] * parts[i].mean();
            }
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mixture that && Arrays.equals(p, that.p) && Arrays.equals(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(p) + Arrays.hashCode(parts);
    }
}
