package org.ioasidsim.random;

import org.apache.commons.math3.special.Erf;
import org.ioasidsim.math.PortableMath;
import umontreal.ssj.rng.RandomStream;

/**
 * The lognormal distribution: the exponential of a normal number.
 *
 * @param sigma the standard deviation of the logarithm; with 0 every value is the median
 */
public record Lognormal(double median, double sigma) implements Distribution {
    public Lognormal {
        Check.positive("median", median);
        Check.notNegative("sigma", sigma);
    }

    @Override
    public double draw(RandomStream stream) {
        return median * PortableMath.exp(sigma * Ziggurat.normal(stream));
    }

    @Override
    public double mean() {
        return median * PortableMath.exp(sigma * sigma / 2);
    }

    @Override
    public double tail(double seconds) {
        return seconds > 0 ? normalTail(PortableMath.log(seconds / median)) : 1;
    }

    @Override
    public double limitedMean(double seconds) {
        if (seconds == 0) {
            return 0;
        }
        double logarithm = PortableMath.log(seconds / median);
        double above = tail(seconds);
        double below = 1 - normalTail(logarithm - sigma * sigma);
        return mean() * below + (above > 0 ? seconds * above : 0);
    }

    /** Returns the probability that a normal number of this standard deviation and mean 0 is above {@code x}. */
    private double normalTail(double x) {
        return sigma == 0 ? (x < 0 ? 1 : 0) : Erf.erfc(x / (sigma * Math.sqrt(2))) / 2;
    }

    @Override
    public Law residual() {
        return new Portion(new Lognormal(median * PortableMath.exp(sigma * sigma), sigma));
    }
}
