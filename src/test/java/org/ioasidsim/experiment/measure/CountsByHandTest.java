package org.ioasidsim.experiment.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.ReplicationResult.TimeToBind;
import org.ioasidsim.experiment.summary.ReplicationResult.Timeline;
import org.ioasidsim.experiment.summary.ReplicationResult.WindowFairness;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.stats.fair.MaxMinShares;
import org.junit.jupiter.api.Test;

/** Refusals by kind, waits by bin, state by sample and fairness by window, of a few that are counted by hand. */
class CountsByHandTest {
    private final RefusalCounts refusals = new RefusalCounts();

    private void refuse(Limit limit, String level, Errno errno, int times) {
        var refusal = new Refusal();
        refusal.set(limit, level, errno);
        for (int i = 0; i < times; i++) {
            refusals.add(refusal);
        }
    }

    @Test
    void refusalsAreCountedByLimitThenLevel() {
        refuse(Limit.POOL, "host", Errno.ENOSPC, 2);
        refuse(Limit.MISC, "/b", Errno.EBUSY, 1);
        refuse(Limit.MISC, "/a", Errno.EBUSY, 3);
        refuse(Limit.MISC, "/b", Errno.EBUSY, 4);
        refuse(Limit.POOL, "host", Errno.ENOSPC, 1);
        refuse(Limit.POLICY, "/a", Errno.EBUSY, 1);
        refuse(Limit.POLICY, "/a", Errno.EAGAIN, 2);
        assertThat(refusals.of("web"))
                .containsExactly(
                        new RefusalCount("web", Limit.MISC, "/a", Errno.EBUSY, 3),
                        new RefusalCount("web", Limit.MISC, "/b", Errno.EBUSY, 5),
                        new RefusalCount("web", Limit.POOL, "host", Errno.ENOSPC, 3),
                        new RefusalCount("web", Limit.POLICY, "/a", Errno.EBUSY, 1),
                        new RefusalCount("web", Limit.POLICY, "/a", Errno.EAGAIN, 2));
        refusals.clear();
        assertThat(refusals.of("web")).isEmpty();
        refuse(Limit.POLICY, "/a", Errno.EAGAIN, 1);
        assertThat(refusals.of("web")).containsExactly(new RefusalCount("web", Limit.POLICY, "/a", Errno.EAGAIN, 1));
    }

    /** Twenty bins a decade: the first ends at a microsecond, the 121st at a second, the last but one at 10^8 s. */
    @Test
    void waitsFallIntoTheBinsOfTheirSize() {
        var tally = new TenantTally(5, 2, 1, 1);
        tally.countGrantAtOnce(1, 0);
        for (double wait : new double[] {1e-9, 1e-6, 0.99, 1, 1.05, 1e7, 1e9}) {
            tally.countGrant(0, 1, 2, wait);
        }
        tally.countNever(0, 1);
        tally.countPending(0, 3);
        TimeToBind found = WaitHistogram.of(tally);
        assertThat(found.never()).isOne();
        assertThat(found.pending()).isOne();
        assertThat(found.secondsUpTo()).hasSize(282);
        assertThat(found.secondsUpTo()[0]).isZero();
        assertThat(found.secondsUpTo()[1]).isCloseTo(1e-6, within(1e-18));
        assertThat(found.secondsUpTo()[121]).isCloseTo(1, within(1e-12));
        assertThat(found.secondsUpTo()[281]).isCloseTo(1e8, within(1e-3));
        long[] expected = new long[282];
        expected[0] = 1;
        expected[1] = 2;
        expected[121] = 2;
        expected[122] = 1;
        expected[261] = 1;
        expected[281] = 1; // longer than any bin
        assertThat(found.grants()).isEqualTo(expected);
    }

    /** Samples at 0, 2, 4 and 6 s: what holds just before the instant's events, and the refusals since the sample before. */
    @Test
    void aSampleShowsWhatHasBeenUntilThen() {
        var timeline = new TimelineRecorder(2, 2, 6);
        TenantTally[] tallies = {new TenantTally(5, 2, 1, 1), new TenantTally(5, 2, 1, 1)};
        var shares = new MaxMinShares(new double[] {1, 1}, 10);
        assertThat(timeline.nextAt()).isZero();
        timeline.sample(0, tallies, shares, 1); // nothing is due before 0
        assertThat(timeline.nextAt()).isZero();
        tallies[0].held = 3;
        tallies[0].unmet = 1;
        shares.update(0, 4, false, 0);
        timeline.refused(0);
        timeline.refused(0);
        timeline.sample(1, tallies, shares, 1); // that of 0 s
        assertThat(timeline.nextAt()).isEqualTo(2);
        timeline.refused(1);
        tallies[1].held = 2;
        shares.update(1, 2, false, 1);
        timeline.sample(5, tallies, shares, 1); // those of 2 s and 4 s
        assertThat(timeline.nextAt()).isEqualTo(6);
        tallies[0].held = 5;
        timeline.finish(6, tallies, shares, 1);
        assertThat(timeline.nextAt()).isInfinite();
        timeline.refused(0); // nobody sees it
        Timeline found = timeline.result();
        assertThat(found.timeSeconds()).containsExactly(0, 2, 4, 6);
        assertThat(found.held()).isDeepEqualTo(new int[][] {{3, 3, 3, 5}, {0, 2, 2, 2}});
        assertThat(found.unmet()).isDeepEqualTo(new int[][] {{1, 1, 1, 1}, {0, 0, 0, 0}});
        assertThat(found.refusals()).isDeepEqualTo(new int[][] {{2, 0, 0, 0}, {0, 1, 0, 0}});
        assertThat(found.entitlement()).isDeepEqualTo(new double[][] {{4, 4, 4, 4}, {0, 2, 2, 2}});
    }

    @Test
    void aRunThatEndsBeforeASampleHasNoneOfIt() {
        var timeline = new TimelineRecorder(1, 2, 5.9);
        TenantTally[] tallies = {new TenantTally(5, 2, 1, 1)};
        timeline.finish(3, tallies, new MaxMinShares(new double[] {1}, 10), 1);
        assertThat(timeline.result().timeSeconds()).containsExactly(0, 2);
        assertThat(timeline.nextAt()).isEqualTo(4);
    }

    /**
     * Windows of two base windows. In the first, shares of entitlement are 1 and 1/2 and satisfactions 1 and 0: Jain's index is (3/2)^2 over
     * 2 (1 + 1/4), and 1/2. In the second, nobody asks or is entitled to anything; in the third, all get what they ask for.
     */
    @Test
    void aWindowThatHasNoIndexCountsForNone() {
        var window = new WindowTally(2, 2);
        window.add(0, 3, 4, 2, 2);
        window.add(1, 1, 3, 0, 1);
        window.endBaseWindow();
        window.add(0, 1, 0, 0, 0);
        window.add(1, 1, 1, 0, 3);
        window.endBaseWindow();
        window.endBaseWindow();
        window.endBaseWindow();
        window.add(0, 2, 2, 5, 5);
        window.endBaseWindow();
        window.add(1, 3, 3, 1, 1);
        window.endBaseWindow();
        window.add(0, 7, 7, 1, 9); // of a window that does not end
        window.endBaseWindow();
        WindowFairness found = window.result(0.5);
        assertThat(found.windowSeconds()).isEqualTo(1);
        assertThat(found.jainEntitlement()).isCloseTo((0.9 + 1) / 2, within(1e-12));
        assertThat(found.jainSatisfaction()).isCloseTo((0.5 + 1) / 2, within(1e-12));
        WindowFairness none = new WindowTally(2, 4).result(0.5);
        assertThat(none.windowSeconds()).isEqualTo(2);
        assertThat(none.jainEntitlement()).isNaN();
        assertThat(none.jainSatisfaction()).isNaN();
    }
}
