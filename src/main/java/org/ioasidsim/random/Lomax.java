package org.ioasidsim.random;

import org.ioasidsim.math.PortableMath;
import umontreal.ssj.rng.RandomStream;

/**
 * The Lomax (shifted Pareto) distribution, P(X > x) = (1 + x/scale)^-shape, conditional on X being at most {@code max}.
 *
 * @param max infinite for the whole distribution
 */
public record Lomax(double shape, double scale, double max) implements Distribution {
    public Lomax {
        Check.positive("shape", shape);
        Check.positive("scale", scale);
        if (!(max > 0)) {
            throw new IllegalArgumentException("max must be above 0, not " + max);
        }
    }

    /** Draws by inversion where there is a {@code max}; otherwise as the exponential of an exponential number. */
    @Override
    public double draw(RandomStream stream) {
        if (max == Double.POSITIVE_INFINITY) {
            return scale * PortableMath.expm1(Ziggurat.exponential(stream) / shape);
        }
        double below = -PortableMath.expm1(-shape * PortableMath.log1p(max / scale));
        double exponent = -PortableMath.log1p(-stream.nextDouble() * below) / shape;
        return Math.min(max, scale * PortableMath.expm1(exponent));
    }

    /**
     * Returns the mean of the truncated law, (∫₀^max P(X > x) dx - max P(X > max)) / P(X ≤ max) of the untruncated one; infinite for a shape
     * of at most 1 without {@code max}.
     */
    @Override
    public double mean() {
        if (max == Double.POSITIVE_INFINITY) {
            return shape > 1 ? scale / (shape - 1) : Double.POSITIVE_INFINITY;
        }
        double logarithm = PortableMath.log1p(max / scale);
        double above = PortableMath.exp(-shape * logarithm);
        double below = -PortableMath.expm1(-shape * logarithm);
        double area =
                shape == 1 ? scale * logarithm : scale * PortableMath.expm1((1 - shape) * logarithm) / (1 - shape);
        return (area - max * above) / below;
    }

    @Override
    public double tail(double seconds) {
        return seconds >= max ? 0 : seconds > 0 ? (power(seconds) - power(max)) / (1 - power(max)) : 1;
    }

    @Override
    public double limitedMean(double seconds) {
        if (seconds >= max) {
            return mean();
        }
        double logarithm = PortableMath.log1p(seconds / scale);
        double area =
                shape == 1 ? scale * logarithm : scale * PortableMath.expm1((1 - shape) * logarithm) / (1 - shape);
        return (area - seconds * power(max)) / (1 - power(max));
    }

    /** Returns the tail of the untruncated law. */
    private double power(double x) {
        return PortableMath.exp(-shape * PortableMath.log1p(x / scale));
    }

    @Override
    public Law residual() {
        if (max < Double.POSITIVE_INFINITY) {
            return new TruncatedResidual(shape, scale, max);
        }
        return shape > 1 ? new Lomax(shape - 1, scale, max) : new Constant(Double.POSITIVE_INFINITY);
    }

    /** The residual of the truncated law: its density is proportional to (1 + x/scale)^-shape - (1 + max/scale)^-shape, from 0 to max. */
    private record TruncatedResidual(double shape, double scale, double max) implements Law {
        /** Draws from (1 + x/scale)^-shape by inversion and rejects what the truncation takes away. */
        @Override
        public double draw(RandomStream stream) {
            double logarithm = PortableMath.log1p(max / scale);
            while (true) {
                double x = scale * PortableMath.expm1(logarithmAt(stream.nextDouble(), logarithm));
                double kept = -PortableMath.expm1(-shape * (logarithm - PortableMath.log1p(x / scale)));
                if (stream.nextDouble() < kept) {
                    return Math.min(max, x);
                }
            }
        }

        /** Returns log(1 + x/scale) of the x below which the part {@code u} of the untruncated density's area up to {@code max} lies. */
        private double logarithmAt(double u, double logarithm) {
            double power = 1 - shape;
            return power == 0 ? u * logarithm : PortableMath.log1p(u * PortableMath.expm1(power * logarithm)) / power;
        }

        @Override
        public double mean() {
            double logarithm = PortableMath.log1p(max / scale);
            double above = PortableMath.exp(-shape * logarithm);
            double area = scale * integral(1 - shape, logarithm) - max * above;
            double moment = scale * scale * (integral(2 - shape, logarithm) - integral(1 - shape, logarithm))
                    - above * max * max / 2;
            return moment / area;
        }

        /** Returns the integral of (1 + t)^(power - 1) from 0 to where log(1 + t) is {@code logarithm}. */
        private static double integral(double power, double logarithm) {
            return power == 0 ? logarithm : PortableMath.expm1(power * logarithm) / power;
        }
    }
}
