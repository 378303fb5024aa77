package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.answer.Criterion;
import org.ioasidsim.report.answer.VerdictAnswer;
import org.ioasidsim.report.answer.VerdictWords;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.table.SummaryIndex;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;

/**
 * The picture that decides the question: what the verdict's tenants get, a row for each group of variants that came out the same, with
 * intervals, beside what counts as good.
 */
final class AnswerChart {
    /** The name of its files, without their ending. */
    static final String NAME = "verdict";

    private static final int FRAME_PIXELS = 150;
    private static final int LEAST_ROW_PIXELS = 34;
    private static final int POINT_PIXELS = 15;
    private static final int NAME_WIDTH = 28;
    private static final int MOST_TENANTS = 6;
    private static final int MOST_GROUPS = 12;

    /** The height of all rows together that is not exceeded while each has its least height. */
    private static final int MOST_PIXELS = 560;

    /** The same where each row has one point: with it the picture stands in a first screen. */
    private static final int LOW_PIXELS = 200;

    /** The most tenants whose points each variant's row has; of more it has the one that fares worst. */
    private static final int MOST_NAMED = 3;

    /** The part of all up to which an axis ends at the largest value. */
    private static final double SMALL = 0.5;

    /** The room to the right of the largest value, for the last label, and what each character of a name adds to it. */
    private static final double ROOM = 1.18;

    private static final double ROOM_PER_CHARACTER = 0.022;
    private static final int TENANT_WIDTH = 12;

    private final ChartStyle style;
    private final TenantGroups colours;
    private final ExperimentResult result;
    private final Criterion criterion;
    private final VerdictAnswer answer;
    private final List<VerdictAnswer.Group> groups;
    private final boolean isOfWorst;
    private final List<String> tenants;
    private final ValueScale scale;

    AnswerChart(ChartStyle style, TenantGroups colours, ExperimentResult result) {
        this.style = style;
        this.colours = colours;
        this.result = result;
        this.criterion = Criterion.of(result);
        this.answer = VerdictWords.of(result);
        this.groups = answer.groups().stream().limit(MOST_GROUPS).toList();
        Set<String> judged = new LinkedHashSet<>();
        groups.forEach(group -> judged(group).forEach(share -> judged.add(share.tenant())));
        this.isOfWorst = groups.size() > 1 && judged.size() > MOST_NAMED;
        this.tenants =
                isOfWorst ? worstOff() : judged.stream().limit(MOST_TENANTS).toList();
        this.scale = ValueScale.of(criterion.metric(), rows(), criterion.bound());
    }

    private List<String> worstOff() {
        return groups.stream().map(group -> group.worst().tenant()).distinct().toList();
    }

    private List<SummaryRow> rows() {
        List<SummaryRow> rows = new ArrayList<>();
        for (VerdictAnswer.Group group : groups) {
            SummaryIndex summary =
                    new SummaryIndex(result.variant(group.variants().get(0)));
            tenants.forEach(tenant -> rows.add(criterion.row(summary, tenant)));
        }
        return rows;
    }

    private static Stream<VerdictAnswer.Share> judged(VerdictAnswer.Group group) {
        return group.shares().stream().filter(VerdictAnswer.Share::isJudged);
    }

    Chart draw() {
        Metric metric = criterion.metric();
        double top = top();
        NumberAxis axis = style.withoutLine(scale.axis(style, Wording.axisLabel(metric, "%")));
        axis.setRange(-0.02 * top, top * room());
        if (!scale.isByNines()) {
            axis.setTickUnit(new NumberTickUnit(ChartStyle.step(top)));
        }
        XYPlot plot = style.plot(axis, style.withoutLine(style.nameAxis(rowNames(), NAME_WIDTH)));
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        double bound = scale.place(criterion.bound());
        if (Double.isFinite(bound) && bound <= top) {
            plot.addDomainMarker(new ValueMarker(bound, ChartStyle.INK, ChartStyle.DASHED), Layer.BACKGROUND);
        }
        for (int row = 1; row < rowNames().size(); row++) {
            plot.addRangeMarker(new ValueMarker(row - 0.5, ChartStyle.GRID, ChartStyle.THIN), Layer.BACKGROUND);
        }
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            double place =
                    isByTenant() ? tenant : isOfWorst ? 0 : VariantChart.labelled(tenant, tenants.size(), rowPixels());
            addPoints(plot, tenants.get(tenant), place, top);
        }
        plot.setFixedLegendItems(new LegendItemCollection());
        String title =
                Phrases.capitalised(Wording.label(metric)) + whose() + (isByTenant() ? " by tenant" : " by variant");
        String subtitle = "dashed: good is " + criterion.relation().sign() + " "
                + Wording.value(metric, criterion.bound()) + "; lines: "
                + Wording.value(Metric.UTILISATION, confidence()) + " intervals" + leftOut();
        return new Chart(
                NAME,
                title + ". " + answer.spoken(),
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                FRAME_PIXELS + rowPixels() * Math.max(2, rowNames().size()),
                data());
    }

    private String whose() {
        if (isOfWorst) {
            return " of the worst off";
        }
        return tenants.size() == 1 && !tenants.get(0).equals(ResultTables.HOST)
                ? " of " + Phrases.elided(tenants.get(0), NAME_WIDTH)
                : "";
    }

    /** Returns how far the axis reaches, in parts of the largest value: beyond it stand the labels. */
    private double room() {
        int longest = isNamed()
                ? tenants.stream()
                        .mapToInt(tenant -> Math.min(TENANT_WIDTH, tenant.length()))
                        .max()
                        .orElse(0)
                : 0;
        return ROOM + ROOM_PER_CHARACTER * longest;
    }

    /** Returns whether each point has the name of its tenant beside it: the title or the rows have it otherwise. */
    private boolean isNamed() {
        return isOfWorst || (tenants.size() > 1 && !isByTenant());
    }

    private String leftOut() {
        int more = answer.groups().size() - groups.size();
        return more > 0 ? "; " + Phrases.counted(more, "further outcome") + " in answer.json" : "";
    }

    /** Returns whether each tenant has a row of its own, which it has where all variants came out the same. */
    private boolean isByTenant() {
        return groups.size() == 1 && tenants.size() > 1;
    }

    private List<String> rowNames() {
        return isByTenant() ? tenants : groups.stream().map(AnswerChart::name).toList();
    }

    private int rowPixels() {
        if (isByTenant() || isOfWorst || tenants.size() == 1) {
            return Math.max(
                    POINT_PIXELS,
                    Math.min(
                            LEAST_ROW_PIXELS,
                            LOW_PIXELS / Math.max(1, rowNames().size())));
        }
        int wanted = POINT_PIXELS * tenants.size();
        return Math.max(LEAST_ROW_PIXELS, Math.min(wanted, MOST_PIXELS / Math.max(1, groups.size())));
    }

    private static String name(VerdictAnswer.Group group) {
        int more = group.variants().size() - 1;
        return Phrases.elided(group.variants().get(0), NAME_WIDTH - 3) + (more > 0 ? " +" + more : "");
    }

    private Color colour(String tenant) {
        List<String> names = result.variants().stream()
                .flatMap(variant -> ResultTables.tenants(variant).stream())
                .distinct()
                .toList();
        return colours.among(names).stream()
                .filter(group ->
                        !group.isOthers() && names.get(group.tenants().get(0)).equals(tenant))
                .map(TenantGroups.Group::color)
                .findFirst()
                .orElse(ChartStyle.INK);
    }

    private void addPoints(XYPlot plot, String tenant, double offset, double top) {
        XYSeries points = new XYSeries("points", false, true);
        XYSeries lines = new XYSeries("lines", false, true);
        XYSeries infinite = new XYSeries("infinite", false, true);
        List<Runnable> labels = new ArrayList<>();
        for (int row = 0; row < groups.size(); row++) {
            double y = row + offset;
            shown(groups.get(row))
                    .filter(share -> share.tenant().equals(tenant))
                    .forEach(share -> {
                        if (Double.isInfinite(share.mean())) {
                            infinite.add(top * 1.06, y, false);
                        } else if (!Double.isNaN(share.mean())) {
                            double x = scale.place(share.mean());
                            points.add(x, y, false);
                            double begin = x;
                            double end = x;
                            if (Double.isFinite(share.lower()) && Double.isFinite(share.upper())) {
                                begin = Math.max(0, scale.place(share.lower()));
                                end = Math.min(top, scale.place(share.upper()));
                                lines.add(begin, y, false);
                                lines.add(end, y, false);
                            }
                            XYTextAnnotation label = label(share, Math.min(begin, x), Math.max(end, x), y);
                            labels.add(() -> plot.addAnnotation(label));
                        }
                    });
        }
        Color color = isOfWorst ? ChartStyle.PALETTE.get(0) : colour(tenant);
        ChartStyle.addSeries(plot, lines, PathRenderer.Kind.SEGMENTS, color, ChartStyle.LINE);
        ChartStyle.addSeries(plot, points, PathRenderer.Kind.DOTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, infinite, PathRenderer.Kind.ARROWS, color, ChartStyle.THIN);
        labels.forEach(Runnable::run);
    }

    private Stream<VerdictAnswer.Share> shown(VerdictAnswer.Group group) {
        return isOfWorst ? Stream.of(group.worst()).filter(VerdictAnswer.Share::isJudged) : judged(group);
    }

    private XYTextAnnotation label(VerdictAnswer.Share share, double low, double high, double y) {
        String name = isNamed() ? Phrases.elided(share.tenant(), TENANT_WIDTH) + " " : "";
        XYTextAnnotation label = style.noteBeside(name + share.text(), low, high, y);
        if (isNamed() && !isOfWorst) {
            label.setPaint(ChartStyle.readable(colour(share.tenant())));
        }
        return label;
    }

    /** Returns the largest value that the axis has to show: of a share or an index that is not small, all, and never more than there can be. */
    private double top() {
        if (scale.isByNines()) {
            return scale.nines();
        }
        double shown = groups.stream()
                .flatMap(AnswerChart::judged)
                .flatMapToDouble(share -> DoubleStream.of(share.mean(), share.upper()))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double top = Math.max(1e-6, Wording.axisScale(criterion.metric()) * Math.max(shown, bound()));
        return top > SMALL * scale.most() ? Math.min(scale.most(), Math.max(top, wholeOrNone())) : top;
    }

    private double bound() {
        return Double.isFinite(criterion.bound()) ? criterion.bound() : 0;
    }

    /** Returns all that there can be; 0 where a metric has no bound. */
    private double wholeOrNone() {
        return Double.isFinite(scale.most()) ? scale.most() : 0;
    }

    private double confidence() {
        return result.variants().isEmpty()
                ? Double.NaN
                : result.variants().get(0).scenario().run().confidence();
    }

    private CsvTable data() {
        return new CsvTable(List.of("variants", "tenant", "metric", "mean", "lower", "upper"), rows -> {
            for (VerdictAnswer.Group group : groups) {
                var summary = new SummaryIndex(result.variant(group.variants().get(0)));
                judged(group)
                        .forEach(share -> rows.add(
                                String.join(" ", group.variants()),
                                share.tenant(),
                                criterion.row(summary, share.tenant()).metric().word(),
                                Numbers.text(share.mean()),
                                Numbers.text(share.lower()),
                                Numbers.text(share.upper())));
            }
        });
    }
}
