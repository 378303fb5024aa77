package org.ioasidsim.kernel.ioasid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers go round: one that was given back is used again after the others, and never one below 300 once the first round is over. */
class PidNumbersTest {
    private static PidNumbers allTaken(int pidMax) {
        var numbers = new PidNumbers(pidMax);
        for (int number = 2; number < pidMax; number++) { // 1 is init's
            assertThat(numbers.tryTake()).isEqualTo(number);
        }
        assertThat(numbers.tryTake()).isEqualTo(PidNumbers.NONE);
        return numbers;
    }

    @Test
    void afterTheFirstRoundThoseBelowThreeHundredAreSkipped() {
        PidNumbers numbers = allTaken(305);
        numbers.release(2);
        assertThat(numbers.tryTake()).isEqualTo(PidNumbers.NONE);
        numbers.release(300);
        numbers.release(303);
        assertThat(numbers.tryTake()).isEqualTo(300);
        assertThat(numbers.tryTake()).isEqualTo(303);
        numbers.release(300);
        numbers.release(304);
        assertThat(numbers.tryTake()).as("behind the last one, not the lowest").isEqualTo(304);
        assertThat(PidNumbers.tasks(305)).isEqualTo(5);
    }

    @Test
    void whereThreeHundredIsNeverReachedNoneIsSkipped() {
        PidNumbers numbers = allTaken(300);
        numbers.release(7);
        assertThat(numbers.tryTake()).isEqualTo(7);
    }
}
