package org.ioasidsim.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import umontreal.ssj.rng.RandomStream;

/** What is left of a hold at an instant has density P(X > x) / E[X] and mean E[X^2] / (2 E[X]): a start in equilibrium stands on it. */
@Tag("slow")
class ResidualTest {
    private static final int N = 100_000;

    static Stream<Arguments> laws() {
        return Stream.concat(
                DistributionTest.laws(),
                Stream.of(
                        Arguments.of(new Constant(4), (DoubleUnaryOperator) x -> x < 4 ? 0 : 1),
                        Arguments.of(new Multiple(new Uniform(0, 1), 3), (DoubleUnaryOperator) x -> x / 3),
                        Arguments.of(new Empirical(new double[] {1, 5, 3}), (DoubleUnaryOperator)
                                x -> x < 1 ? 0 : x < 3 ? 1 / 3.0 : x < 5 ? 2 / 3.0 : 1)));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void drawsHaveTheDensityOfWhatIsLeft(Distribution distribution, DoubleUnaryOperator law) {
        RandomStream stream = new Streams(7, 1).stream("t", 0, "residual");
        Law residual = distribution.residual();
        double[] drawn = new double[N];
        Arrays.setAll(drawn, i -> residual.draw(stream));
        Arrays.sort(drawn);
        double[] areas = areas(drawn, x -> 1 - Math.max(0, Math.min(1, law.applyAsDouble(x))));

        double distance = KolmogorovSmirnov.scaledDistance(
                drawn, x -> areas[Arrays.binarySearch(drawn, x)] / distribution.mean());

        assertThat(distance).isLessThan(KolmogorovSmirnov.CRITICAL);
    }

    /** Returns the integral of {@code survival} from 0 to each of the ascending {@code ends}, by Simpson's rule between them. */
    private static double[] areas(double[] ends, DoubleUnaryOperator survival) {
        double[] areas = new double[ends.length];
        double area = 0;
        double from = 0;
        for (int i = 0; i < ends.length; i++) {
            double middle = survival.applyAsDouble((from + ends[i]) / 2);
            area += (ends[i] - from)
                    * (survival.applyAsDouble(from) + 4 * middle + survival.applyAsDouble(ends[i]))
                    / 6;
            from = ends[i];
            areas[i] = area;
        }
        return areas;
    }

    static Stream<Arguments> means() {
        return Stream.of(
                Arguments.of(new Exponential(3), 3),
                Arguments.of(new Constant(4), 2),
                Arguments.of(new Constant(0), 0),
                Arguments.of(new Uniform(2, 5), (4 + 10 + 25) / 3.0 / 7),
                Arguments.of(new Uniform(0, 0), 0),
                Arguments.of(new Erlang(3, 6), (12 + 36) / 12.0),
                Arguments.of(new Gamma(0.3, 6), (120 + 36) / 12.0),
                Arguments.of(new Weibull(0.5, 2), 4 * 24 / (2 * 4.0)), // E[X^2] = scale^2 4!, E[X] = scale 2!
                Arguments.of(new Lognormal(3, 0.5), 9 * Math.exp(0.5) / (2 * 3 * Math.exp(0.125))),
                Arguments.of(new Lomax(2.5, 2, Double.POSITIVE_INFINITY), 2 / 0.5),
                Arguments.of(new Lomax(0.9, 2, Double.POSITIVE_INFINITY), Double.POSITIVE_INFINITY),
                Arguments.of(
                        new Hyperexponential(new double[] {0.25, 0.75}, new double[] {8, 0.5}),
                        (0.25 * 64 + 0.75 * 0.25) / (0.25 * 8 + 0.75 * 0.5)),
                Arguments.of(new Empirical(new double[] {1, 3}), (1 + 9) / (2 * 4.0)),
                Arguments.of(new Empirical(new double[] {0, 0}), 0),
                Arguments.of(new Multiple(new Exponential(1.5), 2), 3),
                Arguments.of(
                        new Mixture(new double[] {0.4, 0.6}, new Distribution[] {new Constant(1), new Constant(3)}),
                        (0.4 + 0.6 * 9) / (2 * (0.4 + 0.6 * 3))),
                Arguments.of(
                        new Mixture(
                                new double[] {0.5, 0.5},
                                new Distribution[] {new Constant(1), new Constant(Double.POSITIVE_INFINITY)}),
                        Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("means")
    void theMeanIsHalfTheSecondMomentOverTheFirst(Distribution distribution, double mean) {
        assertThat(distribution.residual().mean())
                .satisfies(found -> assertThat(found == mean || Math.abs(found / mean - 1) < 1e-12)
                        .as(found + " and " + mean)
                        .isTrue());
    }

    /** The second moment of the truncated law is the integral of 2 x P(X > x), in steps that grow with x. */
    @Test
    void theMeanOfATruncatedLawIsItsIntegral() {
        for (double shape : new double[] {0.4, 1, 1.2, 2, 3}) {
            Lomax law = new Lomax(shape, 2, 100);
            double above = Math.pow(51, -shape);
            int steps = 100_000;
            double moment = 0;
            for (int i = 0; i < steps; i++) {
                double part = (i + 0.5) / steps;
                double x = 100 * part * part; // dx = 200 part d(part)
                double survival = (Math.pow(1 + x / 2, -shape) - above) / (1 - above);
                moment += x * survival * 200 * part / steps;
            }
            assertThat(law.residual().mean()).as("shape " + shape).isCloseTo(moment / law.mean(), within(1e-6));
        }
    }
}
