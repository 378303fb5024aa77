package org.ioasidsim.kernel.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.ioasidsim.kernel.base.Errno;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's grammar of numbers: base 10, 8 after a 0 and 16 after 0x, and nothing behind the last digit. */
class KernelNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "+7, 7",
        "10, 10",
        "010, 8",
        "0x10, 16",
        "0XaF, 175",
        "0xf, 15",
        "9223372036854775807, 9223372036854775807",
        "18446744073709551615, -1",
        "0xffffffffffffffff, -1"
    })
    void readsUnsignedNumbers(String text, long expected) {
        assertThat(KernelNumber.unsigned(text)).isEqualTo(new KernelNumber(expected, null));
    }

    @ParameterizedTest
    @CsvSource({
        "'', EINVAL",
        "+, EINVAL",
        "-1, EINVAL",
        "'1 ', EINVAL",
        "1a, EINVAL",
        "08, EINVAL",
        "0x, EINVAL",
        "0xg, EINVAL",
        "1:, EINVAL",
        "1/, EINVAL",
        "0x1g, EINVAL",
        "18446744073709551616, ERANGE",
        "99999999999999999999, ERANGE",
        "0x10000000000000000, ERANGE"
    })
    void refusesWhatIsNoUnsignedNumber(String text, Errno error) {

        assertThat(KernelNumber.unsigned(text).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, -1",
        "-0, 0",
        "+5, 5",
        "-0x10, -16",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"
    })
    void readsSignedNumbers(String text, long expected) {
        assertThat(KernelNumber.signed(text)).isEqualTo(new KernelNumber(expected, null));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, ERANGE",
        "-9223372036854775809, ERANGE",
        "18446744073709551616, ERANGE",
        "-, EINVAL",
        "--1, EINVAL",
        "-x, EINVAL"
    })
    void refusesWhatIsNoSignedNumber(String text, Errno error) {
        assertThat(KernelNumber.signed(text).error()).isEqualTo(error);
    }
}
