package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.ioasidsim.kernel.Hosts;
import org.ioasidsim.kernel.IdListener;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gate that shuts at 2 s and opens at 5 s: each clock behind it counts by what it was itself before, shared with others or not. */
class HostGateTest {
    private final Kernel kernel = Hosts.pasids(16).kernel(new IdListener() {
        @Override
        public void allocated(int id) {}

        @Override
        public void released(int id) {}
    });
    private final RequestShape shape =
            new Shapes(kernel, Reclaimer.NONE).of(new User(Long.MAX_VALUE), 0, false, kernel.device("dev"));
    private final HostGate gate = new HostGate(new Gate(kernel.root(), shape, null, new AllGates(), 0), shape);

    @BeforeEach
    void shutFromTwoToFive() {
        gate.refresh(true, 1);
        assertThat(gate.isShut()).isFalse();
        assertThat(gate.changes()).isZero();
        gate.refresh(false, 2);
        assertThat(gate.isShut()).isTrue();
        assertThat(gate.changesBefore()).isZero();
        gate.refresh(false, 3);
        assertThat(gate.changesBefore()).isEqualTo(1);
        gate.refresh(true, 5);
        assertThat(gate.changes()).isEqualTo(2);
        assertThat(gate.isShut()).isFalse();
    }

    private static RefusedTime clock(int instances, int full) {
        var time = new RefusedTime(0);
        time.instances(instances, full);
        return time;
    }

    private static double refusedAtTen(RefusedTime time) {
        time.settle(10);
        assertThat(time.livedSeconds()).isEqualTo(10);
        return time.refusedSeconds();
    }

    @Test
    void whoWasAsTheOthersWereCountsAsTheyDo() {
        RefusedTime first = clock(1, 0);
        RefusedTime second = clock(3, 0);
        gate.count(first, 0, 2);
        gate.count(second, 0, 2);
        assertThat(refusedAtTen(first)).isEqualTo(3);
        assertThat(refusedAtTen(second)).isEqualTo(3);
    }

    @Test
    void whoWasOtherwiseCountsByItself() {
        RefusedTime first = clock(1, 0);
        gate.count(first, 0, 2);
        RefusedTime refusedSinceOne = clock(1, 0);
        refusedSinceOne.refuse(true, 1);
        gate.count(refusedSinceOne, 0, 2); // toggles at 2 s and at 5 s
        RefusedTime halfFull = clock(2, 1);
        gate.count(halfFull, 0, 2);
        assertThat(refusedAtTen(first)).isEqualTo(3);
        assertThat(refusedAtTen(refusedSinceOne)).isEqualTo(1 + 5);
        assertThat(refusedAtTen(halfFull)).isEqualTo(3 + 7 / 2.0);
        RefusedTime last = clock(1, 0);
        gate.count(last, 0, 2);
        assertThat(refusedAtTen(last)).as("after one that could not be shared").isEqualTo(3);
    }

    @Test
    void whoCountedTheFirstChangeCountsTheOtherOnly() {
        RefusedTime all = clock(1, 0);
        gate.count(all, 0, 2);
        RefusedTime byParts = clock(1, 0);
        gate.count(byParts, 0, 1);
        gate.count(byParts, 1, 1);
        gate.count(byParts, 1, 2);
        RefusedTime secondOnly = clock(1, 0);
        gate.count(secondOnly, 1, 2);
        assertThat(refusedAtTen(byParts)).isEqualTo(3);
        assertThat(refusedAtTen(secondOnly))
                .as("refused from the toggle at 5 s on")
                .isEqualTo(5);
    }

    @Test
    void isFullAfterAThousandAndTwentyFourChangesUntilTheyAreForgotten() {
        for (int change = 2; change < 1024; change++) {
            assertThat(gate.isFull()).isFalse();
            gate.refresh(gate.isShut(), 4 + change);
        }
        assertThat(gate.isFull()).isTrue();
        gate.forget();
        assertThat(gate.isFull()).isFalse();
        assertThat(gate.changes()).isZero();
        gate.refresh(gate.isShut(), 2_000);
        RefusedTime time = clock(1, 0);
        gate.count(time, 0, 1);
        time.settle(2_001);
        assertThat(time.refusedSeconds()).isEqualTo(1);
    }
}
