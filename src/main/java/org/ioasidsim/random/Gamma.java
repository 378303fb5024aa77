package org.ioasidsim.random;

import org.ioasidsim.math.PortableMath;
import umontreal.ssj.rng.RandomStream;

/**
 * The gamma distribution with {@code shape} (squared coefficient of variation 1/shape) and {@code mean}.
 *
 * <p>Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000, with their boost for shapes
 * below 1.
 */
public record Gamma(double shape, double mean) implements Distribution {
    private static final double SQUEEZE = 0.0331;

    public Gamma {
        Check.positive("shape", shape);
        Check.positive("mean", mean);
    }

    @Override
    public double draw(RandomStream stream) {
        double scale = mean / shape;
        if (shape >= 1) {
            return scale * standard(shape, stream);
        }
        double boost = PortableMath.exp(-Ziggurat.exponential(stream) / shape);
        return scale * boost * standard(shape + 1, stream);
    }

    /** Draws a gamma number of scale 1; {@code shape} must be at least 1. */
    static double standard(double shape, RandomStream stream) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = Ziggurat.normal(stream);
            double cube = 1 + c * x;
            if (cube > 0) {
                double v = cube * cube * cube;
                double u = stream.nextDouble();
                // The squeeze accepts nearly all numbers without the logarithms of the exact test.
                if (u < 1 - SQUEEZE * x * x * x * x
                        || PortableMath.log(u) < 0.5 * x * x + d * (1 - v + PortableMath.log(v))) {
                    return d * v;
                }
            }
        }
    }

    @Override
    public double tail(double seconds) {
        return seconds > 0 ? IncompleteGamma.upper(shape, seconds * shape / mean) : 1;
    }

    @Override
    public double limitedMean(double seconds) {
        double above = tail(seconds);
        return mean * IncompleteGamma.lower(shape + 1, seconds * shape / mean) + (above > 0 ? seconds * above : 0);
    }

    @Override
    public Law residual() {
        return new Portion(new Gamma(shape + 1, mean * (shape + 1) / shape));
    }
}
