package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** A difference must be neither invented from rounding nor lost in infinities, and what is exact must not look tested. */
class PairedDifferenceTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    @Test
    void thePairedExampleHasItsIntervalItsPAndWhatPairingSaved() {
        double[] a = {10.1, 9.8, 10.5, 10.2, 9.9};
        double[] b = {9.7, 9.5, 10.1, 9.9, 9.4};
        PairedDifference difference = PairedDifference.of(a, b);
        assertThat(difference.mean()).isCloseTo(0.38, within(1e-10));
        assertThat(difference.standardError() * Intervals.tQuantile(4, 0.95)).isCloseTo(0.1038850634, within(1e-10));
        assertThat(difference.pValue()).isCloseTo(0.000529311, within(5e-10));
        // squared deviations: a 0.30, b 0.328, a-b 0.028, a times b (0.30 + 0.328 - 0.028) / 2 = 0.30
        assertThat(difference.varianceRatio()).isCloseTo(0.628 / 0.028, within(1e-9));
        assertThat(difference.correlation()).isCloseTo(0.30 / Math.sqrt(0.30 * 0.328), within(1e-9));
    }

    @Test
    void countsThePairsThatDiffer() {
        assertThat(PairedDifference.of(new double[] {1, 2, 0.1 + 0.2, NAN}, new double[] {1, 3, 0.3, 4})
                        .differing())
                .isEqualTo(1);
        assertThat(PairedDifference.of(new double[] {1, INF}, new double[] {1, 2})
                        .differing())
                .isEqualTo(1);
    }

    @Test
    void aConstantDifferenceIsExact() {
        PairedDifference difference = PairedDifference.of(new double[] {5, 7, 9}, new double[] {3, 5, 7});
        assertThat(difference.isExact()).isTrue();
        assertThat(difference.mean()).isEqualTo(2);
        assertThat(difference.pValue()).isZero();
        assertThat(difference.correlation()).isCloseTo(1, within(1e-12));
        assertThat(difference.varianceRatio()).isEqualTo(INF);
    }

    @Test
    void sumsInAnotherOrderAreNoDifference() {
        // 0.1 + 0.2 is not 0.3 in binary
        PairedDifference difference = PairedDifference.of(new double[] {0.1 + 0.2, 0.7}, new double[] {0.3, 0.7});
        assertThat(difference.isSame()).isTrue();
        assertThat(difference.mean()).isZero();
        assertThat(difference.isExact()).isTrue();
    }

    @Test
    void nothingVariesNothingIsCorrelated() {
        PairedDifference difference = PairedDifference.of(new double[] {1, 1, 1}, new double[] {0, 0, 0});
        assertThat(difference.mean()).isEqualTo(1);
        assertThat(difference.correlation()).isNaN();
        assertThat(difference.varianceRatio()).isNaN();
    }

    @Test
    void anInfinityOnOneSideIsADifferenceAndOnBothSidesIsNone() {
        PairedDifference never = PairedDifference.of(new double[] {INF, INF}, new double[] {2, 3});
        assertThat(never.mean()).isEqualTo(INF);
        assertThat(never.isExact()).isTrue();
        assertThat(never.pValue()).isZero();

        PairedDifference sometimes = PairedDifference.of(new double[] {INF, 2}, new double[] {2, 3});
        assertThat(sometimes.mean()).isEqualTo(INF);
        assertThat(sometimes.pValue()).isNaN();
        assertThat(sometimes.isExact()).isFalse();

        PairedDifference both = PairedDifference.of(new double[] {INF, INF}, new double[] {INF, INF});
        assertThat(both.isSame()).isTrue();
        assertThat(both.mean()).isNaN();

        PairedDifference crossed = PairedDifference.of(new double[] {INF, 1}, new double[] {1, INF});
        assertThat(crossed.mean()).isNaN();
        assertThat(crossed.pValue()).isNaN();
        assertThat(crossed.isSame()).isFalse();
    }

    @Test
    void undefinedValuesTakeTheirPairWithThem() {
        PairedDifference difference = PairedDifference.of(new double[] {3, NAN, 5, 4}, new double[] {1, 1, NAN, 1});
        assertThat(difference.pairs()).isEqualTo(2);
        assertThat(difference.mean()).isEqualTo(2.5);
        PairedDifference nothing = PairedDifference.of(new double[] {NAN}, new double[] {1});
        assertThat(nothing.mean()).isNaN();
        assertThat(nothing.isSame()).isFalse();
    }

    @Test
    void onePairHasNoError() {
        PairedDifference difference = PairedDifference.of(new double[] {3}, new double[] {1});
        assertThat(difference.mean()).isEqualTo(2);
        assertThat(difference.standardError()).isNaN();
        assertThat(difference.pValue()).isNaN();
        assertThat(difference.isExact()).isFalse();
    }

    @Test
    void twoPairsAreTested() {
        // differences 2 and 4: mean 3, standard error 1; on one degree of freedom P(|t| > 3) = 1 - 2 atan(3) / π
        PairedDifference difference = PairedDifference.of(new double[] {2, 4}, new double[] {0, 0});
        assertThat(difference.standardError()).isCloseTo(1, within(1e-12));
        assertThat(difference.pValue()).isCloseTo(1 - 2 * Math.atan(3) / Math.PI, within(1e-9));
        assertThat(difference.correlation()).isNaN();
        assertThat(difference.varianceRatio()).isEqualTo(1); // b does not vary: pairing gains nothing
    }

    @Test
    void roundingIsMeasuredByTheValuesNotTheDifferences() {
        // one part in 10^13 of a million is rounding, the same amount beside a millionth is not
        assertThat(PairedDifference.of(new double[] {1e6 + 1e-7, 5}, new double[] {1e6, 5})
                        .isSame())
                .isTrue();
        assertThat(PairedDifference.of(new double[] {2e-7, 5e-6}, new double[] {1e-7, 5e-6})
                        .isSame())
                .isFalse();
        // differences that are alike up to rounding are one difference; those of small values that differ are not
        assertThat(PairedDifference.of(new double[] {1e6 + 0.1, 2e6 + 0.1}, new double[] {1e6, 2e6})
                        .isExact())
                .isTrue();
        assertThat(PairedDifference.of(new double[] {2e-7, 5e-7}, new double[] {1e-7, 3e-7})
                        .isExact())
                .isFalse();
    }

    @Test
    void whatVariesByRoundingOnlyIsNotCorrelated() {
        double[] flat = {1e6, 1e6 + 1e-7, 1e6};
        PairedDifference difference = PairedDifference.of(flat, new double[] {1, 2, 4});
        assertThat(difference.correlation()).isNaN();
        // b varies: the ratio is defined, and 1 up to the rounding of a
        assertThat(difference.varianceRatio()).isCloseTo(1, within(1e-6));
        assertThat(PairedDifference.of(new double[] {1, 2, 4}, flat).correlation())
                .isNaN();
        // a change of a tenth of a small value is no rounding
        assertThat(PairedDifference.of(new double[] {1e-7, 1.1e-7, 1.2e-7}, new double[] {3, 2, 1})
                        .correlation())
                .isCloseTo(-1, within(1e-9));
    }

    @Test
    void infinitiesHaveNoCorrelationAndNoRatio() {
        PairedDifference never = PairedDifference.of(new double[] {INF, INF, INF}, new double[] {1, 2, 4});
        assertThat(never.isExact()).isTrue();
        assertThat(never.correlation()).isNaN();
        assertThat(never.varianceRatio()).isNaN();
        PairedDifference reversed = PairedDifference.of(new double[] {1, 2, 4}, new double[] {INF, INF, INF});
        assertThat(reversed.correlation()).isNaN();
        assertThat(reversed.varianceRatio()).isNaN();
    }
}
