package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Values that are mostly 1 and now and then below must have an interval that reaches to what was not seen, and none where nothing was. */
class AroundReferenceTest {
    private static final AroundReference WHOLE = new AroundReference(1);

    private static Interval of(double... values) {
        return WHOLE.interval(values, 0.95);
    }

    @Test
    void onlyTheReferenceHasNoInterval() {
        Interval interval = of(1, 1, 1 + 1e-15, 1);
        assertThat(interval.mean()).isCloseTo(1, within(1e-12));
        assertThat(interval.halfWidth()).isNaN();
        assertThat(interval.lower()).isNaN();
        assertThat(interval.n()).isEqualTo(4);
        assertThat(of(0.5).halfWidth()).isNaN();
    }

    @Test
    void lossesAloneStayBelowTheReference() {
        Interval interval = of(1, 1, 1, 1, 1, 1, 1, 1, 0.99, 0.995);
        assertThat(interval.upper()).isBetween(interval.mean(), 1.0);
        assertThat(interval.lower()).isBetween(0.9, 0.995);
        assertThat(interval.halfWidth()).isEqualTo(interval.mean() - interval.lower());
    }

    /** Of gains among ones nothing follows for the losses; where gains are the rule, those are as far below at most. */
    @Test
    void gainsAloneSayNothingOfLosses() {
        assertThat(of(1, 1, 1, 1.001).halfWidth()).isNaN();
        Interval often = of(1, 1.1, 1.2, 1.1, 1.3);
        assertThat(often.lower()).isBetween(0.0, 1.0);
        assertThat(1 - often.lower()).isCloseTo(often.upper() - 1, within(1e-12));
    }

    @Test
    void withoutTheReferenceItIsStudents() {
        double[] values = {0.9, 1.1, 1.05, 0.97};
        assertThat(of(values)).isEqualTo(Intervals.studentT(values, 0.95));
        Interval greedy = of(1.5, 1.51, 1.49, 1.5);
        assertThat(greedy.lower())
                .isCloseTo(
                        Intervals.studentT(new double[] {1.5, 1.51, 1.49, 1.5}, 0.95)
                                .lower(),
                        within(1e-12));
    }

    /** Zou and Donner: an end is as far off as the root of the squares of the two parts' ends, less twice their product by the correlation. */
    @Test
    void lossesAndGainsAddUp() {
        double[] values = {1, 1, 1, 1, 0.9, 0.98, 1.01, 1};
        Interval loss = Bounds.NOT_NEGATIVE.interval(new double[] {0, 0, 0, 0, 0.1, 0.02, 0, 0}, 0.95);
        Interval gain = Bounds.NOT_NEGATIVE.interval(new double[] {0, 0, 0, 0, 0, 0, 0.01, 0}, 0.95);
        Interval interval = of(values);
        double a = loss.upper() - loss.mean();
        double b = gain.mean() - gain.lower();
        // both are 0 in six of eight, so that the correlation is negative and adds
        assertThat(interval.mean() - interval.lower()).isBetween(Math.hypot(a, b), a + b);
        double c = loss.mean() - loss.lower();
        double d = gain.upper() - gain.mean();
        assertThat(interval.upper() - interval.mean()).isBetween(Math.hypot(c, d), c + d);
        assertThat(of(DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(Double.NaN))
                        .toArray()))
                .isEqualTo(interval);
    }

    @Test
    void neverEndsBelowZero() {
        assertThat(of(1, 0, 1.2, 1, 0.01, 1).lower()).isZero();
    }

    /** A quarter of the values are below 1 by an exponential amount, one in twenty above by a little. Student's interval contains the mean in 77 %. */
    @Test
    void containsTheMeanOfARareLoss() {
        Random random = new Random(1);
        double truth = 1 - 0.25 * 0.005 + 0.05 * 0.0002;
        int given = 0;
        int covered = 0;
        int students = 0;
        for (int i = 0; i < 4000; i++) {
            double[] values = random.doubles(10)
                    .map(u -> u < 0.25
                            ? 1 + 0.005 * Math.log1p(-random.nextDouble())
                            : u < 0.3 ? 1 - 0.0002 * Math.log1p(-random.nextDouble()) : 1)
                    .toArray();
            Interval interval = of(values);
            Interval plain = Intervals.studentT(values, 0.95);
            given += Double.isNaN(interval.halfWidth()) ? 0 : 1;
            covered += interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
            students += plain.lower() <= truth && truth <= plain.upper() ? 1 : 0;
        }
        assertThat(given).isBetween(3700, 3850); // 1 - 0.75^10
        assertThat(covered / (double) given).isBetween(0.95, 1.0);
        assertThat(students / 4000.0).isLessThan(0.85);
    }
}
