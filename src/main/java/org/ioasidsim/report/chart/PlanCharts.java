package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.experiment.search.PlanTheory;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ConditionWords;
import org.ioasidsim.report.table.KeyWords;
import org.ioasidsim.report.table.PlanAnswer;
import org.ioasidsim.report.table.SweptMetric;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.PlanSpec;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;

/** The charts of a plan: each condition over the key with the frontier, and the frontier over the second key. */
public final class PlanCharts {
    private static final Color MET = ChartStyle.PALETTE.get(0);
    private static final int CONDITION_WIDTH = 50;
    private static final int CURVE_POINTS = 100;
    private static final double PLOT_PIXELS = 270;
    private static final int PATH_WIDTH = 42;
    private static final int TENANT_WIDTH = 22;
    private static final Color NOT_MET = ChartStyle.PALETTE.get(5);

    /** The part of the greatest value below which values lie so close that an axis from 0 would press them together. */
    private static final double LEAST_SPREAD = 0.5;

    /** How far an axis from 0 reaches, of its greatest value, and what another one shows beyond its values, of the distance between them. */
    private static final double ABOVE = 1.06;

    private static final double MARGIN = 0.12;

    private final ChartStyle style;
    private final PlanAnswer answer;

    private PlanCharts(ChartStyle style, PlanAnswer answer) {
        this.style = style;
        this.answer = answer;
    }

    public static List<ChartJob> jobs(ChartStyle style, PlanAnswer answer) {
        var charts = new PlanCharts(style, answer);
        List<ChartJob> jobs = new ArrayList<>();
        if (answer.acrossPaths().size() == 2) {
            jobs.add(new ChartJob("", () -> new PlanMap(style, answer).draw()));
        } else if (answer.lines().size() > 1) {
            jobs.add(new ChartJob("", charts::frontier));
        }
        for (int line = 0; line < answer.lines().size(); line++) {
            int conditions =
                    answer.lines().get(line).result().plan().conditions().size();
            for (int condition = 0; condition < conditions; condition++) {
                int ofLine = line;
                int number = condition;
                jobs.add(new ChartJob("", () -> charts.condition(ofLine, number)));
            }
        }
        return jobs;
    }

    private Chart condition(int number, int conditionNumber) {
        PlanAnswer.Line line = answer.lines().get(number);
        PlanResult result = line.result();
        PlanSpec plan = result.plan();
        Expectation condition = plan.conditions().get(conditionNumber);
        Metric metric = SweptMetric.of(condition).metric();
        ValueScale scale = ValueScale.of(
                metric,
                result.probes().stream()
                        .map(probe -> probe.conditions().get(conditionNumber).row())
                        .toList(),
                condition.bound());
        var key = new KeyAxis(
                plan.path(),
                result.probes().stream().map(probe -> plan.text(probe.value())).toList());
        NumberAxis range = style.withoutLine(scale.axis(style, SweptMetric.axisLabel(metric)));
        XYPlot plot = style.plot(key.axis(style), range);
        frontier(plot, key, result);
        double bound = scale.place(condition.bound());
        style.addLine(
                plot,
                bound,
                "good is " + condition.relation().sign() + " " + Wording.value(metric, condition.bound()),
                beforeWidestGap(key, result),
                Layer.FOREGROUND);
        Optional<PlanTheory> theory = curve(plot, key, result, conditionNumber, scale);
        Span span = points(plot, key, result, conditionNumber, scale);
        if (scale.isByNines()) {
            scale.show(range, Math.min(span.bottom(), bound), span.top());
        } else {
            Range shown = span.around(bound, scale.most());
            range.setRange(shown);
            range.setTickUnit(new NumberTickUnit(ChartStyle.step(shown.getLength())));
        }
        LegendItemCollection legend = legend(result, conditionNumber);
        theory.ifPresent(known ->
                ChartStyle.legendLine(legend, "theory, " + known.accuracy().word(), ChartStyle.GREY, ChartStyle.LINE));
        plot.setFixedLegendItems(legend);
        String title = Phrases.capitalised(Phrases.elided(ConditionWords.of(List.of(condition)), CONDITION_WIDTH))
                + " over " + key.words();
        String where = where(line);
        return new Chart(
                "plan" + suffix(number, conditionNumber),
                title + (where.isEmpty() ? "" : " with " + where) + ": " + exact(result) + spoken(result) + ".",
                style.picture(
                        title,
                        (where.isEmpty() ? "" : "with " + Phrases.elided(where, CONDITION_WIDTH) + "; ")
                                + "intervals of at least " + Wording.value(Metric.UTILISATION, result.confidenceEach())
                                + " each; grey band: the frontier lies in it",
                        plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT,
                data(line, conditionNumber));
    }

    /** Draws theory's curve of a condition behind the points; returns the theory, if it has a curve there. */
    private static Optional<PlanTheory> curve(
            XYPlot plot, KeyAxis key, PlanResult result, int condition, ValueScale scale) {
        var curve = new XYSeries("theory");
        LongSummaryStatistics shown =
                result.probes().stream().mapToLong(PlanResult.Probe::value).summaryStatistics();
        for (long i = 0; i <= CURVE_POINTS && shown.getMax() > shown.getMin(); i++) {
            long value = shown.getMin() + Math.round((shown.getMax() - shown.getMin()) * (i / (double) CURVE_POINTS));
            double figure = result.theory()
                    .map(theory -> theory.figure(result.plan(), condition, value))
                    .orElse(Double.NaN);
            boolean isShown = Double.isFinite(figure) && (figure == 1 || scale.place(figure) < scale.most());
            if (isShown) {
                curve.addOrUpdate(key.position(result.plan().text(value)), scale.place(figure));
            }
        }
        ChartStyle.addSeries(plot, curve, PathRenderer.Kind.LINE, ChartStyle.GREY, ChartStyle.LINE);
        return result.theory().filter(theory -> !curve.isEmpty());
    }

    /** Returns the place of the value after which the next one is farthest away, so that what stands there covers no point. */
    private static double beforeWidestGap(KeyAxis key, PlanResult result) {
        double[] places = result.probes().stream()
                .mapToDouble(probe -> key.position(result.plan().text(probe.value())))
                .sorted()
                .toArray();
        int widest = 0;
        for (int i = 0; i + 1 < places.length; i++) {
            widest = places[i + 1] - places[i] > places[widest + 1] - places[widest] ? i : widest;
        }
        return places[widest];
    }

    /** Returns the further keys with their values on a line of the answer, in words; empty where there are none. */
    private String where(PlanAnswer.Line line) {
        List<String> values = answer.acrossValues(line);
        return IntStream.range(0, answer.acrossPaths().size())
                .mapToObj(key -> KeyWords.of(answer.acrossPaths().get(key)) + " " + KeyWords.value(values.get(key)))
                .collect(Collectors.joining(" and "));
    }

    /** Returns the words for the further keys. */
    private String across() {
        return answer.acrossPaths().stream().map(KeyWords::of).collect(Collectors.joining(", "));
    }

    private String suffix(int line, int condition) {
        return (answer.lines().size() > 1 ? "-" + (line + 1) : "")
                + (condition > 0 ? "-condition-" + (condition + 1) : "");
    }

    /** Returns theory's answer where it is exact; empty elsewhere. */
    private static OptionalLong best(PlanResult result) {
        return result.exact().map(PlanTheory::met).orElse(OptionalLong.empty());
    }

    private static String exact(PlanResult result) {
        String best = text(result.plan(), best(result));
        return best.isEmpty() ? "" : best + " by exact theory, ";
    }

    /** Returns in words between which values the frontier lies. */
    private static String spoken(PlanResult result) {
        String meets = text(result.plan(), result.shownToMeet());
        String fails = text(result.plan(), result.shownToFail());
        return (meets.isEmpty() ? "no value is shown to meet it" : meets + " is shown to meet it") + ", "
                + (fails.isEmpty() ? "none to miss it" : fails + " to miss it");
    }

    private static void frontier(XYPlot plot, KeyAxis key, PlanResult result) {
        OptionalLong meets = result.shownToMeet();
        OptionalLong fails = result.shownToFail();
        if (meets.isPresent() && fails.isPresent()) {
            double a = key.position(result.plan().text(meets.getAsLong()));
            double b = key.position(result.plan().text(fails.getAsLong()));
            plot.addDomainMarker(new IntervalMarker(Math.min(a, b), Math.max(a, b), ChartStyle.GRID), Layer.BACKGROUND);
        }
    }

    /** The range of values that points and intervals cover. */
    private record Span(double bottom, double top) {
        private static final double MARGIN = 0.08;
        private static final double BEYOND = 0.03;

        /** Returns the range of an axis that shows the values and the bound, and little beyond what there can be. */
        Range around(double bound, double most) {
            double low = Math.min(bottom, bound);
            double high = Math.max(top, bound);
            double margin = high > low ? MARGIN * (high - low) : Math.max(1e-6, MARGIN * Math.abs(high));
            double below = low >= 0 ? Math.max(-BEYOND * high, low - margin) : low - margin;
            return new Range(below, Math.max(high, Math.min(high + margin, (1 + BEYOND) * most)));
        }
    }

    private static Span points(XYPlot plot, KeyAxis key, PlanResult result, int condition, ValueScale scale) {
        double bottom = Double.POSITIVE_INFINITY;
        double top = Double.NEGATIVE_INFINITY;
        for (ConditionVerdict verdict : ConditionVerdict.values()) {
            var series = new PointSeries(scale);
            for (PlanResult.Probe probe : result.probes()) {
                PlanResult.Condition found = probe.conditions().get(condition);
                if (found.verdict() == verdict) {
                    series.add(key.position(result.plan().text(probe.value())), found.row());
                }
            }
            series.drawOn(plot, color(verdict), false);
            bottom = Math.min(bottom, series.bottom());
            top = Math.max(top, series.top());
        }
        return new Span(bottom, top);
    }

    private static Color color(ConditionVerdict verdict) {
        return switch (verdict) {
            case MET -> MET;
            case NOT_MET -> NOT_MET;
            case UNDECIDED -> ChartStyle.OTHERS;
        };
    }

    /** Returns what the colours of the points mean, of those that there are. */
    private static LegendItemCollection legend(PlanResult result, int condition) {
        var legend = new LegendItemCollection();
        for (ConditionVerdict verdict : ConditionVerdict.values()) {
            boolean isThere = result.probes().stream()
                    .anyMatch(probe -> probe.conditions().get(condition).verdict() == verdict);
            if (isThere) {
                ChartStyle.legendBox(legend, name(verdict), color(verdict));
            }
        }
        return legend;
    }

    private static String name(ConditionVerdict verdict) {
        return switch (verdict) {
            case MET -> "met";
            case NOT_MET -> "missed";
            case UNDECIDED -> "undecided";
        };
    }

    private CsvTable data(PlanAnswer.Line line, int condition) {
        return new CsvTable(List.of("value", "mean", "lower", "upper", "met"), rows -> {
            for (PlanResult.Probe probe : line.result().probes()) {
                PlanResult.Condition found = probe.conditions().get(condition);
                rows.add(
                        line.result().plan().text(probe.value()),
                        Numbers.text(found.row().mean()),
                        Numbers.text(found.row().lower()),
                        Numbers.text(found.row().upper()),
                        found.verdict().word());
            }
        });
    }

    /** Draws the last value that meets the conditions and the first that does not over the second key. */
    private Chart frontier() {
        PlanSpec plan = answer.lines().get(0).result().plan();
        var key = new KeyAxis(
                answer.acrossPath(),
                answer.lines().stream().map(PlanAnswer.Line::across).toList());
        var met = new XYSeries("met", false, true);
        var missed = new XYSeries("missed", false, true);
        var exact = new XYSeries("theory", false, true);
        for (PlanAnswer.Line line : answer.lines()) {
            double x = key.position(line.across());
            line.result().shownToMeet().ifPresent(value -> met.add(x, value, false));
            line.result().shownToFail().ifPresent(value -> missed.add(x, value, false));
            best(line.result()).ifPresent(value -> exact.add(x, value, false));
        }
        String unit = plan.unit().strip();
        NumberAxis range = style.withoutLine(style.axis(
                Phrases.elided(KeyWords.of(plan.path()), PATH_WIDTH) + (unit.isEmpty() ? "" : " (" + unit + ")")));
        Range shown = around(answer.lines().stream()
                .flatMap(line ->
                        Stream.of(line.result().shownToMeet(), line.result().shownToFail()))
                .flatMapToLong(OptionalLong::stream)
                .summaryStatistics());
        range.setRange(shown);
        range.setTickUnit(new NumberTickUnit(Math.max(1, ChartStyle.step(shown.getLength()))));
        XYPlot plot = style.plot(key.axis(style), range);
        ChartStyle.addSeries(plot, missed, PathRenderer.Kind.LINE, NOT_MET, ChartStyle.DOTTED);
        ChartStyle.addSeries(plot, missed, PathRenderer.Kind.DOTS, NOT_MET, ChartStyle.THIN);
        ChartStyle.addSeries(plot, met, PathRenderer.Kind.LINE, MET, ChartStyle.LINE);
        ChartStyle.addSeries(plot, met, PathRenderer.Kind.DOTS, MET, ChartStyle.THIN);
        ChartStyle.addSeries(plot, exact, PathRenderer.Kind.LINE, ChartStyle.GREY, ChartStyle.LINE);
        EndLabels labels = new EndLabels();
        label(labels, "by exact theory", exact, ChartStyle.GREY);
        label(labels, "shown to meet", met, MET);
        label(labels, "shown to miss", missed, NOT_MET);
        labels.drawOn(plot, style, PLOT_PIXELS);
        plot.setFixedLegendItems(new LegendItemCollection());
        String conditions = ConditionWords.of(plan.conditions());
        return new Chart(
                "plan-frontier",
                KeyAxis.titleOfExtreme(plan) + " over " + across() + ": "
                        + answer.lines().stream()
                                .map(line -> "at " + line.across() + " " + exact(line.result()) + spoken(line.result()))
                                .collect(Collectors.joining("; "))
                        + ".",
                style.picture(
                        KeyAxis.titleOfExtreme(plan),
                        "with " + Phrases.elided(conditions, 2 * CONDITION_WIDTH) + " in "
                                + Phrases.elided(plan.variant(), TENANT_WIDTH)
                                + "; the frontier lies between the lines",
                        plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT + key.uprightPixels(),
                new CsvTable(
                        List.of(answer.acrossPath(), "shown_to_meet", "shown_to_fail", "exact"),
                        rows -> answer.lines()
                                .forEach(line -> rows.add(
                                        line.across(),
                                        text(plan, line.result().shownToMeet()),
                                        text(plan, line.result().shownToFail()),
                                        text(plan, best(line.result()))))));
    }

    private static void label(EndLabels labels, String name, XYSeries line, Color color) {
        if (!line.isEmpty()) {
            int last = line.getItemCount() - 1;
            labels.add(name, line.getX(last).doubleValue(), line.getY(last).doubleValue(), color);
        }
    }

    /** Returns the range of an axis of values: from 0, or where that would press them together, from a little below the least. */
    static Range around(LongSummaryStatistics values) {
        if (values.getCount() == 0) {
            return new Range(0, 1);
        }
        double low = values.getMin();
        double high = Math.max(1, values.getMax());
        if (high - low >= LEAST_SPREAD * high) {
            return new Range(Math.min(0, low), ABOVE * high);
        }
        double margin = Math.max(1, MARGIN * (high - low));
        return new Range(Math.max(0, low - margin), high + margin);
    }

    private static String text(PlanSpec plan, OptionalLong value) {
        return value.isEmpty() ? "" : plan.text(value.getAsLong());
    }
}
