package org.ioasidsim.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.report.Fixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlameTableTest {
    private static final ExperimentResult RESULT = Fixture.result(5, 1, 3);

    private record Row(String line, double idSeconds) {
        static Row of(String line) {
            return new Row(line, Double.parseDouble(line.split(",", -1)[3]));
        }
    }

    private static List<Row> rows(int most) {
        return BlameTable.of(RESULT, most).text().lines().skip(1).map(Row::of).toList();
    }

    private static double sum(List<Row> rows) {
        return rows.stream().mapToDouble(Row::idSeconds).sum();
    }

    /** All are listed where there is room for all; else those with most blame, and what the others add up to. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10_000})
    void thePairsWithMostBlameAreListedAndTheOthersSummed(int most) {
        List<Row> all = rows(Integer.MAX_VALUE);
        assertThat(all).hasSizeGreaterThan(3);
        List<Row> largest = all.stream()
                .sorted(Comparator.comparingDouble(Row::idSeconds).reversed())
                .limit(most)
                .toList();
        List<Row> listed = rows(most);
        int named = Math.min(most, all.size());
        assertThat(listed.subList(0, named))
                .containsExactlyElementsOf(
                        all.stream().filter(largest::contains).toList());
        assertThat(listed).hasSize(named + (named < all.size() ? 1 : 0));
        assertThat(sum(listed)).isCloseTo(sum(all), within(1e-9 * sum(all)));
        if (named < all.size()) {
            assertThat(listed.get(named).line()).startsWith("variant-0,*,*,");
        }
    }
}
