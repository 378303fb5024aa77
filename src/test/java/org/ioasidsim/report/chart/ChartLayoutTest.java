package org.ioasidsim.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.compare.Isolation;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.Fonts;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.table.PlanAnswer;
import org.ioasidsim.scenario.SweepSpec;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text of a chart may be cut off, lie over another or run into it, whatever the number of tenants and variants and the length of their names. */
@Tag("slow")
class ChartLayoutTest {
    private static final String LONG = "A.name_that-is-longer-than-any-axis/of-a-chart-".repeat(4);

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
                Arguments.of(500, 2, 1),
                Arguments.of(3, 12, 2),
                Arguments.of(3, 40, 2));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void keepsEveryTextWholeAndApart(int tenants, int variants, int replications) {
        assertThat(problems(Fixture.result(tenants, variants, replications))).isEmpty();
    }

    @Test
    void keepsLongNamesWholeAndApart() {
        assertThat(problems(Fixture.result(
                        IntStream.range(0, 9).mapToObj(i -> LONG + i).toList(),
                        IntStream.range(0, 9).mapToObj(i -> i + LONG).toList(),
                        2)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void keepsSweepsPlansAndIsolationsWholeAndApart(int tenants, int variants, int replications) {
        ExperimentResult result = Fixture.result(tenants, variants, replications);
        assertThat(capacityProblems(result, "tenants.tenant-with-a-long-name-0.processes.arrivals.poisson"))
                .isEmpty();
    }

    @Test
    void keepsSweepsPlansAndIsolationsOfLongNamesWholeAndApart() {
        ExperimentResult result = Fixture.result(List.of(LONG, "b" + LONG), List.of(LONG, "b" + LONG), 2);
        assertThat(capacityProblems(result, "tenants." + LONG + ".processes.arrivals.poisson"))
                .isEmpty();
    }

    /** Returns what is wrong with charts over one key and two, of numbers over decades and of words, few and many. */
    private static List<String> capacityProblems(ExperimentResult result, String path) {
        var decades = new SweepSpec.Axis(path, List.of("1/s", "10/s", "100/s", "1000/s", "100000/s"));
        var words = new SweepSpec.Axis(
                "controls.policy",
                IntStream.range(0, 40)
                        .mapToObj(i -> "a-policy-with-a-name-" + i)
                        .toList());
        List<ChartJob> jobs = new ArrayList<>();
        jobs.addAll(SweepCharts.jobs(style, ManyPoints.sweep(result, decades)));
        jobs.addAll(SweepCharts.jobs(style, ManyPoints.sweep(result, words)));
        jobs.addAll(SweepCharts.jobs(style, ManyPoints.sweep(result, decades, words))
                .subList(0, 1));
        jobs.addAll(SweepCharts.jobs(style, ManyPoints.sweep(result, words, decades))
                .subList(0, 1));
        var few = new SweepSpec.Axis("host.pasid_bits", List.of("10", "16", "20"));
        var weights = new SweepSpec.Axis("run.warm_up", List.of("1s", "2s", "3s"));
        jobs.addAll(SweepCharts.jobs(style, ManyPoints.sweep(result, few, decades, weights))
                .subList(0, 1));
        jobs.addAll(
                PlanCharts.jobs(style, ManyPoints.plan(result, path, words, 12)).subList(0, 2));
        jobs.addAll(PlanCharts.jobs(style, ManyPoints.plan(result, path, decades, 2)));
        jobs.addAll(PlanCharts.jobs(style, ManyPoints.plan(result, path, List.of(words, decades), 2))
                .subList(0, 1));
        if (result.variants().get(0).scenario().tenantNames().size() > 1) {
            for (int span : new int[] {1, 8}) {
                Isolation isolation = ManyPoints.isolation(result, span);
                String victim = isolation.curves().get(0).tenant();
                jobs.add(new ChartJob("", () -> new IsolationChart(style, isolation, victim).draw()));
            }
        }
        jobs.add(new ChartJob("", () -> new WarmUpChart(style, ManyPoints.warmUp(result)).draw()));
        return problems(jobs);
    }

    @Test
    void wouldFindTextThatIsCutOffOrLiesOverAnother() {
        var plot = style.plot(style.axis("time"), style.axis("ids"));
        plot.getDomainAxis().setRange(0, 10);
        plot.getRangeAxis().setRange(0, 10);
        plot.addAnnotation(style.note("beyond the edge", 9.9, 5));
        plot.addAnnotation(style.note("below", 3, 5));
        plot.addAnnotation(style.note("above", 3, 5.05));
        plot.addAnnotation(style.note("one", 5, 8));
        var word = style.note("word", 5, 8);
        word.setTextAnchor(TextAnchor.CENTER_RIGHT);
        plot.addAnnotation(word);
        var chart = new Chart(
                "bad",
                "",
                style.picture("Title", "subtitle", plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT,
                new CsvTable(List.of(), rows -> {}));

        assertThat(DrawnTexts.problems(chart))
                .containsExactlyInAnyOrder(
                        "bad: 'beyond the edge' is cut off",
                        "bad: 'below' lies over 'above'",
                        "bad: 'one' reads as one with 'word'");
    }

    @ParameterizedTest
    @ValueSource(doubles = {4.0, 4.6, 5.0, 8.0})
    void writesValuesOfIntervalsBesideALineAndNotOverIt(double high) {
        var plot = style.plot(style.axis("success"), style.axis("variant"));
        plot.getDomainAxis().setRange(0, 10);
        plot.getRangeAxis().setRange(0, 10);
        plot.addDomainMarker(new ValueMarker(5, ChartStyle.INK, ChartStyle.DASHED));
        var points = new XYSeries("points", false, true);
        points.add(high, 5);
        ChartStyle.addSeries(plot, points, PathRenderer.Kind.DOTS, ChartStyle.INK, ChartStyle.THIN);
        plot.addAnnotation(style.noteBeside("a value of a tenant", high - 3.9, high, 5));
        assertThat(DrawnTexts.problems(chart("beside", plot))).isEmpty();

        plot.addAnnotation(style.note("a value of a tenant", 4.8, 2));
        assertThat(DrawnTexts.problems(chart("over", plot)))
                .containsExactly("over: 'a value of a tenant' lies across a dashed line");
    }

    private static Chart chart(String name, XYPlot plot) {
        return new Chart(
                name,
                "",
                style.picture("Title", "subtitle", plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT,
                new CsvTable(List.of(), rows -> {}));
    }

    /** Two lines that lie close together far from 0 must not look like one. */
    @ParameterizedTest
    @CsvSource({
        "57, 65, 56, 66",
        "1000, 1100, 988, 1112",
        "10, 100, 0, 106",
        "0, 5, 0, 5.3",
        "7, 7, 6, 8",
        "0, 0, 0, 1.06"
    })
    void startsTheAxisOfAFrontierNearItsValuesWhereTheyLieClose(long least, long most, double from, double to) {
        var shown = PlanCharts.around(LongStream.of(least, most).summaryStatistics());

        assertThat(shown.getLowerBound()).isCloseTo(from, within(1e-9));
        assertThat(shown.getUpperBound()).isCloseTo(to, within(1e-9));
    }

    /** On a phone the numbers of a map are small, or stand upright, or the picture says where they are. */
    @ParameterizedTest
    @CsvSource({"5, 12, '262,230', level", "10, 2, '262,230', upright", "14, 12, '262,230', none"})
    void keepsTheNumbersOfAMapOnAPhone(int columns, int rows, String number, String how) {
        XYPlot plot = style.plot(
                style.nameAxis(Collections.nCopies(columns, "a"), 9),
                style.nameAxis(Collections.nCopies(rows, "arm64-64k-kpti"), 20));
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                var text = new XYTextAnnotation(number, column, row);
                text.setFont(style.small());
                text.setTextAnchor(TextAnchor.CENTER);
                plot.addAnnotation(text);
            }
        }
        var chart = new Chart(
                "map",
                "",
                style.picture("Title", "subtitle", plot),
                ChartStyle.WIDTH,
                578,
                new CsvTable(List.of(), none -> {}));

        Chart narrow = chart.narrow();

        List<?> numbers = narrow.picture().getXYPlot().getAnnotations();
        assertThat(numbers).hasSize(how.equals("none") ? 0 : columns * rows);
        assertThat(numbers)
                .allMatch(text -> how.equals("upright") == (((XYTextAnnotation) text).getRotationAngle() < 0));
        assertThat(((TextTitle) narrow.picture().getSubtitle(1)).getText().contains("the numbers are in the CSV"))
                .isEqualTo(how.equals("none"));
        assertThat(DrawnTexts.problems(narrow)).isEmpty();
        assertThat(((TextTitle) chart.picture().getSubtitle(1)).getText()).isEqualTo("subtitle");
    }

    /** On a phone, long names beside their rows would leave these a quarter of the picture: they stand above, and the rows have its width. */
    @ParameterizedTest
    @CsvSource({"short, false", "a-variant-with-a-name, true"})
    void aNarrowPictureHasLongNamesAboveItsRows(String variant, boolean isAbove) {
        ExperimentResult result = Fixture.result(
                List.of("web", "noisy"),
                IntStream.range(0, 4).mapToObj(i -> variant + i).toList(),
                2);
        List<ChartJob> jobs = List.of(
                ChartJobs.of(result, style).get(0),
                ChartJobs.of(result, Comparison.of(result), style).get(0));
        for (ChartJob job : jobs) {
            Chart narrow = job.chart().get().narrow();
            assertThat(narrow.name()).isIn("verdict-narrow", "change-narrow");
            assertThat(narrow.picture().getXYPlot().getRangeAxis().isTickLabelsVisible())
                    .isEqualTo(!isAbove);
            assertThat(plotArea(narrow).getWidth()).matches(width -> isAbove ? width > 320 : width < 290);
            assertThat(DrawnTexts.problems(narrow)).isEmpty();
        }
    }

    private static Rectangle2D plotArea(Chart chart) {
        var info = new ChartRenderingInfo();
        var unused = chart.picture().createBufferedImage(chart.width(), chart.height(), info);
        return info.getPlotInfo().getDataArea();
    }

    /** A page 900 pixels high shows the answer of a fleet with its map: of 40 types of hosts this may take 610, and all of them have their names. */
    @ParameterizedTest
    @CsvSource({"3, 4", "20, 12", "40, 25"})
    void theMapOfAFleetStandsInAFirstScreen(int hosts, int flavours) {
        Chart map = FleetCharts.jobs(style, ManyPoints.fleet(Fixture.result(1, 1, 1), hosts, flavours))
                .get(0)
                .chart()
                .get();

        assertThat(map.height()).isLessThanOrEqualTo(610);
        assertThat(DrawnTexts.of(map))
                .filteredOn(text -> text.startsWith("host-"))
                .hasSize(hosts);
        assertThat(DrawnTexts.problems(map)).isEmpty();
        assertThat(DrawnTexts.problems(map.narrow())).isEmpty();
    }

    /** The values of a plan are written with a unit, such as 100ms, and drawn in it: not in seconds below numbers of milliseconds. */
    @Test
    void drawsTheValuesOfAPlanInTheUnitOfTheFile() {
        ExperimentResult result = Fixture.result(1, 1, 1);
        var across = new SweepSpec.Axis("tenants.other.instances", List.of("1", "2", "3"));
        PlanAnswer plan = ManyPoints.plan(result, "tenants.tenant.processes.lifetime.constant", "ms", across, 12);
        XYPlot frontier =
                PlanCharts.jobs(style, plan).get(0).chart().get().picture().getXYPlot();
        XYPlot condition =
                PlanCharts.jobs(style, plan).get(1).chart().get().picture().getXYPlot();

        assertThat(frontier.getRangeAxis().getLabel()).endsWith("(ms)");
        assertThat(frontier.getRangeAxis().getUpperBound()).isCloseTo(1.06 * 640, within(1e-6));
        assertThat(condition.getDomainAxis().getLabel()).contains("(ms)");
        IntervalMarker band = (IntervalMarker)
                condition.getDomainMarkers(Layer.BACKGROUND).iterator().next();
        assertThat(band.getStartValue()).isEqualTo(100);
        assertThat(band.getEndValue()).isEqualTo(160);
    }

    /** Labels between the ends of an axis are wider than those at its ends where the ends are whole numbers: 0, 0.5 ... 4. */
    @ParameterizedTest
    @ValueSource(doubles = {0.003, 0.04, 0.3, 1, 4, 7, 25, 44, 100, 433.3, 1000, 1030, 25_000, 1e6})
    void keepsTickLabelsApartWhateverTheLengthOfTheAxis(double length) {
        for (int width = 160; width <= 1_000; width += 60) {
            var plot = style.plot(style.axis("time"), style.axis("ids"));
            plot.getDomainAxis().setRange(0, length);
            plot.getRangeAxis().setRange(0, 10);
            var data = new CsvTable(List.of(), rows -> {});
            var chart = new Chart("axis", "", style.picture("", "", plot), width, ChartStyle.HEIGHT, data);

            assertThat(DrawnTexts.problems(chart)).as(width + " pixels").isEmpty();
        }
    }

    /** Whoever compares pictures below each other compares along one edge; names of rows may need more room. */
    @ParameterizedTest
    @MethodSource("sizes")
    void beginsPlotsOverNumbersAtOneEdge(int tenants, int variants, int replications) {
        ExperimentResult result = Fixture.result(tenants, variants, replications);

        List<Double> edges = ChartJobs.of(result, style).stream()
                .map(job -> job.chart().get())
                .filter(chart -> chart.picture().getPlot() instanceof XYPlot plot
                        && plot.getRangeAxis() instanceof NumberAxis
                        && !(plot.getRangeAxis() instanceof SymbolAxis))
                .map(ChartLayoutTest::leftEdge)
                .distinct()
                .toList();

        assertThat(edges).hasSize(1);
    }

    private static double leftEdge(Chart chart) {
        return plotArea(chart).getX();
    }

    @Test
    void leavesOutColumnsInWhichNothingDiffers() {
        ExperimentResult one = Fixture.result(1, 1, 1);

        String alt = new VariantChart(style, TenantGroups.of(one), one).draw().alt();

        assertThat(alt).contains("alike everywhere: ");
    }

    private static List<String> problems(ExperimentResult result) {
        List<ChartJob> jobs = new ArrayList<>(ChartJobs.of(result, style));
        if (result.variants().size() > 1) {
            jobs.addAll(ChartJobs.of(result, Comparison.of(result), style));
        }
        return problems(jobs);
    }

    private static List<Chart> shapes(ChartJob job) {
        Chart chart = job.chart().get();
        return List.of(chart, chart.narrow());
    }

    private static List<String> problems(List<ChartJob> jobs) {
        return jobs.stream()
                .flatMap(job -> shapes(job).stream())
                .flatMap(chart -> DrawnTexts.problems(chart).stream())
                .toList();
    }
}
