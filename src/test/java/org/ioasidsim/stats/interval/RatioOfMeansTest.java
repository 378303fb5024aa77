package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.stats.interval.PairedDifference.Nature;
import org.junit.jupiter.api.Test;

/** A ratio must get its interval from the pairs, and none where its denominator is nothing. */
class RatioOfMeansTest {
    @Test
    void takesItsIntervalFromTheResidualsOfThePairs() {
        // means 2 and 4; residuals a - b/2: 1 - 1, 2 - 2.5, 3 - 2.5 = 0, -1/2, 1/2 with variance (1/4 + 1/4) / 2 = 1/4
        Interval ratio = RatioOfMeans.paired(new double[] {1, 2, 3}, new double[] {2, 5, 5}, 0.95);
        double t = 4.302652729911275; // Student, 2 degrees of freedom, 0.975
        assertThat(ratio.mean()).isEqualTo(0.5);
        assertThat(ratio.halfWidth()).isCloseTo(t * Math.sqrt(0.25 / 3) / 4, within(1e-9));
    }

    @Test
    void hasNoWidthWhereEachPairHasTheSameRatio() {
        Interval ratio = RatioOfMeans.paired(new double[] {1, 2, 7}, new double[] {2, 4, 14}, 0.95);
        assertThat(ratio.mean()).isEqualTo(0.5);
        assertThat(ratio.halfWidth()).isZero();
    }

    @Test
    void isUndefinedOverNothing() {
        assertThat(RatioOfMeans.paired(new double[] {1, 2}, new double[] {0, 0}, 0.95)
                        .mean())
                .isNaN();
        assertThat(RatioOfMeans.paired(new double[] {1, Double.POSITIVE_INFINITY}, new double[] {1, 1}, 0.95)
                        .mean())
                .isNaN();
    }

    @Test
    void fewerDegreesOfFreedomReachFurther() {
        double[] a = {1, 2, 3};
        double[] b = {2, 5, 5};
        assertThat(RatioOfMeans.paired(a, b, 1, Nature.PLAIN, 0.95).halfWidth()
                        / RatioOfMeans.paired(a, b, 0.95).halfWidth())
                .isCloseTo(Intervals.tQuantile(1, 0.95) / Intervals.tQuantile(2, 0.95), within(1e-9));
    }

    /** Both ratios are 2 in each pair, so that the pairs leave nothing open; the samples vary by 4 and by 1. */
    @Test
    void valuesInStepsVaryAtLeastByBothSamples() {
        double[] a = {2, 4, 6};
        double[] b = {1, 2, 3};
        assertThat(RatioOfMeans.paired(a, b, 2, Nature.PLAIN, 0.95).halfWidth()).isZero();
        assertThat(RatioOfMeans.paired(a, b, 2, Nature.IN_STEPS, 0.95).halfWidth())
                .isCloseTo(Intervals.tQuantile(2, 0.95) * Math.sqrt((4 + 4 * 1) / 3.0) / 2, within(1e-9));
    }
}
