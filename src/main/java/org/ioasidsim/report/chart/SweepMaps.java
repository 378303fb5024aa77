package org.ioasidsim.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ConditionWords;
import org.ioasidsim.report.table.KeyWords;
import org.ioasidsim.report.table.SweepTables;
import org.ioasidsim.report.table.SweptMetric;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.SweepSpec;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYZDataset;
import org.jspecify.annotations.Nullable;

/**
 * The charts of a sweep over two axes or more: for each measure and variant a heat map, in which a line parts the points that meet the condition from the
 * others. Beyond two axes the rows are groups: those of the axis that matters least lie farthest apart. Axes that would make too many rows are shown at
 * one value.
 */
final class SweepMaps {
    private static final int MOST_HEAT_MAPS = 12;
    private static final int MOST_NUMBERED = 10;
    private static final int CELL_PIXELS = 44;
    private static final int LEAST_CELL_PIXELS = 18;
    private static final int MOST_PIXELS = 900;

    /** The height of all rows together where they are groups: three such pictures leave room for the answer. */
    private static final int MOST_PIXELS_OF_GROUPS = 600;

    private static final int MOST_ROWS_OF_GROUPS = 40;
    /** The least height of rows that are groups: beside it stands what their names consist of. */
    private static final int LEAST_PIXELS_OF_GROUPS = 260;

    private static final int PIXELS_PER_CHARACTER = 7;
    private static final int FRAME_PIXELS = 170;
    private static final double DARK_FROM = 0.55;
    private static final int VALUE_WIDTH = 11;
    private static final BasicStroke BORDER = new BasicStroke(3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private final ChartStyle style;
    private final SweepResult result;
    private final List<SweepSpec.Axis> up;
    private final SweepSpec.Axis across;
    private final List<SweepSpec.Axis> still = new ArrayList<>();

    /** Makes the maps of a sweep of at least two axes. */
    SweepMaps(ChartStyle style, SweepResult result) {
        this.style = style;
        this.result = result;
        List<SweepSpec.Axis> dimensions = result.file().sweep().dimensions();
        this.up = new ArrayList<>(dimensions);
        if (dimensions.size() == 2) {
            this.across = dimensions.get(1);
        } else {
            up.sort(Comparator.comparingDouble(this::effect));
            List<SweepSpec.Axis> inner = up.subList(up.size() - 2, up.size());
            this.across = inner.get(0).values().size() > inner.get(1).values().size() ? inner.get(0) : inner.get(1);
        }
        up.remove(across);
        while (up.size() > 1 && rows() > MOST_ROWS_OF_GROUPS) {
            still.add(up.remove(0));
        }
    }

    private int rows() {
        return up.stream().mapToInt(axis -> axis.values().size()).reduce(1, Math::multiplyExact);
    }

    /** Returns how far the mean of the first measure over all other axes moves along an axis. */
    private double effect(SweepSpec.Axis axis) {
        Map<String, DoubleSummaryStatistics> byValue = new HashMap<>();
        List<SweptMetric> measures = SweptMetric.of(result);
        for (SweepResult.Cell cell : result.cells()) {
            SweepTables.row(cell, measures.get(0))
                    .filter(row -> Double.isFinite(row.mean()))
                    .ifPresent(row -> byValue.computeIfAbsent(value(cell, axis), any -> new DoubleSummaryStatistics())
                            .accept(row.mean()));
        }
        DoubleSummaryStatistics means = byValue.values().stream()
                .mapToDouble(DoubleSummaryStatistics::getAverage)
                .summaryStatistics();
        return means.getCount() == 0 ? 0 : means.getMax() - means.getMin();
    }

    private static String value(SweepResult.Cell cell, SweepSpec.Axis axis) {
        return cell.point().values().getOrDefault(axis.path(), "");
    }

    List<ChartJob> jobs() {
        List<ChartJob> jobs = new ArrayList<>();
        for (String variant : result.variants()) {
            for (SweptMetric measure : SweptMetric.of(result)) {
                if (jobs.isEmpty() || differs(variant, measure)) {
                    jobs.add(new ChartJob("", () -> map(variant, measure)));
                }
            }
        }
        return jobs.subList(0, Math.min(MOST_HEAT_MAPS, jobs.size()));
    }

    /** Returns whether a measure has more than one value over the points: else a map of it shows nothing. */
    private boolean differs(String variant, SweptMetric measure) {
        return result.cells().stream()
                        .filter(cell -> cell.variant().equals(variant))
                        .flatMap(cell -> SweepTables.row(cell, measure).stream())
                        .mapToDouble(SummaryRow::mean)
                        .filter(mean -> !Double.isNaN(mean))
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
    }

    /** The row of a cell: that of its group, and within it that of the next axis. */
    private int row(SweepResult.Cell cell) {
        int row = 0;
        for (SweepSpec.Axis axis : up) {
            row = row * axis.values().size() + axis.values().indexOf(value(cell, axis));
        }
        return row;
    }

    private int column(SweepResult.Cell cell) {
        return across.values().indexOf(value(cell, across));
    }

    /** Returns the names of the rows from the first on. */
    private List<String> names() {
        List<String> names = List.of("");
        for (SweepSpec.Axis axis : up) {
            names = names.stream()
                    .flatMap(before -> axis.values().stream()
                            .map(value -> up.size() == 1
                                    ? value
                                    : (before.isEmpty() ? "" : before + ", ")
                                            + Phrases.elided(KeyWords.value(value), VALUE_WIDTH)))
                    .toList();
        }
        return names;
    }

    private int height() {
        boolean isGrouped = up.size() > 1;
        int most = isGrouped ? MOST_PIXELS_OF_GROUPS : MOST_PIXELS;
        int pixels =
                Math.max(2, rows()) * Math.max(LEAST_CELL_PIXELS, Math.min(CELL_PIXELS, most / Math.max(1, rows())));
        return isGrouped ? Math.max(LEAST_PIXELS_OF_GROUPS, pixels) : pixels;
    }

    private Chart map(String variant, SweptMetric measure) {
        var columns = new KeyAxis(across.path(), across.values());
        SymbolAxis rows = new KeyAxis(up.get(0).path(), names()).rows(style, height());
        rows.setLabel(Phrases.elided(
                String.join(
                        ", ",
                        KeyWords.inShort(up.stream().map(SweepSpec.Axis::path).toList())),
                height() / PIXELS_PER_CHARACTER));
        XYPlot plot = style.plot(columns.symbols(style), rows);
        plot.setRangeGridlinesVisible(false);
        List<SweepResult.Cell> cells = result.cells().stream()
                .filter(cell -> cell.variant().equals(variant))
                .filter(cell -> still.stream()
                        .allMatch(axis -> value(cell, axis).equals(axis.values().get(0))))
                .toList();
        var scale = new Shades(cells, measure);
        var data = new DefaultXYZDataset();
        List<double[]> blocks = new ArrayList<>();
        for (SweepResult.Cell cell : cells) {
            SweepTables.row(cell, measure).ifPresent(row -> {
                blocks.add(new double[] {column(cell), row(cell), row.mean()});
                if (across.values().size() <= MOST_NUMBERED) {
                    plot.addAnnotation(label(row, column(cell), row(cell), scale));
                }
            });
        }
        data.addSeries("cells", columns(blocks));
        var renderer = new XYBlockRenderer();
        renderer.setPaintScale(scale);
        plot.setDataset(data);
        plot.setRenderer(renderer);
        plot.setFixedLegendItems(new LegendItemCollection());
        groups(plot);
        String border = border(plot, cells, variant, measure);
        String name = Phrases.elided(variant, 30) + ": " + Phrases.elided(measure.label(), 50);
        return new Chart(
                ChartNames.of("sweep-" + measure.label().replace(' ', '-').replace(",", ""), variant),
                name + " over " + words(up, " and ") + " and " + words(List.of(across), "") + ": "
                        + extremes(cells, measure) + "." + border,
                style.picture(
                        name,
                        "means; stronger blue is more; intervals are in sweep.csv; down: " + words(up, ", then ")
                                + stillAt() + border,
                        plot),
                ChartStyle.WIDTH,
                FRAME_PIXELS + height(),
                SweepChartData.of(result, cell -> cell.variant().equals(variant) ? List.of(measure) : List.of()));
    }

    private static String words(List<SweepSpec.Axis> axes, String between) {
        return axes.stream()
                .map(axis -> new KeyAxis(axis.path(), axis.values()).words())
                .collect(Collectors.joining(between));
    }

    private String stillAt() {
        return still.stream()
                .map(axis -> "; at " + words(List.of(axis), "") + " "
                        + KeyWords.value(axis.values().get(0)) + ", others are in sweep.csv")
                .collect(Collectors.joining());
    }

    /** Draws lines between the groups of rows. */
    private void groups(XYPlot plot) {
        int size = rows();
        for (SweepSpec.Axis axis : up.subList(0, up.size() - 1)) {
            size /= axis.values().size();
            for (int at = size; at < rows(); at += size) {
                plot.addRangeMarker(new ValueMarker(at - 0.5, ChartStyle.INK, ChartStyle.LINE), Layer.FOREGROUND);
            }
        }
    }

    /** Draws the line between the points that are shown to meet the condition and the others of their group, and returns what it says; empty where there is none. */
    private String border(XYPlot plot, List<SweepResult.Cell> cells, String variant, SweptMetric measure) {
        List<Expectation> conditions = SweptMetric.conditions(result).stream()
                .filter(condition -> condition.variant().equals(variant)
                        && SweptMetric.of(condition).equals(measure))
                .toList();
        if (conditions.isEmpty()) {
            return "";
        }
        Map<List<Integer>, Boolean> met = new LinkedHashMap<>();
        cells.forEach(cell -> met.put(
                List.of(column(cell), row(cell)),
                conditions.stream().allMatch(condition -> cell.verdict(condition) == ConditionVerdict.MET)));
        int inGroup = up.get(up.size() - 1).values().size();
        boolean isDrawn = false;
        for (Map.Entry<List<Integer>, Boolean> cell : met.entrySet()) {
            int x = cell.getKey().get(0);
            int y = cell.getKey().get(1);
            if (isOther(cell.getValue(), met.get(List.of(x + 1, y)))) {
                isDrawn |= line(plot, x + 0.5, y - 0.5, x + 0.5, y + 0.5);
            }
            if ((y + 1) % inGroup != 0 && isOther(cell.getValue(), met.get(List.of(x, y + 1)))) {
                isDrawn |= line(plot, x - 0.5, y + 0.5, x + 0.5, y + 0.5);
            }
        }
        String condition = ConditionWords.of(conditions);
        if (isDrawn) {
            return "; the line parts what is shown to be good: " + condition;
        }
        return met.containsValue(true) ? "; all is good: " + condition : "; nothing is shown to be good: " + condition;
    }

    private static boolean isOther(boolean isMet, @Nullable Boolean isNextMet) {
        return isNextMet != null && isMet != isNextMet;
    }

    private static boolean line(XYPlot plot, double fromX, double fromY, double toX, double toY) {
        plot.addAnnotation(new XYLineAnnotation(fromX, fromY, toX, toY, BORDER, ChartStyle.REFUSED));
        return true;
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
