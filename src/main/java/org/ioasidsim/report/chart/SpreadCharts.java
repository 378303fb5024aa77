package org.ioasidsim.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.ReplicationResult.TimeToBind;
import org.ioasidsim.experiment.summary.ReplicationResult.WindowFairness;
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
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;

/** The charts of how service is spread: over requests (time to bind), tenants (Lorenz) and time (fairness by window). */
final class SpreadCharts {
    private static final int MOST_VARIANTS = ChartStyle.PALETTE.size();
    private static final double NEVER_BAND = 0.12;

    private final ChartStyle style;
    private final List<VariantResult> variants;
    private final List<VariantResult> shown;

    SpreadCharts(ChartStyle style, List<VariantResult> variants) {
        this.style = style;
        this.variants = variants;
        this.shown = variants.stream().limit(MOST_VARIANTS).toList();
    }

    /** All requests of a group of tenants: the number bound within each time, and the number never bound. */
    private static final class Waits {
        private final TreeMap<Double, Long> grantsBySeconds = new TreeMap<>();
        private long requests;
        private long unserved;

        void add(TimeToBind waits) {
            for (int bin = 0; bin < waits.grants().length; bin++) {
                if (waits.grants()[bin] > 0) {
                    grantsBySeconds.merge(waits.secondsUpTo()[bin], waits.grants()[bin], Long::sum);
                    requests += waits.grants()[bin];
                }
            }
            unserved += waits.never() + waits.pending();
            requests += waits.never() + waits.pending();
        }

        double servedPercent() {
            return 100.0 * (requests - unserved) / requests;
        }
    }

    /** Returns the share of requests bound within a time, by tenant; the gap to 100 % was never bound. */
    Chart timeToBind(TenantGroups tenantGroups, VariantResult variant) {
        List<TenantGroups.Group> groups = tenantGroups.among(ResultTables.tenants(variant));
        List<Waits> waits = groups.stream().map(group -> waits(variant, group)).toList();
        double least = waits.stream()
                .flatMap(wait -> wait.grantsBySeconds.keySet().stream())
                .filter(seconds -> seconds > 0 && Double.isFinite(seconds))
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(1);
        double most = waits.stream()
                .filter(wait -> !wait.grantsBySeconds.isEmpty())
                .mapToDouble(wait -> wait.grantsBySeconds.lastKey())
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        LogAxis time = style.timeLogAxis("time to bind (log scale)", least / 1.001, Math.max(most, least));
        double low = time.getLowerBound();
        double high = time.getUpperBound();
        time.setRange(low, high * Math.pow(high / low, NEVER_BAND));
        XYPlot plot = style.plot(time, style.withoutLine(style.percentAxis("requests bound by then (%)")));
        plot.setDomainGridlinesVisible(true);
        LegendItemCollection legend = new LegendItemCollection();
        for (int group = 0; group < groups.size(); group++) {
            Waits wait = waits.get(group);
            if (wait.requests > 0) {
                Color color = groups.get(group).color();
                ChartStyle.addSeries(plot, curve(wait, low, high), PathRenderer.Kind.LINE, color, ChartStyle.LINE);
                double place = high * Math.pow(high / low, NEVER_BAND * (group + 1) / (groups.size() + 1));
                ChartStyle.addSeries(
                        plot, gap(wait, place), PathRenderer.Kind.SEGMENTS, color, new BasicStroke(5f, 0, 0));
                String never = Wording.value(Metric.FIRST_TRY_SUCCESS, (double) wait.unserved / wait.requests);
                ChartStyle.legendLine(
                        legend, groups.get(group).label() + " (" + never + " never)", color, ChartStyle.LINE);
            }
        }
        plot.setFixedLegendItems(legend);
        String subtitle = replications(variant)
                + " pooled; left edge: bound at once; bars at the right: gave up or still waiting at the end";
        return chart(
                ChartNames.of("time-to-bind", variant.name()),
                "Time to bind, " + Phrases.elided(variant.name(), 40),
                subtitle,
                plot,
                waitData(groups, waits));
    }

    /** Returns Lorenz curves of satisfaction (grants over requests), a curve for each variant. */
    Chart lorenz() {
        NumberAxis share = style.percentAxis("share of tenants, least satisfied first (%)");
        share.setRange(0, 100);
        XYPlot plot = style.plot(share, style.withoutLine(style.percentAxis("share of satisfaction (%)")));
        LegendItemCollection legend = new LegendItemCollection();
        XYSeries equal = new XYSeries("equality", false, true);
        equal.add(0, 0);
        equal.add(100, 100);
        List<double[]> curves = shown.stream().map(SpreadCharts::lorenzCurve).toList();
        for (int number = 0; number < shown.size(); number++) {
            double[] curve = curves.get(number);
            XYSeries series = new XYSeries(number, false, true);
            for (int point = 0; point < curve.length; point++) {
                series.add(100.0 * point / (curve.length - 1), 100 * curve[point], false);
            }
            ChartStyle.addSeries(plot, series, PathRenderer.Kind.LINE, ChartStyle.PALETTE.get(number), ChartStyle.LINE);
            double gini = new SummaryIndex(shown.get(number))
                    .host(Metric.GINI_SATISFACTION)
                    .mean();
            String index = Double.isNaN(gini) ? "undefined" : Wording.value(Metric.GINI_SATISFACTION, gini);
            String name = Phrases.elided(shown.get(number).name(), 26) + " (Gini " + index + ")";
            ChartStyle.legendLine(legend, name, ChartStyle.PALETTE.get(number), ChartStyle.LINE);
        }
        ChartStyle.addSeries(plot, equal, PathRenderer.Kind.LINE, ChartStyle.OTHERS, ChartStyle.DASHED);
        ChartStyle.legendLine(legend, "all alike", ChartStyle.OTHERS, ChartStyle.DASHED);
        plot.setFixedLegendItems(legend);
        return chart(
                "lorenz",
                "Lorenz curve of satisfaction",
                "grants over requests by tenant, mean of the replications" + variantsLeftOut(),
                plot,
                lorenzData(curves));
    }

    /** Returns Jain's index of satisfaction and of entitlement by the length of the window, a line for each variant. */
    Chart fairnessWindows() {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (VariantResult variant : shown) {
            for (double window : fairness(variant).keySet()) {
                least = Math.min(least, window);
                most = Math.max(most, window);
            }
        }
        LogAxis windows = style.timeLogAxis("window (log scale)", most > 0 ? least : 1, most > 0 ? most : 10);
        windows.setRange(windows.getLowerBound() / 1.3, windows.getUpperBound() * 1.3);
        NumberAxis index = style.axis("Jain's index of held over entitlement");
        index.setRange(0, 1.02);
        XYPlot plot = style.plot(windows, style.withoutLine(index));
        plot.setDomainGridlinesVisible(true);
        LegendItemCollection legend = new LegendItemCollection();
        for (int number = 0; number < shown.size(); number++) {
            XYSeries means = new XYSeries("mean", false, true);
            XYSeries ranges = new XYSeries("range", false, true);
            for (Map.Entry<Double, List<Double>> window :
                    fairness(shown.get(number)).entrySet()) {
                double place = window.getKey() * Math.pow(1.03, number - (shown.size() - 1) / 2.0);
                means.add(place, mean(window.getValue()), false);
                ranges.add(
                        place,
                        window.getValue().stream().mapToDouble(v -> v).min().orElse(0),
                        false);
                ranges.add(
                        place,
                        window.getValue().stream().mapToDouble(v -> v).max().orElse(0),
                        false);
            }
            Color color = ChartStyle.PALETTE.get(number);
            ChartStyle.addSeries(plot, means, PathRenderer.Kind.LINE, color, ChartStyle.LINE);
            ChartStyle.addSeries(plot, ranges, PathRenderer.Kind.SEGMENTS, color, new BasicStroke(1.3f));
            String name = Phrases.elided(shown.get(number).name(), 26);
            ChartStyle.legendLine(legend, name, color, ChartStyle.LINE);
        }
        plot.setFixedLegendItems(legend);
        return chart(
                "fairness-windows",
                "Fairness by length of the window",
                "1: all get the same share of their entitlement; bars: least and largest replication"
                        + variantsLeftOut(),
                plot,
                fairnessData());
    }

    private static Waits waits(VariantResult variant, TenantGroups.Group group) {
        Waits waits = new Waits();
        for (ReplicationResult replication : ResultTables.complete(variant)) {
            group.tenants().forEach(tenant -> waits.add(replication.timeToBind().get(tenant)));
        }
        return waits;
    }

    private static XYSeries curve(Waits waits, double low, double high) {
        XYSeries curve = new XYSeries("curve", false, true);
        double percent = 100.0 * waits.grantsBySeconds.getOrDefault(0.0, 0L) / waits.requests;
        curve.add(low, percent, false);
        for (Map.Entry<Double, Long> bin :
                waits.grantsBySeconds.tailMap(0.0, false).entrySet()) {
            double seconds = Math.min(bin.getKey(), high);
            curve.add(seconds, percent, false);
            percent += 100.0 * bin.getValue() / waits.requests;
            curve.add(seconds, percent, false);
        }
        curve.add(high, percent, false);
        return curve;
    }

    private static XYSeries gap(Waits waits, double place) {
        XYSeries gap = new XYSeries("never", false, true);
        if (waits.unserved > 0) {
            gap.add(place, waits.servedPercent(), false);
            gap.add(place, 100, false);
        }
        return gap;
    }

    private static CsvTable waitData(List<TenantGroups.Group> groups, List<Waits> waits) {
        return new CsvTable(List.of("tenant", "seconds_up_to", "requests_bound"), rows -> {
            for (int group = 0; group < groups.size(); group++) {
                String name = groups.get(group).label();
                waits.get(group)
                        .grantsBySeconds
                        .forEach((seconds, grants) -> rows.add(name, Numbers.text(seconds), Long.toString(grants)));
                rows.add(name, "inf", Long.toString(waits.get(group).unserved));
            }
        });
    }

    /**
     * Returns the mean over replications of the Lorenz curve at equally spaced shares of the tenants. Gini's index is linear
     * in the curve, so that the area shown fits the mean index.
     */
    private static double[] lorenzCurve(VariantResult variant) {
        int tenants = Math.max(1, ResultTables.tenants(variant).size());
        double[] mean = new double[tenants + 1];
        int curves = 0;
        for (ReplicationResult replication : ResultTables.complete(variant)) {
            double[] sums = cumulativeSatisfaction(replication);
            if (sums.length > 1 && sums[sums.length - 1] > 0) {
                curves++;
                for (int point = 0; point <= tenants; point++) {
                    mean[point] += at(sums, (double) point / tenants) / sums[sums.length - 1];
                }
            }
        }
        for (int point = 0; point <= tenants && curves > 0; point++) {
            mean[point] /= curves;
        }
        return curves > 0 ? mean : new double[0];
    }

    private static double[] cumulativeSatisfaction(ReplicationResult replication) {
        List<Double> satisfaction = new ArrayList<>();
        for (int tenant = 0; tenant < replication.tenants().size(); tenant++) {
            double requests = ResultTables.value(replication, tenant, Metric.REQUESTS);
            if (requests > 0) {
                satisfaction.add(ResultTables.value(replication, tenant, Metric.GRANTS) / requests);
            }
        }
        satisfaction.sort(null);
        double[] sums = new double[satisfaction.size() + 1];
        for (int tenant = 0; tenant < satisfaction.size(); tenant++) {
            sums[tenant + 1] = sums[tenant] + satisfaction.get(tenant);
        }
        return sums;
    }

    private static double at(double[] values, double share) {
        double place = share * (values.length - 1);
        int below = (int) Math.min(values.length - 2, Math.floor(place));
        return values[below] + (place - below) * (values[below + 1] - values[below]);
    }

    private CsvTable lorenzData(List<double[]> curves) {
        return new CsvTable(List.of("variant", "tenants_share", "satisfaction_share"), rows -> {
            for (int number = 0; number < shown.size(); number++) {
                double[] curve = curves.get(number);
                for (int point = 0; point < curve.length; point++) {
                    rows.add(
                            shown.get(number).name(),
                            Numbers.text((double) point / (curve.length - 1)),
                            Numbers.text(curve[point]));
                }
            }
        });
    }

    /** Returns the index of each replication in which it is defined, by window. */
    private static Map<Double, List<Double>> fairness(VariantResult variant) {
        TreeMap<Double, List<Double>> byWindow = new TreeMap<>();
        for (ReplicationResult replication : ResultTables.complete(variant)) {
            for (WindowFairness window : replication.fairness()) {
                if (!Double.isNaN(window.jainEntitlement())) {
                    byWindow.computeIfAbsent(window.windowSeconds(), key -> new ArrayList<>())
                            .add(window.jainEntitlement());
                }
            }
        }
        return byWindow;
    }

    private CsvTable fairnessData() {
        return new CsvTable(List.of("variant", "window_s", "mean", "least", "largest"), rows -> {
            for (VariantResult variant : shown) {
                fairness(variant)
                        .forEach((window, values) -> rows.add(
                                variant.name(),
                                Numbers.text(window),
                                Numbers.text(mean(values)),
                                Numbers.text(values.stream()
                                        .mapToDouble(v -> v)
                                        .min()
                                        .orElse(Double.NaN)),
                                Numbers.text(values.stream()
                                        .mapToDouble(v -> v)
                                        .max()
                                        .orElse(Double.NaN))));
            }
        });
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static String replications(VariantResult variant) {
        int count = ResultTables.complete(variant).size();
        return Phrases.counted(count, "replication");
    }

    private String variantsLeftOut() {
        int more = variants.size() - shown.size();
        return more > 0 ? "; " + Phrases.counted(more, "further variant") + " not shown" : "";
    }

    private Chart chart(String name, String title, String subtitle, XYPlot plot, CsvTable data) {
        return new Chart(
                name,
                title + ": " + subtitle + ".",
                style.picture(title, subtitle, plot),
                ChartStyle.WIDTH,
                ChartStyle.HEIGHT,
                data);
    }
}
