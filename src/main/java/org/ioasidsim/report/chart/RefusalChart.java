package org.ioasidsim.report.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;

/** Who was refused by which limit at which level, in all replications of a variant together. */
final class RefusalChart {
    private static final int MOST_ROWS = 12;
    private static final int ROW_PIXELS = 34;
    private static final int FRAME_PIXELS = 160;
    private static final int NAME_WIDTH = 34;
    private static final int ROW_WIDTH = NAME_WIDTH + 20;

    private final ChartStyle style;
    private final VariantResult variant;
    private final List<TenantGroups.Group> groups;
    private final Map<String, long[]> countsByRow;

    RefusalChart(ChartStyle style, TenantGroups tenantGroups, VariantResult variant) {
        this.style = style;
        this.variant = variant;
        this.groups = tenantGroups.among(ResultTables.tenants(variant));
        this.countsByRow = new HashMap<>();
    }

    Chart draw() {
        List<String> rows = rows();
        count(rows);
        long most = rows.stream().mapToLong(this::sum).max().orElse(0);
        NumberAxis counts = style.withoutLine(style.countAxis("refusals", (double) most));
        counts.setRange(0, Math.max(1, most * 1.16));
        XYPlot plot = style.plot(counts, style.withoutLine(style.nameAxis(rows, ROW_WIDTH)));
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.setFixedLegendItems(bars(plot, rows));
        for (int row = 0; row < rows.size(); row++) {
            long sum = sum(rows.get(row));
            plot.addAnnotation(style.note(" " + Phrases.count(sum), (double) sum, row));
        }
        int replications = ResultTables.complete(variant).size();
        String subtitle = rows.isEmpty()
                ? "no request was refused"
                : "total of " + replications + (replications == 1 ? " replication" : " replications")
                        + "; limit, level and errno";
        String title = "Refusals by limit, " + Phrases.elided(variant.name(), 40);
        return new Chart(
                ChartNames.of("refusals", variant.name()),
                title + ": " + subtitle + ".",
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                FRAME_PIXELS + ROW_PIXELS * Math.max(3, rows.size()),
                data(rows));
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (RefusalCount refusal : ResultTables.refusalsByLimit(variant)) {
            rows.add(row(refusal));
        }
        if (rows.size() <= MOST_ROWS) {
            return rows;
        }
        List<String> shown = new ArrayList<>(rows.subList(0, MOST_ROWS - 1));
        shown.add((rows.size() - MOST_ROWS + 1) + " others");
        return shown;
    }

    private void count(List<String> rows) {
        List<String> tenants = ResultTables.tenants(variant);
        rows.forEach(row -> countsByRow.put(row, new long[groups.size()]));
        for (RefusalCount refusal : ResultTables.refusals(variant)) {
            String last = rows.get(rows.size() - 1);
            String shown = countsByRow.containsKey(row(refusal)) ? row(refusal) : last;
            long[] counts = countsByRow.getOrDefault(shown, new long[0]);
            for (int group = 0; group < counts.length; group++) {
                if (groups.get(group).tenants().contains(tenants.indexOf(refusal.tenant()))) {
                    counts[group] += refusal.count();
                }
            }
        }
    }

    private static String row(RefusalCount refusal) {
        return Phrases.elided(refusal.limit().word() + " at " + refusal.level(), NAME_WIDTH) + " -" + refusal.errno();
    }

    private long sum(String row) {
        long sum = 0;
        for (long count : countsByRow.getOrDefault(row, new long[0])) {
            sum += count;
        }
        return sum;
    }

    private LegendItemCollection bars(XYPlot plot, List<String> rows) {
        LegendItemCollection legend = new LegendItemCollection();
        double[] from = new double[rows.size()];
        for (int group = 0; group < groups.size(); group++) {
            XYSeries spans = new XYSeries(group, false, true);
            for (int row = 0; row < rows.size(); row++) {
                double count = countsByRow.getOrDefault(rows.get(row), new long[groups.size()])[group];
                if (count > 0) {
                    spans.add(from[row], row, false);
                    spans.add(from[row] + count, row, false);
                    from[row] += count;
                }
            }
            TenantGroups.Group shown = groups.get(group);
            ChartStyle.addSeries(plot, spans, PathRenderer.Kind.SPANS, shown.color(), ChartStyle.THIN);
            if (!spans.isEmpty()) {
                ChartStyle.legendBox(legend, shown.label(), shown.color());
            }
        }
        return legend;
    }

    private CsvTable data(List<String> shownRows) {
        return new CsvTable(List.of("refused_by", "tenant", "count"), rows -> {
            for (String row : shownRows) {
                for (int group = 0; group < groups.size(); group++) {
                    long count = countsByRow.getOrDefault(row, new long[groups.size()])[group];
                    if (count > 0) {
                        rows.add(row, groups.get(group).label(), Long.toString(count));
                    }
                }
            }
        });
    }
}
