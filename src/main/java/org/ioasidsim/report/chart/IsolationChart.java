package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.experiment.compare.Isolation;
import org.ioasidsim.experiment.compare.IsolationCurve;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;

/** One tenant's success as the aggressor's load grows: a line for each variant, at the left the success without the aggressor. */
public final class IsolationChart {
    private static final int MOST_VARIANTS = ChartStyle.PALETTE.size();
    private static final double OFF = 0.4;
    private static final double DODGE = 0.012;
    private static final double THOUSANDTH = 1000;
    private static final double PLOT_PIXELS = 330;

    private final ChartStyle style;
    private final Isolation isolation;
    private final String victim;
    private final List<List<IsolationCurve>> groups;
    private final List<IsolationCurve> curves;
    private final int leftOut;
    private final double perSecond;
    private final double least;
    private final double most;

    public IsolationChart(ChartStyle style, Isolation isolation, String victim) {
        this.style = style;
        this.isolation = isolation;
        this.victim = victim;
        List<IsolationCurve> all = isolation.curves().stream()
                .filter(curve -> curve.tenant().equals(victim))
                .toList();
        Map<List<String>, List<IsolationCurve>> alike = new LinkedHashMap<>();
        all.forEach(curve ->
                alike.computeIfAbsent(shape(curve), shape -> new ArrayList<>()).add(curve));
        this.groups = alike.values().stream().limit(MOST_VARIANTS).toList();
        this.curves = groups.stream().map(group -> group.get(0)).toList();
        this.leftOut = all.size() - groups.stream().mapToInt(List::size).sum();
        this.perSecond = commonRate(all);
        this.least = curves.stream()
                .mapToDouble(curve -> curve.points().get(1).factor())
                .min()
                .orElse(1);
        this.most = curves.stream()
                .mapToDouble(
                        curve -> curve.points().get(curve.points().size() - 1).factor())
                .max()
                .orElse(1);
    }

    /** Returns what makes curves look alike: their loads, and their means to a thousandth. */
    private static List<String> shape(IsolationCurve curve) {
        return curve.points().stream()
                .map(point -> point.factor() + " " + Math.rint(THOUSANDTH * point.mean()))
                .toList();
    }

    /** Returns the aggressor's rate in the file; NaN if there is none or variants differ. */
    private static double commonRate(List<IsolationCurve> all) {
        double rate = all.get(0).perSecondAtOne();
        return all.stream().allMatch(curve -> curve.perSecondAtOne() == rate) ? rate : Double.NaN;
    }

    public Chart draw() {
        LogAxis load = style.logAxis(loadLabel());
        load.setRange(x(least) * OFF * 0.75, x(most) * 1.35);
        NumberAxis success = style.withoutLine(style.axis(Wording.label(Metric.FIRST_TRY_SUCCESS) + " (%)", 100));
        success.setRange(0, 104);
        XYPlot plot = style.plot(load, success);
        plot.addRangeMarker(promise(), Layer.BACKGROUND);
        plot.addDomainMarker(
                new ValueMarker(x(least) * Math.sqrt(OFF), ChartStyle.GRID, ChartStyle.THIN), Layer.BACKGROUND);
        plot.addAnnotation(style.note("off", x(least) * OFF * 0.9, 2.5));
        plot.addDomainMarker(new ValueMarker(x(1), ChartStyle.OTHERS, ChartStyle.DOTTED), Layer.BACKGROUND);
        plot.addAnnotation(style.note(" as in the file", x(1), 2.5));
        EndLabels labels = new EndLabels();
        for (int number = 0; number < curves.size(); number++) {
            add(plot, number);
            List<IsolationCurve.Point> points = curves.get(number).points();
            labels.add(
                    name(groups.get(number)),
                    x(most),
                    100 * points.get(points.size() - 1).mean(),
                    ChartStyle.PALETTE.get(number));
        }
        labels.drawOn(plot, style, PLOT_PIXELS);
        plot.setFixedLegendItems(new LegendItemCollection());
        String title = "What " + Phrases.elided(isolation.aggressor(), 26) + " does to " + Phrases.elided(victim, 26);
        String subtitle = "points: means; bars: "
                + Wording.value(Metric.UTILISATION, isolation.confidence())
                + " intervals; +n: variants alike; off: without " + Phrases.elided(isolation.aggressor(), 18)
                + (leftOut > 0 ? "; " + leftOut + " more variants in the table" : "");
        return new Chart(
                ChartNames.of("isolation", victim),
                title + ": first-try success by the load of " + isolation.aggressor() + "; " + subtitle + ".",
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT,
                data());
    }

    private static String name(List<IsolationCurve> alike) {
        int more = alike.size() - 1;
        return Phrases.elided(alike.get(0).variant(), 18) + (more > 0 ? " +" + more : "");
    }

    private ValueMarker promise() {
        ValueMarker promise =
                style.line(100 * isolation.slo(), "promised " + Wording.value(Metric.UTILISATION, isolation.slo()));
        promise.setLabelAnchor(RectangleAnchor.BOTTOM_RIGHT);
        promise.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
        return promise;
    }

    private String loadLabel() {
        String name = Phrases.elided(isolation.aggressor(), 26);
        if (Double.isNaN(perSecond)) {
            return "load of " + name + ", 1: as in the file (log scale)";
        }
        String what = curves.get(0).ofInstances() ? "instances" : "processes";
        return what + " of " + name + " that arrive (per second, log scale)";
    }

    /** Returns the position of a factor on the axis. */
    private double x(double factor) {
        return Double.isNaN(perSecond) ? factor : factor * perSecond;
    }

    private void add(XYPlot plot, int number) {
        Color color = ChartStyle.PALETTE.get(number);
        XYSeries line = new XYSeries("line", false, true);
        XYSeries dots = new XYSeries("dots", false, true);
        XYSeries bars = new XYSeries("bars", false, true);
        double aside = Math.pow(most / least, DODGE * (number - (curves.size() - 1) / 2.0));
        for (IsolationCurve.Point point : curves.get(number).points()) {
            double place = aside * x(point.factor() > 0 ? point.factor() : least * OFF);
            if (!Double.isNaN(point.mean())) {
                dots.add(place, 100 * point.mean(), false);
                if (point.factor() > 0) {
                    line.add(place, 100 * point.mean(), false);
                }
                addBar(bars, place, point);
            }
        }
        ChartStyle.addSeries(plot, line, PathRenderer.Kind.LINE, color, ChartStyle.LINE);
        ChartStyle.addSeries(plot, bars, PathRenderer.Kind.SEGMENTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, dots, PathRenderer.Kind.DOTS, color, ChartStyle.THIN);
    }

    private static void addBar(XYSeries bars, double place, IsolationCurve.Point point) {
        if (!Double.isNaN(point.lower()) && !Double.isNaN(point.upper())) {
            bars.add(place, 100 * Math.max(0, point.lower()), false);
            bars.add(place, 100 * Math.min(1, point.upper()), false);
        }
    }

    private CsvTable data() {
        List<String> columns = List.of("variant", "factor", "rate_per_s", "mean", "lower", "upper");
        return new CsvTable(columns, rows -> {
            for (IsolationCurve curve : groups.stream().flatMap(List::stream).toList()) {
                for (IsolationCurve.Point point : curve.points()) {
                    rows.add(
                            curve.variant(),
                            Numbers.text(point.factor()),
                            Numbers.text(point.factor() * curve.perSecondAtOne()),
                            Numbers.text(point.mean()),
                            Numbers.text(point.lower()),
                            Numbers.text(point.upper()));
                }
            }
        });
    }
}
