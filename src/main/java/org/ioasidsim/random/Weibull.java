package org.ioasidsim.random;

import org.ioasidsim.math.PortableMath;
import umontreal.ssj.rng.RandomStream;

/** The Weibull distribution: P(X > x) = exp(-(x/scale)^shape); a shape below 1 has a heavy tail. */
public record Weibull(double shape, double scale) implements Distribution {
    public Weibull {
        Check.positive("shape", shape);
        Check.positive("scale", scale);
    }

    @Override
    public double draw(RandomStream stream) {
        return scale * PortableMath.pow(Ziggurat.exponential(stream), 1 / shape);
    }

    @Override
    public double mean() {
        return scale * org.apache.commons.math3.special.Gamma.gamma(1 + 1 / shape);
    }

    @Override
    public double tail(double seconds) {
        return seconds > 0 ? PortableMath.exp(-PortableMath.pow(seconds / scale, shape)) : 1;
    }

    @Override
    public double limitedMean(double seconds) {
        double above = tail(seconds);
        double power = PortableMath.pow(seconds / scale, shape);
        return mean() * IncompleteGamma.lower(1 + 1 / shape, power) + (above > 0 ? seconds * above : 0);
    }

    @Override
    public Law residual() {
        return new Portion(new Lengthened(shape, scale));
    }

    /** The law of the hold in which an instant falls: (x/scale)^shape has a gamma distribution of shape 1 + 1/shape. */
    private record Lengthened(double shape, double scale) implements Law {
        @Override
        public double draw(RandomStream stream) {
            return scale * PortableMath.pow(Gamma.standard(1 + 1 / shape, stream), 1 / shape);
        }

        @Override
        public double mean() {
            return scale
                    * org.apache.commons.math3.special.Gamma.gamma(1 + 2 / shape)
                    / org.apache.commons.math3.special.Gamma.gamma(1 + 1 / shape);
        }
    }
}
