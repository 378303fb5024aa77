package org.ioasidsim.report.chart;

import java.awt.Color;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
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
import org.jfree.data.xy.XYSeries;

/** One tenant's success as the aggressor's load grows: a line for each variant, at the left the success without the aggressor. */
public final class IsolationChart {
    private static final int MOST_VARIANTS = ChartStyle.PALETTE.size();
    private static final double OFF = 0.4;
    private static final double DODGE = 0.012;
    private static final double THOUSANDTH = 1000;
    private static final double PLOT_PIXELS = 170;

    /** Low enough to stand in a first screen below a verdict and its table. */
    private static final int HEIGHT = 300;

    private final ChartStyle style;
    private final Isolation isolation;
    private final String victim;
    private final List<List<IsolationCurve>> groups;
    private final List<IsolationCurve> curves;
    private final int leftOut;
    private final double perSecond;
    private final ValueScale scale;
    private final double least;
    private final double most;

    public IsolationChart(ChartStyle style, Isolation isolation, String victim) {
        this.style = style;
        this.isolation = isolation;
        this.victim = victim;
        List<IsolationCurve> all = isolation.curves().stream()
                .filter(curve -> curve.tenant().equals(victim))
                .toList();
        this.scale = ValueScale.of(
                Metric.FIRST_TRY_SUCCESS,
                values(all, IsolationCurve.Point::mean),
                values(all, IsolationCurve.Point::lower),
                isolation.slo());
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

    private static double[] values(List<IsolationCurve> all, ToDoubleFunction<IsolationCurve.Point> end) {
        return all.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(end)
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    /** Returns what makes curves look alike: their loads, and the places of their means to a thousandth of the axis. */
    private List<String> shape(IsolationCurve curve) {
        return curve.points().stream()
                .map(point -> point.factor() + " " + Math.rint(THOUSANDTH * scale.place(point.mean()) / scale.most()))
                .toList();
    }

    /** Returns the aggressor's rate in the file; NaN if there is none or variants differ. */
    private static double commonRate(List<IsolationCurve> all) {
        double rate = all.get(0).perSecondAtOne();
        return all.stream().allMatch(curve -> curve.perSecondAtOne() == rate) ? rate : Double.NaN;
    }

    public Chart draw() {
        LogAxis load = loadAxis();
        load.setRange(x(least) * OFF * 0.75, x(most) * 1.35);
        NumberAxis success = style.withoutLine(scale.axis(style, "success (%)"));
        scale.show(success, 0, scale.most());
        XYPlot plot = style.plot(load, success);
        style.addLine(
                plot,
                scale.place(isolation.slo()),
                "promised " + Wording.value(Metric.UTILISATION, isolation.slo()),
                Layer.BACKGROUND);
        plot.addDomainMarker(
                new ValueMarker(x(least) * Math.sqrt(OFF), ChartStyle.GRID, ChartStyle.THIN), Layer.BACKGROUND);
        plot.addDomainMarker(new ValueMarker(x(1), ChartStyle.OTHERS, ChartStyle.DOTTED), Layer.BACKGROUND);
        EndLabels labels = new EndLabels();
        for (int number = 0; number < curves.size(); number++) {
            add(plot, number);
            List<IsolationCurve.Point> points = curves.get(number).points();
            labels.add(
                    name(groups.get(number)),
                    x(most),
                    scale.place(points.get(points.size() - 1).mean()),
                    ChartStyle.PALETTE.get(number));
        }
        labels.drawOn(plot, style, PLOT_PIXELS);
        plot.setFixedLegendItems(new LegendItemCollection());
        String title = "What " + Phrases.elided(isolation.aggressor(), 26) + " does to first-try success of "
                + Phrases.elided(victim, 26);
        String subtitle = "points: means; bars: "
                + Wording.value(Metric.UTILISATION, isolation.confidence())
                + " intervals; dotted: as in the file" + (isAnyAlike() ? "; +n: variants alike" : "")
                + (leftOut > 0 ? "; " + Phrases.counted(leftOut, "more variant") + " in the table" : "");
        return new Chart(
                ChartNames.of("isolation", victim),
                title + ", by the load of " + isolation.aggressor() + ": " + spoken() + "; " + subtitle + ".",
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                HEIGHT,
                data());
    }

    /** Returns an axis with a tick at each load, and one for none. */
    private LogAxis loadAxis() {
        double[] loads = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(point -> x(point.factor() > 0 ? point.factor() : least * OFF))
                .sorted()
                .distinct()
                .toArray();
        List<String> names = new ArrayList<>(List.of("none"));
        Arrays.stream(loads)
                .skip(1)
                .mapToObj(load -> Wording.value(Metric.MAX_MIN_RATIO, load))
                .forEach(names::add);
        LogAxis axis = style.look(new ValuesAxis(loadLabel(), loads, names));
        axis.setBase(10);
        axis.setNumberFormatOverride(new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return axis;
    }

    /** Returns in words where each line begins and ends. */
    private String spoken() {
        List<String> parts = new ArrayList<>();
        for (int number = 0; number < curves.size(); number++) {
            List<IsolationCurve.Point> points = curves.get(number).points();
            parts.add(name(groups.get(number)) + " from "
                    + Wording.value(Metric.FIRST_TRY_SUCCESS, points.get(0).mean()) + " to "
                    + Wording.value(
                            Metric.FIRST_TRY_SUCCESS,
                            points.get(points.size() - 1).mean()));
        }
        return String.join(", ", parts);
    }

    private boolean isAnyAlike() {
        return groups.stream().anyMatch(group -> group.size() > 1);
    }

    private static String name(List<IsolationCurve> alike) {
        int more = alike.size() - 1;
        return Phrases.elided(alike.get(0).variant(), 18) + (more > 0 ? " +" + more : "");
    }

    private String loadLabel() {
        String name = Phrases.elided(isolation.aggressor(), 26);
        if (Double.isNaN(perSecond)) {
            return "load of " + name + ", 1: as in the file (log scale)";
        }
        String what = curves.get(0).ofInstances() ? "instances" : "processes";
        return what + " of " + name + " (per second, log)";
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
                dots.add(place, scale.place(point.mean()), false);
                if (point.factor() > 0) {
                    line.add(place, scale.place(point.mean()), false);
                }
                addBar(bars, place, point);
            }
        }
        ChartStyle.addSeries(plot, line, PathRenderer.Kind.LINE, color, ChartStyle.LINE);
        ChartStyle.addSeries(plot, bars, PathRenderer.Kind.SEGMENTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, dots, PathRenderer.Kind.DOTS, color, ChartStyle.THIN);
    }

    private void addBar(XYSeries bars, double place, IsolationCurve.Point point) {
        if (!Double.isNaN(point.lower()) && !Double.isNaN(point.upper())) {
            bars.add(place, scale.place(Math.max(0, point.lower())), false);
            bars.add(place, scale.place(Math.min(1, point.upper())), false);
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
