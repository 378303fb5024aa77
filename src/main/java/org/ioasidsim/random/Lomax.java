package org.ioasidsim.random;

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
            return scale * StrictMath.expm1(Ziggurat.exponential(stream) / shape);
        }
        double below = -StrictMath.expm1(-shape * StrictMath.log1p(max / scale));
        double exponent = -StrictMath.log1p(-stream.nextDouble() * below) / shape;
        return StrictMath.min(max, scale * StrictMath.expm1(exponent));
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
        double logarithm = StrictMath.log1p(max / scale);
        double above = StrictMath.exp(-shape * logarithm);
        double below = -StrictMath.expm1(-shape * logarithm);
        double area = shape == 1 ? scale * logarithm : scale * StrictMath.expm1((1 - shape) * logarithm) / (1 - shape);
        return (area - max * above) / below;
    }
}
