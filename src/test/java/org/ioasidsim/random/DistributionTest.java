package org.ioasidsim.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is drawn must follow the law that the scenario names, and the mean that `show` prints must be the mean of what is drawn. */
@Tag("slow")
class DistributionTest {
    private static final int N = 200_000;
    private static final double INF = Double.POSITIVE_INFINITY;

    static Stream<Arguments> laws() {
        DoubleUnaryOperator lomaxTo100 = x -> x >= 100 ? 1 : (1 - Math.pow(1 + x / 2, -1.2)) / (1 - Math.pow(51, -1.2));
        return Stream.of(
                Arguments.of(new Exponential(3), (DoubleUnaryOperator) x -> -Math.expm1(-x / 3)),
                Arguments.of(new Uniform(2, 5), (DoubleUnaryOperator) x -> (x - 2) / 3),
                Arguments.of(new Erlang(3, 6), cdf(new GammaDistribution(3, 2))),
                Arguments.of(new Gamma(0.3, 6), cdf(new GammaDistribution(0.3, 20))),
                Arguments.of(new Gamma(1, 2), cdf(new GammaDistribution(1, 2))),
                Arguments.of(new Gamma(25.5, 51), cdf(new GammaDistribution(25.5, 2))),
                Arguments.of(new Weibull(0.5, 2), (DoubleUnaryOperator) x -> -Math.expm1(-Math.sqrt(x / 2))),
                Arguments.of(new Weibull(3, 2), (DoubleUnaryOperator) x -> -Math.expm1(-Math.pow(x / 2, 3))),
                Arguments.of(new Lognormal(3, 1.5), cdf(new LogNormalDistribution(Math.log(3), 1.5))),
                Arguments.of(new Lomax(2.5, 2, INF), (DoubleUnaryOperator) x -> 1 - Math.pow(1 + x / 2, -2.5)),
                Arguments.of(new Lomax(1.2, 2, 100), lomaxTo100),
                Arguments.of(
                        new Hyperexponential(new double[] {0.25, 0.75}, new double[] {8, 0.5}),
                        (DoubleUnaryOperator) x -> 1 - 0.25 * Math.exp(-x / 8) - 0.75 * Math.exp(-x / 0.5)),
                Arguments.of(
                        new Mixture(
                                new double[] {0.4, 0.6}, new Distribution[] {new Uniform(0, 1), new Exponential(2)}),
                        (DoubleUnaryOperator) x -> 0.4 * Math.min(1, x) - 0.6 * Math.expm1(-x / 2)));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void drawsFollowTheLaw(Distribution distribution, DoubleUnaryOperator law) {
        assertThat(KolmogorovSmirnov.scaledDistance(sample(distribution), law)).isLessThan(KolmogorovSmirnov.CRITICAL);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void theMeanIsTheMeanOfTheDraws(Distribution distribution, DoubleUnaryOperator law) {
        double[] sample = sample(distribution);
        double sum = 0;
        double squares = 0;
        for (double value : sample) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / N;
        double standardError = Math.sqrt((squares / N - mean * mean) / N);
        assertThat(distribution.mean()).isCloseTo(mean, within(4 * standardError));
    }

    /** The limited mean is the integral of the tail: Simpson's rule between the places where a law of the list has a corner. */
    @ParameterizedTest
    @MethodSource("laws")
    void tailAndLimitedMeanAreThoseOfTheLaw(Distribution distribution, DoubleUnaryOperator law) {
        double[] corners = {0, 1, 2, 5, 100, 130};
        double area = 0;
        for (int i = 1; i < corners.length; i++) {
            area += tailBetween(law, corners[i - 1], corners[i]);
            assertThat(distribution.limitedMean(corners[i])).isCloseTo(area, within(1e-4 * area));
        }
        for (double x : new double[] {2.1, 3, 4.9}) {
            double tail = Math.max(0, 1 - law.applyAsDouble(x));
            assertThat(distribution.tail(x)).isCloseTo(tail, within(1e-12 + 1e-9 * tail));
        }
        assertThat(distribution.tail(-1)).isEqualTo(1);
        assertThat(distribution.limitedMean(0)).isZero();
        assertThat(distribution.limitedMean(INF)).isCloseTo(distribution.mean(), within(1e-9 * distribution.mean()));
    }

    /** Steps that are finer near 0, where a tail may be steep. */
    private static double tailBetween(DoubleUnaryOperator law, double from, double to) {
        DoubleUnaryOperator tail = x -> Math.min(1, Math.max(0, 1 - law.applyAsDouble(x)));
        int steps = 20_000;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double a = from + (to - from) * Math.pow(i / (double) steps, 3);
            double b = from + (to - from) * Math.pow((i + 1) / (double) steps, 3);
            double middle = tail.applyAsDouble((a + b) / 2);
            sum += (b - a) / 6 * (tail.applyAsDouble(a) + 4 * middle + tail.applyAsDouble(b));
        }
        return sum;
    }

    @Test
    void tailAndLimitedMeanOfWhatIsNotContinuous() {
        var values = new Empirical(new double[] {1, 2, 6});
        assertThat(values.tail(2)).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(values.limitedMean(3)).isEqualTo(2);
        assertThat(new Constant(4).tail(4)).isZero();
        assertThat(new Constant(4).limitedMean(3)).isEqualTo(3);
        assertThat(new Constant(INF).limitedMean(3)).isEqualTo(3);
        assertThat(new Constant(INF).tail(1e9)).isEqualTo(1);
        assertThat(new Multiple(new Uniform(1, 3), 2).tail(5)).isEqualTo(0.25);
        assertThat(new Multiple(new Uniform(1, 3), 2).limitedMean(6)).isEqualTo(4);
        assertThat(new Lognormal(3, 0).limitedMean(2)).isEqualTo(2);
        assertThat(new Lomax(1, 2, INF).limitedMean(2)).isCloseTo(2 * Math.log(2), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void drawsUseTheGivenStreamAlone(Distribution distribution, DoubleUnaryOperator law) {
        var streams = new Streams(3, 0);
        double[] once = new double[100];
        var first = streams.stream("a", 0, "x");
        for (int i = 0; i < once.length; i++) {
            once[i] = distribution.draw(first);
        }
        var second = streams.stream("a", 0, "x");
        var disturbing = streams.stream("b", 0, "x");
        for (double value : once) {
            assertThat(distribution.draw(disturbing)).isNotNegative();
            assertThat(distribution.draw(second)).isEqualTo(value);
        }
    }

    @Test
    void normalNumbersAreNormalInBodyAndTail() {
        var stream = new Streams(11, 0).stream("t", 0, "normal");
        var sample = new double[1_000_000];
        int beyond = 0;
        for (int i = 0; i < sample.length; i++) {
            sample[i] = Ziggurat.normal(stream);
            beyond += Math.abs(sample[i]) > 3.7 ? 1 : 0;
        }
        var law = new NormalDistribution(null, 0, 1);
        assertThat(KolmogorovSmirnov.scaledDistance(sample, cdf(law))).isLessThan(KolmogorovSmirnov.CRITICAL);
        double expected = sample.length * 2 * law.cumulativeProbability(-3.7);
        assertThat((double) beyond).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }

    @Test
    void exponentialNumbersReachBeyondTheLayers() {
        var stream = new Streams(12, 0).stream("t", 0, "exponential");
        int n = 2_000_000;
        int beyond = 0;
        for (int i = 0; i < n; i++) {
            beyond += Ziggurat.exponential(stream) > 9 ? 1 : 0;
        }
        double expected = n * Math.exp(-9);
        assertThat((double) beyond).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }

    @Test
    void aConstantIsItsValueAndMayBeForever() {
        var stream = new Streams(1, 0).stream("t", 0, "p");
        assertThat(new Constant(2.5).draw(stream)).isEqualTo(2.5);
        assertThat(new Constant(INF).draw(stream)).isEqualTo(INF);
        assertThat(new Constant(INF).mean()).isEqualTo(INF);
    }

    @Test
    void anEmpiricalDistributionGivesEachOfItsValuesEqually() {
        var empirical = new Empirical(new double[] {5, 1, 1, 3});
        var stream = new Streams(1, 0).stream("t", 0, "p");
        int ones = 0;
        for (int i = 0; i < 40_000; i++) {
            double value = empirical.draw(stream);
            assertThat(value == 1 || value == 3 || value == 5).isTrue();
            ones += value == 1 ? 1 : 0;
        }
        assertThat((double) ones).isCloseTo(20_000, within(4 * Math.sqrt(10_000))); // variance n/4
        assertThat(empirical.mean()).isEqualTo(2.5);
    }

    @Test
    void anEmpiricalDistributionKnowsItsTailAndItsMeanUpToATime() {
        var empirical = new Empirical(new double[] {5, 1, 1, 3});
        assertThat(empirical.tail(0.5)).isEqualTo(1);
        assertThat(empirical.tail(1)).isEqualTo(0.5);
        assertThat(empirical.tail(5)).isZero();
        assertThat(empirical.limitedMean(0)).isZero();
        assertThat(empirical.limitedMean(2)).isEqualTo((2 + 1 + 1 + 2) / 4.0);
        assertThat(empirical.limitedMean(3)).isEqualTo((3 + 1 + 1 + 3) / 4.0);
        assertThat(empirical.limitedMean(INF)).isEqualTo(2.5);
    }

    @Test
    void aTruncatedLomaxHasTheMeanOfItsIntegral() {
        // shape 1: P(X > x) = s/(s+x); with s = max = 1 the mean is (ln 2 - 1/2) / (1/2).
        assertThat(new Lomax(1, 1, 1).mean()).isCloseTo(2 * Math.log(2) - 1, within(1e-14));
        // The limit shape -> 1 must agree with it, and a far maximum with none.
        assertThat(new Lomax(1 + 1e-9, 1, 1).mean()).isCloseTo(2 * Math.log(2) - 1, within(1e-8));
        assertThat(new Lomax(3, 2, 1e9).mean()).isCloseTo(1, within(1e-12));
        assertThat(new Lomax(3, 2, INF).mean()).isEqualTo(1);
        assertThat(new Lomax(1, 2, INF).mean()).isEqualTo(INF);
    }

    @Test
    void aMixtureIsForeverOnAverageOnlyIfAPartThatIsDrawnIs() {
        Distribution[] parts = {new Constant(2), new Constant(INF)};
        assertThat(new Mixture(new double[] {1, 0}, parts).mean()).isEqualTo(2);
        assertThat(new Mixture(new double[] {0.5, 0.5}, parts).mean()).isEqualTo(INF);
    }

    @Test
    void refusesParametersThatNoLawHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Exponential(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Exponential(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Constant(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Uniform(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lomax(1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Empirical(new double[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hyperexponential(new double[] {0.5, 0.4}, new double[] {1, 2}))
                .withMessageContaining("sum to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mixture(new double[] {1}, new Distribution[] {new Constant(1), new Constant(2)}));
    }

    @Test
    void drawsAllocateNothing() {
        var stream = new Streams(1, 0).stream("t", 0, "p");
        var mixture = new Mixture(new double[] {0.1, 0.9}, new Distribution[] {
            new Lognormal(3, 2),
            new Mixture(new double[] {0.5, 0.5}, new Distribution[] {new Gamma(0.5, 1), new Lomax(1.1, 1, 9)})
        });
        double sum = 0;
        for (int i = 0; i < 200_000; i++) {
            sum += mixture.draw(stream);
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 200_000; i++) {
            sum += mixture.draw(stream);
        }
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(200_000 / 10);
        assertThat(sum).isPositive();
    }

    private static double[] sample(Distribution distribution) {
        var stream = new Streams(2026, 0).stream("t", 0, "sample");
        var sample = new double[N];
        for (int i = 0; i < N; i++) {
            sample[i] = distribution.draw(stream);
        }
        return sample;
    }

    private static DoubleUnaryOperator cdf(org.apache.commons.math3.distribution.RealDistribution law) {
        return law::cumulativeProbability;
    }
}
