package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What data leave open must not shrink with the replications, must fall on the side where it belongs, and must not be made up. */
class UncertainMeanTest {
    private static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    private static final double MANY = Double.POSITIVE_INFINITY;

    /** Chance: the variance of 1, 3 is 2, of their mean 1. Data: (4² + 4²) / 2 = 16. Together 17. */
    @Test
    void addsTheVarianceByTheDataToThatOfTheMean() {
        UncertainMean mean = UncertainMean.of(new double[] {1, 3}, new double[] {4, -4}, MANY)
                .orElseThrow();

        assertThat(mean.standardError()).isCloseTo(Math.sqrt(17), within(1e-12));
        assertThat(mean.dataShare()).isCloseTo(16.0 / 17, within(1e-12));
        // Satterthwaite: 17² / (16²/2 + 1²/1)
        assertThat(mean.degreesOfFreedom()).isCloseTo(289.0 / 129, within(1e-12));
    }

    @Test
    void moreReplicationsLessenChanceOnly() {
        double[] values = new double[400];
        double[] differences = new double[400];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? -1 : 1;
            differences[i] = i % 4 < 2 ? -0.5 : 0.5;
        }
        UncertainMean mean = UncertainMean.of(values, differences, MANY).orElseThrow();

        // 0.5² stays; the variance 400/399 of the values is divided by 400
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(0.25 + 1.0 / 399), within(1e-12));
        Interval interval = mean.interval(0, NONE, 0.95);
        assertThat(interval.upper()).isCloseTo(-interval.lower(), within(1e-12));
    }

    @Test
    void reachesAsFarAsEachSideSaysAndNotBeyondTheBounds() {
        UncertainMean mean = UncertainMean.of(
                        new double[] {0.01, 0.01, 0.01, 0.01}, new double[] {0.2, 0.1, 0, -0.005}, MANY)
                .orElseThrow();
        Interval interval = mean.interval(0.01, new Bounds(0, 1), 0.95);

        // each side doubles its squares: 2 (0.2² + 0.1²) / 4 above, 2 x 0.005² / 4 below; 0.35 degrees of freedom for
        // each difference
        double t = Intervals.tQuantile(0.35 * 4, 0.95);
        assertThat(mean.interval(0.01, NONE, 0.95).upper()).isCloseTo(0.01 + t * Math.sqrt(0.025), within(1e-12));
        assertThat(interval.upper()).isEqualTo(Math.min(1, 0.01 + t * Math.sqrt(0.025)));
        assertThat(interval.lower()).isEqualTo(0);
        assertThat(mean.interval(0.01, NONE, 0.95).lower()).isCloseTo(0.01 - t * 0.005 / Math.sqrt(2), within(1e-12));
    }

    /** Of 30 rows a bootstrap has 29/30 of the variance, and 30 lifetimes say of their variance what 7.5 normal values do. */
    @Test
    void fewRowsKnowTheirOwnSpreadBadly() {
        double[] values = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        double[] differences = {1, -1, 1, -1, 1, -1, 1, -1, 1, -1};
        UncertainMean mean = UncertainMean.of(values, differences, 30).orElseThrow();

        assertThat(mean.standardError()).isCloseTo(Math.sqrt(30.0 / 29), within(1e-12));
        assertThat(mean.degreesOfFreedom()).isCloseTo(1 / (1 / 10.0 + 1 / 7.5), within(1e-12));
        // a side has 0.35 degrees of freedom for each of the ten draws
        double t = Intervals.tQuantile(1 / (1 / 3.5 + 1 / 7.5), 0.95);
        assertThat(mean.interval(0, NONE, 0.95).upper()).isCloseTo(t * Math.sqrt(30.0 / 29), within(1e-12));
    }

    @Test
    void saysNothingWithoutTwoFiniteReplicationsThatVary() {
        assertThat(UncertainMean.of(new double[] {1}, new double[] {1}, MANY)).isEmpty();
        assertThat(UncertainMean.of(new double[] {1, 1}, new double[] {0, 0}, MANY))
                .isEmpty();
        assertThat(UncertainMean.of(new double[] {1, Double.POSITIVE_INFINITY}, new double[] {0, 0}, MANY))
                .isEmpty();
        assertThat(UncertainMean.of(new double[] {1, 2}, new double[] {0, Double.NaN}, MANY))
                .isEmpty();
    }

    /** Pairs 5, 7 against 1, 3 differ by 4 each, but 4 ± 1 for drawn inputs: not sure, though no replication says otherwise. */
    @Test
    void makesADifferenceUnsureThatIsTheSameInEachReplication() {
        double[] a = {5, 7};
        double[] b = {1, 3};
        assertThat(PairedDifference.of(a, b).isExact()).isTrue();

        PairedDifference uncertain = PairedDifference.ofUncertain(
                a, b, PairedDifference.Kind.of(a, b, PairedDifference.Nature.PLAIN), new double[] {1, -1}, MANY);

        assertThat(uncertain.mean()).isEqualTo(4);
        assertThat(uncertain.standardError()).isEqualTo(1);
        assertThat(uncertain.degreesOfFreedom()).isEqualTo(2);
        // the two-sided tail of Student's t with 2 degrees of freedom: 1 - t / sqrt(2 + t²)
        assertThat(uncertain.pValue()).isCloseTo(1 - 4 / Math.sqrt(18), within(1e-12));
    }
}
