package org.ioasidsim.stats.fit;

import java.util.List;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.ioasidsim.math.PortableMath;

/** A law of positive lifetimes that can be fitted to data. Means, medians and scales are in the unit of the data. */
public sealed interface LifetimeLaw {
    /** The name of a parameter that is a probability; all others are positive and have no bound. */
    String PROBABILITY = "p";

    /** Returns the logarithm of the density at {@code x}, above 0. */
    double logDensity(double x);

    /** Returns the logarithm of the probability of more than {@code x}, above 0. */
    double logSurvival(double x);

    /** Returns the value that a part {@code p}, between 0 and 1, stays below. */
    double quantile(double p);

    /** Returns the mean, possibly infinite. */
    double mean();

    /** Returns the numbers that the data chose, under the names that a textbook gives them. */
    List<Parameter> parameters();

    /**
     * Returns a law of the same kind.
     *
     * @param values of the parameters, in the order of {@link #parameters}
     */
    LifetimeLaw with(double[] values);

    /**
     * A number that the data chose.
     *
     * @param isTime whether it is in the unit of the data; else it has none
     */
    record Parameter(String name, double value, boolean isTime) {
        static Parameter time(String name, double value) {
            return new Parameter(name, value, true);
        }

        static Parameter number(String name, double value) {
            return new Parameter(name, value, false);
        }
    }

    /** The law without memory. */
    record Exponential(double mean) implements LifetimeLaw {
        @Override
        public double logDensity(double x) {
            return -PortableMath.log(mean) - x / mean;
        }

        @Override
        public double logSurvival(double x) {
            return -x / mean;
        }

        @Override
        public double quantile(double p) {
            return -mean * PortableMath.log1p(-p);
        }

        @Override
        public LifetimeLaw with(double[] values) {
            return new Exponential(values[0]);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.time("mean", mean));
        }
    }

    /** P(X > x) = exp(-(x/scale)^shape). */
    record Weibull(double shape, double scale) implements LifetimeLaw {
        @Override
        public double logDensity(double x) {
            return PortableMath.log(shape / scale) + (shape - 1) * PortableMath.log(x / scale) + logSurvival(x);
        }

        @Override
        public double logSurvival(double x) {
            return -PortableMath.pow(x / scale, shape);
        }

        @Override
        public double quantile(double p) {
            return scale * PortableMath.pow(-PortableMath.log1p(-p), 1 / shape);
        }

        @Override
        public double mean() {
            return scale * Gamma.gamma(1 + 1 / shape);
        }

        @Override
        public LifetimeLaw with(double[] values) {
            return new Weibull(values[0], values[1]);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.number("shape", shape), Parameter.time("scale", scale));
        }
    }

    /** Its logarithm is normal; {@code sigma} is the standard deviation of the logarithm. */
    record Lognormal(double median, double sigma) implements LifetimeLaw {
        private static final double LOG_ROOT_2_PI = 0.5 * PortableMath.log(2 * Math.PI);

        @Override
        public double logDensity(double x) {
            double z = PortableMath.log(x / median) / sigma;
            return -PortableMath.log(x * sigma) - LOG_ROOT_2_PI - z * z / 2;
        }

        @Override
        public double logSurvival(double x) {
            return NormalTail.logAbove(PortableMath.log(x / median) / sigma);
        }

        @Override
        public double quantile(double p) {
            return median * PortableMath.exp(sigma * Math.sqrt(2) * Erf.erfInv(2 * p - 1));
        }

        @Override
        public double mean() {
            return median * PortableMath.exp(sigma * sigma / 2);
        }

        @Override
        public LifetimeLaw with(double[] values) {
            return new Lognormal(values[0], values[1]);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.time("median", median), Parameter.number("sigma", sigma));
        }
    }

    /** P(X > x) = (1 + x/scale)^-shape: a Pareto tail that starts at 0. */
    record Lomax(double shape, double scale) implements LifetimeLaw {
        @Override
        public double logDensity(double x) {
            return PortableMath.log(shape / scale) - (shape + 1) * PortableMath.log1p(x / scale);
        }

        @Override
        public double logSurvival(double x) {
            return -shape * PortableMath.log1p(x / scale);
        }

        @Override
        public double quantile(double p) {
            return scale * PortableMath.expm1(-PortableMath.log1p(-p) / shape);
        }

        @Override
        public double mean() {
            return shape > 1 ? scale / (shape - 1) : Double.POSITIVE_INFINITY;
        }

        @Override
        public LifetimeLaw with(double[] values) {
            return new Lomax(values[0], values[1]);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.number("shape", shape), Parameter.time("scale", scale));
        }
    }

    /** With probability {@code p} exponential of {@code mean1}, else of {@code mean2}. */
    record Hyperexponential(double p, double mean1, double mean2) implements LifetimeLaw {
        @Override
        public double logDensity(double x) {
            return logSum(PortableMath.log(p / mean1) - x / mean1, PortableMath.log((1 - p) / mean2) - x / mean2);
        }

        @Override
        public double logSurvival(double x) {
            return logSum(PortableMath.log(p) - x / mean1, PortableMath.log1p(-p) - x / mean2);
        }

        /** Returns the quantile by bisection between those of the two phases. */
        @Override
        public double quantile(double p) {
            double low = 0;
            double high = -Math.max(mean1, mean2) * PortableMath.log1p(-p);
            for (int i = 0; i < 200 && high - low > Math.ulp(high); i++) {
                double middle = low + (high - low) / 2;
                if (logSurvival(middle) > PortableMath.log1p(-p)) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        @Override
        public double mean() {
            return p * mean1 + (1 - p) * mean2;
        }

        @Override
        public LifetimeLaw with(double[] values) {
            return new Hyperexponential(values[0], values[1], values[2]);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(
                    Parameter.number(PROBABILITY, p), Parameter.time("mean1", mean1), Parameter.time("mean2", mean2));
        }

        private static double logSum(double a, double b) {
            double most = Math.max(a, b);
            return most + PortableMath.log1p(PortableMath.exp(Math.min(a, b) - most));
        }
    }
}
