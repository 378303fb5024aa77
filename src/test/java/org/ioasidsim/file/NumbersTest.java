package org.ioasidsim.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number in a result file must lose nothing and carry no digit too many. */
class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "0.1, 0.1",
        "-12.5, -12.5",
        "1e-9, 1e-9",
        "1.5e300, 1.5e300",
        "65536, 65536",
        "2e-3, 0.002",
        "Infinity, inf",
        "-Infinity, -inf",
        "NaN, ''"
    })
    void areWrittenAsTheShortestDecimal(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    /** Java 17 itself writes 2^-44 as 5.6843418860808015E-14, which needs 16 digits only. */
    @Test
    void haveNoDigitTooManyWhereJavaHas() {
        assertThat(Numbers.text(Math.pow(2, -44))).isEqualTo("5.684341886080802e-14");
        assertThat(Numbers.text(2.0e-323)).isEqualTo("2e-323");
    }

    @Test
    void readBackToTheSameDouble() {
        Random random = new Random(7);
        for (int draw = 0; draw < 20_000; draw++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Numbers.text(value)))
                        .as("seed 7, draw %d", draw)
                        .isEqualTo(value);
            }
        }
    }
}
