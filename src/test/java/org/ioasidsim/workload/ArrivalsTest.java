package org.ioasidsim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.ioasidsim.random.Streams;
import org.ioasidsim.workload.trace.Traces;
import org.junit.jupiter.api.Test;

/** Arrivals of a Poisson process must be Poisson numbers in each second, at the rate that holds then, and forget those before. */
class ArrivalsTest {
    private static final int SECONDS = 50_000;
    private static final double PER_SECOND = 4;

    /** Seconds with so many arrivals, or more, are one class. */
    private static final int MOST = 12;

    private static final double SIGNIFICANCE = 0.001;

    @Test
    void aPoissonProcessHasPoissonCounts() {
        int[] counts = counts(new ArrivalsSpec.Poisson(PER_SECOND));
        var law = new PoissonDistribution(PER_SECOND);
        double chiSquare = 0;
        for (int k = 0; k <= MOST; k++) {
            int arrivals = k;
            long seconds = Arrays.stream(counts)
                    .filter(count -> Math.min(MOST, count) == arrivals)
                    .count();
            double expected = SECONDS * (k < MOST ? law.probability(k) : 1 - law.cumulativeProbability(MOST - 1));
            chiSquare += (seconds - expected) * (seconds - expected) / expected;
        }
        assertThat(chiSquare).isLessThan(critical(MOST));
    }

    @Test
    void neighbouringSecondsOfAPoissonProcessAreUncorrelated() {
        int[] counts = counts(new ArrivalsSpec.Poisson(PER_SECOND));
        double sum = 0;
        for (int i = 1; i < SECONDS; i++) {
            sum += (counts[i] - PER_SECOND) * (counts[i - 1] - PER_SECOND);
        }
        double correlation = sum / (SECONDS - 1) / PER_SECOND;
        assertThat(Math.abs(correlation)).isLessThan(3.3 / Math.sqrt(SECONDS));
    }

    @Test
    void aProfileHasInEachPartOfItsPeriodTheRateOfThatPart() {
        var shape = List.of(1.0, 3.0, 0.0, 4.0);
        int[] counts = counts(new ArrivalsSpec.Profile(PER_SECOND, shape.size(), shape));
        long[] ofPart = new long[shape.size()];
        for (int i = 0; i < SECONDS; i++) {
            ofPart[i % ofPart.length] += counts[i];
        }
        double chiSquare = 0;
        for (int part : new int[] {0, 1, 3}) {
            double expected = PER_SECOND * SECONDS / 8 * shape.get(part);
            chiSquare += (ofPart[part] - expected) * (ofPart[part] - expected) / expected;
        }
        assertThat(ofPart[2]).isZero();
        assertThat(chiSquare).isLessThan(critical(3));
    }

    private static int[] counts(ArrivalsSpec spec) {
        Arrivals arrivals = Arrivals.of(spec, 0, new Streams(9, 1).stream("t", 0, "arrivals"), new Traces());
        var counts = new int[SECONDS];
        for (double at = arrivals.next(); at < SECONDS; at = arrivals.next()) {
            counts[(int) at]++;
        }
        return counts;
    }

    private static double critical(int degreesOfFreedom) {
        return new ChiSquaredDistribution(null, degreesOfFreedom).inverseCumulativeProbability(1 - SIGNIFICANCE);
    }
}
