package org.ioasidsim.kernel.ioasid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The id space must give the lowest free id of any range, however it became fragmented. */
class IdSpaceTest {
    private static final int SEED = 42;

    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, 300_000})
    void givesTheLowestFreeIdOfARangeAsABitSetDoes(int size) {
        Random random = new Random(SEED);
        IdSpace space = new IdSpace();
        BitSet model = new BitSet();
        for (int id = 0; id < size; id++) {
            assertThat(space.tryTake(0, size - 1)).isEqualTo(id);
        }
        model.set(0, size);
        for (int step = 0; step < 200_000; step++) {
            int at = random.nextInt(size);
            if (random.nextBoolean() && model.get(at)) {
                space.release(at);
                model.clear(at);
            } else {
                int max = at + random.nextInt(size - at);
                int expected = model.nextClearBit(at) <= max ? model.nextClearBit(at) : IdSpace.NONE;
                check(space.hasFree(at, max) == (expected != IdSpace.NONE), step);
                check(space.tryTake(at, max) == expected, step);
                if (expected != IdSpace.NONE) {
                    model.set(expected);
                }
            }
        }

        assertThat(space.count()).isEqualTo(model.cardinality());
        assertThat(space.nextTaken(0)).isEqualTo(model.nextSetBit(0));
    }

    @Test
    void remembersThatNothingIsFreeNoLongerThanThatIsTrue() {
        int[] firsts = {1, 1, 1, 2};
        int[] lasts = {40, 40, 64, 70};
        Random random = new Random(SEED);
        IdSpace space = new IdSpace();
        BitSet model = new BitSet();
        for (int step = 0; step < 100_000; step++) {
            int id = 1 + random.nextInt(70);
            if (model.get(id) && random.nextInt(8) == 0) {
                space.release(id);
                model.clear(id);
            } else {
                int min = firsts[random.nextInt(firsts.length)];
                int max = lasts[random.nextInt(lasts.length)];
                int expected = model.nextClearBit(min) <= max ? model.nextClearBit(min) : IdSpace.NONE;
                check(space.hasFree(min, max) == (expected != IdSpace.NONE), step);
                check(space.tryTake(min, max) == expected, step);
                if (expected != IdSpace.NONE) {
                    model.set(expected);
                }
            }
        }
    }

    @Test
    void reachesTheLastIdWithoutHoldingThoseBelow() {
        IdSpace space = new IdSpace();

        assertThat(space.tryTake(IdSpace.LAST_ID - 1, IdSpace.LAST_ID)).isEqualTo(IdSpace.LAST_ID - 1);
        assertThat(space.tryTake(IdSpace.LAST_ID - 1, IdSpace.LAST_ID)).isEqualTo(IdSpace.LAST_ID);
        assertThat(space.tryTake(IdSpace.LAST_ID - 1, IdSpace.LAST_ID)).isEqualTo(IdSpace.NONE);
        assertThat(space.tryTake(0, IdSpace.LAST_ID)).isZero();
    }

    private static void check(boolean holds, int step) {
        assertThat(holds).as("step %d of seed %d", step, SEED).isTrue();
    }
}
