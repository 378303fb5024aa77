package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.table.SummaryIndex;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;

/** Variants side by side: a column for each headline metric, a point with its interval for each tenant. */
final class VariantChart {
    /** The name of its files, without their ending. */
    static final String NAME = "metrics-by-variant";

    /** The metrics that have a column, but those beyond the first that are undefined or alike everywhere. */
    static final List<Metric> METRICS = List.of(
            Metric.FIRST_TRY_SUCCESS, Metric.STARVATION_TIME, Metric.ENTITLEMENT_SHARE, Metric.JAIN_ENTITLEMENT);

    private static final int FRAME_PIXELS = 170;
    private static final int LEAST_ROW_PIXELS = 26;
    private static final int POINT_PIXELS = 9;

    /** The height of a label with the gap to the next. */
    private static final double LABEL_PIXELS = 14;

    private final ChartStyle style;
    private final ExperimentResult result;
    private final List<SummaryIndex> summaries;
    private final List<TenantGroups.Group> tenants;
    private final List<Metric> metrics;
    private final List<String> names;
    private final int leftOut;

    VariantChart(ChartStyle style, TenantGroups tenantGroups, ExperimentResult result) {
        this.style = style;
        this.result = result;
        this.summaries = result.variants().stream().map(SummaryIndex::new).toList();
        Set<String> all = new LinkedHashSet<>();
        result.variants().forEach(variant -> all.addAll(ResultTables.tenants(variant)));
        this.names = List.copyOf(all);
        this.tenants = tenantGroups.among(names).stream()
                .filter(group -> !group.isOthers())
                .toList();
        this.leftOut = names.size() - tenants.size();
        this.metrics = METRICS.stream()
                .filter(metric -> metric == METRICS.get(0) || hasDifferences(metric))
                .toList();
    }

    private List<String> shown(Metric metric) {
        return metric.ofTenant()
                ? tenants.stream()
                        .map(tenant -> names.get(tenant.tenants().get(0)))
                        .toList()
                : List.of(ResultTables.HOST);
    }

    private boolean hasDifferences(Metric metric) {
        return summaries.stream()
                        .flatMap(summary -> shown(metric).stream().map(name -> summary.row(name, metric)))
                        .map(SummaryRow::mean)
                        .filter(mean -> !Double.isNaN(mean))
                        .distinct()
                        .count()
                > 1;
    }

    Chart draw() {
        CombinedRangeXYPlot columns = new CombinedRangeXYPlot(style.withoutLine(style.nameAxis(
                result.variants().stream().map(VariantResult::name).toList(), 20)));
        columns.setGap(22);
        metrics.forEach(metric -> columns.add(column(metric)));
        columns.setFixedLegendItems(metrics.stream().allMatch(Metric::ofTenant) ? legendOf(tenants) : legend(tenants));
        String others = leftOut > 0 ? "; " + Phrases.counted(leftOut, "smaller tenant") + " not shown" : "";
        String subtitle = "points: means over replications; lines: " + Wording.value(Metric.UTILISATION, confidence())
                + " intervals" + (isInfinite() ? "; arrow: infinite" : "") + others + alike();
        return new Chart(
                NAME,
                "Headline metrics by variant: " + subtitle + ".",
                style.picture("Headline metrics by variant", subtitle, columns),
                ChartStyle.WIDTH,
                height(summaries.size(), tenants.size()),
                data());
    }

    private boolean isInfinite() {
        return metrics.stream()
                .anyMatch(metric -> summaries.stream()
                        .anyMatch(summary -> shown(metric).stream()
                                .anyMatch(name -> Double.isInfinite(
                                        summary.row(name, metric).mean()))));
    }

    /** Returns the words about the metrics that have no column; empty if all have one. */
    private String alike() {
        String words = METRICS.stream()
                .filter(metric -> !metrics.contains(metric))
                .map(Wording::label)
                .collect(Collectors.joining(" and "));
        return words.isEmpty() ? "" : "; alike everywhere: " + words;
    }

    /** Returns a legend of {@code tenants} and the host. */
    static LegendItemCollection legend(List<TenantGroups.Group> tenants) {
        LegendItemCollection legend = legendOf(tenants);
        ChartStyle.legendBox(legend, "host", ChartStyle.INK);
        return legend;
    }

    /** Returns a legend of {@code tenants} alone. */
    static LegendItemCollection legendOf(List<TenantGroups.Group> tenants) {
        LegendItemCollection legend = new LegendItemCollection();
        tenants.forEach(tenant -> ChartStyle.legendBox(legend, tenant.label(), tenant.color()));
        return legend;
    }

    /** Returns the height in pixels of a chart with a row for each variant that has a point for each tenant. */
    static int height(int variants, int tenants) {
        return FRAME_PIXELS + Math.max(LEAST_ROW_PIXELS, POINT_PIXELS * (tenants + 1)) * Math.max(2, variants);
    }

    /** Returns the place of a tenant's point in its row, from -0.35 to 0.35; two or three stand nearer to the middle. */
    static double offset(int tenant, int tenants) {
        return tenants == 1 ? 0 : Math.min(0.7, 0.25 * (tenants - 1)) * ((double) tenant / (tenants - 1) - 0.5);
    }

    /** Returns the place of the point of a tenant in a row of {@code rowPixels}, so that each has room for a label beside it. */
    static double labelled(int tenant, int tenants, int rowPixels) {
        return (tenant - (tenants - 1) / 2.0) * LABEL_PIXELS / rowPixels;
    }

    private double confidence() {
        return result.variants().isEmpty()
                ? Double.NaN
                : result.variants().get(0).scenario().run().confidence();
    }

    private XYPlot column(Metric metric) {
        double scale = Wording.axisScale(metric);
        double top = top(metric) * scale;
        NumberAxis axis = style.axis(Wording.axisLabel(metric, "%"));
        axis.setLabelFont(style.small());
        axis.setRange(-0.04 * top, top * 1.1);
        XYPlot plot = style.column(axis);
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        for (int variant = 1; variant < summaries.size(); variant++) {
            plot.addRangeMarker(new ValueMarker(variant - 0.5, ChartStyle.GRID, ChartStyle.THIN), Layer.BACKGROUND);
        }
        if (metric.ofTenant()) {
            for (int tenant = 0; tenant < tenants.size(); tenant++) {
                String name = names.get(tenants.get(tenant).tenants().get(0));
                addPoints(plot, metric, name, tenants.get(tenant).color(), offset(tenant, tenants.size()), scale, top);
            }
        } else {
            addPoints(plot, metric, ResultTables.HOST, ChartStyle.INK, 0, scale, top);
        }
        return plot;
    }

    private void addPoints(
            XYPlot plot, Metric metric, String tenant, Color color, double offset, double scale, double top) {
        XYSeries points = new XYSeries("points", false, true);
        XYSeries lines = new XYSeries("lines", false, true);
        XYSeries infinite = new XYSeries("infinite", false, true);
        for (int variant = 0; variant < summaries.size(); variant++) {
            SummaryRow row = summaries.get(variant).row(tenant, metric);
            double y = variant + offset;
            if (Double.isInfinite(row.mean())) {
                infinite.add(top * 1.06, y, false);
            } else if (!Double.isNaN(row.mean())) {
                points.add(row.mean() * scale, y, false);
                if (Double.isFinite(row.lower()) && Double.isFinite(row.upper())) {
                    lines.add(Math.max(0, row.lower() * scale), y, false);
                    lines.add(Math.min(top * 1.1, row.upper() * scale), y, false);
                }
            }
        }
        ChartStyle.addSeries(plot, lines, PathRenderer.Kind.SEGMENTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, points, PathRenderer.Kind.DOTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, infinite, PathRenderer.Kind.ARROWS, color, ChartStyle.THIN);
    }

    /** Returns the end of the metric's axis: 1 for a fraction or an index, or the largest value shown if that is larger. */
    private double top(Metric metric) {
        double top = metric.unit() == Metric.Unit.INDEX || metric.unit() == Metric.Unit.FRACTION ? 1 : 1e-3;
        for (SummaryIndex summary : summaries) {
            for (String name : shown(metric)) {
                SummaryRow row = summary.row(name, metric);
                top = Double.isFinite(row.mean()) ? Math.max(top, row.mean()) : top;
            }
        }
        return top;
    }

    private CsvTable data() {
        return new CsvTable(List.of("variant", "tenant", "metric", "mean", "lower", "upper"), rows -> {
            for (int variant = 0; variant < summaries.size(); variant++) {
                for (Metric metric : metrics) {
                    for (String tenant : shown(metric)) {
                        SummaryRow row = summaries.get(variant).row(tenant, metric);
                        rows.add(
                                result.variants().get(variant).name(),
                                tenant,
                                metric.word(),
                                Numbers.text(row.mean()),
                                Numbers.text(row.lower()),
                                Numbers.text(row.upper()));
                    }
                }
            }
        });
    }
}
