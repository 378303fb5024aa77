package org.ioasidsim.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** An exact interval must be exact at its ends, where the score interval is not. */
class ClopperPearsonTest {
    @Test
    void endsAreWhereTheCountSeenBecomesUnlikely() {
        Interval interval = ClopperPearson.limits(3, 1000, 0.95); // by 50-digit arithmetic
        assertThat(interval.lower()).isCloseTo(0.0006190999316, within(1e-12));
        assertThat(interval.upper()).isCloseTo(0.008742023239, within(1e-12));
        assertThat(interval.halfWidth()).isEqualTo(interval.upper() - 0.003);
    }

    @Test
    void withoutAHitOrAMissOneEndHasTheWholeError() {
        assertThat(ClopperPearson.limits(0, 10, 0.95).upper()).isCloseTo(1 - Math.pow(0.05, 0.1), within(1e-9));
        assertThat(ClopperPearson.limits(0, 10, 0.95).lower()).isZero();
        assertThat(ClopperPearson.limits(10, 10, 0.95).lower()).isCloseTo(Math.pow(0.05, 0.1), within(1e-9));
        assertThat(ClopperPearson.limits(10, 10, 0.95).upper()).isEqualTo(1);
    }

    @Test
    void isTheMirrorImageForMisses() {
        Interval hits = ClopperPearson.limits(2, 9, 0.9);
        Interval misses = ClopperPearson.limits(7, 9, 0.9);
        assertThat(misses.lower()).isCloseTo(1 - hits.upper(), within(1e-9));
        assertThat(misses.upper()).isCloseTo(1 - hits.lower(), within(1e-9));
    }
}
