package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An interval is used by its ends: both must be where the rule puts them, for the smallest samples too. */
class IntervalEndsTest {
    /** Student's t with one degree of freedom is Cauchy: its 97.5 % point is tan(0.475 π). */
    private static final double T1 = Math.tan(0.475 * Math.PI);

    @Test
    void aMeanOfTwoValuesHasBothEnds() {
        // mean 2, variance 2, standard error 1
        Interval interval = Intervals.studentT(new double[] {1, 3}, 0.95);
        assertThat(interval.lower()).isCloseTo(2 - T1, within(1e-9));
        assertThat(interval.upper()).isCloseTo(2 + T1, within(1e-9));
    }

    @Test
    void aRatioOfTwoPairsHasBothEnds() {
        // ratio 4/2, residuals 2 - 2 - 1 = -1 and 6 - 4 - 1 = 1 about it: variance 2, standard error sqrt(2/2) / 2
        Interval interval = RatioOfMeans.paired(new double[] {1, 7}, new double[] {1, 3}, 0.95);
        assertThat(interval.mean()).isEqualTo(2);
        assertThat(interval.lower()).isCloseTo(2 - T1 / 2, within(1e-9));
        assertThat(interval.upper()).isCloseTo(2 + T1 / 2, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1,0.5", "2,0.5", "5,0.1", "5,0.9", "9,0.5", "20,0.25", "41,0.9", "100,0.99"})
    void theRanksAreTheInnermostThatLeaveTheTails(int n, double p) {
        for (double confidence : new double[] {0.05, 0.5, 0.8, 0.95, 0.999}) {
            double[] below = binomial(n, p);
            double tail = (1 - confidence) / 2;
            int lower = 0;
            int upper = n + 1;
            for (int rank = 1; rank <= n; rank++) {
                lower = below[rank - 1] <= tail ? rank : lower;
                upper = upper > n && 1 - below[rank - 1] <= tail ? rank : upper;
            }
            Intervals.Ranks ranks = Intervals.quantileRanks(n, p, confidence);
            assertThat(ranks.lower()).as("n %d, p %s, %s", n, p, confidence).isEqualTo(lower);
            assertThat(ranks.upper()).as("n %d, p %s, %s", n, p, confidence).isEqualTo(upper);
        }
    }

    /** Returns the probabilities that at most 0, 1, ... n of {@code n} values lie below the quantile. */
    private static double[] binomial(int n, double p) {
        var below = new double[n + 1];
        double term = Math.pow(1 - p, n);
        double sum = 0;
        for (int k = 0; k <= n; k++) {
            sum += term;
            below[k] = sum;
            term *= (n - k) * p / ((k + 1) * (1 - p));
        }
        return below;
    }

    @Test
    void aTestOfWhatDoesNotVaryIsCertainEitherWay() {
        double[] threes = {3, 3, 3};
        assertThat(PairedDifference.of(threes, threes).pValue()).isEqualTo(1);
        assertThat(PairedDifference.of(threes, new double[] {2, 2, 2}).pValue()).isZero();
        assertThat(PairedDifference.of(new double[] {3}, new double[] {2}).pValue())
                .isNaN();
    }

    @Test
    void successiveValuesAreComparedAboutTheMean() {
        // deviations -2, -1, 3: (-2 × -1 + -1 × 3) / 14
        assertThat(Moments.lag1(new double[] {1, 2, 6})).isCloseTo(-1.0 / 14, within(1e-12));
    }

    @Test
    void fourBatchesThatAreAllAlikeAreSettledFromTheStart() {
        var flat = new double[20];
        Arrays.fill(flat, 7);
        assertThat(Mser5.of(flat)).isEqualTo(new Mser5(0, false));
        assertThat(Mser5.of(new double[19]).tooShort()).isTrue();
    }

    @Test
    void aMovingAverageReachesAQuarterOfTheSeriesAtMost() {
        double[] series = {1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(Welch.movingAverage(series, 0)).containsExactly(series);
        assertThat(Welch.movingAverage(series, 2)).hasSize(6);
        assertThatThrownBy(() -> Welch.movingAverage(series, 3)).hasMessage("window 3 of a series of 8");
        assertThatThrownBy(() -> Welch.movingAverage(series, -1)).hasMessage("window -1 of a series of 8");
    }
}
