package org.ioasidsim.kernel.ioasid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lowest free id is found beyond all that are taken, at the edges of words, of their summaries and of pages. */
class IdSpaceByHandTest {
    private final IdSpace space = new IdSpace();

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 4_096, 4_097, 70_000, 300_000})
    void allThatAreTakenInARowArePassedOver(int count) {
        for (int id = 0; id < count; id++) {
            if (space.tryTake(0, count) != id) {
                throw new AssertionError("not " + id);
            }
        }
        assertThat(space.count()).isEqualTo(count);
        assertThat(space.tryTake(0, count - 1)).isEqualTo(IdSpace.NONE);
        assertThat(space.hasFree(0, count - 1)).isFalse();
        assertThat(space.hasFree(0, count)).isTrue();
        assertThat(space.lowestFree(0, IdSpace.LAST_ID)).isEqualTo(count);
        assertThat(space.isTaken(count)).isFalse();
        int last = count - 1;
        space.release(last);
        assertThat(space.lowestFree(0, last)).isEqualTo(last);
        int half = last / 2;
        if (half < last) {
            space.release(half);
        }
        assertThat(space.lowestFree(0, last)).isEqualTo(half);
        assertThat(space.tryTake(half + 1, last)).isEqualTo(half < last ? last : IdSpace.NONE);
    }

    @Test
    void whatIsTakenIsFoundInOrder() {
        int[] ids = {0, 63, 64, 4_095, 4_096, 500_000, 1_048_575};
        for (int id : ids) {
            space.take(id);
        }
        int from = 0;
        for (int id : ids) {
            assertThat(space.nextTaken(from)).isEqualTo(id);
            assertThat(space.nextTaken(id)).isEqualTo(id);
            from = id + 1;
        }
        assertThat(space.nextTaken(from)).isEqualTo(IdSpace.NONE);
        assertThat(space.nextTaken(-1)).isEqualTo(IdSpace.NONE);
        assertThat(space.count()).isEqualTo(7);
        assertThat(space.lowestFree(63, 70)).isEqualTo(65);
    }

    @Test
    void theLastIdIsTheLast() {
        space.take(IdSpace.LAST_ID);
        assertThat(space.tryTake(IdSpace.LAST_ID, IdSpace.LAST_ID)).isEqualTo(IdSpace.NONE);
        assertThat(space.tryTake(IdSpace.LAST_ID - 1, IdSpace.LAST_ID)).isEqualTo(IdSpace.LAST_ID - 1);
        assertThat(space.nextTaken(5)).isEqualTo(IdSpace.LAST_ID - 1);
    }

    /** A search is remembered: a release inside what it passed over, or before it, must not be overlooked. */
    @Test
    void aRememberedSearchForgetsWhatIsReleased() {
        for (int id = 1; id <= 200; id++) {
            space.take(id);
        }
        assertThat(space.lowestFree(1, 200)).isEqualTo(IdSpace.NONE);
        space.release(150);
        assertThat(space.lowestFree(1, 149)).isEqualTo(IdSpace.NONE);
        assertThat(space.lowestFree(1, 150)).isEqualTo(150);
        assertThat(space.tryTake(1, 200)).isEqualTo(150);
        assertThat(space.lowestFree(100, 200)).isEqualTo(IdSpace.NONE);
        space.release(50); // before what was searched last
        assertThat(space.lowestFree(100, 200)).isEqualTo(IdSpace.NONE);
        assertThat(space.lowestFree(1, 200)).isEqualTo(50);
        space.release(1);
        assertThat(space.lowestFree(1, 200)).isEqualTo(1);
    }

    @Test
    void nothingIsTakenOrReleasedTwice() {
        space.take(7);
        assertThatIllegalStateException().isThrownBy(() -> space.take(7)).withMessage("id 7 is taken");
        space.release(7);
        assertThatIllegalStateException().isThrownBy(() -> space.release(7)).withMessage("id 7 is free");
        assertThat(space.count()).isZero();
    }
}
