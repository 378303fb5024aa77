package org.ioasidsim.stats.interval;

import java.util.Arrays;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A mean estimated with the help of controls: other figures of the same replications, whose means are known. What the controls explain of the
 * deviation of the mean is taken off by regression.
 *
 * <p>Under normality the estimate has Student's t with n - q - 1 degrees of freedom. Its expected variance is (1 - R²) (n - 2) / (n - q - 2) of that
 * of the mean: q estimated coefficients cost more than they bring where the controls explain little.
 *
 * <p>Source: Lavenberg, Moeller and Welch, "Statistical results on control variables with application to queueing network simulation",
 * Operations Research 30(1), 1982; Nelson, "Control variate remedies", Operations Research 38(6), 1990.
 *
 * @param mean the controlled estimate
 * @param standardError of it
 * @param degreesOfFreedom of Student's t
 * @param varianceRatio the variance of the plain mean over that of this estimate, the lost degrees of freedom counted: how many times fewer replications it
 *     needs
 */
public record ControlVariates(double mean, double standardError, double degreesOfFreedom, double varianceRatio) {
    /** A determinant of the controls' correlations below which they say the same. */
    private static final double SINGULAR = 1e-9;

    /**
     * Returns the estimate of the mean of {@code values}; one that explains nothing, with a ratio of 0, if there are fewer than q + 3 values or the
     * controls do not vary or say the same.
     *
     * @param values one of each replication, all finite
     * @param controls {@code [control][replication]}
     * @param knownMeans of the controls
     */
    public static ControlVariates of(double[] values, double[][] controls, double[] knownMeans) {
        int n = values.length;
        int q = controls.length;
        double mean = Moments.mean(values);
        double variance = n < 2 ? Double.NaN : Moments.variance(values);
        if (n < q + 3 || !(variance > 0)) {
            return none(mean, variance, n);
        }
        double[][] scaled = new double[q][];
        double[] deviations = new double[q];
        for (int i = 0; i < q; i++) {
            double deviation = Math.sqrt(Moments.variance(controls[i]));
            if (!(deviation > 0)) {
                return none(mean, variance, n);
            }
            double centre = Moments.mean(controls[i]);
            scaled[i] = Arrays.stream(controls[i])
                    .map(value -> (value - centre) / deviation)
                    .toArray();
            deviations[i] = (centre - knownMeans[i]) / deviation;
        }
        return of(values, mean, variance, scaled, deviations);
    }

    private static ControlVariates of(
            double[] values, double mean, double variance, double[][] scaled, double[] deviations) {
        int n = values.length;
        int q = scaled.length;
        RealMatrix z = MatrixUtils.createRealMatrix(scaled);
        RealMatrix correlations = z.multiply(z.transpose()).scalarMultiply(1.0 / (n - 1));
        var decomposed = new LUDecomposition(correlations, SINGULAR);
        if (!(decomposed.getDeterminant() > SINGULAR)) {
            return none(mean, variance, n);
        }
        RealVector covariances = z.operate(MatrixUtils.createRealVector(values)).mapMultiply(1.0 / (n - 1));
        RealVector coefficients = decomposed.getSolver().solve(covariances);
        RealVector off = MatrixUtils.createRealVector(deviations);
        double explained = coefficients.dotProduct(covariances);
        double residual = Math.max(0, variance - explained) * (n - 1) / (n - q - 1.0);
        double spread = 1.0 / n + off.dotProduct(decomposed.getSolver().solve(off)) / (n - 1);
        double expected = Math.max(0, variance - explained) * (n - 2) / (n - q - 2.0);
        return new ControlVariates(
                mean - coefficients.dotProduct(off), Math.sqrt(residual * spread), n - q - 1.0, variance / expected);
    }

    private static ControlVariates none(double mean, double variance, int n) {
        return new ControlVariates(mean, Math.sqrt(variance / n), n - 1.0, 0);
    }
}
