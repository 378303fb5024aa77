package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.table.SweepTables;
import org.ioasidsim.report.table.SweptMetric;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.SweepSpec;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;

/** The charts of a sweep: lines with intervals along one axis; over more axes {@link SweepMaps}. */
public final class SweepCharts {
    private static final int HALF_OF_NAME = 26;

    /** About the height of the plot within a picture. */
    private static final double PLOT_PIXELS = 270;

    private final ChartStyle style;
    private final SweepResult result;
    private final List<SweepSpec.Axis> dimensions;

    private SweepCharts(ChartStyle style, SweepResult result) {
        this.style = style;
        this.result = result;
        this.dimensions = result.file().sweep().dimensions();
    }

    public static List<ChartJob> jobs(ChartStyle style, SweepResult result) {
        var charts = new SweepCharts(style, result);
        return charts.dimensions.size() == 1 ? charts.lines() : new SweepMaps(style, result).jobs();
    }

    private List<ChartJob> lines() {
        Map<Metric, List<SweptMetric>> byMetric = new TreeMap<>();
        for (SweptMetric measure : SweptMetric.of(result)) {
            byMetric.computeIfAbsent(measure.metric(), metric -> new ArrayList<>())
                    .add(measure);
        }
        List<ChartJob> jobs = new ArrayList<>();
        byMetric.forEach((metric, measures) -> jobs.add(new ChartJob("", () -> lines(metric, measures))));
        return jobs;
    }

    private Chart lines(Metric metric, List<SweptMetric> measures) {
        var key = new KeyAxis(dimensions.get(0).path(), dimensions.get(0).values());
        List<Line> all = all(measures);
        List<Line> shown = widest(all);
        List<Expectation> conditions = SweptMetric.conditions(result).stream()
                .filter(condition -> SweptMetric.of(condition).metric() == metric)
                .toList();
        ValueScale scale = ValueScale.of(
                metric,
                shown.stream().flatMap(this::rows).toList(),
                conditions.stream().mapToDouble(Expectation::bound).toArray());
        NumberAxis range = style.withoutLine(scale.axis(style, SweptMetric.axisLabel(metric)));
        XYPlot plot = style.plot(key.axis(style), range);
        plot.setDomainGridlinesVisible(true);
        EndLabels labels = new EndLabels();
        double top = 0;
        double bottom = Double.POSITIVE_INFINITY;
        boolean hasTheory = false;
        for (int number = 0; number < shown.size(); number++) {
            Line line = shown.get(number);
            Color color = ChartStyle.PALETTE.get(number);
            PointSeries series = series(key, line, scale);
            series.drawOn(plot, color, true);
            series.label(labels, name(line, shown), color);
            top = Math.max(top, series.top());
            bottom = Math.min(bottom, series.bottom());
            hasTheory |= theory(plot, key, line, color, scale);
        }
        scale.show(range, bottom, top);
        bounds(plot, metric, scale, conditions);
        String frontier = new SweepFrontier(result, key, conditions).mark(plot);
        labels.drawOn(plot, style, PLOT_PIXELS);
        plot.setFixedLegendItems(new LegendItemCollection());
        String title = title(metric, key);
        String subtitle = (frontier.isEmpty() ? SweepTables.note(result) : frontier)
                + (hasTheory ? " Dotted: theory." : "")
                + leftOut(all.size() - shown.size());
        return new Chart(
                "sweep-" + metric.word().replace('_', '-'),
                title + ": " + spoken(shown) + ". " + subtitle,
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT + key.uprightPixels(),
                data(shown));
    }

    /** Returns in words where each line begins and ends. */
    private String spoken(List<Line> lines) {
        List<String> parts = new ArrayList<>();
        for (Line line : lines) {
            List<SummaryRow> rows = rows(line).toList();
            if (!rows.isEmpty()) {
                parts.add(name(line, lines) + " from " + Wording.mean(rows.get(0)) + " to "
                        + Wording.mean(rows.get(rows.size() - 1)));
            }
        }
        return String.join(", ", parts);
    }

    /** The subject of a line: a measure in a variant. */
    private record Line(String variant, SweptMetric measure) {
        String name() {
            return Phrases.elided(variant, HALF_OF_NAME) + ": " + Phrases.elided(tenant(), HALF_OF_NAME);
        }

        String tenant() {
            return measure.tenant().equals(ResultTables.HOST) ? "host" : measure.tenant();
        }
    }

    /** Returns what tells a line from the others: the tenant, the variant or both. */
    private static String name(Line line, List<Line> shown) {
        boolean isOneVariant = shown.stream().allMatch(other -> other.variant().equals(line.variant()));
        boolean isOneTenant = shown.stream()
                .allMatch(
                        other -> other.measure().tenant().equals(line.measure().tenant()));
        if (isOneVariant) {
            return line.tenant();
        }
        return isOneTenant ? line.variant() : line.name();
    }

    private Stream<SummaryRow> rows(Line line) {
        return result.cells().stream()
                .filter(cell -> cell.variant().equals(line.variant()))
                .flatMap(cell -> SweepTables.row(cell, line.measure()).stream());
    }

    private List<Line> all(List<SweptMetric> measures) {
        return result.variants().stream()
                .flatMap(variant -> measures.stream().map(measure -> new Line(variant, measure)))
                .toList();
    }

    /** Returns one line for each colour, in their order; if there are more lines, those that change most along the axis. */
    private List<Line> widest(List<Line> all) {
        Map<Line, Double> spans = new HashMap<>();
        all.forEach(line -> spans.put(line, span(line)));
        List<Line> widest = all.stream()
                .sorted(Comparator.comparingDouble((Line line) -> -spans.getOrDefault(line, 0.0)))
                .limit(ChartStyle.PALETTE.size())
                .toList();
        return all.stream().filter(widest::contains).toList();
    }

    private double span(Line line) {
        DoubleSummaryStatistics means = result.cells().stream()
                .filter(cell -> cell.variant().equals(line.variant()))
                .flatMap(cell -> SweepTables.row(cell, line.measure()).stream())
                .mapToDouble(SummaryRow::mean)
                .filter(Double::isFinite)
                .summaryStatistics();
        return means.getCount() == 0 ? 0 : means.getMax() - means.getMin();
    }

    private static String leftOut(int lines) {
        return lines > 0 ? " " + Phrases.counted(lines, "line") + " that change less: see sweep.csv." : "";
    }

    /** Draws the exact values, dotted over the simulated line; returns whether there is one at any point. */
    private boolean theory(XYPlot plot, KeyAxis key, Line of, Color color, ValueScale scale) {
        SweptMetric measure = of.measure();
        var line = new XYSeries("exact", false, true);
        for (SweepResult.Cell cell : result.cells()) {
            if (cell.variant().equals(of.variant())) {
                double exact = cell.exact(measure.tenant(), measure.metric()).orElse(Double.NaN);
                double x = key.position(cell.point().values().getOrDefault(key.path(), ""));
                line.add(x, scale.place(exact), false);
            }
        }
        boolean saysAny = !Double.isNaN(line.getMaxY());
        if (saysAny) {
            ChartStyle.addSeries(plot, line, PathRenderer.Kind.LINE, color.darker(), ChartStyle.DOTTED);
        }
        return saysAny;
    }

    private static String title(Metric metric, KeyAxis key) {
        return Phrases.capitalised(Wording.label(metric)) + " over " + key.words();
    }

    private PointSeries series(KeyAxis key, Line line, ValueScale scale) {
        SweptMetric measure = line.measure();
        var series = new PointSeries(scale);
        for (SweepResult.Cell cell : result.cells()) {
            if (cell.variant().equals(line.variant())) {
                double x = key.position(cell.point().values().getOrDefault(key.path(), ""));
                SweepTables.row(cell, measure).ifPresent(row -> series.add(x, row));
            }
        }
        return series;
    }

    private void bounds(XYPlot plot, Metric metric, ValueScale scale, List<Expectation> conditions) {
        Map<Double, String> words = new TreeMap<>();
        conditions.forEach(condition -> words.putIfAbsent(
                condition.bound(),
                "good is " + condition.relation().sign() + " " + Wording.value(metric, condition.bound())));
        if (words.size() == 1) {
            words.forEach((bound, text) -> style.addLine(plot, scale.place(bound), text, Layer.FOREGROUND));
        } else {
            words.keySet().forEach(bound -> style.addLine(plot, scale.place(bound), "", Layer.FOREGROUND));
        }
    }

    private CsvTable data(List<Line> lines) {
        return SweepChartData.of(
                result,
                cell -> lines.stream()
                        .filter(line -> line.variant().equals(cell.variant()))
                        .map(Line::measure)
                        .toList());
    }
}
