package org.ioasidsim.stats.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoissonSumTest {
    /** Sums over all pairs. */
    private static double byHand(double mean, int count, double success, java.util.function.IntToDoubleFunction value) {
        var poisson = new PoissonDistribution(null, mean, 1e-15, 1);
        var binomial = new BinomialDistribution(null, count, success);
        double sum = 0;
        for (int n = 0; n < 200; n++) {
            for (int k = 0; k <= count; k++) {
                sum += poisson.probability(n) * binomial.probability(k) * value.applyAsDouble(n + k);
            }
        }
        return sum;
    }

    @Test
    void aPoissonAndABinomialNumberTogether() {
        var sum = new PoissonSum(20, List.of(new PoissonSum.Trials(10, 0.3)));
        for (int level : new int[] {0, 1, 5, 23, 40, 60}) {
            int at = level;
            double above = byHand(20, 10, 0.3, n -> Math.max(0, n - at));
            double tail = byHand(20, 10, 0.3, n -> n >= at ? 1 : 0);
            assertThat(sum.meanAbove(level)).isCloseTo(above, within(1e-12 + 1e-9 * above));
            assertThat(sum.tail(level)).isCloseTo(tail, within(1e-12 + 1e-9 * tail));
        }
    }

    /** The level is so far above the Poisson number that the probability of as many is no double, and so far below it. */
    @ParameterizedTest
    @CsvSource({"100, 10500, 0.95, 10080", "3000, 50, 0.5, 2900", "0.5, 100000, 0.01, 1100"})
    void levelsFarFromThePoissonNumber(double mean, int count, double success, int level) {
        var poisson = new PoissonDistribution(null, mean, 1e-15, 100_000);
        var binomial = new BinomialDistribution(null, count, success);
        double tail = IntStream.rangeClosed(0, count)
                .mapToDouble(k ->
                        binomial.probability(k) * (k >= level ? 1 : 1 - poisson.cumulativeProbability(level - k - 1)))
                .sum();
        var sum = new PoissonSum(mean, List.of(new PoissonSum.Trials(count, success)));
        assertThat(sum.tail(level)).isCloseTo(tail, withinPercentage(1e-6));
        double above = sum.meanAbove(level - 1) - sum.meanAbove(level); // P(sum >= level)
        assertThat(above).isCloseTo(tail, withinPercentage(1e-5));
    }

    /** Two binomial numbers of one probability are one. */
    @Test
    void binomialNumbersAddUp() {
        var two = new PoissonSum(3, List.of(new PoissonSum.Trials(400, 0.6), new PoissonSum.Trials(600, 0.6)));
        var one = new PoissonSum(3, List.of(new PoissonSum.Trials(1000, 0.6)));
        assertThat(two.meanAbove(600)).isCloseTo(one.meanAbove(600), within(1e-9));
        assertThat(two.tail(640)).isCloseTo(one.tail(640), within(1e-12));
    }

    /** E[(N - c)+] = E[N] - c + E[(c - N)+], and what is certain only moves the level. */
    @Test
    void whatIsCertainMovesTheLevel() {
        var alone = new PoissonSum(39_000, List.of());
        var moved = new PoissonSum(39_000, List.of(new PoissonSum.Trials(26_000, 1), new PoissonSum.Trials(5, 0)));
        assertThat(moved.meanAbove(65_100)).isCloseTo(alone.meanAbove(39_100), within(1e-9));
        // normal approximation, of which the skewness of a Poisson number of this mean changes about a hundredth
        double z = 100 / Math.sqrt(39_000);
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        double tail =
                new org.apache.commons.math3.distribution.NormalDistribution(null, 0, 1).cumulativeProbability(-z);
        assertThat(alone.meanAbove(39_100)).isCloseTo(Math.sqrt(39_000) * (density - z * tail), within(0.5));
    }

    /** Where the law begins and ends to matter, what is worked out and what is known without it meet. */
    @ParameterizedTest
    @CsvSource({"0.5, 30, 0.5", "40, 100, 0.2", "20000, 3000, 0.7", "20000, 0, 0"})
    void nothingJumpsWhereTheLawBegins(double mean, int count, double success) {
        var sum = new PoissonSum(mean, List.of(new PoissonSum.Trials(count, success)));
        double middle = mean + count * success;
        double deviation = Math.sqrt(mean + count * success * (1 - success));
        for (double reach = -11 * deviation - 14; reach < 11 * deviation + 14; reach += deviation / 8) {
            long level = Math.round(middle + reach);
            double step = sum.meanAbove(level - 1) - sum.meanAbove(level); // P(sum >= level)
            assertThat(step).isCloseTo(sum.tail(level), within(1e-9 + 1e-13 * middle));
            assertThat(sum.tail(level)).isBetween(0.0, sum.tail(level - 1) + 1e-12);
        }
    }

    @Test
    void nothingAndTheFarEnd() {
        var nothing = new PoissonSum(0, List.of());
        assertThat(nothing.tail(0)).isEqualTo(1);
        assertThat(nothing.tail(1)).isZero();
        assertThat(nothing.meanAbove(0)).isZero();
        assertThat(nothing.meanAbove(-3)).isEqualTo(3);
        assertThat(new PoissonSum(100, List.of()).meanAbove(10_000)).isZero();
        assertThat(new PoissonSum(100, List.of()).tail(500)).isBetween(0.0, 1e-100);
    }
}
