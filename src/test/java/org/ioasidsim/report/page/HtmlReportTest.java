package org.ioasidsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult.Timeline;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.report.answer.ComparisonAnswer;
import org.ioasidsim.report.chart.ChartFiles;
import org.ioasidsim.report.draw.Downsampled;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.BlameMatrix;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.PageTable;
import org.ioasidsim.report.table.RefusalGuide;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.scenario.BindingResource;
import org.ioasidsim.stats.interval.Interval;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A report must stay one small file that loads nothing, show every peak of the series that it thins, and say each thing once. */
@Tag("slow")
class HtmlReportTest {
    private static final String BIG_SVG = "<svg>" + "x".repeat(150_000) + "</svg>";

    @Test
    void loadsNothingAndEscapesWhatScenariosSay() {
        String page = page(Fixture.typical(), List.of());

        assertThat(page).doesNotContain(" src=", "<link", "@import", "url(http", "fetch(");
        assertThat(page)
                .contains(
                        "default-src 'none'",
                        "Does a limit protect",
                        "&lt;resolved&gt;",
                        "Permission is hereby granted");
    }

    /** A line that begins with a percent sign is read twice; what a reader copies keeps its own spaces. */
    @Test
    void keepsANumberAndItsUnitOnOneLine() {
        String page = page(Fixture.typical(), List.of());
        String prose = page.replaceAll("(?s)<(pre|code|script|style|svg)\\b.*?</\\1>", "")
                .replaceAll("<[^>]*>", "");

        assertThat(prose).contains("\u00a0%").doesNotContainPattern("[0-9] (%|[mn]?s\\b)");
        assertThat(page.replaceAll("(?s).*<pre[^>]*>(.*?)</pre>.*", "$1")).doesNotContain("\u00a0");
    }

    /** An error code that ends a line with its hyphen reads like another; a reader who looks for it finds it with its own hyphen. */
    @Test
    void keepsAnErrorCodeOnOneLine() {
        String page = page(Fixture.typical(), List.of());
        String prose = page.replaceAll("(?s)<(pre|code|script|style|svg|title|option)\\b.*?</\\1>", "");

        assertThat(prose).contains("<span class=\"errno\">-ENOSPC</span>");
        assertThat(prose.replaceAll("<span class=\"errno\">-E[A-Z]+</span>", "").replaceAll("<[^>]*>", ""))
                .doesNotContainPattern("-E[A-Z]{3,}");
        assertThat(page).contains(".errno { white-space: nowrap; }");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "500, 3, 2", "3, 40, 2", "60, 40, 2"})
    void staysBelowTwoMegabytesWhateverTheSizeAndThePictures(int tenants, int variants, int replications) {
        ExperimentResult result = Fixture.result(tenants, variants, replications);
        List<ChartFiles.Drawn> drawn = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            IntStream.range(0, 7)
                    .forEach(i -> drawn.add(new ChartFiles.Drawn(
                            variant.name(), "chart-" + i + "-" + variant.name(), "A chart.", "", BIG_SVG, false)));
        }
        String page = page(result, drawn);

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(2_000_000);
        assertThat(page).contains("charts/chart-6-variant-" + (variants - 1) + ".svg");
    }

    /**
     * The engine is on the page where it leaves room for all but half a megabyte of the pictures, each of which has 150,000 bytes, or where it is
     * asked for; else beside it.
     */
    @ParameterizedTest
    @CsvSource({"1, false, true", "6, false, true", "12, false, false", "12, true, true"})
    void holdsTheEngineWhereThereIsRoom(int pictures, boolean isHeld, boolean isOnPage) {
        ExperimentResult result = Fixture.typical();
        String engine = "{\"engine\":\"" + "A".repeat(1_200_000) + "\"}";
        List<ChartFiles.Drawn> drawn = new ArrayList<>();
        IntStream.range(0, pictures)
                .forEach(
                        i -> drawn.add(new ChartFiles.Drawn("no-limit", "chart-" + i, "A chart.", "", BIG_SVG, false)));
        PageFiles report = HtmlReport.of(
                result,
                Optional.empty(),
                List.of(),
                Fixture.INFO,
                drawn,
                new LivePanel("", "{\"name\":\"typical.yaml\"}", engine, "", isHeld));

        assertThat(report.html().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(2_000_000);
        assertThat(report.html()).contains("'wasm-unsafe-eval'", "worker-src blob:", "typical.yaml");
        assertThat(report.html().contains(engine)).isEqualTo(isOnPage);
        assertThat(report.html().contains("data-source=\"engine.js\"")).isEqualTo(!isOnPage);
        assertThat(report.beside())
                .isEqualTo(isOnPage ? Map.of() : Map.of("engine.js", "ioasidSimEngine(" + engine + ");\n"));
    }

    @Test
    void compilesNothingWithoutAnEngine() {
        ExperimentResult result = Fixture.typical();
        PageFiles refused = HtmlReport.of(
                result,
                Optional.empty(),
                List.of(),
                Fixture.INFO,
                List.of(),
                LivePanel.refused("This page does not simulate again: <policy>."));

        assertThat(page(result, List.of())).doesNotContain("wasm-unsafe-eval", "worker-src", "what-if");
        assertThat(refused.html())
                .contains("This page does not simulate again: &lt;policy&gt;.")
                .doesNotContain("wasm-unsafe-eval", "live-data");
    }

    @Test
    void saysOnceWhatChangedAgainstTheBaseline() {
        ExperimentResult result = Fixture.typical();
        String alone = page(result, List.of());
        String compared = HtmlReport.of(result, Optional.of(Comparison.of(result)), List.of(), Fixture.INFO, List.of());

        assertThat(alone).contains("With limit instead of no-limit");
        assertThat(compared).doesNotContain("With limit instead of no-limit").contains("instead of no-limit.</b>");
        String winner = ComparisonAnswer.of(new ComparisonIndex(result, Comparison.of(result)))
                .winners()
                .get(0);
        assertThat(compared.split(Pattern.quote(winner), -1)).hasSize(2);
    }

    private static String page(ExperimentResult result, List<ChartFiles.Drawn> drawn) {
        return HtmlReport.of(result, Optional.empty(), List.of(), Fixture.INFO, drawn);
    }

    @Test
    void thinsToTheLeastAndTheLargestOfEachStretchInTheirOrder() {
        double[] values = {1, 9, 2, 5, 4, 3, 7};
        // stretches of 3: 1 before 9; 5 before 3; 7 alone is both
        assertThat(Downsampled.extremes(values, 3)).containsExactly(1, 9, 5, 3, 7, 7);
        assertThat(Downsampled.times(values, 3)).containsExactly(1, 9, 5, 4, 7, 7);
        assertThat(Downsampled.sums(values, 3)).containsExactly(12, 0, 12, 0, 7, 0);
        assertThat(Downsampled.extremes(values, 1)).isSameAs(values);
    }

    @ParameterizedTest
    @CsvSource({"601, 10, 1", "100001, 28, 1", "10000000, 28, 16", "5000, 28, 16"})
    void drawsAtMostAHundredThousandValues(int samples, int series, int variants) {
        int per = TimelineData.samplesPerPoint(samples, series, variants);
        long points = per == 1 ? samples : 2L * ((samples + per - 1) / per);

        assertThat(points * series * variants).isLessThanOrEqualTo(TimelineData.MOST_VALUES);
        assertThat(per == 1).isEqualTo((long) samples * series * variants <= TimelineData.MOST_VALUES);
    }

    @Test
    void drawsWhatTimelineCsvSays() {
        ExperimentResult result = Fixture.typical();
        JsonObject first = JsonParser.parseString(new TimelineData(result).json())
                .getAsJsonObject()
                .getAsJsonArray("variants")
                .get(0)
                .getAsJsonObject();
        var timeline = Objects.requireNonNull(
                result.variants().get(0).replications().get(0).timeline());

        assertThat(first.get("name").getAsString()).isEqualTo("no-limit");
        assertThat(first.get("capacity").getAsDouble()).isEqualTo(Fixture.CAPACITY);
        // 601 samples of 3 tenants in 3 variants: 23,439 values, none left out; the axis counts seconds up to ten
        // minutes
        assertThat(numbers(first.get("time"))).containsExactly(timeline.timeSeconds());
        JsonObject web = first.getAsJsonArray("groups").get(0).getAsJsonObject();
        assertThat(web.get("takesOfCapacity").getAsBoolean()).isTrue();
        assertThat(numbers(web.get("held")))
                .containsExactly(
                        Arrays.stream(timeline.held()[0]).asDoubleStream().toArray());
        assertThat(DoubleStream.of(numbers(first.get("refusals"))).sum())
                .isEqualTo(Arrays.stream(timeline.refusals())
                        .flatMapToInt(Arrays::stream)
                        .sum());
    }

    /** A guest's own ids are no ids of the host: under its capacity they would look like a host that is nearly full. */
    @Test
    void sumsUnderTheCapacityOnlyWhatIsTakenOfIt() {
        Timeline timeline = new Timeline(
                new double[] {1, 2},
                new int[][] {{3, 4}, {500, 600}},
                new int[2][2],
                new double[2][2],
                new int[2][2],
                new double[2][2]);
        var idsOfTheFirst = new BindingResource(false, 246, 1, List.of(1, 0), 0);

        assertThat(ResultTables.heldOf(idsOfTheFirst, timeline)).isDeepEqualTo(new int[][] {{3, 4}, {0, 0}});
        assertThat(timeline.held()[1])
                .as("the series of the tenant itself stays")
                .containsExactly(500, 600);
    }

    private static double[] numbers(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void explainsEveryLimitInSentences(Limit limit) {
        assertThat(RefusalGuide.meaning(limit)).matches("[A-Z].+[.]");
        assertThat(RefusalGuide.remedy(limit)).matches("[A-Z].+");
    }

    @ParameterizedTest
    @EnumSource(Errno.class)
    void explainsEveryError(Errno errno) {
        assertThat(RefusalGuide.errno(errno)).matches("-" + errno + " \\(“.+”\\)");
    }

    /** Text that was rounded, in units of its own, cannot be sorted; the number behind it can. */
    @ParameterizedTest
    @CsvSource({
        "0.0205, 0.0205",
        "5400, 5400",
        "0.9994444444, 0.999444",
        "1.2e-7, 0.00000012",
        "2618115, 2618120",
        "Infinity, Infinity",
        "NaN, ''"
    })
    void sortsCellsByTheNumberBehindTheText(double number, String key) {
        assertThat(PageTable.sortKey(new Cell("as people read it", number))).isEqualTo(key);
    }

    @Test
    void givesEachCellItsNumberInOneUnit() {
        var ms = new SummaryRow("v", "web", Metric.TIME_TO_BIND_P50, 0.0205, 0.001, 0.0195, 0.0215, 0.95, 10);
        var minutes =
                new SummaryRow("v", "ci", Metric.TIME_TO_BIND_P50, 5400, Double.NaN, Double.NaN, Double.NaN, 0.95, 1);
        assertThat(Wording.cell(ms)).isEqualTo(new Cell("20.5 ± 1.0 ms", 0.0205));
        assertThat(Wording.cell(minutes)).isEqualTo(new Cell("90 min", 5400));
        assertThat(PageTable.sortKey(Cell.of("-EBUSY"))).isEmpty();
    }

    @Test
    void blamesInOneReplicationWithTheIntervalOfAll() {
        // each victim but the last blames the last with 100 + its number in each of 3 replications
        VariantResult variant = Fixture.result(5, 1, 3).variants().get(0);
        BlameMatrix matrix = BlameMatrix.of(variant, 2);

        assertThat(matrix.holders())
                .containsExactly("tenant-with-a-long-name-3", "tenant-with-a-long-name-4", "3 others");
        assertThat(matrix.victims()).isEqualTo(matrix.holders());
        assertThat(matrix.total()[0][1]).isEqualTo(3 * 103);
        assertThat(matrix.total()[2][1]).isEqualTo(3 * (100 + 101 + 102));
        assertThat(matrix.perReplication(0, 1)).isEqualTo(new Interval(103, 0, 103, 103, 3));
    }

    @Test
    void blamesHoldersForAllVictimsTogetherWhereThereAreMany() {
        VariantResult variant = Fixture.result(101, 1, 3).variants().get(0);
        BlameMatrix matrix = BlameMatrix.of(variant, 1);

        assertThat(matrix.victims()).containsExactly("all tenants");
        assertThat(matrix.holders()).containsExactly("tenant-with-a-long-name-100", "100 others");
        double all = 100 * 100 + 99 * 100 / 2.0; // 100 + 0 to 100 + 99
        assertThat(matrix.perReplication(0, 0)).isEqualTo(new Interval(all, 0, all, all, 3));
        assertThat(matrix.perReplication(0, 1).mean()).isZero();
    }
}
