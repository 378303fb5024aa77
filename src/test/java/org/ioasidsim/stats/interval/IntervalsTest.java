package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A verdict is an interval that clears a bound: the interval must be the textbook's. */
class IntervalsTest {
    private static final Offset<Double> TEN_DIGITS = within(1e-10);

    @ParameterizedTest
    @CsvSource({"1,12.7062047362", "4,2.7764451052", "9,2.2621571628", "19,2.0930240544", "29,2.0452296421"})
    void studentsTIsTheTables(int degrees, double expected) {
        assertThat(Intervals.tQuantile(degrees, 0.95)).isCloseTo(expected, TEN_DIGITS);
    }

    @Test
    void theMeanOfReplicationsHasItsTInterval() {
        // mean 3, variance 2.5, standard error sqrt(0.5)
        Interval interval = Intervals.studentT(new double[] {1, 2, Double.NaN, 3, 4, 5}, 0.95);
        assertThat(interval.mean()).isEqualTo(3);
        assertThat(interval.n()).isEqualTo(5);
        assertThat(interval.halfWidth()).isCloseTo(2.7764451052 * Math.sqrt(0.5), TEN_DIGITS);
        assertThat(interval.upper()).isEqualTo(interval.mean() + interval.halfWidth());
    }

    @Test
    void oneValueNoValueAndInfinityHaveNoHalfWidth() {
        assertThat(Intervals.studentT(new double[] {7}, 0.95))
                .isEqualTo(new Interval(7, Double.NaN, Double.NaN, Double.NaN, 1));
        assertThat(Intervals.studentT(new double[] {Double.NaN}, 0.95).mean()).isNaN();
        Interval infinite = Intervals.studentT(new double[] {1, Double.POSITIVE_INFINITY, 2}, 0.95);
        assertThat(infinite.mean()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(infinite.halfWidth()).isNaN();
        assertThat(infinite.n()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"100,0.5,40,61", "1000,0.99,983,997"})
    void quantilesLieBetweenOrderStatistics(int n, double p, int lower, int upper) {
        Intervals.Ranks ranks = Intervals.quantileRanks(n, p, 0.95);
        assertThat(ranks.lower()).isEqualTo(lower);
        assertThat(ranks.upper()).isEqualTo(upper);
    }

    @Test
    void aSmallSampleHasNoUpperLimitOfAFarQuantile() {
        assertThat(Intervals.quantileRanks(10_000, 0.99, 0.95).lower()).isEqualTo(9_880);
        assertThat(Intervals.quantileRanks(10_000, 0.99, 0.95).upper()).isEqualTo(9_920);
        assertThat(Intervals.quantileRanks(1_000, 0.999, 0.95).lower()).isEqualTo(997);
        assertThat(Intervals.quantileRanks(1_000, 0.999, 0.95).upper()).isEqualTo(1_001);
    }

    @Test
    void aQuantileNeedsTheSampleThatGivesItAnUpperLimit() {
        for (double p : new double[] {0.5, 0.95, 0.99}) {
            int least = Intervals.leastSample(p, 0.95);
            assertThat(Intervals.quantileRanks(least, p, 0.95).upper()).isEqualTo(least);
            assertThat(Intervals.quantileRanks(least - 1, p, 0.95).upper()).isEqualTo(least);
        }
        assertThat(Intervals.leastSample(0.99, 0.95)).isEqualTo(368); // ln 0.025 / ln 0.99 = 367.04
    }

    @Test
    void pairsGiveThePublishedInterval() {
        double[] a = {10.1, 9.8, 10.5, 10.2, 9.9};
        double[] b = {9.7, 9.5, 10.1, 9.9, 9.4};
        PairedDifference paired = PairedDifference.of(a, b);
        assertThat(paired.mean()).isCloseTo(0.38, TEN_DIGITS);
        assertThat(paired.halfWidth(0.95)).isCloseTo(0.1038850634, TEN_DIGITS);
        assertThat(paired.pValue()).isCloseTo(0.000529311, within(5e-10));
    }

    @Test
    void holmStepsDownInTheOrderOfThePValues() {
        assertThat(Comparisons.holm(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
        assertThat(Comparisons.holm(new double[] {0.4, Double.NaN, 0.7})).containsExactly(0.8, Double.NaN, 0.8);
    }

    @Test
    void aCorrelatedSeriesIsJudgedByItsBatches() {
        double[] series = series();
        assertThat(Moments.mean(series)).isCloseTo(0.0155626685731152, within(1e-13));
        assertThat(Moments.variance(series)).isCloseTo(0.48974365819096, within(1e-12));
        assertThat(Moments.lag1(series)).isCloseTo(0.897477111468342, within(1e-12));
        assertThat(Intervals.studentT(series, 0.95).halfWidth()).isCloseTo(0.0434269, within(5e-8));
        assertThat(Intervals.batchMeans(series, 20, 0.95).halfWidth()).isCloseTo(0.20369882583, TEN_DIGITS);
        double variance = Intervals.overlappingBatchVariance(series, 50);
        assertThat(variance).isCloseTo(6.27319705085, TEN_DIGITS);
        assertThat(Math.sqrt(variance / 1_000)).isCloseTo(0.0792035166571, TEN_DIGITS);
    }

    @Test
    void mser5CutsWhereTheRestIsKnownBest() {
        double[] series = series();
        Mser5 mser = Mser5.of(series);
        assertThat(mser.cut()).isEqualTo(15);
        assertThat(mser.tooShort()).isFalse();
        double[] rest = java.util.Arrays.copyOfRange(series, mser.cut(), series.length);
        assertThat(Moments.mean(rest)).isCloseTo(-0.0139451529967, within(1e-12));
    }

    @Test
    void mser5SaysThatASeriesStillOnItsWayIsTooShort() {
        var rising = new double[200];
        for (int i = 0; i < rising.length; i++) {
            rising[i] = i;
        }
        assertThat(Mser5.of(rising).tooShort()).isTrue();
        assertThat(Mser5.of(new double[7]).tooShort()).isTrue();
    }

    @Test
    void aRatioToEqualWholesHasTheBatchesOfItsParts() {
        double[] series = series();
        var wholes = new double[series.length];
        java.util.Arrays.fill(wholes, 1);
        var batches = RatioBatches.of(series, wholes, 50);
        assertThat(batches.ratio()).isCloseTo(0.0155626685731152, within(1e-13));
        var plain = RatioBatches.spread(new RatioBatches[] {batches}, false);
        assertThat(plain.degreesOfFreedom()).isEqualTo(19);
        assertThat(plain.standardError() * 2.0930240544).isCloseTo(0.20369882583, TEN_DIGITS);
        var overlapping = RatioBatches.spread(new RatioBatches[] {batches}, true);
        assertThat(overlapping.standardError()).isCloseTo(0.0792035166571, TEN_DIGITS);
    }

    @Test
    void aRatioOfSumsIsNotTheMeanOfRatios() {
        // 1 of 1 and 1 of 3: 2 of 4, not (1 + 1/3) / 2; about it the windows stand for 0.5 +/- (1 - 0.5) / 2
        var batches = RatioBatches.of(new double[] {1, 1, 1, 1}, new double[] {1, 3, 1, 3}, 1);
        assertThat(batches.ratio()).isEqualTo(0.5);
        assertThat(batches.means()).containsExactly(0.75, 0.25, 0.75, 0.25);
        assertThat(batches.complement().means()).containsExactly(0.25, 0.75, 0.25, 0.75);
    }

    @Test
    void correlatedBatchesAreJoinedAndThenReported() {
        double[] rising =
                java.util.stream.IntStream.range(0, 400).mapToDouble(i -> i).toArray();
        var wholes = new double[rising.length];
        java.util.Arrays.fill(wholes, 1);
        var spread = RatioBatches.spread(new RatioBatches[] {RatioBatches.of(rising, wholes, 20)}, false);
        assertThat(spread.isCorrelated()).isTrue();
        assertThat(spread.degreesOfFreedom()).isEqualTo(9); // 20 batches joined to 10
    }

    @Test
    void welchAveragesOverReplicationsThenOverTime() {
        double[] mean = Welch.pointwiseMean(new double[][] {{0, 2, 4, 6, 8, 10, 12, 14}, {2, 4, 6, 8, 10, 12, 14, 0}});
        assertThat(mean).containsExactly(1, 3, 5, 7, 9, 11, 13, 7);
        assertThat(Welch.movingAverage(mean, 2)).containsExactly(new double[] {1, 3, 5, 7, 9, 9.4}, within(1e-12));
    }

    /** An autoregressive series over Lehmer's generator, started far off. */
    private static double[] series() {
        var series = new double[1_000];
        long state = 1;
        double y = 5;
        for (int i = 0; i < series.length; i++) {
            state = 16_807 * state % Integer.MAX_VALUE;
            y = 0.9 * y + ((double) state / Integer.MAX_VALUE - 0.5);
            series[i] = y;
        }
        return series;
    }
}
