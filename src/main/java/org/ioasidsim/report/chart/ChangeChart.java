package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.answer.Criterion;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;

/** The picture that decides a comparison: by how much each variant changes the verdict's metric against the baseline, for each tenant. */
final class ChangeChart {
    private static final int MOST_VARIANTS = 24;
    private static final int NAME_WIDTH = 28;

    /** The part of the axis beyond the largest change, for what is infinite and for intervals. */
    private static final double ROOM = 0.12;

    private static final double LEAST_REACH = 1e-3;

    private final ChartStyle style;
    private final ComparisonIndex index;
    private final Metric metric;
    private final List<String> variants;
    private final List<String> names;
    private final List<TenantGroups.Group> tenants;
    private final double scale;

    ChangeChart(ChartStyle style, TenantGroups colours, ComparisonIndex index) {
        this.style = style;
        this.index = index;
        this.metric = Criterion.of(index.result()).metric();
        this.variants = index.others().stream().limit(MOST_VARIANTS).toList();
        this.names = metric.ofTenant() ? index.tenants() : List.of(ResultTables.HOST);
        this.tenants = colours.among(names).stream()
                .filter(group -> !group.isOthers() || !metric.ofTenant())
                .toList();
        this.scale = Wording.axisScale(metric);
    }

    Chart draw() {
        NumberAxis axis = style.axis("change of " + Wording.axisLabel(metric, "percentage points"));
        double least = least();
        double most = most();
        double margin = Math.max(ROOM * (most - least), scale * LEAST_REACH);
        axis.setRange(least - margin, most + margin);
        XYPlot plot = style.plot(axis, style.withoutLine(style.nameAxis(variants, NAME_WIDTH)));
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.addDomainMarker(new ValueMarker(0, ChartStyle.INK, ChartStyle.DASHED), Layer.BACKGROUND);
        for (int row = 1; row < variants.size(); row++) {
            plot.addRangeMarker(new ValueMarker(row - 0.5, ChartStyle.GRID, ChartStyle.THIN), Layer.BACKGROUND);
        }
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            addPoints(plot, tenant, axis.getLowerBound(), axis.getUpperBound());
        }
        plot.setFixedLegendItems(VariantChart.legendOf(metric.ofTenant() ? tenants : List.of()));
        int more = index.others().size() - variants.size();
        String title = "What each variant changes against "
                + Phrases.elided(index.comparison().baseline(), NAME_WIDTH);
        String subtitle = "dot: difference shown; ring: not shown; lines: "
                + Wording.value(Metric.UTILISATION, index.comparison().confidence())
                + " paired intervals; dashed: no change"
                + (more > 0 ? "; " + Phrases.counted(more, "more variant") + " in comparison.csv" : "");
        return new Chart(
                "change",
                title + ", " + Wording.label(metric) + ": " + spoken() + ".",
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                VariantChart.height(variants.size(), tenants.size()),
                data());
    }

    /** Returns in words what the picture shows first. */
    private String spoken() {
        List<String> parts = new ArrayList<>();
        for (TenantGroups.Group tenant : tenants) {
            long shown = variants.stream()
                    .filter(variant ->
                            index.row(variant, name(tenant), metric).verdict().isShown())
                    .count();
            parts.add(tenant.label() + " differs with " + shown + " of " + variants.size());
        }
        return String.join(", ", parts);
    }

    private String name(TenantGroups.Group tenant) {
        return names.get(tenant.tenants().get(0));
    }

    private List<ComparisonRow> rows() {
        List<ComparisonRow> rows = new ArrayList<>();
        for (String variant : variants) {
            tenants.forEach(tenant -> rows.add(index.row(variant, name(tenant), metric)));
        }
        return rows;
    }

    private double least() {
        return rows().stream()
                .mapToDouble(row -> scale * row.difference())
                .filter(Double::isFinite)
                .reduce(0, Math::min);
    }

    private double most() {
        return rows().stream()
                .mapToDouble(row -> scale * row.difference())
                .filter(Double::isFinite)
                .reduce(0, Math::max);
    }

    private void addPoints(XYPlot plot, int number, double left, double right) {
        XYSeries lines = new XYSeries("lines", false, true);
        XYSeries dots = new XYSeries("shown", false, true);
        XYSeries rings = new XYSeries("not shown", false, true);
        XYSeries more = new XYSeries("infinite", false, true);
        XYSeries less = new XYSeries("minus infinite", false, true);
        for (int variant = 0; variant < variants.size(); variant++) {
            ComparisonRow row = index.row(variants.get(variant), name(tenants.get(number)), metric);
            double y = variant + VariantChart.offset(number, tenants.size());
            double x = scale * row.difference();
            if (Double.isInfinite(x)) {
                (x > 0 ? more : less).add(x > 0 ? right - (right - left) / 50 : left + (right - left) / 50, y, false);
            } else if (!Double.isNaN(x)) {
                (row.verdict().isShown() ? dots : rings).add(x, y, false);
                if (row.halfWidth() > 0) {
                    lines.add(Math.max(left, x - scale * row.halfWidth()), y, false);
                    lines.add(Math.min(right, x + scale * row.halfWidth()), y, false);
                }
            }
        }
        Color color = metric.ofTenant() ? tenants.get(number).color() : ChartStyle.INK;
        ChartStyle.addSeries(plot, lines, PathRenderer.Kind.SEGMENTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, rings, PathRenderer.Kind.DOTS, Color.WHITE, ChartStyle.THIN);
        ChartStyle.addSeries(plot, rings, PathRenderer.Kind.RINGS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, dots, PathRenderer.Kind.DOTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, more, PathRenderer.Kind.ARROWS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, less, PathRenderer.Kind.ARROWS_LEFT, color, ChartStyle.THIN);
    }

    private CsvTable data() {
        return new CsvTable(
                List.of("variant", "tenant", "metric", "difference", "half_width", "verdict"),
                rows -> rows().forEach(row -> rows.add(
                        row.variant(),
                        row.tenant(),
                        metric.word(),
                        Numbers.text(row.difference()),
                        Numbers.text(row.halfWidth()),
                        row.verdict().word())));
    }
}
