package org.ioasidsim.stats.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The intervals of a fit must be those of the theory where it has closed forms, and say nothing where the likelihood has no maximum inside. */
class FitIntervalsTest {
    private static final double Z = 1.959963984540054;

    private static CensoredTimes of(double[] values, boolean[] isCutOff) {
        return CensoredTimes.of(values, isCutOff);
    }

    /** The information on log(mean) is the number that ended, whatever was cut off: here three of five. */
    @Test
    void countsWhatEndedForAnExponentialLaw() {
        CensoredTimes times = of(new double[] {1, 2, 3, 4, 5}, new boolean[] {false, false, true, false, true});
        double mean = 15.0 / 3;
        FitIntervals.Bounds bounds =
                FitIntervals.of(new LifetimeLaw.Exponential(mean), times).get(0);
        assertThat(bounds.lower()).isCloseTo(mean * Math.exp(-Z / Math.sqrt(3)), within(1e-4));
        assertThat(bounds.upper()).isCloseTo(mean * Math.exp(Z / Math.sqrt(3)), within(1e-4));
    }

    /** The errors of log(median) and log(sigma) of n lognormal times are sigma / sqrt(n) and 1 / sqrt(2 n). */
    @Test
    void hasTheErrorsOfALognormalLaw() {
        var random = new Random(5);
        double[] values = new double[400];
        for (int i = 0; i < values.length; i++) {
            values[i] = 3 * Math.exp(0.7 * random.nextGaussian());
        }
        CensoredTimes times = of(values, new boolean[values.length]);
        var law = (LifetimeLaw.Lognormal) LognormalFit.of(times);
        List<FitIntervals.Bounds> bounds = FitIntervals.of(law, times);
        assertThat(Math.log(bounds.get(0).upper() / law.median())).isCloseTo(Z * law.sigma() / 20, within(1e-3));
        assertThat(Math.log(law.sigma() / bounds.get(1).lower())).isCloseTo(Z / Math.sqrt(800), within(1e-3));
    }

    /** Both branches have one mean: nothing tells how likely each is. */
    @Test
    void saysNothingOfWhatTheDataDoNotDetermine() {
        CensoredTimes times = of(new double[] {1, 2, 3}, new boolean[3]);
        FitIntervals.Bounds bounds = FitIntervals.of(new LifetimeLaw.Hyperexponential(0.5, 2, 2), times)
                .get(0);
        assertThat(bounds.lower()).isNaN();
    }
}
