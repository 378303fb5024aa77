package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.answer.Criterion;
import org.ioasidsim.report.draw.BesideNote;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;

/** The picture that decides a comparison: by how much each variant changes the verdict's metric against the baseline, for each tenant. */
final class ChangeChart {
    private static final int MOST_ROWS = 12;
    private static final int NAME_WIDTH = 28;
    private static final int TENANT_WIDTH = 12;

    /** The most tenants whose points have their names beside them. */
    private static final int MOST_NAMED = 3;

    private static final int FRAME_PIXELS = 128;
    private static final int LEAST_ROW_PIXELS = 28;
    private static final int POINT_PIXELS = 16;

    /** About how wide the plot is beside the names of its rows. */
    private static final int PLOT_PIXELS = 600;

    /** The height of all rows together that is not exceeded while points have room: with it the picture stands in a first screen. */
    private static final int MOST_PIXELS = 200;

    /** The part of the axis beyond the largest change, for what is infinite and for intervals. */
    private static final double ROOM = 0.12;

    private static final double LEAST_REACH = 1e-3;

    private final ChartStyle style;
    private final ComparisonIndex index;
    private final Metric metric;
    private final List<List<String>> variants;
    private final List<String> names;
    private final List<TenantGroups.Group> tenants;
    private final double scale;

    ChangeChart(ChartStyle style, TenantGroups colours, ComparisonIndex index) {
        this.style = style;
        this.index = index;
        this.metric = Criterion.of(index.result()).metric();
        this.names = metric.ofTenant() ? index.tenants() : List.of(ResultTables.HOST);
        this.tenants = metric.ofTenant() ? shown(colours) : colours.among(names);
        this.scale = Wording.axisScale(metric);
        Map<List<String>, List<String>> alike = new LinkedHashMap<>();
        index.others()
                .forEach(variant -> alike.computeIfAbsent(change(variant), change -> new ArrayList<>())
                        .add(variant));
        this.variants = alike.values().stream().limit(MOST_ROWS).toList();
    }

    /** Returns all tenants, or where they are many those of the verdict that change most, as many as leave the picture low. */
    private List<TenantGroups.Group> shown(TenantGroups colours) {
        List<TenantGroups.Group> groups = colours.among(names);
        if (names.size() <= MOST_NAMED) {
            return groups;
        }
        int rows = Math.min(MOST_ROWS, Math.max(1, index.others().size()));
        return Criterion.of(index.result()).tenants().stream()
                .filter(names::contains)
                .sorted(Comparator.comparingDouble(name -> -largestChange(name)))
                .limit(Math.max(1, Math.min(MOST_NAMED, MOST_PIXELS / (POINT_PIXELS * rows))))
                .map(name -> own(groups, names.indexOf(name)))
                .toList();
    }

    private double largestChange(String tenant) {
        return index.others().stream()
                .mapToDouble(
                        variant -> Math.abs(index.row(variant, tenant, metric).difference()))
                .filter(change -> !Double.isNaN(change))
                .max()
                .orElse(0);
    }

    private TenantGroups.Group own(List<TenantGroups.Group> groups, int tenant) {
        return groups.stream()
                .filter(group -> group.tenants().equals(List.of(tenant)))
                .findFirst()
                .orElse(new TenantGroups.Group(names.get(tenant), List.of(tenant), ChartStyle.INK, false));
    }

    /** Returns what makes variants one row: for each tenant the same words about the difference, and the same verdict. */
    private List<String> change(String variant) {
        return tenants.stream()
                .map(tenant -> index.row(variant, name(tenant), metric))
                .map(row -> Wording.value(metric, row.difference()) + " "
                        + row.verdict().word())
                .toList();
    }

    /** Returns for whom, where points have no names beside them. */
    private String whose() {
        return metric.ofTenant() && names.size() > 1 && tenants.size() == 1
                ? " for " + Phrases.elided(name(tenants.get(0)), TENANT_WIDTH)
                : "";
    }

    Chart draw() {
        double least = least();
        double most = most();
        NumberAxis axis = style.axis(
                "change of " + Wording.axisLabel(metric, "points"),
                metric.unit() == Metric.Unit.FRACTION ? scale : Double.POSITIVE_INFINITY);
        double margin = Math.max(ROOM * (most - least), scale * LEAST_REACH);
        axis.setRange(least - margin, most + margin);
        axis.setTickUnit(new NumberTickUnit(ChartStyle.step(most - least + 2 * margin)));
        XYPlot plot = style.plot(axis, style.withoutLine(style.nameAxis(rowNames(), NAME_WIDTH)));
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.addDomainMarker(new ValueMarker(0, ChartStyle.INK, ChartStyle.DASHED), Layer.BACKGROUND);
        for (int row = 1; row < variants.size(); row++) {
            plot.addRangeMarker(new ValueMarker(row - 0.5, ChartStyle.GRID, ChartStyle.THIN), Layer.BACKGROUND);
        }
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            addPoints(plot, tenant, axis.getLowerBound(), axis.getUpperBound());
        }
        BesideNote.makeRoom(plot, PLOT_PIXELS);
        plot.setFixedLegendItems(new LegendItemCollection());
        int left = metric.ofTenant() ? names.size() - tenants.size() : 0;
        int more =
                index.others().size() - variants.stream().mapToInt(List::size).sum();
        String title = "What each variant changes" + whose() + " against "
                + Phrases.elided(index.comparison().baseline(), NAME_WIDTH);
        String notDrawn = Stream.of(
                        left > 0 ? Phrases.counted(left, "tenant") : "",
                        more > 0 ? Phrases.counted(more, "variant") : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        String subtitle = "dot: shown; ring: not shown; lines: "
                + Wording.value(Metric.UTILISATION, index.comparison().confidence())
                + " paired intervals; dashed: no change"
                + (notDrawn.isEmpty() ? "" : "; in the tables only: " + notDrawn);
        return new Chart(
                "change",
                title + ", " + Wording.label(metric) + ": " + spoken() + ".",
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                FRAME_PIXELS + rowPixels() * Math.max(2, variants.size()),
                data());
    }

    private int rowPixels() {
        int least = Math.min(LEAST_ROW_PIXELS, MOST_PIXELS / Math.max(1, variants.size()));
        return Math.max(least, POINT_PIXELS * tenants.size());
    }

    /** Returns in words what the picture shows first. */
    private String spoken() {
        List<String> parts = new ArrayList<>();
        for (TenantGroups.Group tenant : tenants) {
            long shown = index.others().stream()
                    .filter(variant ->
                            index.row(variant, name(tenant), metric).verdict().isShown())
                    .count();
            parts.add(tenant.label() + " differs with " + shown + " of "
                    + index.others().size());
        }
        return String.join(", ", parts);
    }

    private String name(TenantGroups.Group tenant) {
        return names.get(tenant.tenants().get(0));
    }

    private List<ComparisonRow> rows() {
        List<ComparisonRow> rows = new ArrayList<>();
        for (String variant : variants.stream().flatMap(List::stream).toList()) {
            tenants.forEach(tenant -> rows.add(index.row(variant, name(tenant), metric)));
        }
        return rows;
    }

    private List<String> rowNames() {
        return variants.stream()
                .map(alike -> Phrases.elided(alike.get(0), NAME_WIDTH - 3)
                        + (alike.size() > 1 ? " +" + (alike.size() - 1) : ""))
                .toList();
    }

    private String label(TenantGroups.Group tenant, ComparisonRow row) {
        String value = Wording.value(metric, row.difference());
        return (metric.ofTenant() && tenants.size() > 1 ? Phrases.elided(tenant.label(), TENANT_WIDTH) + " " : "")
                + (row.difference() > 0 ? "+" : "")
                + (value.endsWith(" %") ? value.substring(0, value.length() - 1) + "points" : value);
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
            ComparisonRow row = index.row(variants.get(variant).get(0), name(tenants.get(number)), metric);
            double y = variant + VariantChart.labelled(number, tenants.size(), rowPixels());
            double x = scale * row.difference();
            if (Double.isInfinite(x)) {
                (x > 0 ? more : less).add(x > 0 ? right - (right - left) / 50 : left + (right - left) / 50, y, false);
            } else if (!Double.isNaN(x)) {
                double half = row.halfWidth() > 0 ? scale * row.halfWidth() : 0;
                note(plot, tenants.get(number), row, Math.max(left, x - half), Math.min(right, x + half), y);
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

    /** Writes the tenant and its value beside an interval. */
    private void note(XYPlot plot, TenantGroups.Group tenant, ComparisonRow row, double low, double high, double y) {
        XYTextAnnotation note = style.noteBeside(label(tenant, row), low, high, y);
        note.setPaint(ChartStyle.readable(metric.ofTenant() ? tenant.color() : ChartStyle.INK));
        plot.addAnnotation(note);
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
