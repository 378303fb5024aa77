package org.ioasidsim.kernel.sva;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays of a million entries that doubled would waste what small ones save in copies. */
class ArrayGrowthTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 2",
        "1000, 2000",
        "16384, 32768", // doubles
        "16385, 32769",
        "60000, 76384",
        "65536, 81920", // 16,384 more, which is a quarter at last
        "1048576, 1310720",
        "16000000, 20000000" // a quarter more
    })
    void growsByAllByAFixedNumberAndThenByAQuarter(int used, int expected) {
        assertThat(ArrayGrowth.beyond(used)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 16", "15, 0, 16", "16, 0, 17", "16, 16, 24", "23, 16, 24", "24, 16, 25", "1000, 1001, 1501"})
    void holdsTheIndexAndHalfAsMuchAgain(int index, int length, int expected) {
        assertThat(ArrayGrowth.toHold(index, length)).isEqualTo(expected);
    }
}
