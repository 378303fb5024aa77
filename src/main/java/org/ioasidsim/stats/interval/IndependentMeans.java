package org.ioasidsim.stats.interval;

import java.util.Arrays;
import org.ioasidsim.stats.interval.PairedDifference.Nature;

/**
 * How well the difference of two means of delays is known without their pairing: by the variances of both samples. On common random numbers that is more
 * than the pairs vary, and the interval contains the difference too often rather than too seldom.
 *
 * <p>It is for values that {@link Nature#IN_STEPS move in steps}. A time to exhaustion is the same in both variants of most pairs, and where it is not, the
 * next one may come seconds later or never: pairs that hardly differ say nothing of those that will, but the samples say how far apart times are.
 *
 * <p>The degrees of freedom of each mean are those of {@link Bounds} on a scale that begins at the {@link Bounds#origin origin} of its values, and
 * Satterthwaite's formula joins them.
 *
 * <p>Sources: Welch, "The generalization of 'Student's' problem when several different population variances are involved", Biometrika 34, 1947;
 * Satterthwaite, Biometrics Bulletin 2(6), 1946. That positive correlation makes it conservative: Law, <i>Simulation Modeling and Analysis</i>,
 * section 10.2.
 *
 * @param standardError of the difference; 0 where neither sample varies
 * @param degreesOfFreedom rounded down to hundredths, so that many differences share a critical value; the values less one where neither varies
 */
record IndependentMeans(double standardError, double degreesOfFreedom) {
    private static final double PARTS = 100;

    /** A mean's variance, and the degrees of freedom of that. */
    private record Spread(double variance, double degrees) {
        static Spread of(double[] values) {
            double degrees = values.length - 1.0;
            double[] delays = Arrays.stream(values).map(Math::abs).toArray();
            double variance = Moments.variance(delays) / delays.length;
            double mean = Moments.mean(delays);
            var range = new Bounds(Bounds.origin(delays), Double.POSITIVE_INFINITY);
            return variance > 0 && range.isInside(mean)
                    ? new Spread(variance, range.skewed(mean, Math.sqrt(variance), degrees))
                    : new Spread(variance, degrees);
        }

        /** Returns what it adds to Satterthwaite's divisor. */
        double share() {
            return variance * variance / degrees;
        }
    }

    /** Returns what two samples of as many values say, at least two, finite and all of one sign. */
    static IndependentMeans of(double[] a, double[] b) {
        Spread ofA = Spread.of(a);
        Spread ofB = Spread.of(b);
        double variance = ofA.variance + ofB.variance;
        double degrees = variance > 0 ? variance * variance / (ofA.share() + ofB.share()) : a.length - 1.0;
        return new IndependentMeans(Math.sqrt(variance), Math.floor(PARTS * degrees) / PARTS);
    }
}
