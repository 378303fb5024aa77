package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** An interval near a bound must stay inside and reach far enough into the range, where Student's does neither. */
class BoundsTest {
    private static final Bounds ABOVE_ONE = new Bounds(1, Double.POSITIVE_INFINITY);
    private static final Bounds SHARE = new Bounds(0, 1);

    /** Values less one, 4 of them, with mean 4 and standard error 1: their variation is 2 / 4, the degrees of freedom 3 / (1 + 1.5 / 4). */
    private static final double REACH = Intervals.tQuantile(3 / 1.375, 0.95) / 4;

    @Test
    void aSingleBoundHasTheLogarithmOfTheDistanceToIt() {
        Interval interval = ABOVE_ONE.interval(5, 1, 3, 0.95, 4);
        assertThat(interval.lower()).isCloseTo(1 + 4 * Math.exp(-REACH), within(1e-9));
        assertThat(interval.upper()).isCloseTo(1 + 4 * Math.exp(REACH), within(1e-9));
        assertThat(interval.halfWidth()).isEqualTo(interval.upper() - 5);
        assertThat(interval.n()).isEqualTo(4);
    }

    @Test
    void anUpperBoundAloneIsTheSameMirrored() {
        Interval mirrored = new Bounds(Double.NEGATIVE_INFINITY, -1).interval(-5, 1, 3, 0.95, 4);
        Interval interval = ABOVE_ONE.interval(5, 1, 3, 0.95, 4);
        assertThat(mirrored.lower()).isCloseTo(-interval.upper(), within(1e-12));
        assertThat(mirrored.upper()).isCloseTo(-interval.lower(), within(1e-12));
    }

    @Test
    void twoBoundsHaveTheLogitAndAreAlikeFromBothSides() {
        double mean = 0.8;
        double error = 0.05;
        double variation = error * Math.sqrt(10) / (1 - mean);
        double logit = Math.log(mean / (1 - mean));
        double reach = Intervals.tQuantile(9 / (1 + 1.5 * variation * variation), 0.95) * error / (mean * (1 - mean));
        Interval interval = SHARE.interval(mean, error, 9, 0.95, 10);
        assertThat(interval.lower()).isCloseTo(1 / (1 + Math.exp(-logit + reach)), within(1e-9));
        assertThat(interval.upper()).isCloseTo(1 / (1 + Math.exp(-logit - reach)), within(1e-9));
        Interval other = SHARE.interval(1 - mean, error, 9, 0.95, 10);
        assertThat(other.lower()).isCloseTo(1 - interval.upper(), within(1e-12));
    }

    @Test
    void stayInsideHoweverLargeTheError() {
        for (double mean : new double[] {1e-11, 1e-3, 0.5, 1 - 1e-11}) {
            for (double error : new double[] {1e-14, 0.1, 0.5}) {
                Interval interval = SHARE.interval(mean, error, 1, 0.999, 2);
                assertThat(interval.lower()).isBetween(0.0, mean);
                assertThat(interval.upper()).isBetween(mean, 1.0);
            }
        }
    }

    @Test
    void valuesAtABoundHaveNoEndsButForRounding() {
        Interval interval = SHARE.interval(new double[] {1, 1 - 1e-16, 1 + 2e-16}, 0.95);
        assertThat(interval.lower()).isNaN();
        assertThat(interval.n()).isEqualTo(3);
        assertThat(SHARE.interval(new double[] {0.5, 0.5}, 0.95).halfWidth()).isZero();
        assertThat(SHARE.interval(new double[] {0.9, 1}, 0.95).upper()).isBetween(0.95, 1.0);
        assertThat(SHARE.interval(new double[] {0.50, 0.51}, 0.95))
                .isEqualTo(Intervals.studentT(new double[] {0.50, 0.51}, 0.95));
        assertThat(Bounds.NOT_NEGATIVE.isInside(Double.MAX_VALUE)).isTrue();
    }

    @Test
    void coverTheMeanOfSkewedValues() {
        var random = new Random(7);
        int covered = 0;
        int student = 0;
        for (int sample = 0; sample < 2_000; sample++) {
            double[] values = random.doubles(10).map(u -> -Math.log(1 - u)).toArray(); // exponential, of mean 1
            Interval t = Intervals.studentT(values, 0.95);
            student += t.lower() <= 1 && 1 <= t.upper() ? 1 : 0;
            double error = t.halfWidth() / Intervals.tQuantile(9, 0.95);
            Interval interval = new Bounds(0, Double.POSITIVE_INFINITY).interval(t.mean(), error, 9, 0.95, 10);
            covered += interval.lower() <= 1 && 1 <= interval.upper() ? 1 : 0;
        }
        assertThat(covered / 2_000.0).isBetween(0.945, 0.972);
        assertThat(student / 2_000.0).isBetween(0.88, 0.93); // what they are for
    }

    /** Three values 2 and 1 above the least, and at it: on average 1 above it, half of which the origin lies below. */
    @Test
    void anOriginLiesBelowTheLeastValueByWhatTheOthersExceedItOverTheirNumber() {
        assertThat(Bounds.origin(new double[] {7, 5, 6})).isEqualTo(4.5);
        assertThat(Bounds.origin(new double[] {0.1, 5})).isZero();
        assertThat(Bounds.origin(new double[] {5, 5, 5})).isZero();
        assertThat(Bounds.origin(new double[] {5})).isZero();
        assertThat(Bounds.origin(new double[0])).isZero();
    }

    /** A delay of 3 and exponential times of mean 1: seen from 0 they hardly vary, so that the interval would be Student's. */
    @Test
    void coverTheMeanOfSkewedValuesThatBeginLate() {
        var random = new Random(8);
        int covered = 0;
        int fromZero = 0;
        for (int sample = 0; sample < 2_000; sample++) {
            double[] values = random.doubles(10).map(u -> 3 - Math.log(1 - u)).toArray();
            Interval interval = new Bounds(Bounds.origin(values), Double.POSITIVE_INFINITY).interval(values, 0.95);
            covered += interval.lower() <= 4 && 4 <= interval.upper() ? 1 : 0;
            Interval other = Bounds.NOT_NEGATIVE.interval(values, 0.95);
            fromZero += other.lower() <= 4 && 4 <= other.upper() ? 1 : 0;
        }
        assertThat(covered / 2_000.0).isBetween(0.945, 0.972);
        assertThat(fromZero / 2_000.0).isBetween(0.88, 0.92); // what it is for
    }

    @Test
    void thereIsNoneAtABound() {
        assertThatThrownBy(() -> SHARE.interval(1, 0.1, 9, 0.95, 10)).hasMessage("1.0 is not between 0.0 and 1.0");
    }

    /** One value of ten is 0.1, nine are 0: the standard error is the mean, and Student's interval crosses 0. */
    @Test
    void clipsWhatIsAtABoundAndStaysInsideElsewhere() {
        assertThat(Bounds.OF_SHARES.ofSkewed(new double[] {0, 0, 0}, 0.95).upper())
                .isZero();
        Interval skewed = Bounds.OF_SHARES.ofSkewed(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1}, 0.95);
        assertThat(skewed.mean()).isEqualTo(0.01);
        assertThat(skewed.lower()).isBetween(0.0, 0.01).isNotZero();
        assertThat(skewed.upper()).isBetween(0.01 + Intervals.tQuantile(9, 0.95) * 0.01, 1.0);
    }

    /** Means of 20 numbers of clusters of refusals, 37 expected: both sides miss alike, where Student's interval is too low as often as 4 to 3. */
    @Test
    void whatIsSkewedMissesOnBothSidesAlike() {
        double[] values = {3e-8, 4e-8, 5e-8, 6e-8, 7e-8};
        Interval student = Intervals.studentT(values, 0.95);
        Interval skewed = Bounds.OF_SHARES.ofSkewed(values, 0.95);
        // on the logarithm each end is as far: upper / mean = mean / lower
        assertThat(skewed.upper() / skewed.mean()).isCloseTo(skewed.mean() / skewed.lower(), within(1e-6));
        assertThat(skewed.upper() - skewed.lower())
                .isBetween(student.upper() - student.lower(), 1.1 * (student.upper() - student.lower()));
        assertThat(Bounds.OF_SHARES.ofSkewed(new double[] {3e-8, 3e-8}, 0.95).halfWidth())
                .isZero();
    }

    /** One in four is the square of an exponential value, the others 0, as 1 less Jain's index is: the largest decides. */
    @Test
    void squaresThatAreSeldomSeenReachFurther() {
        Random random = new Random(2);
        double truth = 0.25 * 2;
        int given = 0;
        int covered = 0;
        int asAmounts = 0;
        for (int i = 0; i < 4000; i++) {
            double[] values = random.doubles(10)
                    .map(u -> u < 0.25 ? Math.pow(Math.log1p(-random.nextDouble()), 2) : 0)
                    .toArray();
            Interval interval = Bounds.NOT_NEGATIVE.squared().interval(values, 0.95);
            Interval amount = Bounds.NOT_NEGATIVE.interval(values, 0.95);
            given += Double.isNaN(interval.halfWidth()) ? 0 : 1;
            covered += interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
            asAmounts += amount.lower() <= truth && truth <= amount.upper() ? 1 : 0;
        }
        assertThat(covered / (double) given).isBetween(0.94, 1.0);
        assertThat(asAmounts).isLessThan(covered);
    }
}
