package org.ioasidsim.stats.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The four things that a law says of itself must be of one law: what does not follow from the survival would bend each fit. */
class LifetimeLawTest {
    /** Laws, their survival at 2 by the formula of a textbook, and their mean. */
    static Stream<Arguments> lawsAndSurvivalAtTwoAndMean() {
        return Stream.of(
                Arguments.of(new LifetimeLaw.Exponential(4), Math.exp(-0.5), 4),
                Arguments.of(new LifetimeLaw.Weibull(0.5, 8), Math.exp(-0.5), 16), // 8 x 2!
                Arguments.of(new LifetimeLaw.Weibull(2, 4), Math.exp(-0.25), 2 * Math.sqrt(Math.PI)),
                Arguments.of(new LifetimeLaw.Lognormal(2, 1.4), 0.5, 2 * Math.exp(0.98)),
                Arguments.of(new LifetimeLaw.Lomax(3, 2), 1.0 / 8, 1),
                Arguments.of(new LifetimeLaw.Lomax(1, 6), 6.0 / 8, Double.POSITIVE_INFINITY),
                Arguments.of(
                        new LifetimeLaw.Hyperexponential(0.8, 1, 60),
                        0.8 * Math.exp(-2) + 0.2 * Math.exp(-1.0 / 30),
                        0.8 + 12),
                Arguments.of(
                        new LifetimeLaw.Hyperexponential(0.3, 60, 1),
                        0.3 * Math.exp(-1.0 / 30) + 0.7 * Math.exp(-2),
                        18 + 0.7));
    }

    @ParameterizedTest
    @MethodSource("lawsAndSurvivalAtTwoAndMean")
    void survivesAndLastsAsATextbookSays(LifetimeLaw law, double survivalAtTwo, double mean) {
        assertThat(Math.exp(law.logSurvival(2))).isCloseTo(survivalAtTwo, within(1e-14));
        assertThat(law.mean()).isEqualTo(mean, within(1e-12 * Math.min(mean, 1e9)));
    }

    @ParameterizedTest
    @MethodSource("lawsAndSurvivalAtTwoAndMean")
    void theDensityIsTheSlopeOfTheSurvival(LifetimeLaw law) {
        for (double x : new double[] {0.3, 1, 2, 7}) {
            double step = 1e-5 * x;
            double slope = (Math.exp(law.logSurvival(x - step)) - Math.exp(law.logSurvival(x + step))) / (2 * step);
            assertThat(Math.exp(law.logDensity(x))).as("at " + x).isCloseTo(slope, withinPercentage(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("lawsAndSurvivalAtTwoAndMean")
    void aPartStaysBelowItsQuantile(LifetimeLaw law) {
        for (double p : new double[] {0.01, 0.5, 0.8, 0.999}) {
            double below = -Math.expm1(law.logSurvival(law.quantile(p)));
            assertThat(below).isCloseTo(p, within(1e-12));
        }
    }

    @Test
    void theNumbersHaveTheNamesOfATextbookAndTimesTheUnitOfTheData() {
        assertThat(new LifetimeLaw.Exponential(4).parameters())
                .containsExactly(new LifetimeLaw.Parameter("mean", 4, true));
        assertThat(new LifetimeLaw.Weibull(0.5, 8).parameters())
                .containsExactly(
                        new LifetimeLaw.Parameter("shape", 0.5, false), new LifetimeLaw.Parameter("scale", 8, true));
        assertThat(new LifetimeLaw.Lognormal(2, 1.4).parameters())
                .containsExactly(
                        new LifetimeLaw.Parameter("median", 2, true), new LifetimeLaw.Parameter("sigma", 1.4, false));
        assertThat(new LifetimeLaw.Lomax(3, 2).parameters())
                .containsExactly(
                        new LifetimeLaw.Parameter("shape", 3, false), new LifetimeLaw.Parameter("scale", 2, true));
        assertThat(new LifetimeLaw.Hyperexponential(0.8, 1, 60).parameters())
                .containsExactly(
                        new LifetimeLaw.Parameter("p", 0.8, false),
                        new LifetimeLaw.Parameter("mean1", 1, true),
                        new LifetimeLaw.Parameter("mean2", 60, true));
    }

    @Test
    void farOutInTheTailTheLogarithmsGoOn() {
        var law = new LifetimeLaw.Hyperexponential(0.5, 1, 2);
        // exp(-5000) is no double any more; the phase of mean 2 is all that is left
        assertThat(law.logSurvival(10_000)).isCloseTo(Math.log(0.5) - 5_000, within(1e-9));
        assertThat(law.logDensity(10_000)).isCloseTo(Math.log(0.25) - 5_000, within(1e-9));
    }

    /** Laplace's continued fraction, from its 60th term: density / (z + 1/(z + 2/(z + 3/(z + ...)))). */
    @ParameterizedTest
    @ValueSource(doubles = {3, 10, 24.9, 25.1, 40, 1_000})
    void theNormalTailIsLaplacesContinuedFraction(double z) {
        double fraction = z;
        for (int term = 60; term > 0; term--) {
            fraction = z + term / fraction;
        }
        double logDensity = -z * z / 2 - Math.log(2 * Math.PI) / 2;

        assertThat(NormalTail.logAbove(z)).isCloseTo(logDensity - Math.log(fraction), within(1e-5));
        assertThat(NormalTail.meanAbove(z)).isCloseTo(fraction, withinPercentage(1e-3));
    }

    @Test
    void halfOfTheNormalLawIsAboveZeroAndAFortiethAboveTwoDeviations() {
        assertThat(NormalTail.logAbove(0)).isCloseTo(Math.log(0.5), within(1e-15));
        assertThat(NormalTail.logAbove(1.959963984540054)).isCloseTo(Math.log(0.025), within(1e-12));
        assertThat(NormalTail.meanAbove(0)).isCloseTo(Math.sqrt(2 / Math.PI), within(1e-15));
    }
}
