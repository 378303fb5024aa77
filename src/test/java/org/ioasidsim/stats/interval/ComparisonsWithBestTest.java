package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.ioasidsim.stats.interval.ComparisonsWithBest.Answer;
import org.ioasidsim.stats.interval.ComparisonsWithBest.Procedure;
import org.ioasidsim.stats.interval.PairedDifference.Nature;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "May be the best" is a promise: the best system must not be left out more often than said, whatever the variances. */
@Tag("slow")
class ComparisonsWithBestTest {
    private static final double[][] UNLIKE = {{10, 10, 10}, {7, 6, 5}, {-90, -80, -70}};

    @ParameterizedTest
    @CsvSource({"2,10,2.15", "3,10,2.34", "5,20,2.39", "6,24,2.43", "2,20,2.03"})
    void theCriticalPointsAreDunnettsTable(int dimension, int degrees, double table) {
        assertThat(CriticalPoints.equicorrelatedT(dimension, degrees, 0.95)).isCloseTo(table, within(0.005));
    }

    @Test
    void onOneDimensionTheCriticalPointIsStudentsT() {
        // one-sided 95 % on 9 degrees of freedom is the two-sided 90 % point
        double t = Intervals.tQuantile(9, 0.90);
        assertThat(CriticalPoints.equicorrelatedT(1, 9, 0.95)).isCloseTo(t, within(1e-8));
        assertThat(CriticalPoints.bonferroniT(1, 9, 0.95)).isCloseTo(t, within(1e-8));
    }

    @Test
    void theCriticalPointIsThatOfAnIndependentIntegration() {
        // adaptive quadrature of the same double integral, tolerance 1e-11
        assertThat(CriticalPoints.equicorrelatedT(2, 10, 0.95)).isCloseTo(2.1506138268, within(1e-8));
        assertThat(CriticalPoints.equicorrelatedT(6, 24, 0.95)).isCloseTo(2.4274533432, within(1e-8));
    }

    @Test
    void alikeVariancesTakeThePooledProcedure() {
        // X_ij = mean_i + e_ij, e = (1,-1,0), (0,1,-1), (-1,0,1): residuals are e, their squares sum to 6,
        // S² = 2 * 6 / (2 * 2) = 3, whisker g(2, 4) * sqrt(3 / 3)
        double[][] values = {{11, 9, 10}, {20, 21, 19}, {14, 15, 16}};
        Answer answer = new ComparisonsWithBest(0.95).of(values);
        double g = CriticalPoints.equicorrelatedT(2, 4, 0.95);
        assertThat(answer.procedure()).isEqualTo(Procedure.NELSON_MATEJCIK);
        assertThat(answer.mayBeBest()).containsExactly(false, true, false);
        assertThat(answer.lower()[1]).isZero();
        assertThat(answer.upper()[1]).isCloseTo(5 + g, within(1e-9));
        assertThat(answer.lower()[0]).isCloseTo(-10 - g, within(1e-9));
        assertThat(answer.upper()[0]).isZero();
    }

    @Test
    void aConstantDifferenceIsExactAndSettlesWhoIsBest() {
        // the first two differ by exactly 0.5 in each replication, the third is far below and varies
        double[][] values = {{1, 2, 3}, {1.5, 2.5, 3.5}, {-29, -30, -28}};
        Answer answer = new ComparisonsWithBest(0.95).of(values);
        assertThat(answer.procedure()).isEqualTo(Procedure.CLARK_YANG);
        assertThat(answer.mayBeBest()).containsExactly(false, true, false);
        assertThat(answer.lower()[0]).isEqualTo(-0.5);
    }

    @Test
    void equalSystemsMayAllBeBest() {
        double[][] values = {{1, 1, 1}, {1, 1, 1}, {0, 0.2, 0.1}};
        assertThat(new ComparisonsWithBest(0.95).of(values).mayBeBest()).containsExactly(true, true, false);
    }

    @Test
    void variancesOfWhichOneIsFourTimesAnotherAreStillAlike() {
        // A - B and B - C are (1, -1), A - C is (2, -2): variances 2, 2 and 8
        double[][] values = {{2, -2}, {1, -1}, {0, 0}};
        assertThat(new ComparisonsWithBest(0.95).of(values).procedure()).isEqualTo(Procedure.NELSON_MATEJCIK);
        double[][] none = {{2, 2}, {1, 1}, {0, 0}};
        assertThat(new ComparisonsWithBest(0.95).of(none).procedure()).isEqualTo(Procedure.CLARK_YANG);
    }

    @Test
    void unlikeVariancesGetWhiskersOfTheirOwn() {
        // A - B = (3, 4, 5): mean 4, variance 1; A - C: mean 90, variance 100; one-sided 2.5 % point on 2 degrees
        Answer answer = new ComparisonsWithBest(0.95).of(UNLIKE);
        double t = 4.302652729911275;
        assertThat(answer.procedure()).isEqualTo(Procedure.CLARK_YANG);
        assertThat(answer.mayBeBest()).containsExactly(true, false, false);
        assertThat(answer.upper()[0]).isCloseTo(4 + t * Math.sqrt(1.0 / 3), within(1e-9));
        assertThat(answer.lower()[2]).isCloseTo(-90 - t * Math.sqrt(100.0 / 3), within(1e-9));
    }

    @Test
    void oneObjectComparesManyShapes() {
        var comparisons = new ComparisonsWithBest(0.95);
        double[][] alike = {{11, 9, 10}, {20, 21, 19}, {14, 15, 16}};
        double[][][] shapes = {
            alike,
            {alike[0], alike[1]},
            {{11, 9, 10, 10}, {20, 21, 19, 20}, {14, 15, 16, 15}},
            UNLIKE,
            {UNLIKE[0], UNLIKE[1], UNLIKE[2], {1, 1, 2}},
            {{10, 10, 10, 10}, {9, 8, 7, 8}, {0, 9, -9, 0}}
        };
        for (double[][] values : shapes) {
            Answer fresh = new ComparisonsWithBest(0.95).of(values);
            assertThat(comparisons.of(values).upper()).containsExactly(fresh.upper());
        }
    }

    /** 95 % of 2,000 experiments, less three standard errors of 0.49 %. */
    @ParameterizedTest
    @CsvSource({"1,1,1,1", "1,1,1,6", "0,0,1,1", "0.2,1,3,10"})
    void keepsTheBestAsOftenAsPromisedWhateverTheVariances(double a, double b, double c, double d) {
        double[] deviations = {a, b, c, d};
        var random = new Random(20261124);
        var comparisons = new ComparisonsWithBest(0.95);
        int kept = 0;
        for (int experiment = 0; experiment < 2_000; experiment++) {
            Answer answer = comparisons.of(sample(deviations, 5, random));
            // all means are equal, which is the hardest case; each is the best: the one that varies most is followed
            kept += answer.mayBeBest()[3] ? 1 : 0;
        }
        assertThat(kept / 2_000.0).isGreaterThan(0.95 - 3 * 0.0049);
    }

    /** A common effect on each replication, as common random numbers make it, and one of each system's own. */
    private static double[][] sample(double[] deviations, int n, Random random) {
        double[][] values = new double[deviations.length][n];
        for (int j = 0; j < n; j++) {
            double common = 5 * random.nextGaussian();
            for (int i = 0; i < deviations.length; i++) {
                values[i][j] = common + deviations[i] * random.nextGaussian();
            }
        }
        return values;
    }

    /** One of three pairs differs: 0.4 degrees of freedom, and half of the error, in place of 2 and all of it. */
    @Test
    void aSkewedDifferenceHasAWhiskerOfItsOwn() {
        double[][] values = {{1, 1, 1}, {1, 1, 4}, {9, 9.5, 9.2}};
        Answer answer = new ComparisonsWithBest(0.95).of(new double[][] {values[0], values[1]});
        assertThat(answer.procedure()).isEqualTo(Procedure.CLARK_YANG);
        double whisker = CriticalPoints.bonferroniT(2, 0.4, 0.95); // of a difference of 1 with a standard error of 1
        assertThat(answer.upper()[1]).isCloseTo(1 + whisker, within(1e-6 * whisker));
        assertThat(answer.mayBeBest()).containsExactly(true, true);
        // what was made of pairs that are equal is as skewed
        double[][] corrected = {{1, 1, 1}, {1.001, 0.999, 4}};
        Answer pooled =
                new ComparisonsWithBest(0.95).of(corrected, new double[][] {values[0], values[1]}, Nature.PLAIN);
        assertThat(pooled.upper()[1]).isGreaterThan(100);
    }

    /** How far apart two systems are that were the same in each replication is not known: ends that hang on it are not given. */
    @Test
    void systemsThatWereTheSameInEachReplicationAreNotKnownToBe() {
        double[][] values = {{1, 1, 1}, {1, 1, 1}, {0.3, 0.5, 0.4}};
        Answer answer = new ComparisonsWithBest(0.95).of(values);
        assertThat(answer.mayBeBest()).containsExactly(true, true, false);
        assertThat(answer.lower()[0]).isNaN();
        assertThat(answer.upper()[1]).isNaN();
        assertThat(answer.upper()[2]).isZero(); // below each of the two by 0.6, with a deviation of 0.1
        assertThat(answer.lower()[2]).isCloseTo(-0.6 - 4.302652729911275 * 0.1 / Math.sqrt(3), within(1e-9));
        Answer below = new ComparisonsWithBest(0.95).of(new double[][] {{0, 0, 0}, {0, 0, 0}, {1, 1.1, 0.9}});
        assertThat(below.upper()[0]).isZero(); // the third is better than both, however far these are apart
        assertThat(below.lower()[0]).isLessThan(-1);
        assertThat(below.upper()[2]).isGreaterThan(1);
    }

    /** By chance alone the amounts by which the best is better lack the large ones of their law: Student's whisker is too short then. */
    @Test
    void amountsBelowTheBestHaveWhiskersThatReachToTheirMean() {
        var random = new Random(4);
        var comparisons = new ComparisonsWithBest(0.95);
        double t = CriticalPoints.bonferroniT(1, 9, 0.95);
        int covering = 0;
        int student = 0;
        for (int experiment = 0; experiment < 4_000; experiment++) {
            double[] amounts = random.doubles(10).map(u -> -Math.log1p(-u)).toArray();
            double upper =
                    comparisons.of(new double[][] {amounts, new double[10]}).upper()[0];
            covering += upper >= 1 ? 1 : 0;
            student += Moments.mean(amounts) + t * Math.sqrt(Moments.variance(amounts) / 10) >= 1 ? 1 : 0;
        }
        assertThat(covering / 4_000.0).isBetween(0.93, 0.97);
        assertThat(student / 4_000.0).isLessThan(0.90);
    }
}
