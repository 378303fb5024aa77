package org.ioasidsim.report.chart;

import java.awt.Color;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.ioasidsim.file.Numbers;
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
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYZDataset;
import org.jfree.data.xy.XYSeries;

/** The charts of a sweep: lines with intervals along one axis; over two axes a heat map for each measure and variant. */
public final class SweepCharts {
    private static final int MOST_HEAT_MAPS = 12;
    private static final int MOST_NUMBERED = 10;
    private static final int HALF_OF_NAME = 26;
    private static final int CELL_PIXELS = 44;
    private static final int LEAST_CELL_PIXELS = 18;
    private static final int MOST_PIXELS = 900;
    private static final int FRAME_PIXELS = 170;
    private static final double DARK_FROM = 0.55;

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

    /** Returns the charts; none for more than two axes, which no chart shows well. */
    public static List<ChartJob> jobs(ChartStyle style, SweepResult result) {
        var charts = new SweepCharts(style, result);
        return switch (charts.dimensions.size()) {
            case 1 -> charts.lines();
            case 2 -> charts.heatMaps();
            default -> List.of();
        };
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
        List<String> heads = new ArrayList<>(SweepTables.paths(result));
        heads.addAll(List.of("variant", "tenant", "metric", "mean", "lower", "upper", "exact"));
        return new CsvTable(heads, rows -> {
            for (SweepResult.Cell cell : result.cells()) {
                lines.stream()
                        .filter(line -> line.variant().equals(cell.variant()))
                        .forEach(line -> SweepTables.row(cell, line.measure())
                                .ifPresent(row -> rows.add(cells(cell, line.measure(), row))));
            }
        });
    }

    private static String[] cells(SweepResult.Cell cell, SweptMetric measure, SummaryRow row) {
        List<String> cells = new ArrayList<>(cell.point().values().values());
        cells.addAll(List.of(
                cell.variant(),
                row.tenant(),
                row.metric().word(),
                Numbers.text(row.mean()),
                Numbers.text(row.lower()),
                Numbers.text(row.upper()),
                Numbers.text(cell.exact(measure.tenant(), measure.metric()).orElse(Double.NaN))));
        return cells.toArray(String[]::new);
    }

    private List<ChartJob> heatMaps() {
        List<ChartJob> jobs = new ArrayList<>();
        for (String variant : result.variants()) {
            for (SweptMetric measure : SweptMetric.of(result)) {
                jobs.add(new ChartJob("", () -> heatMap(variant, measure)));
            }
        }
        return jobs.subList(0, Math.min(MOST_HEAT_MAPS, jobs.size()));
    }

    private Chart heatMap(String variant, SweptMetric measure) {
        var across = new KeyAxis(dimensions.get(1).path(), dimensions.get(1).values());
        var up = new KeyAxis(dimensions.get(0).path(), dimensions.get(0).values());
        int height = cellPixels(up.values().size()) * Math.max(2, up.values().size());
        SymbolAxis rows = up.rows(style, height);
        rows.setLabel(null);
        XYPlot plot = style.plot(across.symbols(style), rows);
        plot.setRangeGridlinesVisible(false);
        List<SweepResult.Cell> cells = result.cells().stream()
                .filter(cell -> cell.variant().equals(variant))
                .toList();
        var scale = new Shades(cells, measure);
        var data = new DefaultXYZDataset();
        List<double[]> blocks = new ArrayList<>();
        for (SweepResult.Cell cell : cells) {
            double x = across.values().indexOf(cell.point().values().get(across.path()));
            double y = up.values().indexOf(cell.point().values().get(up.path()));
            SweepTables.row(cell, measure).ifPresent(row -> {
                blocks.add(new double[] {x, y, row.mean()});
                if (across.values().size() <= MOST_NUMBERED) {
                    plot.addAnnotation(label(row, x, y, scale));
                }
            });
        }
        data.addSeries("cells", columns(blocks));
        var renderer = new XYBlockRenderer();
        renderer.setPaintScale(scale);
        plot.setDataset(data);
        plot.setRenderer(renderer);
        String name = Phrases.elided(variant, 30) + ": " + Phrases.elided(measure.label(), 50);
        plot.setFixedLegendItems(new LegendItemCollection());
        return new Chart(
                ChartNames.of("sweep-" + measure.label().replace(' ', '-').replace(",", ""), variant),
                name + " over " + up.words() + " and " + across.words() + ": " + extremes(cells, measure) + ".",
                style.picture(
                        name, "means; stronger blue is more; intervals are in sweep.csv; down: " + up.words(), plot),
                ChartStyle.WIDTH,
                FRAME_PIXELS
                        + cellPixels(up.values().size())
                                * Math.max(2, up.values().size()),
                data(List.of(new Line(variant, measure))));
    }

    /** Returns in words between which values the cells lie. */
    private static String extremes(List<SweepResult.Cell> cells, SweptMetric measure) {
        List<SummaryRow> rows = cells.stream()
                .flatMap(cell -> SweepTables.row(cell, measure).stream())
                .filter(row -> Double.isFinite(row.mean()))
                .sorted(Comparator.comparingDouble(SummaryRow::mean))
                .toList();
        return rows.isEmpty()
                ? "nothing to show"
                : "from " + Wording.mean(rows.get(0)) + " to " + Wording.mean(rows.get(rows.size() - 1));
    }

    /** Returns the height of a row in pixels: less if there are many. */
    private static int cellPixels(int rows) {
        return Math.max(LEAST_CELL_PIXELS, Math.min(CELL_PIXELS, MOST_PIXELS / Math.max(1, rows)));
    }

    private XYTextAnnotation label(SummaryRow row, double x, double y, Shades scale) {
        var label = new XYTextAnnotation(Wording.mean(row), x, y);
        label.setFont(style.small());
        label.setTextAnchor(TextAnchor.CENTER);
        label.setPaint(scale.part(row.mean()) > DARK_FROM ? Color.WHITE : ChartStyle.INK);
        return label;
    }

    private static double[][] columns(List<double[]> blocks) {
        double[][] columns = new double[3][blocks.size()];
        for (int block = 0; block < blocks.size(); block++) {
            for (int column = 0; column < columns.length; column++) {
                columns[column][block] = blocks.get(block)[column];
            }
        }
        return columns;
    }

    /** White to blue over the values of one map; for a share, over 0 to 1 on every map. */
    private static final class Shades implements PaintScale {
        private final double least;
        private final double most;

        Shades(List<SweepResult.Cell> cells, SweptMetric measure) {
            boolean isShare = measure.metric().unit() == Metric.Unit.FRACTION;
            double[] finite = cells.stream()
                    .flatMap(cell -> SweepTables.row(cell, measure).stream())
                    .mapToDouble(SummaryRow::mean)
                    .filter(Double::isFinite)
                    .toArray();
            least = 0;
            most = isShare ? 1 : Math.max(1e-300, Arrays.stream(finite).max().orElse(1));
        }

        /** Returns the position of a value between white, 0, and full colour, 1. */
        double part(double value) {
            double part = (value - least) / (most - least);
            return Double.isNaN(part) ? 0 : Math.max(0, Math.min(1, part));
        }

        @Override
        public double getLowerBound() {
            return least;
        }

        @Override
        public double getUpperBound() {
            return most;
        }

        @Override
        public Paint getPaint(double value) {
            return ChartStyle.shade(part(value));
        }
    }
}
