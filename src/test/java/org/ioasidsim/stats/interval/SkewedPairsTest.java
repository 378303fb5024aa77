package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ioasidsim.stats.interval.PairedDifference.Kind;
import org.ioasidsim.stats.interval.PairedDifference.Nature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where few pairs differ, those that were not seen count as well: an interval that ends at what was seen is wrong too often. */
class SkewedPairsTest {
    private static double degrees(double... differences) {
        boolean areAllDifferent = Arrays.stream(differences).allMatch(d -> d != 0);
        return SkewedPairs.degreesOfFreedom(differences, areAllDifferent, false);
    }

    private static double ofLargest(double... differences) {
        boolean areAllDifferent = Arrays.stream(differences).allMatch(d -> d != 0);
        return SkewedPairs.degreesOfFreedom(differences, areAllDifferent, true);
    }

    @Test
    void theFewerPairsDifferTheFewerDegreesAreLeft() {
        // one of ten: variation 9, 9 / (1 + 2 * 9) = 0.4737; two alike: 9 / (1 + 2 * 4); five: 9 / (1 + 2 * 1)
        assertThat(degrees(0, 0, 0, 0, 3, 0, 0, 0, 0, 0)).isEqualTo(0.47);
        assertThat(degrees(0, 0, 0, 0, 3, 3, 0, 0, 0, 0)).isEqualTo(1);
        assertThat(degrees(0, 0, -3, -3, -3, -3, -3, 0, 0, 0)).isEqualTo(3);
        // one of three: variation 2, 2 / 5; one of two: 1 / 3
        assertThat(degrees(0, 0, 1)).isEqualTo(0.4);
        assertThat(degrees(0, 1)).isEqualTo(0.33);
    }

    @Test
    void differencesToBothSidesAreLessSkewed() {
        // cubes 1 - 1 = 0: no skewness, all degrees
        assertThat(degrees(0, 0, 1, -1)).isEqualTo(3);
        // cubes 8 - 1 of 9, variation 4 * 5 / 9 - 1 = 11/9: 3 / (1 + 2 * 11/9 * 7/9)
        assertThat(degrees(0, 0, 2, -1)).isCloseTo(3 / (1 + 2 * 11 / 9.0 * 7 / 9.0), within(0.01));
    }

    @Test
    void whereAllPairsDifferThoseToBothSidesAndThoseFarFromZeroKeepTheirDegrees() {
        // amounts on one side lose some: variation 4 * 10014 / 106² - 1; on both sides next to none: (94/106)^4 of it
        double variation = 4 * 10014 / (106.0 * 106) - 1;
        assertThat(degrees(1, 2, 3, 100)).isCloseTo(3 / (1 + 2 * variation), within(0.01));
        // variation 4 * 30 / 100 - 1 = 0.2: 1.4 times fewer; 4 * 174 / 676 - 1 = 0.03: hardly fewer, so that none is
        // lost
        assertThat(degrees(1, 2, 3, 4)).isCloseTo(3 / 1.4, within(0.01));
        assertThat(degrees(5, 6, 7, 8)).isEqualTo(3);
        assertThat(degrees(1, -1, 1, -1)).isEqualTo(3);
        assertThat(ofLargest(1, 2, 3, 100)).isCloseTo(3 / (1 + 2.5 * variation), within(0.01));
        assertThat(ofLargest(-1, -2, -3, 100))
                .isCloseTo(3 / (1 + 2.5 * variation * Math.pow(94 / 106.0, 4)), within(0.01));
        assertThat(ofLargest(1, -1, 1, -1)).isEqualTo(3);
    }

    @Test
    void theUnitDoesNotMatter() {
        double[] some = {0, 1, 0, 5, 0};
        for (double scale : new double[] {1e-200, 1e-3, 1e200}) {
            double[] scaled = Arrays.stream(some).map(d -> d * scale).toArray();
            assertThat(degrees(scaled)).isEqualTo(degrees(some));
        }
    }

    @Test
    void theTestHasTheDegreesOfTheInterval() {
        double[] a = {1, 1, 1, 1, 2, 2, 2, 1, 1, 1};
        double[] b = new double[10];
        Arrays.fill(b, 1);
        PairedDifference difference = PairedDifference.of(a, b);
        // three alike: variation 7/3, 9 / (1 + 14/3)
        assertThat(difference.degreesOfFreedom()).isEqualTo(1.58);
        double halfWidth = difference.halfWidth(1 - difference.pValue());
        assertThat(halfWidth).isCloseTo(difference.mean(), within(1e-6)); // just reaches 0
        assertThat(difference.pValue()).isGreaterThan(0.1); // Student's t would say 0.08
    }

    /** A share of all replications together corrects those that refused nothing for the others' requests: they are no pairs that differ. */
    @Test
    void pairsCountAsEqualThatWereBeforeTheyWereCorrected() {
        double[] plain = {0.9, 1, 1, 1, 1, 1};
        double[] corrected = {0.89, 0.999, 1.001, 0.998, 1.002, 1};
        double[] ones = {1, 1, 1, 1, 1, 1};
        PairedDifference difference = PairedDifference.of(corrected, ones, Kind.of(plain, ones, Nature.PLAIN));
        assertThat(difference.differing()).isEqualTo(1);
        assertThat(difference.degreesOfFreedom()).isLessThan(1);
        assertThat(PairedDifference.of(plain, ones, Kind.of(corrected, ones, Nature.PLAIN))
                        .differing())
                .isEqualTo(5);
    }

    /** Of ten pairs one in four differs, by an exponential amount: Student's interval contains the mean in 83 of 100. */
    @ParameterizedTest
    @ValueSource(ints = {3, 10, 40})
    void intervalsOfFewDifferencesContainTheirMean(int pairs) {
        Random random = new Random(7);
        int given = 0;
        int covering = 0;
        int student = 0;
        double[] zeros = new double[pairs];
        for (int i = 0; i < 4_000; i++) {
            double[] values = new double[pairs];
            Arrays.setAll(values, any -> random.nextDouble() < 0.25 ? -Math.log1p(-random.nextDouble()) : 0);
            PairedDifference difference = PairedDifference.of(values, zeros);
            if (!difference.isExact()) {
                double distance = Math.abs(difference.mean() - 0.25);
                given++;
                covering += distance <= difference.halfWidth(0.95) ? 1 : 0;
                student += distance <= Intervals.studentT(values, 0.95).halfWidth() ? 1 : 0;
            }
        }
        assertThat((double) covering / given).isBetween(0.935, 1.0);
        assertThat((double) student / given).isLessThan(0.93);
    }

    /** Ten exponential amounts: Student's interval contains their mean in 90 of 100. */
    @Test
    void intervalsOfAmountsContainTheirMean() {
        Random random = new Random(9);
        int covering = 0;
        int student = 0;
        double[] zeros = new double[10];
        for (int i = 0; i < 4_000; i++) {
            double[] values = random.doubles(10).map(u -> -Math.log1p(-u)).toArray();
            double distance = Math.abs(Arrays.stream(values).average().orElseThrow() - 1);
            covering += distance <= PairedDifference.of(values, zeros).halfWidth(0.95) ? 1 : 0;
            student += distance <= Intervals.studentT(values, 0.95).halfWidth() ? 1 : 0;
        }
        assertThat(covering / 4_000.0).isBetween(0.925, 0.95);
        assertThat(student / 4_000.0).isLessThan(0.91);
    }
}
