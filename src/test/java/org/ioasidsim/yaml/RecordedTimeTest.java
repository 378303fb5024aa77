package org.ioasidsim.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Empty years before a recording must not be simulated, and empty hours inside one must not pass unseen; short ones are no news. */
class RecordedTimeTest {
    private static RecordedTime of(double... startsAndEnds) {
        var time = new RecordedTime();
        for (int i = 0; i < startsAndEnds.length; i += 2) {
            time.add(startsAndEnds[i], startsAndEnds[i + 1]);
        }
        return time;
    }

    /** Late is an hour or more, and more than the lifetimes take: 4,000 s of nothing before 4,001 s of something is not. */
    @Test
    void beginsAtTheFirstRowOnlyWhereMostOfTheClockWouldBeEmpty() {
        assertThat(of(0, 5, 7, 9).originSeconds()).isZero();
        assertThat(of(3599, 3600).originSeconds()).isZero();
        assertThat(of(3600, 3700).originSeconds()).isEqualTo(3600);
        assertThat(of(4000, 8000).originSeconds()).isZero();
        assertThat(of(4000, 7999).originSeconds()).isEqualTo(4000);
        assertThat(of().originSeconds()).isZero();
    }

    @Test
    void saysWhenUnixTimeBeganAndNotOtherClocks() {
        assertThat(of(1_700_000_000, 1_700_000_001).sentences())
                .containsExactly("the first row starts at 1700000000 s (2023-11-14 22:13:20 UTC if that is Unix time):"
                        + " all times are moved so that it starts at 0");
        assertThat(of(10_000_000, 10_000_001).sentences())
                .containsExactly("the first row starts at 10000000 s: all times are moved so that it starts at 0");
    }

    /** Silent is 60 s and a fifth of all; a lifetime that lasts on fills it. */
    @Test
    void saysHowLongNothingHappens() {
        assertThat(of(0, 10, 70, 80).sentences())
                .containsExactly("nothing starts or lives for 60 s, from 10 s on: simulated as it is; cut the recording"
                        + " there if the clock was set");
        assertThat(of(0, 10, 69, 80).sentences()).isEmpty();
        assertThat(of(0, 75, 70, 80).sentences()).isEmpty();
        assertThat(of(0, 10, 70, 400).sentences()).isEmpty();
        assertThat(of(0, 5000, 1_641_021_254, 1_641_021_255).sentences().get(0))
                .contains("nothing starts or lives for 19000 d");
    }
}
