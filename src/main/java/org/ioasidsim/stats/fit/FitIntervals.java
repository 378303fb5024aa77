package org.ioasidsim.stats.fit;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.ioasidsim.math.PortableMath;

/**
 * Intervals for the parameters of a fitted law, from the curvature of the likelihood at its maximum (Wald's, with the observed information),
 * on the scale of logarithms, or for a probability of log-odds, so that they stay where parameters can be.
 *
 * <p>Source: Lawless, Statistical Models and Methods for Lifetime Data, 2nd edition, 2003, section 2.2 and appendix B.
 */
public final class FitIntervals {
    /** The quantile of the normal distribution for 95 %. */
    private static final double Z = 1.959963984540054;

    /** An interval whose ends are so many times apart tells nothing: the likelihood is flat there. */
    private static final double FLAT = 1e6;

    /** The step of the second differences: the fourth root of the precision of a sum of thousands of terms. */
    private static final double STEP = 1e-3;

    private final LifetimeLaw law;
    private final CensoredTimes lifetimes;
    private final double[] at;

    private FitIntervals(LifetimeLaw law, CensoredTimes lifetimes) {
        this.law = law;
        this.lifetimes = lifetimes;
        this.at = law.parameters().stream()
                .mapToDouble(parameter -> scaled(parameter, parameter.value()))
                .toArray();
    }

    /** An interval of 95 %; both ends NaN where the likelihood has no maximum inside, as where a law has become a simpler one. */
    public record Bounds(double lower, double upper) {
        static final Bounds NONE = new Bounds(Double.NaN, Double.NaN);
    }

    /** Returns the intervals in the order of the law's parameters; none where the law {@link Fit#isExponential is the exponential one}. */
    public static List<Bounds> of(LifetimeLaw law, CensoredTimes lifetimes) {
        return Fit.isExponential(law, lifetimes)
                ? law.parameters().stream().map(parameter -> Bounds.NONE).toList()
                : new FitIntervals(law, lifetimes).intervals();
    }

    private List<Bounds> intervals() {
        List<LifetimeLaw.Parameter> parameters = law.parameters();
        try {
            RealMatrix covariance =
                    new LUDecomposition(information()).getSolver().getInverse();
            return IntStream.range(0, at.length)
                    .mapToObj(i -> bounds(parameters.get(i), at[i], Math.sqrt(covariance.getEntry(i, i))))
                    .toList();
        } catch (SingularMatrixException e) {
            return parameters.stream().map(parameter -> Bounds.NONE).toList();
        }
    }

    private static Bounds bounds(LifetimeLaw.Parameter parameter, double scaled, double error) {
        double lower = unscaled(parameter, scaled - Z * error);
        double upper = unscaled(parameter, scaled + Z * error);
        boolean isBounded = error > 0 && lower > 0 && upper / lower < FLAT;
        return isBounded ? new Bounds(lower, upper) : Bounds.NONE;
    }

    /** Returns the matrix of the negative second differences of the log-likelihood. */
    private RealMatrix information() {
        int size = at.length;
        var matrix = new Array2DRowRealMatrix(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double mixed = likelihood(i, STEP, j, STEP)
                        - likelihood(i, STEP, j, -STEP)
                        - likelihood(i, -STEP, j, STEP)
                        + likelihood(i, -STEP, j, -STEP);
                double entry = -mixed / (4 * STEP * STEP);
                matrix.setEntry(i, j, entry);
                matrix.setEntry(j, i, entry);
            }
        }
        return matrix;
    }

    private double likelihood(int i, double stepOfI, int j, double stepOfJ) {
        double[] moved = at.clone();
        moved[i] += stepOfI;
        moved[j] += stepOfJ;
        List<LifetimeLaw.Parameter> parameters = law.parameters();
        for (int k = 0; k < moved.length; k++) {
            moved[k] = unscaled(parameters.get(k), moved[k]);
        }
        return Fit.logLikelihood(law.with(moved), lifetimes);
    }

    private static double scaled(LifetimeLaw.Parameter parameter, double value) {
        return isProbability(parameter) ? PortableMath.log(value / (1 - value)) : PortableMath.log(value);
    }

    private static double unscaled(LifetimeLaw.Parameter parameter, double value) {
        return isProbability(parameter) ? 1 / (1 + PortableMath.exp(-value)) : PortableMath.exp(value);
    }

    private static boolean isProbability(LifetimeLaw.Parameter parameter) {
        return parameter.name().equals(LifetimeLaw.PROBABILITY);
    }
}
