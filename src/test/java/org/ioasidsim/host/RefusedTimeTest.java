package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Time counts while an instance lives, and is refused time for all of them or for those whose own limit is full. */
class RefusedTimeTest {
    @Test
    void countsNothingWhileNoInstanceLives() {
        var time = new RefusedTime(10);
        time.refuse(true, 12);
        time.settle(20);
        assertThat(time.livedSeconds()).isZero();
        assertThat(time.refusedSeconds()).isZero();
        time.instances(2, 0);
        time.settle(23);
        assertThat(time.livedSeconds()).isEqualTo(3);
        assertThat(time.refusedSeconds()).isEqualTo(3);
    }

    @Test
    void countsTheInstancesThatAreFullWhileTheOthersAreNotRefused() {
        var time = new RefusedTime(0);
        time.instances(4, 1);
        time.settle(8); // one of four for 8 s: 2
        time.refuse(true, 10); // and for 2 s more: 0.5
        time.settle(13); // all for 3 s
        time.refuse(true, 14); // no change, and no settling: all for 1 s more
        time.refuse(false, 15); // all for 2 s since 13 s
        time.settle(19); // one of four for 4 s: 1
        assertThat(time.livedSeconds()).isEqualTo(19);
        assertThat(time.refusedSeconds()).isEqualTo(2 + 0.5 + 3 + 2 + 1);
    }

    @Test
    void addsWhatAllWereRefusedInCommonToWhatTheFullOnesWere() {
        var time = new RefusedTime(0);
        time.instances(2, 1);
        time.settle(10, 4); // both for 4 s, one of two for the other 6 s
        assertThat(time.refusedSeconds()).isEqualTo(4 + 3);
        time.restart();
        time.settle(11, 0);
        assertThat(time.livedSeconds()).isEqualTo(1);
        assertThat(time.refusedSeconds()).isEqualTo(0.5);
    }

    @Test
    void isSharedWhileInstancesLiveAndNoneIsFull() {
        var time = new RefusedTime(0);
        assertThat(time.isShared()).isFalse();
        time.instances(2, 0);
        assertThat(time.isShared()).isTrue();
        time.instances(2, 1);
        assertThat(time.isShared()).isFalse();
        assertThat(time.instances()).isEqualTo(2);
        assertThat(time.fullInstances()).isEqualTo(1);
    }

    @Test
    void equalsAnotherOnlyWhereAllFourAreTheSame() {
        var time = new RefusedTime(0);
        time.instances(1, 0);
        time.refuse(true, 3);
        time.settle(5);
        var copy = new RefusedTime(1);
        copy.set(time);
        assertThat(copy.equalsExactly(time)).isTrue();
        assertThat(copy.livedSeconds()).isEqualTo(5);
        assertThat(copy.refusedSeconds()).isEqualTo(2);

        copy.settle(6); // no instance of its own: only the time it was settled at differs
        assertThat(copy.equalsExactly(time)).isFalse();
        copy.set(time);
        copy.turn(5); // now it is not refused
        assertThat(copy.equalsExactly(time)).isFalse();
        copy.set(time);
        copy.restart();
        assertThat(copy.equalsExactly(time)).isFalse();
    }
}
