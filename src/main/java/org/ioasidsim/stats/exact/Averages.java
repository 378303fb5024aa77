package org.ioasidsim.stats.exact;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;

/** Averages of functions of time. */
public final class Averages {
    /** The points and weights of eight nodes (Abramowitz and Stegun, table 25.4); Commons Math looks for them with {@code Math.ulp}, which
     * does not come to an end in a page. */
    private static final GaussIntegrator GAUSS = new GaussIntegrator(
            new double[] {
                -0.9602898564975362,
                -0.7966664774136267,
                -0.525532409916329,
                -0.18343464249564984,
                0.18343464249564984,
                0.525532409916329,
                0.7966664774136267,
                0.9602898564975362
            },
            new double[] {
                0.10122853629037651, 0.22238103445337437, 0.3137066458778874, 0.3626837833783618,
                0.3626837833783618, 0.3137066458778874, 0.22238103445337437, 0.10122853629037651
            });

    /** The relative error at which an integral is no longer refined. */
    public static final double CLOSE = 1e-5;

    private static final int FIRST_PARTS = 4;
    private static final int MOST_PARTS = 512;

    private Averages() {}

    /**
     * Returns the average of {@code value} from the first of {@code breaks} to the last, by Gauss-Legendre quadrature on parts that are halved
     * until that changes the result by less than 1e-5 of it, or by less than {@code negligible}.
     *
     * @param breaks ascending; between them the function is smooth
     */
    public static double of(DoubleUnaryOperator value, double[] breaks, double negligible) {
        double span = breaks[breaks.length - 1] - breaks[0];
        double found = integral(value, breaks, FIRST_PARTS);
        double before = Double.POSITIVE_INFINITY;
        for (int parts = 2 * FIRST_PARTS;
                parts <= MOST_PARTS && Math.abs(found - before) > CLOSE * Math.abs(found) + negligible * span;
                parts *= 2) {
            before = found;
            found = integral(value, breaks, parts);
        }
        return found / span;
    }

    /** Returns about the same, from eight values between each two breaks. */
    public static double roughly(DoubleUnaryOperator value, double[] breaks) {
        return integral(value, breaks, 1) / (breaks[breaks.length - 1] - breaks[0]);
    }

    private static double integral(DoubleUnaryOperator value, double[] breaks, int parts) {
        double sum = 0;
        for (int i = 1; i < breaks.length; i++) {
            double step = (breaks[i] - breaks[i - 1]) / parts;
            for (int part = 0; part < parts; part++) {
                double from = breaks[i - 1] + part * step;
                sum += step / 2 * GAUSS.integrate(x -> value.applyAsDouble(from + (x + 1) / 2 * step));
            }
        }
        return sum;
    }
}
