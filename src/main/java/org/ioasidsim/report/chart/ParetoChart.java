package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.SummaryIndex;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;

/**
 * Fairness against utilisation: a point for each variant with intervals in both directions. The Pareto front consists of the variants whose
 * means no other variant beats in one of the two without losing in the other.
 */
final class ParetoChart {
    private static final int LABEL_WIDTH = 26;

    /** About how wide and how high the plot is where the picture is narrow. */
    private static final int NARROW_WIDTH = 290;

    private static final int PLOT_HEIGHT = 250;
    private static final int CHARACTER_PIXELS = 7;
    private static final int GAP_PIXELS = 6;
    private static final int NEAR_ALONG = 18;
    private static final int MOST_LABELLED = 12;
    private static final int LEGEND_PIXELS = 21;
    private static final int LEGEND_COLUMNS = 3;
    private static final int MOST_NUMBERS = 4;
    private static final double LEAST_ROOM = 0.04;
    private static final double LIFT = 0.018;

    private final ChartStyle style;
    private final ExperimentResult result;
    private final Metric fairness;
    private final List<Point> points;

    /** A variant with its number in the file, from 1. */
    private record Point(int number, String name, SummaryRow x, SummaryRow y, boolean isBaseline) {
        double xPercent() {
            return 100 * x.mean();
        }

        /** Returns the upper end of the interval of the fairness; the mean if there is none. */
        double top() {
            return Double.isFinite(y.upper()) ? Math.min(1, y.upper()) : y.mean();
        }

        boolean isBeatenBy(Point other) {
            boolean isNoBetter = other.x.mean() >= x.mean() && other.y.mean() >= y.mean();
            return isNoBetter && (other.x.mean() > x.mean() || other.y.mean() > y.mean());
        }
    }

    ParetoChart(ChartStyle style, ExperimentResult result) {
        this.style = style;
        this.result = result;
        List<Point> byEntitlement = points(result, Metric.JAIN_ENTITLEMENT);
        List<Point> bySatisfaction = points(result, Metric.JAIN_SATISFACTION);
        boolean isKnown = byEntitlement.size() >= Math.min(2, bySatisfaction.size());
        this.fairness = isKnown ? Metric.JAIN_ENTITLEMENT : Metric.JAIN_SATISFACTION;
        this.points = isKnown ? byEntitlement : bySatisfaction;
    }

    private static List<Point> points(ExperimentResult result, Metric fairness) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < result.variants().size(); i++) {
            VariantResult variant = result.variants().get(i);
            SummaryIndex summary = new SummaryIndex(variant);
            boolean isBaseline = variant.name().equals(result.file().baseline());
            var point = new Point(
                    i + 1, variant.name(), summary.host(Metric.UTILISATION), summary.host(fairness), isBaseline);
            if (Double.isFinite(point.x().mean()) && Double.isFinite(point.y().mean())) {
                points.add(point);
            }
        }
        return points;
    }

    Chart draw() {
        NumberAxis x = fitted(Wording.axisLabel(Metric.UTILISATION, "%"), 100, Double.POSITIVE_INFINITY, Point::x);
        NumberAxis y = fitted(Wording.label(fairness), 1, 1, Point::y);
        XYPlot plot = style.plot(x, style.withoutLine(y));
        plot.setDomainGridlinesVisible(true);
        addFront(plot);
        addPoints(plot);
        addNumbers(plot, x, y);
        plot.setFixedLegendItems(legend());
        int missing = result.variants().size() - points.size();
        String subtitle = "means with intervals; blue: Pareto front of the means, more of both is better"
                + (missing > 0 ? "; " + Phrases.counted(missing, "variant") + " without index" : "");
        int lines = (points.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
        return new Chart(
                "pareto",
                "Fairness against utilisation: " + subtitle + ".",
                style.picture("Fairness against utilisation", subtitle, plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT + LEGEND_PIXELS * lines,
                data());
    }

    private boolean isOnFront(Point point) {
        return points.stream().noneMatch(point::isBeatenBy);
    }

    private Color color(Point point) {
        return isOnFront(point) ? ChartStyle.PALETTE.get(0) : ChartStyle.OTHERS;
    }

    /**
     * Returns an axis that contains all intervals.
     *
     * @param largest value that there can be: an index ends at 1, while idle ids that hold no ASID take the utilisation beyond it
     */
    private NumberAxis fitted(
            String label, double scale, double largest, java.util.function.Function<Point, SummaryRow> value) {
        double[] ends = points.stream()
                .map(value)
                .flatMapToDouble(row -> DoubleStream.of(row.mean(), row.lower(), row.upper()))
                .filter(Double::isFinite)
                .map(end -> Math.max(0, Math.min(largest, end)) * scale)
                .toArray();
        double least = DoubleStream.of(ends).min().orElse(0);
        double most = DoubleStream.of(ends).max().orElse(scale);
        double room = Math.max(LEAST_ROOM * scale, 0.1 * (most - least));
        NumberAxis axis = style.axis(label);
        axis.setRange(
                Math.max(-LEAST_ROOM * scale, least - room), Math.min((largest + LEAST_ROOM) * scale, most + room));
        return axis;
    }

    /** Draws the front as steps: variants below and to the left of it are beaten. */
    private void addFront(XYPlot plot) {
        List<Point> front = points.stream()
                .filter(this::isOnFront)
                .sorted(Comparator.comparingDouble(Point::xPercent))
                .toList();
        XYSeries steps = new XYSeries("front", false, true);
        for (int i = 0; i < front.size(); i++) {
            if (i > 0) {
                steps.add(front.get(i - 1).xPercent(), front.get(i).y().mean(), false);
            }
            steps.add(front.get(i).xPercent(), front.get(i).y().mean(), false);
        }
        ChartStyle.addSeries(plot, steps, PathRenderer.Kind.LINE, ChartStyle.PALETTE.get(0), ChartStyle.DOTTED);
    }

    private void addPoints(XYPlot plot) {
        for (boolean onFront : new boolean[] {false, true}) {
            XYSeries lines = new XYSeries("intervals", false, true);
            XYSeries dots = new XYSeries("means", false, true);
            for (Point point : points) {
                if (isOnFront(point) == onFront) {
                    dots.add(point.xPercent(), point.y().mean(), false);
                    addInterval(lines, point);
                }
            }
            Color color = onFront ? ChartStyle.PALETTE.get(0) : ChartStyle.OTHERS;
            ChartStyle.addSeries(plot, lines, PathRenderer.Kind.SEGMENTS, color, ChartStyle.THIN);
            ChartStyle.addSeries(plot, dots, PathRenderer.Kind.DOTS, color, ChartStyle.THIN);
        }
    }

    private static void addInterval(XYSeries lines, Point point) {
        if (Double.isFinite(point.x().lower())) {
            lines.add(100 * Math.max(0, point.x().lower()), point.y().mean(), false);
            lines.add(100 * point.x().upper(), point.y().mean(), false);
        }
        if (Double.isFinite(point.y().lower())) {
            lines.add(point.xPercent(), Math.max(0, point.y().lower()), false);
            lines.add(point.xPercent(), Math.min(1, point.y().upper()), false);
        }
    }

    /**
     * Writes the numbers of variants above their points; if there are many variants, only for the front and the baseline. Points close
     * together share a label, which ends with the count of those that it does not name.
     */
    private void addNumbers(XYPlot plot, NumberAxis x, NumberAxis y) {
        List<Point> left = points.stream()
                .filter(point -> points.size() <= MOST_LABELLED || isOnFront(point) || point.isBaseline())
                .collect(Collectors.toCollection(ArrayList::new));
        for (Label label : apart(left, x, y)) {
            XYTextAnnotation note = style.note(
                    label.text(),
                    label.xPercent(),
                    label.top() + LIFT * y.getRange().getLength());
            note.setTextAnchor(TextAnchor.BOTTOM_CENTER);
            note.setPaint(ChartStyle.INK);
            plot.addAnnotation(note);
        }
    }

    /** Returns labels of which none lies over another where the picture is narrow: those that would are one. */
    private static List<Label> apart(List<Point> named, NumberAxis x, NumberAxis y) {
        List<Label> labels = new ArrayList<>();
        named.forEach(point -> labels.add(new Label(List.of(point))));
        int i = 0;
        while (i < labels.size()) {
            Label label = labels.get(i);
            Optional<Label> near = labels.stream()
                    .filter(other -> !other.equals(label) && label.isNear(other, x, y))
                    .findFirst();
            if (near.isPresent()) {
                labels.set(i, label.with(near.get()));
                labels.remove(near.get());
                i = 0;
            } else {
                i++;
            }
        }
        return labels;
    }

    /** The numbers of points above them, in the middle and beyond the highest of their intervals. */
    private record Label(List<Point> points) {
        Label with(Label other) {
            return new Label(
                    Stream.concat(points.stream(), other.points.stream()).toList());
        }

        double xPercent() {
            return points.stream().mapToDouble(Point::xPercent).average().orElse(0);
        }

        double top() {
            return points.stream().mapToDouble(Point::top).max().orElse(0);
        }

        String text() {
            String numbers = points.stream()
                    .map(Point::number)
                    .sorted()
                    .limit(MOST_NUMBERS)
                    .map(number -> Integer.toString(number))
                    .collect(Collectors.joining(", "));
            return points.size() > MOST_NUMBERS ? numbers + " + " + (points.size() - MOST_NUMBERS) : numbers;
        }

        boolean isNear(Label other, NumberAxis x, NumberAxis y) {
            double across = NARROW_WIDTH
                    * (xPercent() - other.xPercent())
                    / x.getRange().getLength();
            double along = PLOT_HEIGHT * (top() - other.top()) / y.getRange().getLength();
            double room = GAP_PIXELS
                    + CHARACTER_PIXELS * (text().length() + other.text().length()) / 2.0;
            return Math.abs(across) < room && Math.abs(along) < NEAR_ALONG;
        }
    }

    private LegendItemCollection legend() {
        LegendItemCollection legend = new LegendItemCollection();
        for (Point point : points) {
            String name = point.number() + " " + Phrases.elided(point.name(), LABEL_WIDTH);
            ChartStyle.legendBox(legend, point.isBaseline() ? name + " (baseline)" : name, color(point));
        }
        return legend;
    }

    private CsvTable data() {
        List<String> columns = List.of(
                "variant",
                "utilisation",
                "utilisation_lower",
                "utilisation_upper",
                fairness.word(),
                fairness.word() + "_lower",
                fairness.word() + "_upper",
                "on_front");
        return new CsvTable(columns, rows -> {
            for (Point point : points) {
                rows.add(
                        point.name(),
                        Numbers.text(point.x().mean()),
                        Numbers.text(point.x().lower()),
                        Numbers.text(point.x().upper()),
                        Numbers.text(point.y().mean()),
                        Numbers.text(point.y().lower()),
                        Numbers.text(point.y().upper()),
                        Boolean.toString(isOnFront(point)));
            }
        });
    }
}
