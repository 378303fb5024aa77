package org.ioasidsim.experiment.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Denials of a tenant that starves after 5 s, followed by hand: who asks no more is not denied, and who got some in between was not denied all the time. */
class DenialTallyTest {
    private final DenialTally denial = new DenialTally(5);

    private void check(int windows, double denied, double longest, double starved) {
        assertThat(denial.windows()).isEqualTo(windows);
        assertThat(denial.deniedSeconds()).isEqualTo(denied);
        assertThat(denial.longestSeconds()).isEqualTo(longest);
        assertThat(denial.starvedSeconds()).isEqualTo(starved);
    }

    private void finish(double endSeconds) {
        denial.close(denial.endOfOpen(endSeconds));
    }

    @Test
    void aWindowLastsFromTheFirstRefusalToTheNextGrant() {
        check(0, 0, 0, 0);
        denial.close(2); // a grant where nothing was refused
        check(0, 0, 0, 0);
        denial.refused(3);
        denial.refused(4);
        assertThat(denial.since()).isEqualTo(3);
        denial.close(7);
        check(1, 7 - 3, 7 - 3, 0);
        assertThat(denial.isOpen()).isFalse();
        denial.close(8);
        denial.refused(10);
        denial.close(11);
        check(2, 4 + 1, 4, 0);
    }

    /** Windows of 4, 5, 7 and 15 s: beyond 5 s each are 2 and 10 s. */
    @Test
    void starvationIsWhatOfEachWindowLiesBeyondTheThreshold() {
        double at = 0;
        for (double length : new double[] {4, 5, 7, 15}) {
            denial.refused(at);
            denial.close(at + length);
            at += 100;
        }
        check(4, 4 + 5 + 7 + 15, 15, 2 + 10);
    }

    @Test
    void whoAsksNoMoreIsDeniedUntilItsLastRefusal() {
        denial.refused(3);
        denial.refused(9);
        finish(100);
        check(1, 9 - 3, 9 - 3, 1);
    }

    @Test
    void whoStopsWaitingIsDeniedUntilThen() {
        denial.refused(3);
        denial.gaveUp(20);
        finish(100);
        check(1, 20 - 3, 20 - 3, 20 - 3 - 5);
    }

    @Test
    void whoStillWaitsIsDeniedUntilTheEnd() {
        denial.refused(3);
        denial.waitsAtEnd();
        finish(100);
        check(1, 97, 97, 92);
    }

    @Test
    void oneRefusalAloneIsAWindowOfNoLength() {
        denial.refused(3);
        finish(100);
        check(1, 0, 0, 0);
    }

    /** Refused from 2 s on; measured from 10 s on, when it has starved for 3 s already. */
    @Test
    void ofAWindowThatBeganBeforeMeasuringCountsWhatLiesAfter() {
        denial.refused(2);
        denial.restart(10);
        denial.close(12);
        check(1, 12 - 10, 12 - 10, 12 - 10);
        denial.refused(13);
        denial.close(20);
        check(2, 2 + 7, 7, 2 + 2);
        denial.restart(30);
        check(0, 0, 0, 0);
    }

    @Test
    void aWindowWhoseTenantAskedNoMoreBeforeMeasuringIsNone() {
        denial.refused(2);
        denial.restart(10);
        finish(100);
        check(0, 0, 0, 0);
    }
}
