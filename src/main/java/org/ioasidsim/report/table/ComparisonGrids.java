package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.report.metric.Headline;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Phrases;

/** The tables of a comparison for people, cell by cell, heads first; the baseline comes first in each. */
public final class ComparisonGrids {
    private static final int MOST_ROWS = 60;
    private static final int NAME_WIDTH = 24;

    private final ComparisonIndex index;

    public ComparisonGrids(ComparisonIndex index) {
        this.index = index;
    }

    /** Returns one metric of each of {@code tenants}: value, difference, p, and the variance saved by pairing. */
    public List<List<String>> metric(Metric metric, List<String> tenants) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "tenant",
                "variant",
                Wording.label(metric),
                "difference",
                "p (Holm)",
                "correlation",
                "variance saved",
                "verdict"));
        for (String tenant : tenants) {
            String name = Phrases.elided(tenant, NAME_WIDTH);
            rows.add(baseline(name, value(index.comparison().baseline(), tenant, metric), 5));
            for (String variant : index.others()) {
                ComparisonRow row = index.row(variant, tenant, metric);
                rows.add(List.of(
                        name,
                        Phrases.elided(variant, NAME_WIDTH),
                        Wording.interval(value(variant, tenant, metric)),
                        Wording.difference(row),
                        Wording.pValue(row.pHolm()),
                        Wording.plain(row.correlation(), 3),
                        Wording.factor(row.varianceRatio()),
                        row.verdict().word()));
            }
        }
        return rows;
    }

    private List<String> baseline(String tenant, SummaryRow value, int empty) {
        List<String> cells = new ArrayList<>(
                List.of(tenant, Phrases.elided(index.comparison().baseline(), NAME_WIDTH), Wording.interval(value)));
        for (int i = 1; i < empty; i++) {
            cells.add("");
        }
        cells.add("baseline");
        return cells;
    }

    private SummaryRow value(String variant, String tenant, Metric metric) {
        return index.summary(variant).row(tenant, metric);
    }

    /** Returns the differences in the other headline metrics of {@code tenants}; a star marks those that are shown. */
    public List<List<String>> otherMetrics(List<String> tenants) {
        List<Metric> metrics = Headline.OF_TENANT.stream()
                .filter(metric -> metric != Metric.FIRST_TRY_SUCCESS)
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(heads(Stream.of("tenant", "variant"), metrics));
        for (String tenant : tenants) {
            addRows(Stream.of(Phrases.elided(tenant, NAME_WIDTH)).toList(), tenant, metrics, rows);
        }
        return rows;
    }

    /** Returns the differences in the headline metrics of the host; a star marks those that are shown. */
    public List<List<String>> host() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(heads(Stream.of("variant"), Headline.OF_HOST));
        addRows(List.of(), ResultTables.HOST, Headline.OF_HOST, rows);
        return rows;
    }

    private static List<String> heads(Stream<String> names, List<Metric> metrics) {
        return Stream.concat(names, metrics.stream().map(Wording::label)).toList();
    }

    private void addRows(List<String> names, String tenant, List<Metric> metrics, List<List<String>> rows) {
        String baseline = index.comparison().baseline();
        rows.add(cells(names, baseline, metrics.stream().map(m -> Wording.interval(value(baseline, tenant, m)))));
        for (String variant : index.others()) {
            rows.add(cells(names, variant, metrics.stream().map(metric -> {
                ComparisonRow row = index.row(variant, tenant, metric);
                return Wording.difference(row) + (row.verdict().isShown() ? " *" : "  ");
            })));
        }
    }

    private static List<String> cells(List<String> names, String variant, Stream<String> cells) {
        Stream<String> heads = Stream.concat(names.stream(), Stream.of(Phrases.elided(variant, NAME_WIDTH)));
        return Stream.concat(heads, cells).toList();
    }

    /** Returns the tenants to show, in the order of the scenario; if there are too many, those with the largest differences. */
    public List<String> shownTenants() {
        return shownTenants(MOST_ROWS);
    }

    /** Does the same for a table of about {@code rows} rows. */
    public List<String> shownTenants(int rows) {
        List<String> tenants = index.tenants();
        int most = Math.max(1, rows / index.result().variants().size());
        if (tenants.size() <= most) {
            return tenants;
        }
        List<String> largest = tenants.stream()
                .sorted(Comparator.comparingDouble(
                        (String tenant) -> -index.largestDifference(tenant, Metric.FIRST_TRY_SUCCESS)))
                .limit(most)
                .toList();
        return tenants.stream().filter(largest::contains).toList();
    }

    /** Returns a sentence about the tenants that a table of {@code shown} leaves out; empty if it has all. */
    public String leftOut(List<String> shown) {
        int more = index.tenants().size() - shown.size();
        return more > 0
                ? "Of " + index.tenants().size() + " tenants, the " + shown.size()
                        + " with the largest differences in first-try success are shown; comparison.csv has all.\n"
                : "";
    }
}
