package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rare refusal must not look rarer than the evidence allows: the limits are exact, and what comes in clusters counts as few. */
class ProportionsTest {
    /** At the upper end, so few hits have just the probability of the tail; at the lower end, so many. */
    @ParameterizedTest
    @CsvSource({"1, 10, 0.95", "3, 10, 0.8", "5, 20, 0.99", "19, 20, 0.95", "3, 1000, 0.95", "2, 400, 0.999998"})
    void theEndsAreWhereABinomialCountIsAsFarOut(int hits, int trials, double confidence) {
        Interval interval = Proportions.clopperPearson(hits, trials, confidence);
        double tail = (1 - confidence) / 2;
        assertThat(binomialUpTo(hits, trials, interval.upper())).isCloseTo(tail, within(1e-7 * tail));
        assertThat(binomialUpTo(trials - hits, trials, 1 - interval.lower())).isCloseTo(tail, within(1e-7 * tail));
        assertThat(interval.halfWidth())
                .isEqualTo(Math.max(interval.mean() - interval.lower(), interval.upper() - interval.mean()));
    }

    /** Published limits of 3 hits in 1,000. */
    @Test
    void theEndsAreThePublishedOnes() {
        Interval interval = Proportions.clopperPearson(3, 1_000, 0.95);
        assertThat(interval.lower()).isCloseTo(0.0006190999316, within(1e-12));
        assertThat(interval.upper()).isCloseTo(0.008742023239, within(1e-12));
    }

    /** (1 - upper)^20 = 0.05: nothing can be lost at the other end, which has no error to share. */
    @Test
    void withoutAHitTheUpperEndHasTheWholeError() {
        Interval none = Proportions.clopperPearson(0, 20, 0.95);
        assertThat(none.lower()).isZero();
        assertThat(Math.pow(1 - none.upper(), 20)).isCloseTo(0.05, within(1e-14));
        Interval all = Proportions.clopperPearson(20, 20, 0.95);
        assertThat(all.upper()).isEqualTo(1);
        assertThat(all.lower()).isCloseTo(1 - none.upper(), within(1e-14));
    }

    /** Half a hit lies between none and one, and the limits are mirrored where misses are counted instead. */
    @Test
    void hitsNeedNotBeWhole() {
        Interval half = Proportions.clopperPearson(0.5, 100, 0.95);
        Interval one = Proportions.clopperPearson(1, 100, 0.95);
        assertThat(half.lower()).isBetween(0.0, one.lower());
        assertThat(half.upper()).isBetween(1 - Math.pow(0.025, 0.01), one.upper());
        Interval mirrored = Proportions.clopperPearson(99.5, 100, 0.95);
        assertThat(mirrored.lower()).isCloseTo(1 - half.upper(), within(1e-12));
        assertThat(mirrored.upper()).isCloseTo(1 - half.lower(), within(1e-12));
    }

    /**
     * Ten replications of 100 requests. If each tenth request of all replications is refused, they are as good as 1,000 trials; if all
     * requests of one replication are, the mean is 0.1 as well, its standard error is 0.1, and they are as good as 0.1 x 0.9 / 0.1² = 9.
     */
    @Test
    void requestsRefusedTogetherCountAsFew() {
        assertThat(Proportions.independentTrials(0.1, 1_000, 0)).isEqualTo(1_000);
        double[] shares = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        double standardError = Math.sqrt(Moments.variance(shares) / 10);
        assertThat(Proportions.independentTrials(0.1, 1_000, standardError)).isCloseTo(9, within(1e-9));
    }

    /** 0.9 hits have 2.9 degrees of freedom, not the 9 of ten replications. */
    @Test
    void fewHitsGiveFewDegreesOfFreedom() {
        double ratio = 1.959963984540054 / Intervals.tQuantile(2.9, 0.95);
        assertThat(Proportions.effectiveTrials(0.1, 1_000, 0.1, 9, 0.95)).isCloseTo(9 * ratio * ratio, within(1e-9));
        double wide = 1.959963984540054 / 12.706204736; // two replications
        assertThat(Proportions.effectiveTrials(0.1, 1_000, 0.1, 1, 0.95)).isCloseTo(9 * wide * wide, within(1e-9));
    }

    /** Where all replications agree, chance or not, no more trials than requests. */
    @Test
    void trialsAreNeverMoreThanRequests() {
        assertThat(Proportions.effectiveTrials(0.01, 1_000, 0, 9, 0.95)).isEqualTo(1_000);
        assertThat(Proportions.effectiveTrials(0.01, 1_000, 1e-9, 9, 0.95)).isEqualTo(1_000);
    }

    private static double binomialUpTo(int hits, int trials, double p) {
        double[] terms = new double[hits + 1];
        double log = trials * Math.log1p(-p);
        for (int k = 0; k <= hits; k++) {
            terms[k] = Math.exp(log);
            log += Math.log((trials - k) / (k + 1.0)) + Math.log(p) - Math.log1p(-p);
        }
        return Arrays.stream(terms).sum();
    }
}
