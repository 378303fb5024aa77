package org.ioasidsim.experiment.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** One tenant's counts and integrals, followed by hand; a request starves after 5 s, and holds below 2 s count as 2 s. */
class TenantTallyTest {
    private final TenantTally tally = new TenantTally(5, 2, 1, 1);

    @Test
    void integralsAreTheSumOfAmountTimesTime() {
        var wide = new TenantTally(5, 2, 3, 2); // a request needs 3 of what is held, and 2 are one unit
        wide.ids = 1;
        wide.held = 4;
        wide.unmet = 2;
        wide.settle(10);
        wide.held = 6;
        wide.ids = 2;
        wide.unmet = 0;
        assertThat(wide.heldIntegral()).isEqualTo(4 * 10 / 2.0);
        assertThat(wide.heldIntegral(13)).isEqualTo((4 * 10 + 6 * 3) / 2.0);
        assertThat(wide.unmetIntegral()).isEqualTo(2 * 10 * 3 / 2.0);
        assertThat(wide.unmetIntegral(13)).isEqualTo(2 * 10 * 3 / 2.0);
        assertThat(wide.idsIntegral()).isEqualTo(10);
        assertThat(wide.idsIntegral(13)).isEqualTo(10 + 2 * 3);
        assertThat(wide.heldPeak()).as("6 are held for no time yet").isEqualTo(2);
        wide.settle(13);
        assertThat(wide.heldPeak()).isEqualTo(3);
        assertThat(wide.heldUnits()).isEqualTo(3);
        wide.unmet = 3;
        assertThat(wide.unmetUnits()).isEqualTo(4); // 9 needed, in whole pairs
        assertThat(wide.unmetIntegral(15)).isEqualTo((2 * 10 + 3 * 2) * 3 / 2.0);
        wide.restart(15);
        assertThat(wide.heldIntegral()).isZero();
        assertThat(wide.idsIntegral()).isZero();
        assertThat(wide.unmetIntegral()).isZero();
        wide.settle(16);
        assertThat(wide.heldPeak()).isEqualTo(3);
        assertThat(wide.heldIntegral()).isEqualTo(3);
    }

    @Test
    void onlyRequestsOfTheMeasuredTimeAreCounted() {
        tally.restart(10);
        tally.countAttempt(9.9);
        tally.countAttempt(10);
        assertThat(tally.attempts()).isOne();
        tally.countNever(9.9, 11);
        assertThat(tally.never).isZero();
        tally.countNever(10, 11);
        assertThat(tally.never).isOne();
        tally.countPending(9, 20);
        assertThat(tally.pendingCount).isZero();
        for (int i = 0; i < 9; i++) {
            tally.countPending(11 + i, 20);
        }
        assertThat(tally.pendingCount).isEqualTo(9);
        assertThat(tally.pendingAges).startsWith(9, 8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(tally.longestWait).isEqualTo(9);
        tally.countGrant(9, 1, 2, 12);
        assertThat(tally.grants()).isZero();
        tally.countGrant(10, 1, 2, 10);
        assertThat(tally.grants()).isOne();
        assertThat(tally.firstTryGrants()).isZero();
        assertThat(tally.grantsWithoutWait()).isOne();
        tally.countGrant(10, 1, 1, 22);
        assertThat(tally.firstTryGrants()).isOne();
        assertThat(tally.longestWait).isEqualTo(12);
        assertThat(tally.waitCount).isOne();
        assertThat(tally.waits[0]).isEqualTo(12);
        tally.countGrantAtOnce(1, 23);
        assertThat(tally.requests()).isOne();
        assertThat(tally.attempts()).isEqualTo(2);
        assertThat(tally.grants()).isEqualTo(3);
        assertThat(tally.firstTryGrants()).isEqualTo(2);
        assertThat(tally.grantsWithoutWait()).isEqualTo(2);
    }

    @Test
    void waitsBeyondTheFirstRoomAreKept() {
        for (int i = 1; i <= 65; i++) {
            tally.countGrant(0, 1, 2, i);
        }
        assertThat(tally.waitCount).isEqualTo(65);
        assertThat(tally.waits[64]).isEqualTo(65);
        assertThat(tally.waits[0]).isEqualTo(1);
    }

    /** A request starves that waited for more than 5 s, whatever became of it. */
    @Test
    void aRequestStarvesThatWaitsLongerThanTheThreshold() {
        tally.countGrant(0, 1, 2, 5);
        tally.countNever(1, 6);
        tally.countPending(2, 7);
        assertThat(tally.starvedRequests).as("just not").isZero();
        tally.countGrant(0, 1, 2, 5.5);
        assertThat(tally.starvedRequests).isOne();
        tally.countNever(1, 6.5);
        assertThat(tally.starvedRequests).isEqualTo(2);
        tally.countPending(2, 7.5);
        assertThat(tally.starvedRequests).isEqualTo(3);
        tally.restart(20);
        tally.countGrant(10, 1, 2, 21);
        assertThat(tally.starvedRequests).as("of the measured time").isZero();
    }

    @Test
    void firstTriesAreThoseThatWereDecided() {
        tally.countGrantAtOnce(1, 1);
        tally.countModestGrant();
        tally.countFirstTryRefusal(true);
        tally.countFirstTryRefusal(false);
        assertThat(tally.firstTries()).isEqualTo(3);
        assertThat(tally.modestGrants).isOne();
        assertThat(tally.modestRefusals).isOne();
        tally.restart(2);
        assertThat(tally.firstTries() + tally.modestGrants + tally.modestRefusals)
                .isZero();
    }

    /** Waits of 3 s, 0 s and 1 s before holds of 6 s, 0.5 s and 1 s; the last holds without end. */
    @Test
    void slowdownsWeighWaitsByHolds() {
        assertThat(tally.weightedSlowdown()).isNaN();
        assertThat(tally.boundedSlowdown()).isNaN();
        tally.countGrant(0, 6, 2, 3);
        tally.countGrantAtOnce(0.5, 3);
        tally.countGrant(4, 1, 2, 5);
        assertThat(tally.weightedSlowdown()).isCloseTo(1 + 4 / 7.5, within(1e-12));
        // 9/6; (0 + 0.5) / 2 is below 1; (1 + 1) / 2
        assertThat(tally.boundedSlowdown()).isCloseTo((1.5 + 1 + 1) / 3, within(1e-12));
        tally.countGrant(5, Double.POSITIVE_INFINITY, 2, 9);
        assertThat(tally.weightedSlowdown()).isCloseTo(1 + 4 / 7.5, within(1e-12));
        assertThat(tally.boundedSlowdown()).isCloseTo((1.5 + 1 + 1 + 1) / 4, within(1e-12));
        assertThat(tally.holdTotal).isEqualTo(7.5);
        tally.countGrant(9, 1, 2, 11);
        assertThat(tally.boundedSlowdown()).as("(2 + 1) / 2").isCloseTo((4.5 + 1.5) / 5, within(1e-12));
        tally.countNever(9, 11);
        assertThat(tally.weightedSlowdown()).isInfinite();
        assertThat(tally.boundedSlowdown()).isInfinite();
        tally.restart(20);
        assertThat(tally.weightedSlowdown()).isNaN();
        tally.countGrantAtOnce(1, 20);
        assertThat(tally.weightedSlowdown()).isOne();
        assertThat(tally.boundedSlowdown()).isOne();
    }
}
