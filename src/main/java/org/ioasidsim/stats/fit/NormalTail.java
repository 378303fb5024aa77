package org.ioasidsim.stats.fit;

import org.apache.commons.math3.special.Erf;
import org.ioasidsim.math.PortableMath;

/** The upper tail of the standard normal law, also where its probability is below the smallest double. */
final class NormalTail {
    private static final double FAR = 25;
    private static final double LOG_ROOT_2_PI = 0.5 * PortableMath.log(2 * Math.PI);

    private NormalTail() {}

    /** Returns the logarithm of the probability of more than {@code z}. */
    static double logAbove(double z) {
        if (z > FAR) {
            return -z * z / 2 - LOG_ROOT_2_PI - PortableMath.log(z) + PortableMath.log1p(-1 / (z * z));
        }
        return PortableMath.log(Erf.erfc(z / Math.sqrt(2)) / 2);
    }

    /** Returns the mean on the condition of more than {@code z}: density over tail (the inverse Mills ratio). */
    static double meanAbove(double z) {
        return PortableMath.exp(-z * z / 2 - LOG_ROOT_2_PI - logAbove(z));
    }
}
