package org.ioasidsim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A try whose number another try of its process has would pause for just as long, so that their jitter is none. */
class DrawsTest {
    private static final int FULL = 1 << 20;

    /** What results rest on: the tries fill the lowest 20 bits, the cycle stands above. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 1, 1", "0, 1048575, 1048575", "1, 0, 1048576", "3, 7, 3145735"})
    void theTriesOfACycleAreNumberedAfterThoseOfTheCycleBefore(int cycle, int tries, long expected) {
        assertThat(Draws.tryNumber(cycle, tries)).isEqualTo(expected);
    }

    /** Tries that have filled their 20 bits once, or as often as they can, must not be taken for those of a later cycle. */
    @Test
    void noTwoTriesOfAProcessHaveOneNumberHoweverManyThereAre() {
        List<Integer> cycles = List.of(0, 1, 2, 2047, FULL, Integer.MAX_VALUE - 1, Integer.MAX_VALUE);
        List<Integer> tries = List.of(
                0, 1, FULL - 1, FULL, FULL + 1, 2 * FULL - 1, 2 * FULL, Integer.MAX_VALUE - 1, Integer.MAX_VALUE);
        Set<Long> numbers = new HashSet<>();
        cycles.forEach(cycle -> tries.forEach(count -> numbers.add(Draws.tryNumber(cycle, count))));

        assertThat(numbers).hasSize(cycles.size() * tries.size());
    }
}
