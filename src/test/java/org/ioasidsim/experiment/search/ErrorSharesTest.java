package org.ioasidsim.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shares of all verdicts together must never exceed the error of the answer, however many values are tried. */
class ErrorSharesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 40, 10_000})
    void allValuesTogetherHaveNoMoreThanTheError(int tries) {
        double ofEdge =
                IntStream.rangeClosed(1, tries).mapToDouble(ErrorShares::ofTry).sum();
        double ofOthers = 7 * ErrorShares.ofOther(7);
        assertThat(2 * ofEdge + ofOthers).isLessThan(1).isCloseTo(1 - 0.8 / (tries + 1), within(1e-9));
    }

    /** The error that a verdict may have is that of one side of its interval. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void allLooksAndConditionsTogetherHaveTheShareOfTheirValue(int looks) {
        var errors = new ErrorShares(0.05, looks, 3);
        double sum = 3 * (1 - errors.confidence(0.1, true)) / 2;
        for (int look = 1; look < looks; look++) {
            sum += 3 * (1 - errors.confidence(0.1, false)) / 2;
        }
        assertThat(sum).isCloseTo(0.05 * 0.1, within(1e-12));
    }

    @Test
    void theFirstValuesHaveMost() {
        assertThat(ErrorShares.ofTry(1)).isCloseTo(0.2, within(1e-12));
        assertThat(ErrorShares.ofTry(2)).isCloseTo(0.4 / 6, within(1e-12));
    }
}
