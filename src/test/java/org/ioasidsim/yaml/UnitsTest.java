package org.ioasidsim.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number must never be taken for another unit than the one that was written. */
class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "150ms, 0.15",
        "2h30m, 9000",
        "2h30min, 9000",
        "20us, 2e-5",
        "100ns, 1e-7",
        "1d, 86400",
        "0.5s, 0.5",
        "1e3s, 1000"
    })
    void readsTimes(String text, double seconds) {
        assertThat(Units.seconds(text)).hasValue(seconds);
    }

    @ParameterizedTest
    @CsvSource({"12/s, 12", "36/h, 0.01", "6/min, 0.1", "2/ms, 2000", "27/d, 3.125E-4"})
    void readsRates(String text, double perSecond) {
        assertThat(Units.perSecond(text)).hasValue(perSecond);
    }

    @ParameterizedTest
    @CsvSource({"4096, 4096", "64Ki, 65536", "4Mi, 4194304", "1Gi, 1073741824", "0, 0"})
    void readsCounts(String text, long count) {
        assertThat(Units.count(text)).hasValue(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "5sec", "-5s", "5S", "1,5s", "5s3", "NaNs"})
    void takesNothingElseForATime(String text) {
        assertThat(Units.seconds(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5", "-1", "64ki", "64K", "9999999999999999999", "99999999999999999Gi", "1_000"})
    void takesNothingElseForACount(String text) {
        assertThat(Units.count(text)).isEmpty();
    }

    @Test
    void roundsForPeopleToThreeDigits() {
        assertThat(Units.aboutSeconds(68.283)).isEqualTo("68.3 s");
        assertThat(Units.aboutSeconds(0.003004)).isEqualTo("3 ms");
        assertThat(Units.aboutSeconds(7_500)).isEqualTo("2.08 h");
        assertThat(Units.aboutSeconds(Double.POSITIVE_INFINITY)).isEqualTo("forever");
    }
}
