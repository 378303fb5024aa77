package org.ioasidsim.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shares of all verdicts together must never exceed the error of the answer, however many values are tried. */
class ErrorSharesTest {
    @ParameterizedTest
    @CsvSource({"1, false", "5, false", "40, false", "10000, false", "1, true", "5, true", "10000, true"})
    void allValuesTogetherHaveNoMoreThanTheError(int tries, boolean confirms) {
        var errors = new ErrorShares(0.05, 6, 1, confirms);
        double ofEdge =
                IntStream.rangeClosed(1, tries).mapToDouble(errors::ofTry).sum();
        double ofOthers = 7 * errors.ofOther(7);
        double ofEdges = confirms ? 0.6 : 0.8;
        assertThat(2 * ofEdge + ofOthers).isLessThan(1).isCloseTo(1 - ofEdges / (tries + 1), within(1e-9));
    }

    /** The error that a verdict may have is that of one side of its interval. */
    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "6, false", "1, true", "2, true", "6, true"})
    void allLooksAndConditionsTogetherHaveTheShareOfTheirValue(int looks, boolean confirms) {
        var errors = new ErrorShares(0.05, looks, 3, confirms);
        double sum = 3 * (1 - errors.confidence(0.1, looks, true)) / 2;
        for (int look = 1; look < looks; look++) {
            sum += 3 * (1 - errors.confidence(0.1, look, false)) / 2;
        }
        assertThat(sum).isCloseTo(0.05 * 0.1, within(1e-12));
    }

    @Test
    void theFirstValuesHaveMost() {
        var errors = new ErrorShares(0.05, 6, 1, false);
        assertThat(errors.ofTry(1)).isCloseTo(0.2, within(1e-12));
        assertThat(errors.ofTry(2)).isCloseTo(0.4 / 6, within(1e-12));
    }

    /** Half of a value's share, not a tenth. */
    @Test
    void theFirstLookHasMostWhereAnExactAnswerIsConfirmed() {
        var errors = new ErrorShares(0.05, 6, 1, true);
        assertThat(1 - errors.confidence(0.1, 1, false)).isCloseTo(0.05 * 0.1, within(1e-12));
        assertThat(1 - errors.confidence(0.1, 2, false)).isCloseTo(0.05 * 0.1 / 3, within(1e-12));
    }
}
