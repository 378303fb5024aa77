package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.ioasidsim.stats.interval.RatioBatches.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The error of a mean over several runs must shrink as the runs' number says, and batches that are too short must be noticed. */
class RatioBatchesTest {
    private static RatioBatches overOnes(double... parts) {
        var wholes = new double[parts.length];
        Arrays.fill(wholes, 1);
        return RatioBatches.of(parts, wholes, 1);
    }

    @Test
    void theMeanOfTwoRunsHasTheErrorOfAMeanOfTwo() {
        // Var of each run's mean: ((9+9+1+1)/4/3)/4 = 5/12 and ((1+1+9+1)/3)/4 = 1; of half their sum: (5/12 + 1)/4
        RatioBatches[] runs = {overOnes(1, 4, 2, 3), overOnes(2, 2, 6, 2)};
        Spread spread = RatioBatches.spread(runs, false);
        assertThat(spread.standardError()).isCloseTo(Math.sqrt((5.0 / 12 + 1) / 4), within(1e-12));
        assertThat(spread.degreesOfFreedom()).isEqualTo(2 * (4 - 1));
        // deviations -1.5, 1.5, -0.5, 0.5 and -1, -1, 3, -1
        assertThat(spread.lag1()).isCloseTo(((-2.25 - 0.75 - 0.25) / 5 + (1.0 - 3 - 3) / 12) / 2, within(1e-12));
        assertThat(spread.isCorrelated()).isFalse();
    }

    @Test
    void asManyRunsAgainHalveTheVariance() {
        RatioBatches run = overOnes(1, 4, 2, 3);
        double one = RatioBatches.spread(new RatioBatches[] {run}, false).standardError();
        double four = RatioBatches.spread(new RatioBatches[] {run, run, run, run}, false)
                .standardError();
        assertThat(four).isCloseTo(one / 2, within(1e-12));
    }

    @Test
    void overlappingBatchesTakeTheVarianceOfTheirLength() {
        // about the mean 3: lengths of one -2, -1, 3, 0, 2, -2; of two -1.5, 1, 1.5, 1, 0
        RatioBatches run = overOnes(1, 2, 6, 3, 5, 1);
        assertThat(run.overlappingVariance()).isCloseTo(6.0 / (6 * 5) * 22 / 6, within(1e-12));
        assertThat(run.doubledVariance()).isCloseTo(6.0 * 2 / (5 * 4) * 6.5 / 6, within(1e-12));
        // lengths of four, about 3: 0, 1, 0.75
        double[] ones = {1, 1, 1, 1, 1, 1};
        assertThat(RatioBatches.of(new double[] {1, 2, 6, 3, 5, 1}, ones, 2).doubledVariance())
                .isCloseTo(6.0 * 4 / (3 * 2) * 1.5625 / 6, within(1e-12));
    }

    @Test
    void overlappingBatchesOfSeveralRunsAreAveragedAndHaveHalfAsManyDegreesMore() {
        RatioBatches run = new RatioBatches(0.5, new double[] {1, 0, 1, 0}, 2, 8);
        Spread spread = RatioBatches.spread(new RatioBatches[] {run, run}, true);
        assertThat(spread.standardError()).isEqualTo(Math.sqrt(2 + 2) / 2);
        assertThat(spread.degreesOfFreedom()).isEqualTo(1.5 * 2 * (4 - 1));
    }

    @Test
    void joinedBatchesTakeTheVarianceOfTwiceTheLength() {
        double[] rising = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
        RatioBatches run = new RatioBatches(0.5, rising, 2, 8);
        Spread spread = RatioBatches.spread(new RatioBatches[] {run, run}, true);
        assertThat(spread.standardError()).isEqualTo(Math.sqrt(8 + 8) / 2);
        assertThat(spread.degreesOfFreedom()).isEqualTo(1.5 * 2 * (10 - 1));
    }

    @Test
    void theComplementOfAQuarterIsThreeQuarters() {
        assertThat(overOnes(0, 0, 1, 0).complement().ratio()).isEqualTo(0.75);
    }

    @Test
    void aRatioToNothingIsUndefined() {
        assertThat(RatioBatches.of(new double[] {1, 2}, new double[] {0, 0}, 1).ratio())
                .isNaN();
    }

    /**
     * Von Neumann: the lag-1 correlation of n independent values has mean -1/n and variance (n-2)/(n²-1); the mean of r runs has a variance
     * r times smaller, and one in a hundred exceeds 2.326 standard deviations. Nine joined batches are too few, so 18 stay.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void batchesCountAsCorrelatedAboveTheOneInAHundredPoint(int runs) {
        double limit = 2.3263478740408408 * Math.sqrt((18 - 2) / (18.0 * 18 - 1) / runs) - 1.0 / 18;
        assertThat(isCorrelated(withLag1(limit + 1e-6), runs)).isTrue();
        assertThat(isCorrelated(withLag1(limit - 1e-6), runs)).isFalse();
    }

    private static boolean isCorrelated(double[] means, int runs) {
        var repeated = new RatioBatches[runs];
        Arrays.fill(repeated, new RatioBatches(0, means, 1, 1));
        Spread spread = RatioBatches.spread(repeated, false);
        assertThat(spread.degreesOfFreedom()).isEqualTo(17.0 * runs);
        return spread.isCorrelated();
    }

    /** Returns 18 values with this correlation: a rising line, and as much of an alternating one as it needs. */
    private static double[] withLag1(double wanted) {
        DoubleFunction<double[]> mixture = part -> IntStream.range(0, 18)
                .mapToDouble(i -> i + part * (i % 2 == 0 ? 1 : -1))
                .toArray();
        double low = 0;
        double high = 1_000;
        for (int step = 0; step < 100; step++) {
            double middle = (low + high) / 2;
            if (Moments.lag1(mixture.apply(middle)) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return mixture.apply(low);
    }
}
