package org.ioasidsim.report.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.compare.Verdict;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.report.ResultWriter;
import org.ioasidsim.report.chart.ChartJob;
import org.ioasidsim.report.chart.ChartJobs;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartImages;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.draw.Fonts;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.ComparisonTables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A comparison must say the same in each format, fit where it is read, and be drawn whole whatever its size. */
@Tag("slow")
class ComparisonReportTest {
    private static final int MOST_SVG_BYTES = 200_000;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({"1, 2, 1", "3, 2, 2", "26, 7, 3", "500, 3, 2", "3, 40, 2"})
    void theMailFitsAMailingListWhateverTheSize(int tenants, int variants, int replications) {
        assertFits(Fixture.result(tenants, variants, replications));
    }

    @Test
    void theMailFitsAMailingListWhateverTheNames() {
        String word = "a-name-that-is-longer-than-any-line-of-a-mail-".repeat(4);
        assertFits(Fixture.result(
                IntStream.range(0, 12).mapToObj(i -> word + i).toList(),
                IntStream.range(0, 5).mapToObj(i -> i + word).toList(),
                3));
    }

    private static void assertFits(ExperimentResult result) {
        assertThat(MailingListText.of(result, Optional.of(Comparison.of(result)), Fixture.INFO)
                        .lines())
                .hasSizeLessThanOrEqualTo(MailingListText.MOST_LINES)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(75));
    }

    @Test
    void theMailHasWhatAReaderNeedsToRepeatIt() {
        ExperimentResult result = Fixture.typical();
        String mail = MailingListText.of(result, Optional.of(Comparison.of(result)), Fixture.INFO);
        assertThat(mail.replaceAll("\\s+", " "))
                .contains("Does a limit protect the web tenant")
                .contains("ioasid-sim, a simulation of Linux: noisy-neighbour")
                .contains("10 replications of 10 min")
                .contains("room for 246 ids")
                .contains("no-limit: first-come, whoever asks first")
                .contains(Fixture.INFO.commandLine().substring(0, 40))
                .contains("Seed 42, ioasid-sim 0.1.0 (abc1234)")
                .containsSubsequence("variant ", "no-limit, reservation ", "limit ");
    }

    @Test
    void theTableHasTheColumnsAndTheOrderOfTheContract() {
        ExperimentResult result = Fixture.result(List.of("b", "a"), List.of("first", "second"), 3);
        List<String> lines = ComparisonTables.comparison(Comparison.of(result))
                .text()
                .lines()
                .toList();
        assertThat(lines.get(0))
                .isEqualTo(
                        "variant,baseline,tenant,metric,difference,half_width,p_holm,correlation,variance_ratio,verdict");
        assertThat(lines.get(1)).isEqualTo("second,first,b,requests,0,0,,,,identical");
        List<String> tenants = lines.stream()
                .skip(1)
                .map(line -> line.split(",", -1)[2])
                .distinct()
                .toList();
        assertThat(tenants).containsExactly("b", "a", "*");
    }

    @Test
    void saysWhatIsShownAndWhatIsNot() {
        // web has 0.12 to 0.14 first, 0.998 to 1 with the limit, and the same as first with the reservation
        ExperimentResult result = Fixture.typical();
        ComparisonAnswer answer = ComparisonAnswer.of(new ComparisonIndex(result, Comparison.of(result)));
        assertThat(answer.winners().get(0))
                .contains("better with limit")
                .contains("no difference shown with reservation");
        assertThat(answer.variants().get(0).sentences().get(0))
                .contains("web better, +8")
                .contains("p <0.001");
        assertThat(answer.variants().get(1).sentences().get(0)).contains("no difference shown for web (");
        assertThat(answer.best().get(0)).endsWith(": limit.");
        assertThat(answer.method()).contains("at most 0.05").contains("6 of first-try success");
    }

    @Test
    void aDifferenceIsWordedInPercentagePointsAndWithoutIntervalWhereItIsExact() {
        assertThat(Wording.difference(row(0.5, 0.0123, 0.001))).isEqualTo("+50.0 ± 1.2 pp");
        assertThat(Wording.difference(row(-1, 0, Double.NaN))).isEqualTo("-100 pp");
        assertThat(Wording.difference(row(Double.NaN, Double.NaN, Double.NaN))).isEqualTo("-");
        assertThat(Wording.pValue(0.00004)).isEqualTo("<0.001");
        assertThat(Wording.pValue(Double.NaN)).isEqualTo("-");
    }

    private static ComparisonRow row(double difference, double half, double p) {
        return new ComparisonRow(
                "v", "web", Metric.FIRST_TRY_SUCCESS, 5, 5, difference, half, p, 0.5, 2, Verdict.BETTER);
    }

    @Test
    void jsonIsTheDocumentOfARunWithTheComparison() {
        ExperimentResult result = Fixture.typical();
        Comparison comparison = Comparison.of(result);
        JsonObject document = JsonParser.parseString(TerminalTable.json(result, Optional.of(comparison)))
                .getAsJsonObject();
        assertThat(document.getAsJsonArray("variants")).hasSize(3);
        JsonObject compared = document.getAsJsonObject("comparison");
        assertThat(compared.get("baseline").getAsString()).isEqualTo("no-limit");
        assertThat(compared.getAsJsonArray("rows")).hasSize(comparison.rows().size());
        assertThat(compared.getAsJsonArray("best")).hasSize(comparison.best().size());
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 1", "2, 2, 3", "500, 3, 2", "3, 40, 2"})
    void keepsPicturesSmallWhateverTheNumberOfTenantsAndVariants(int tenants, int variants, int replications)
            throws IOException {
        ExperimentResult result = Fixture.result(tenants, variants, replications);
        for (ChartJob job : ChartJobs.of(result, Comparison.of(result), new ChartStyle(Fonts.load()))) {
            Chart chart = job.chart().get();
            assertThat(ChartImages.svg(chart).length()).as(chart.name()).isLessThan(MOST_SVG_BYTES);
            assertThat(chart.data().text().lines().count()).as(chart.name()).isGreaterThan(1);
        }
    }

    @Test
    void addsItsFilesToThoseOfARun() throws IOException {
        ExperimentResult result = Fixture.typical();
        WrittenFiles written = ResultWriter.writeInto(
                directory, result, Optional.of(Comparison.of(result)), Fixture.INFO, Drawing.ahead());
        assertThat(List.of(
                        written.directory().resolve("comparison.csv"),
                        written.directory().resolve("best.csv"),
                        written.directory().resolve("comparison.txt"),
                        written.directory().resolve("charts/differences.svg"),
                        written.directory().resolve("charts/pareto.png"),
                        written.directory().resolve("charts/winners.csv"),
                        written.directory().resolve("summary.csv")))
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(Files.readString(written.directory().resolve("manifest.json")))
                .contains("\"comparison.csv\":", "\"charts/pareto.svg\":");
        assertThat(Files.readString(written.directory().resolve("report.html")))
                .contains("<section id=\"comparison\">", "aria-label=\"Differences from no-limit");
    }
}
