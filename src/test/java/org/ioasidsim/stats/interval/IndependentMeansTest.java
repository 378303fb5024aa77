package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ioasidsim.stats.interval.PairedDifference.Kind;
import org.ioasidsim.stats.interval.PairedDifference.Nature;
import org.junit.jupiter.api.Test;

/** Pairs of times that hardly differ must not hide that the next one may differ by as much as times do. */
class IndependentMeansTest {
    private static PairedDifference inSteps(double[] a, double[] b) {
        return PairedDifference.of(a, b, Kind.of(a, b, Nature.IN_STEPS));
    }

    @Test
    void theVariancesOfBothSamplesAdd() {
        // variances 1 and 4 of three values; on scales from 101 - 1/2 and 203 - 2/2 the means are 1.5 and 3 away, which
        // are 1.5 deviations
        IndependentMeans means = IndependentMeans.of(new double[] {101, 102, 103}, new double[] {203, 205, 207});
        assertThat(means.standardError()).isCloseTo(Math.sqrt(5 / 3.0), within(1e-12));
        double degrees = 2 / (1 + 1.5 / (1.5 * 1.5)); // below the least of two
        assertThat(degrees).isLessThan(2);
        assertThat(means.degreesOfFreedom()).isEqualTo(Math.floor(100 * 25 / (1 / 2.0 + 16 / 2.0)) / 100);
        // where less is better, values are negated
        assertThat(IndependentMeans.of(new double[] {-101, -102, -103}, new double[] {-203, -205, -207}))
                .isEqualTo(means);
    }

    @Test
    void whatDoesNotVaryLeavesAllDegrees() {
        IndependentMeans means = IndependentMeans.of(new double[] {7, 7, 7}, new double[] {9, 9, 9});
        assertThat(means.standardError()).isZero();
        assertThat(means.degreesOfFreedom()).isEqualTo(2);
    }

    @Test
    void theDifferenceOfTimesIsKnownNoBetterThanTheTimes() {
        double[] a = {4, 9, 12, 7, 20};
        double[] b = {4.1, 9.2, 12.1, 7.1, 20.2};
        PairedDifference pairs = PairedDifference.of(a, b);
        PairedDifference times = inSteps(a, b);
        assertThat(times.mean()).isEqualTo(pairs.mean());
        assertThat(pairs.halfWidth(0.95)).isLessThan(0.1);
        assertThat(times.halfWidth(0.95)).isGreaterThan(5);
        assertThat(times.pValue()).isGreaterThan(0.9);
        assertThat(times.varianceRatio()).isEqualTo(pairs.varianceRatio()); // of the pairs, whatever they say
    }

    @Test
    void pairsThatReachFurtherDecide() {
        double[] a = {1, 9, 2, 8, 5};
        double[] b = {9, 1, 8, 2, 5.5};
        assertThat(inSteps(a, b)).isEqualTo(PairedDifference.of(a, b));
    }

    /**
     * A time is after 3 s exponential with a mean of 7 s. The other variant has the same in nine pairs of ten, and else one that comes later by another such
     * time: most samples of ten lack those, or have one small one.
     */
    @Test
    void intervalsOfTimesThatMostPairsShareContainTheirDifference() {
        var random = new Random(11);
        int covering = 0;
        int ofPairs = 0;
        int given = 0;
        for (int i = 0; i < 3_000; i++) {
            double[] a = random.doubles(10).map(u -> 3 - 7 * Math.log1p(-u)).toArray();
            double[] b = Arrays.stream(a)
                    .map(time -> random.nextDouble() < 0.1
                            ? time - 7 * Math.log1p(-random.nextDouble())
                            : time + 0.01 * random.nextDouble())
                    .toArray();
            double truth = 0.1 * 7 + 0.9 * 0.005;
            PairedDifference times = inSteps(b, a);
            given++;
            covering += Math.abs(times.mean() - truth) <= times.halfWidth(0.95) ? 1 : 0;
            PairedDifference pairs = PairedDifference.of(b, a);
            ofPairs += Math.abs(pairs.mean() - truth) <= pairs.halfWidth(0.95) ? 1 : 0;
        }
        assertThat((double) covering / given).isGreaterThan(0.95);
        assertThat((double) ofPairs / given).isLessThan(0.8);
    }
}
