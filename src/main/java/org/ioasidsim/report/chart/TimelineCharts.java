package org.ioasidsim.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.ReplicationResult.Timeline;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.draw.StepSeries;
import org.ioasidsim.report.draw.TimeUnitOfAxis;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.BindingResource;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;

/** The charts of one variant's first replication over time: occupancy, ids by tenant, unmet demand. */
final class TimelineCharts {
    private static final int MOST_LIMITS = 3;
    private static final int MOST_ROWS = 12;
    private static final int ROW_NAME_WIDTH = 16;

    /** About the height of the plot within a picture, at least. */
    private static final double PLOT_PIXELS = 270;

    /** The height of the bar of a time that was denied throughout, in rows. */
    private static final double BAR_HEIGHT = 0.76;

    private final ChartStyle style;
    private final VariantResult variant;
    private final List<String> tenants;
    private final List<TenantGroups.Group> groups;
    private final Timeline timeline;
    private final int denialWindows;
    private final TimeUnitOfAxis unit;
    private final double[] times;

    TimelineCharts(ChartStyle style, TenantGroups tenantGroups, VariantResult variant) {
        this.style = style;
        this.variant = variant;
        ReplicationResult first = ResultTables.complete(variant).stream()
                .filter(replication -> replication.timeline() != null)
                .findFirst()
                .orElse(null);
        Timeline found = first == null ? null : first.timeline();
        this.tenants = first == null ? List.of() : first.tenants();
        this.groups = tenantGroups.among(tenants);
        this.timeline = found != null
                ? found
                : new Timeline(
                        new double[0], new int[0][0], new int[0][0], new double[0][0], new int[0][0], new double[0][0]);
        this.denialWindows = first == null ? 0 : denialWindows(first);
        this.unit = TimeUnitOfAxis.of(endSeconds());
        this.times = Arrays.stream(timeline.timeSeconds()).map(unit::from).toArray();
    }

    /** Returns ids held by all tenants, with the capacity, limits in ids, and a tick for each sample with a refusal. */
    Chart occupancy() {
        double[] held = total(ResultTables.heldOf(variant.scenario().bindingResource(), timeline));
        double[] refusals = total(timeline.refusals());
        double peak = Arrays.stream(held).max().orElse(0);
        boolean isNearCapacity = peak >= 0.2 * capacity();
        double top = Math.max(1, isNearCapacity ? Math.max(peak, capacity()) : peak);
        boolean refused = Arrays.stream(refusals).anyMatch(count -> count > 0);

        NumberAxis range = style.withoutLine(style.countAxis("ids", top));
        range.setRange(0, top * (refused ? 1.28 : 1.16));
        XYPlot plot = style.plot(timeAxis(), range);
        LegendItemCollection legend = new LegendItemCollection();
        XYSeries steps = StepSeries.of("held", times, held);
        ChartStyle.addSeries(plot, steps, PathRenderer.Kind.AREA, new Color(0xD6E8F3), ChartStyle.LINE);
        ChartStyle.addSeries(plot, steps, PathRenderer.Kind.LINE, ChartStyle.PALETTE.get(0), ChartStyle.LINE);
        ChartStyle.legendLine(legend, "ids held", ChartStyle.PALETTE.get(0), ChartStyle.LINE);
        if (isNearCapacity) {
            plot.addRangeMarker(style.capacity(capacity()));
        }
        addLimits(plot, legend, top);
        if (refused) {
            ChartStyle.addSeries(
                    plot, ticks(refusals, top), PathRenderer.Kind.SEGMENTS, ChartStyle.REFUSED, new BasicStroke(1.4f));
            ChartStyle.legendLine(legend, "refusals", ChartStyle.REFUSED, new BasicStroke(4f));
        }
        plot.setFixedLegendItems(legend);

        String capacity =
                "capacity " + Phrases.count((long) capacity()) + (isNearCapacity ? "" : " (far above the picture)");
        String subtitle = "first replication, " + capacity + "; "
                + Phrases.counted((long) Arrays.stream(refusals).sum(), "refusal") + shadeWarmUp(plot);
        return chart(
                "occupancy", "Ids held on the host", subtitle, plot, ChartStyle.HEIGHT, occupancyData(held, refusals));
    }

    /** Returns the ids held, stacked by tenant. */
    Chart heldByTenant() {
        int per = StepSeries.perColumn(times.length);
        double[] coarse = StepSeries.firsts(times, per);
        List<double[]> sums = new ArrayList<>();
        double[] sum = new double[coarse.length];
        for (TenantGroups.Group group : groups) {
            double[] held = StepSeries.means(total(timeline.held(), group.tenants()), per);
            for (int column = 0; column < sum.length; column++) {
                sum[column] += held[column];
            }
            sums.add(sum.clone());
        }
        double peak = Arrays.stream(sum).max().orElse(0);
        boolean isAllOfHost = Arrays.equals(
                total(timeline.held()),
                total(ResultTables.heldOf(variant.scenario().bindingResource(), timeline)));
        boolean isNearCapacity = isAllOfHost && peak >= 0.2 * capacity();
        double top = Math.max(1, isNearCapacity ? Math.max(peak, capacity()) : peak);

        NumberAxis range = style.withoutLine(style.countAxis("ids held, stacked", top));
        range.setRange(0, top * 1.14);
        XYPlot plot = style.plot(timeAxis(), range);
        EndLabels labels = new EndLabels();
        for (int group = groups.size() - 1; group >= 0; group--) {
            XYSeries steps = StepSeries.of(groups.get(group).label(), coarse, sums.get(group));
            ChartStyle.addSeries(
                    plot, steps, PathRenderer.Kind.AREA, groups.get(group).color(), ChartStyle.LINE);
        }
        nameAreas(labels, coarse, sums);
        labels.drawOn(plot, style, PLOT_PIXELS);
        if (isNearCapacity) {
            plot.addRangeMarker(style.capacity(capacity()));
        }
        plot.setFixedLegendItems(new LegendItemCollection());
        String means = per > 1 ? ", means of " + per + " samples" : "";
        String capacity =
                "capacity " + Phrases.count((long) capacity()) + (isNearCapacity ? "" : " (far above the picture)");
        String subtitle = "first replication" + means + "; "
                + (isAllOfHost ? capacity : "some are of guests or devices, not of the host's capacity")
                + shadeWarmUp(plot);
        return chart(
                ChartNames.HELD,
                "Ids held by tenant",
                subtitle,
                plot,
                ChartStyle.HEIGHT,
                groupData("held", timeline.held()),
                atTheEnd(sums));
    }

    /** Returns in words what each group holds in the last column, such as {@code ; at the end web 4, noisy 65,402}. */
    private String atTheEnd(List<double[]> sums) {
        List<String> parts = new ArrayList<>();
        double below = 0;
        for (int group = 0; group < groups.size() && sums.get(group).length > 0; group++) {
            double above = sums.get(group)[sums.get(group).length - 1];
            parts.add(groups.get(group).label() + " " + Phrases.count(Math.round(above - below)));
            below = above;
        }
        return parts.isEmpty() ? "" : "; at the end " + String.join(", ", parts);
    }

    /** Names each group at the right of the end of its area. */
    private void nameAreas(EndLabels labels, double[] at, List<double[]> sums) {
        double below = 0;
        for (int group = 0; group < groups.size() && at.length > 0; group++) {
            double above = sums.get(group)[at.length - 1];
            labels.add(
                    groups.get(group).label(),
                    unit.from(endSeconds()),
                    (below + above) / 2,
                    groups.get(group).color());
            below = above;
        }
    }

    /** Shades the time before measuring begins; returns the words about it. */
    private String shadeWarmUp(XYPlot plot) {
        double end = unit.from(variant.warmUp().seconds());
        if (!(end > 0) || end >= unit.from(endSeconds())) {
            return "";
        }
        plot.addDomainMarker(new IntervalMarker(0, end, ChartStyle.WARM_UP), Layer.FOREGROUND);
        return "; grey: warm-up, not measured";
    }

    /** Returns the requests unmet by tenant, and below them the times in which each tenant was denied. */
    Chart unmet() {
        double most = groups.stream()
                .map(group -> total(timeline.unmet(), group.tenants()))
                .flatMapToDouble(Arrays::stream)
                .max()
                .orElse(0);
        XYPlot above = style.plot(timeAxis(), style.withoutLine(style.countAxis("requests unmet", most)));
        LegendItemCollection legend = new LegendItemCollection();
        for (TenantGroups.Group group : groups) {
            double[] unmet = total(timeline.unmet(), group.tenants());
            ChartStyle.addSeries(
                    above,
                    StepSeries.of(group.label(), times, unmet),
                    PathRenderer.Kind.LINE,
                    group.color(),
                    ChartStyle.THIN);
            ChartStyle.legendLine(legend, group.label(), group.color(), ChartStyle.LINE);
        }
        List<Row> rows = rows();
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(timeAxis());
        both.setGap(16);
        both.add(above, 300);
        both.add(strip(rows), Math.max(40, 22 * rows.size()));
        both.setFixedLegendItems(legend);
        String shaded = shadeWarmUp(above);
        String subtitle =
                "first replication; below: the part of the time in which a tenant was denied, from a refusal to its next grant ("
                        + Phrases.counted(denialWindows, "denial window") + ")" + shaded;
        int height = ChartStyle.HEIGHT + Math.max(0, rows.size() - 3) * 22;
        return chart("unmet", "Unmet demand and denial", subtitle, both, height, groupData("unmet", timeline.unmet()));
    }

    private static int denialWindows(ReplicationResult replication) {
        double all = 0;
        for (int tenant = 0; tenant < replication.tenants().size(); tenant++) {
            double windows = ResultTables.value(replication, tenant, Metric.DENIAL_WINDOWS);
            all += Double.isNaN(windows) ? 0 : windows;
        }
        return (int) all;
    }

    /** A line of the strip of denials: for each column of pixels the share of its time in which the tenant was denied. */
    private record Row(String label, Color color, double[] shares) {
        double denied() {
            return Arrays.stream(shares).sum();
        }
    }

    private List<Row> rows() {
        int per = StepSeries.perColumn(times.length);
        List<Row> rows = new ArrayList<>();
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            rows.add(new Row(
                    Phrases.elided(tenants.get(tenant), ROW_NAME_WIDTH),
                    color(tenants.get(tenant)),
                    StepSeries.means(timeline.denied()[tenant], per)));
        }
        if (rows.size() <= MOST_ROWS) {
            return rows;
        }
        List<Row> longest = rows.stream()
                .sorted(Comparator.comparingDouble(Row::denied).reversed())
                .toList();
        List<Row> shown = new ArrayList<>(longest.subList(0, MOST_ROWS - 1));
        shown.add(others(longest.subList(MOST_ROWS - 1, longest.size())));
        return shown;
    }

    /** Returns one line for several tenants: the mean of their shares. */
    private static Row others(List<Row> rows) {
        double[] means = new double[rows.get(0).shares().length];
        for (Row row : rows) {
            for (int column = 0; column < means.length; column++) {
                means[column] += row.shares()[column] / rows.size();
            }
        }
        return new Row(Numbers.counted(rows.size(), "other"), ChartStyle.OTHERS, means);
    }

    private Color color(String tenant) {
        int index = tenants.indexOf(tenant);
        return groups.stream()
                .filter(group -> group.tenants().contains(index))
                .map(TenantGroups.Group::color)
                .findFirst()
                .orElse(ChartStyle.OTHERS);
    }

    private XYPlot strip(List<Row> rows) {
        String[] names = rows.stream().map(Row::label).toArray(String[]::new);
        SymbolAxis axis = style.withoutLine(style.look(new SymbolAxis(null, names)));
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, Math.max(0, rows.size() - 1) + 0.5);
        axis.setInverted(true);
        XYPlot plot = style.plot(timeAxis(), axis);
        for (int row = 0; row < rows.size(); row++) {
            ChartStyle.addSeries(
                    plot,
                    bars(rows.get(row), row),
                    PathRenderer.Kind.BARS,
                    rows.get(row).color(),
                    ChartStyle.THIN);
        }
        return plot;
    }

    /** Returns the bars of a line, each as high as the share that it stands for; columns with equal shares are one bar. */
    private XYSeries bars(Row row, int place) {
        XYSeries bars = new XYSeries(place, false, true);
        int per = StepSeries.perColumn(times.length);
        double[] shares = row.shares();
        int from = 0;
        for (int column = 1; column <= shares.length; column++) {
            if (column == shares.length || shares[column] != shares[from]) {
                if (shares[from] > 0) {
                    double foot = place + BAR_HEIGHT / 2;
                    bars.add(endOfSample(from * per - 1), foot, false);
                    bars.add(endOfSample(column * per - 1), foot - BAR_HEIGHT * shares[from], false);
                }
                from = column;
            }
        }
        return bars;
    }

    /** Returns the time of a sample, which ends what it counts; that of the nearest where there is none. */
    private double endOfSample(int sample) {
        return times[Math.max(0, Math.min(times.length - 1, sample))];
    }

    private XYSeries ticks(double[] refusals, double top) {
        XYSeries ticks = new XYSeries("refusals", false, true);
        int per = StepSeries.perColumn(times.length);
        for (int from = 0; from < times.length; from += per) {
            double count = 0;
            for (int sample = from; sample < Math.min(times.length, from + per); sample++) {
                count += refusals[sample];
            }
            if (count > 0) {
                ticks.add(times[from], top * 1.18, false);
                ticks.add(times[from], top * 1.225, false);
            }
        }
        return ticks;
    }

    /** Adds the limits in ids that cgroup files set and the picture can show. */
    private void addLimits(XYPlot plot, LegendItemCollection legend, double top) {
        int shown = 0;
        for (var cgroup : variant.scenario().cgroups().entrySet()) {
            for (Resource resource : cgroup.getValue().resources()) {
                long limit = cgroup.getValue().of(resource).orElse(0);
                long ids = limit / variant.scenario().bindingResource().unit();
                if (bounds(resource) && ids > 0 && ids < top && shown++ < MOST_LIMITS) {
                    plot.addRangeMarker(new ValueMarker(ids, ChartStyle.GREY, ChartStyle.DOTTED));
                    String key = resource.key().isEmpty() ? "" : " " + resource.key();
                    String name =
                            Phrases.elided(cgroup.getKey().text(), 24) + " " + resource.maxFile() + key + " " + limit;
                    ChartStyle.legendLine(legend, name, ChartStyle.GREY, ChartStyle.DOTTED);
                }
            }
        }
    }

    /** Returns whether a limit bounds what the picture counts: what holds an ASID holds an id as well, but not the other way round. */
    private boolean bounds(Resource resource) {
        BindingResource binding = variant.scenario().bindingResource();
        return switch (resource) {
            case MISC_PASID, IOASIDS -> binding.countsProcesses();
            case MISC_ASID -> binding.isAsids();
            case PIDS, MEMORY, MISC_SEV, MISC_SEV_ES, MISC_TDX, MISC_DEVICE_PASID -> false;
        };
    }

    private Chart chart(String kind, String title, String subtitle, Plot plot, int height, CsvTable data) {
        return chart(kind, title, subtitle, plot, height, data, "");
    }

    private Chart chart(
            String kind, String title, String subtitle, Plot plot, int height, CsvTable data, String spoken) {
        String name = ChartNames.of(kind, variant.name());
        String full = title + ", " + Phrases.elided(variant.name(), 40);
        String alt = full + ": " + subtitle + spoken + ".";
        return new Chart(name, alt, style.picture(full, subtitle, plot), ChartStyle.WIDTH, height, data);
    }

    private NumberAxis timeAxis() {
        NumberAxis axis = style.axis("simulated time (" + unit.word() + ")");
        axis.setRange(0, Math.max(unit.from(endSeconds()), 1e-9));
        return axis;
    }

    private double endSeconds() {
        double[] seconds = timeline.timeSeconds();
        return seconds.length == 0 ? variant.scenario().run().durationSeconds() : seconds[seconds.length - 1];
    }

    private double capacity() {
        return (double) variant.scenario().capacity();
    }

    private double[] total(int[][] values) {
        double[] total = new double[times.length];
        for (int[] row : values) {
            for (int sample = 0; sample < total.length; sample++) {
                total[sample] += row[sample];
            }
        }
        return total;
    }

    private double[] total(int[][] values, List<Integer> rows) {
        return total(rows.stream().map(row -> values[row]).toArray(int[][]::new));
    }

    private CsvTable occupancyData(double[] held, double[] refusals) {
        return new CsvTable(List.of("time_s", "held", "refusals"), rows -> {
            for (int sample = 0; sample < held.length; sample++) {
                rows.add(
                        Numbers.text(timeline.timeSeconds()[sample]),
                        Numbers.text(held[sample]),
                        Numbers.text(refusals[sample]));
            }
        });
    }

    private CsvTable groupData(String column, int[][] values) {
        return new CsvTable(List.of("time_s", "tenant", column), rows -> {
            for (TenantGroups.Group group : groups) {
                double[] sums = total(values, group.tenants());
                for (int sample = 0; sample < sums.length; sample++) {
                    rows.add(Numbers.text(timeline.timeSeconds()[sample]), group.label(), Numbers.text(sums[sample]));
                }
            }
        });
    }
}
