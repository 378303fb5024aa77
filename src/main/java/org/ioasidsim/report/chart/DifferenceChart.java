package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;

/** The forest plot of a comparison: a column for each headline metric, a paired difference with its interval for each variant and tenant. */
final class DifferenceChart {
    private static final double ROOM = 1.25;
    private static final double MOST_REACH = 3;

    private final ChartStyle style;
    private final ComparisonIndex index;
    private final List<String> variants;
    private final List<String> names;
    private final List<TenantGroups.Group> tenants;

    DifferenceChart(ChartStyle style, TenantGroups tenantGroups, ComparisonIndex index) {
        this.style = style;
        this.index = index;
        this.variants = index.others();
        this.names = index.tenants();
        this.tenants = tenantGroups.among(names).stream()
                .filter(group -> !group.isOthers())
                .toList();
    }

    Chart draw() {
        CombinedRangeXYPlot columns = new CombinedRangeXYPlot(style.withoutLine(style.nameAxis(variants, 20)));
        columns.setGap(22);
        VariantChart.METRICS.forEach(metric -> columns.add(column(metric)));
        columns.setFixedLegendItems(VariantChart.legend(tenants));
        int leftOut = names.size() - tenants.size();
        String subtitle = "dot: shown after Holm's correction; ring: no difference shown; lines: "
                + Wording.value(Metric.UTILISATION, index.comparison().confidence()) + " paired intervals"
                + (leftOut > 0 ? "; " + Phrases.counted(leftOut, "smaller tenant") + " not shown" : "");
        String title = "Differences from " + Phrases.elided(index.comparison().baseline(), 40);
        return new Chart(
                "differences",
                title + ": " + subtitle + ".",
                style.picture(title, subtitle, columns),
                ChartStyle.WIDTH,
                VariantChart.height(variants.size(), tenants.size()),
                data());
    }

    private XYPlot column(Metric metric) {
        double reach = reach(metric);
        NumberAxis axis = style.axis(Wording.axisLabel(metric, "pp"));
        axis.setLabelFont(style.small());
        axis.setRange(-reach * ROOM, reach * ROOM);
        axis.setTickUnit(new NumberTickUnit(tick(reach)));
        XYPlot plot = style.column(axis);
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.addDomainMarker(new ValueMarker(0, ChartStyle.OTHERS, ChartStyle.DASHED), Layer.BACKGROUND);
        for (int variant = 1; variant < variants.size(); variant++) {
            plot.addRangeMarker(new ValueMarker(variant - 0.5, ChartStyle.GRID, ChartStyle.THIN), Layer.BACKGROUND);
        }
        if (metric.ofTenant()) {
            for (int tenant = 0; tenant < tenants.size(); tenant++) {
                double offset = VariantChart.offset(tenant, tenants.size());
                addPoints(plot, metric, name(tenant), tenants.get(tenant).color(), offset, reach);
            }
        } else {
            addPoints(plot, metric, ResultTables.HOST, ChartStyle.INK, 0, reach);
        }
        return plot;
    }

    /** Returns the largest of 1, 2 and 5 times a power of ten that is at most {@code reach}. */
    private static double tick(double reach) {
        double power = Math.pow(10, Math.floor(Math.log10(reach)));
        double digit = reach / power;
        return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
    }

    private String name(int tenant) {
        return names.get(tenants.get(tenant).tenants().get(0));
    }

    private List<String> shown(Metric metric) {
        return metric.ofTenant()
                ? tenants.stream().map(t -> names.get(t.tenants().get(0))).toList()
                : List.of(ResultTables.HOST);
    }

    /**
     * Returns the length of the axis to either side: to the ends of the intervals, but at most {@code MOST_REACH} times the largest difference.
     */
    private double reach(Metric metric) {
        List<ComparisonRow> rows = rows(metric);
        double most = rows.stream()
                .mapToDouble(row -> Math.abs(row.difference()))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double ends = rows.stream()
                .mapToDouble(row -> Math.abs(row.difference()) + row.halfWidth())
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double reach = Wording.axisScale(metric) * (most > 0 ? Math.min(ends, MOST_REACH * most) : ends);
        return Math.max(reach, Wording.axisScale(metric) * 1e-3);
    }

    private List<ComparisonRow> rows(Metric metric) {
        List<ComparisonRow> rows = new ArrayList<>();
        for (String variant : variants) {
            shown(metric).forEach(tenant -> rows.add(index.row(variant, tenant, metric)));
        }
        return rows;
    }

    private void addPoints(XYPlot plot, Metric metric, String tenant, Color color, double offset, double reach) {
        XYSeries lines = new XYSeries("lines", false, true);
        XYSeries dots = new XYSeries("shown", false, true);
        XYSeries rings = new XYSeries("not shown", false, true);
        XYSeries right = new XYSeries("infinite", false, true);
        XYSeries left = new XYSeries("minus infinite", false, true);
        for (int variant = 0; variant < variants.size(); variant++) {
            ComparisonRow row = index.row(variants.get(variant), tenant, metric);
            double y = variant + offset;
            double x = row.difference() * Wording.axisScale(metric);
            double half = row.halfWidth() * Wording.axisScale(metric);
            if (Double.isInfinite(x)) {
                (x > 0 ? right : left).add(Math.copySign(reach * (ROOM + 1) / 2, x), y, false);
            } else if (!Double.isNaN(x)) {
                (row.verdict().isShown() ? dots : rings).add(x, y, false);
                if (half > 0) {
                    DoubleStream.of(x - half, x + half)
                            .map(end -> Math.max(-reach * ROOM, Math.min(reach * ROOM, end)))
                            .forEach(end -> lines.add(end, y, false));
                }
            }
        }
        ChartStyle.addSeries(plot, lines, PathRenderer.Kind.SEGMENTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, rings, PathRenderer.Kind.DOTS, Color.WHITE, ChartStyle.THIN);
        ChartStyle.addSeries(plot, rings, PathRenderer.Kind.RINGS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, dots, PathRenderer.Kind.DOTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, right, PathRenderer.Kind.ARROWS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, left, PathRenderer.Kind.ARROWS_LEFT, color, ChartStyle.THIN);
    }

    private CsvTable data() {
        List<String> columns = List.of("variant", "tenant", "metric", "difference", "half_width", "verdict");
        return new CsvTable(columns, rows -> {
            for (Metric metric : VariantChart.METRICS) {
                for (ComparisonRow row : rows(metric)) {
                    rows.add(
                            row.variant(),
                            row.tenant(),
                            metric.word(),
                            Numbers.text(row.difference()),
                            Numbers.text(row.halfWidth()),
                            row.verdict().word());
                }
            }
        });
    }
}
