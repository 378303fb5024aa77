package org.ioasidsim.stats.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** An index that is slightly another formula's would be compared with published ones all the same. */
class FairnessTest {
    private static final Offset<Double> EXACT = within(1e-11);
    private static final double[] LADDER = {1, 2, 3, 4};
    private static final double[] GREEDY = {0, 0, 0, 4};
    private static final double[] HOARDER = {40_960, 20_480, 4_096, 0};

    @Test
    void jainIsOneOverNTimesTheUsualRatio() {
        assertThat(Fairness.jain(LADDER)).isCloseTo(100.0 / (4 * 30), EXACT);
        assertThat(Fairness.jain(GREEDY)).isCloseTo(0.25, EXACT);
        assertThat(Fairness.jain(new double[] {10, 20, 30, 40, 50, 60})).isCloseTo(0.807692307692, EXACT);
        assertThat(Fairness.jain(HOARDER)).isCloseTo(0.507936507937, EXACT);
    }

    @Test
    void giniIsTheMeanDifferenceOverTwiceTheMean() {
        assertThat(Fairness.gini(LADDER)).isCloseTo(0.25, EXACT);
        assertThat(Fairness.gini(GREEDY)).isCloseTo(0.75, EXACT);
        assertThat(Fairness.gini(new double[] {60, 10, 20, 50, 30, 40})).isCloseTo(0.277777777778, EXACT);
        assertThat(Fairness.gini(HOARDER)).isCloseTo(0.53125, EXACT);
    }

    @Test
    void theilGivesThePublishedValues() {
        assertThat(Fairness.theilT(LADDER)).isCloseTo(0.106440135286, EXACT);
        assertThat(Fairness.theilT(GREEDY)).isCloseTo(Math.log(4), EXACT);
        assertThat(Fairness.theilT(HOARDER)).isCloseTo(0.555770669637, EXACT);
    }

    @Test
    void theMaxMinRatioIsTheLeastOverTheLargest() {
        assertThat(Fairness.maxMinRatio(LADDER)).isEqualTo(0.25);
    }

    @Test
    void theilSplitsIntoWithinAndBetween() {
        var uneven = Fairness.theilDecomposition(HOARDER, new int[] {0, 1, 0, 1});
        assertThat(uneven.within() + uneven.between()).isCloseTo(Fairness.theilT(HOARDER), EXACT);
        assertThat(uneven.within()).isPositive();
        // equal groups: all is within; equal members: all is between
        assertThat(Fairness.theilDecomposition(LADDER, new int[] {0, 1, 1, 0}).between())
                .isCloseTo(0, EXACT);
        double[] twins = {1, 1, 3, 3};
        assertThat(Fairness.theilDecomposition(twins, new int[] {0, 0, 1, 1}).within())
                .isCloseTo(0, EXACT);
    }

    @Test
    void nothingIsFairOrUnfairWithoutTwoTenantsOrWithoutAnything() {
        for (double[] shares : new double[][] {{}, {3}, {0, 0, 0}}) {
            assertThat(Fairness.jain(shares)).isNaN();
            assertThat(Fairness.gini(shares)).isNaN();
            assertThat(Fairness.theilT(shares)).isNaN();
            assertThat(Fairness.theilDecomposition(shares, new int[shares.length])
                            .between())
                    .isNaN();
            assertThat(Fairness.maxMinRatio(shares)).isNaN();
        }
    }
}
