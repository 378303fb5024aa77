package org.ioasidsim.stats.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Times measured during a run: who still waits is not forgotten. */
class TimesTest {
    private static final double[] NONE = {};

    @Test
    void withoutCensoringKaplanMeierIsTheEmpiricalQuantile() {
        double[] granted = {4, 1, 3, 2};
        assertThat(quantile(0, granted, NONE, 0, 0.5)).isEqualTo(2);
        assertThat(quantile(0, granted, NONE, 0, 0.51)).isEqualTo(3);
        assertThat(quantile(0, granted, NONE, 0, 1)).isEqualTo(4);
        assertThat(quantile(0, NONE, NONE, 0, 0.5)).isNaN();
        assertThat(quantile(6, granted, NONE, 0, 0.6)).isZero(); // 6 of 10
        assertThat(quantile(6, granted, NONE, 0, 0.61)).isEqualTo(1);
    }

    private static double quantile(long atOnce, double[] granted, double[] censored, long never, double part) {
        return KaplanMeier.quantiles(atOnce, granted, censored, never, part)[0];
    }

    @Test
    void whoGaveUpWaitsForEver() {
        double[] granted = {1, 1, 1};
        assertThat(quantile(0, granted, NONE, 1, 0.75)).isEqualTo(1);
        assertThat(quantile(0, granted, NONE, 1, 0.76)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void whoStillWaitsLeavesTheRiskSetWhenLastSeen() {
        // 5 at risk at 1: S = 4/5; one censored at 2; at 3 one of 3: S = 8/15; at 4 one of 2: S = 4/15; the last is
        // censored at 5.
        double[] granted = {1, 3, 4};
        double[] censored = {2, 5};
        assertThat(quantile(0, granted, censored, 0, 0.2)).isEqualTo(1);
        assertThat(quantile(0, granted, censored, 0, 7.0 / 15)).isEqualTo(3);
        assertThat(quantile(0, granted, censored, 0, 0.5)).isEqualTo(4);
        assertThat(quantile(0, granted, censored, 0, 0.9)).isNaN();
    }

    @Test
    void severalQuantilesAtOnceAreThoseAskedForOneByOne() {
        double[] granted = {4, 1, 3, 1, 2, 7, 5};
        double[] censored = {2, 6};
        double[] parts = {0.1, 0.25, 0.25, 0.5, 0.75, 0.85, 0.99};
        double[] found = KaplanMeier.quantiles(2, granted, censored, 1, parts);
        assertThat(found).startsWith(0).endsWith(Double.POSITIVE_INFINITY).hasSameSizeAs(parts);
        for (int i = 0; i < parts.length; i++) {
            assertThat(found[i]).isEqualTo(quantile(2, granted, censored, 1, parts[i]));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaplanMeier.quantiles(0, granted, censored, 0, 0.5, 0.4))
                .withMessage("part 0.4 is asked for after 0.5");
    }

    @Test
    void binsGiveTheUpperEndOfTheBinInWhichTheQuantileLies() {
        double[] upTo = {0, 1, 2, 4, 8};
        long[] granted = {90, 4, 0, 3, 0};
        long[] censored = {0, 0, 0, 0, 0};
        assertThat(KaplanMeier.quantile(upTo, granted, censored, 3, 0.5)).isZero();
        assertThat(KaplanMeier.quantile(upTo, granted, censored, 3, 0.94)).isEqualTo(1);
        assertThat(KaplanMeier.quantile(upTo, granted, censored, 3, 0.97)).isEqualTo(4);
        assertThat(KaplanMeier.quantile(upTo, granted, censored, 3, 0.99)).isEqualTo(Double.POSITIVE_INFINITY);
        // 100 at risk, 90 granted at once, 4 then seen last within 1 s: of the other 6, 3 are granted by 4 s: S = 0.1 *
        // 0.5.
        assertThat(KaplanMeier.quantile(upTo, new long[] {90, 0, 0, 3, 0}, new long[] {0, 4, 0, 0, 0}, 3, 0.95))
                .isEqualTo(4);
    }
}
