package org.ioasidsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.Comparison;
import org.ioasidsim.experiment.ExperimentResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No text of a chart may be cut off or lie over another, whatever the number of tenants and variants and the length of their names. */
class ChartLayoutTest {
    private static ChartStyle style;

    @BeforeAll
    static void loadFonts() throws IOException {
        style = new ChartStyle(Fonts.load());
    }

    static Stream<Arguments> sizes() {
        return Stream.of(
                Arguments.of(1, 1, 1),
                Arguments.of(2, 2, 3),
                Arguments.of(26, 3, 2),
                Arguments.of(500, 2, 2),
                Arguments.of(3, 12, 2),
                Arguments.of(3, 40, 2),
                Arguments.of(26, 40, 2));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void keepsEveryTextWholeAndApart(int tenants, int variants, int replications) {
        assertThat(problems(Fixture.result(tenants, variants, replications))).isEmpty();
    }

    @Test
    void keepsLongNamesWholeAndApart() {
        String word = "A.name_that-is-longer-than-any-axis/of-a-chart-".repeat(4);
        assertThat(problems(Fixture.result(
                        IntStream.range(0, 9).mapToObj(i -> word + i).toList(),
                        IntStream.range(0, 9).mapToObj(i -> i + word).toList(),
                        2)))
                .isEmpty();
    }

    @Test
    void wouldFindTextThatIsCutOffOrLiesOverAnother() {
        var plot = style.plot(style.axis("time"), style.axis("ids"));
        plot.getDomainAxis().setRange(0, 10);
        plot.getRangeAxis().setRange(0, 10);
        plot.addAnnotation(style.note("beyond the edge", 9.9, 5));
        plot.addAnnotation(style.note("below", 3, 5));
        plot.addAnnotation(style.note("above", 3, 5.05));
        var chart = new Chart(
                "bad",
                "",
                style.picture("Title", "subtitle", plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT,
                new CsvTable(List.of(), rows -> {}));

        assertThat(DrawnTexts.problems(chart))
                .containsExactlyInAnyOrder("bad: 'beyond the edge' is cut off", "bad: 'below' lies over 'above'");
    }

    private static List<String> problems(ExperimentResult result) {
        List<ChartJobs.ChartJob> jobs = new ArrayList<>(ChartJobs.of(result, style));
        if (result.variants().size() > 1) {
            jobs.addAll(ChartJobs.of(result, Comparison.of(result), style));
        }
        return jobs.stream()
                .flatMap(job -> DrawnTexts.problems(job.chart().get()).stream())
                .toList();
    }
}
