package org.ioasidsim.stats.interval;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.ioasidsim.math.PortableMath;

/** Critical points of comparisons with the best, by numerical integration; to about eight digits. */
final class CriticalPoints {
    private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
    private static final int NODES = 96;
    private static final double MOST_NORMAL = 8.5;
    private static final double TAIL = 1e-12;
    private static final double MOST_POINT = 1e4;

    private CriticalPoints() {}

    /** Returns the one-sided critical value of Student's t by Bonferroni's inequality for {@code comparisons} at once. */
    static double bonferroniT(int comparisons, double degreesOfFreedom, double confidence) {
        double tail = (1 - confidence) / comparisons;
        return new TDistribution(null, degreesOfFreedom, 1e-13).inverseCumulativeProbability(1 - tail);
    }

    /**
     * Returns the point that the largest of {@code dimension} central t variables, each pair correlated by 1/2, does not exceed with
     * probability {@code confidence}. Source: Dunnett, J. Am. Stat. Assoc. 50, 1955, whose one-sided tables it reproduces.
     */
    static double equicorrelatedT(int dimension, double degreesOfFreedom, double confidence) {
        return root(point -> probabilityOfLargestT(point, dimension, degreesOfFreedom) - confidence);
    }

    /** (Z_j - Z_0) / sqrt(2) / S for j = 1..dimension, given Z_0 and S, are independent. */
    private static double probabilityOfLargestT(double point, int dimension, double degreesOfFreedom) {
        var chiSquared = new ChiSquaredDistribution(null, degreesOfFreedom);
        double least = Math.sqrt(chiSquared.inverseCumulativeProbability(TAIL) / degreesOfFreedom);
        double most = Math.sqrt(chiSquared.inverseCumulativeProbability(1 - TAIL) / degreesOfFreedom);
        return integral(least, most, s -> {
            double density = 2 * degreesOfFreedom * s * chiSquared.density(degreesOfFreedom * s * s);
            return density * probabilityOfLargestNormal(Math.sqrt(2) * point * s, dimension);
        });
    }

    private static double probabilityOfLargestNormal(double distance, int dimension) {
        return integral(
                -MOST_NORMAL,
                MOST_NORMAL,
                z -> NORMAL.density(z) * PortableMath.pow(NORMAL.cumulativeProbability(z + distance), dimension));
    }

    private static double integral(double from, double to, UnivariateFunction function) {
        GaussIntegrator rule = GAUSS.legendre(NODES, from, to);
        return rule.integrate(function);
    }

    private static double root(UnivariateFunction function) {
        double high = 4;
        while (function.value(high) < 0 && high < MOST_POINT) {
            high *= 4;
        }
        return new BrentSolver(1e-10, 1e-10).solve(1_000, function, 0, high);
    }
}
