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
import org.ioasidsim.report.text.Cell;
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
    public List<List<Cell>> metric(Metric metric, List<String> tenants) {
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(Stream.of(
                        "tenant",
                        "variant",
                        Wording.label(metric),
                        "difference",
                        "p (Holm)",
                        "correlation",
                        "variance saved",
                        "verdict")
                .map(Cell::of)
                .toList());
        for (String tenant : tenants) {
            String name = Phrases.elided(tenant, NAME_WIDTH);
            rows.add(baseline(name, value(index.comparison().baseline(), tenant, metric), 5));
            for (String variant : index.others()) {
                ComparisonRow row = index.row(variant, tenant, metric);
                rows.add(List.of(
                        Cell.of(name),
                        Cell.of(Phrases.elided(variant, NAME_WIDTH)),
                        Wording.cell(value(variant, tenant, metric)),
                        new Cell(Wording.difference(row), row.difference()),
                        new Cell(Wording.pValue(row.pHolm()), row.pHolm()),
                        new Cell(Wording.plain(row.correlation(), 3), row.correlation()),
                        new Cell(Wording.factor(row.varianceRatio()), row.varianceRatio()),
                        Cell.of(row.verdict().word())));
            }
        }
        return rows;
    }

    private List<Cell> baseline(String tenant, SummaryRow value, int empty) {
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.of(tenant),
                Cell.of(Phrases.elided(index.comparison().baseline(), NAME_WIDTH)),
                Wording.cell(value)));
        for (int i = 1; i < empty; i++) {
            cells.add(Cell.of(""));
        }
        cells.add(Cell.of("baseline"));
        return cells;
    }

    private SummaryRow value(String variant, String tenant, Metric metric) {
        return index.summary(variant).row(tenant, metric);
    }

    /** Returns the differences in the other headline metrics of {@code tenants}; a star marks those that are shown. */
    public List<List<Cell>> otherMetrics(List<String> tenants) {
        List<Metric> metrics = Headline.OF_TENANT.stream()
                .filter(metric -> metric != Metric.FIRST_TRY_SUCCESS)
                .toList();
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(heads(List.of("tenant", "variant"), metrics));
        for (String tenant : tenants) {
            addRows(List.of(Phrases.elided(tenant, NAME_WIDTH)), tenant, metrics, rows);
        }
        return rows;
    }

    /** Returns the differences in the headline metrics of the host, without fairness indices that do not differ; a star marks those that are shown. */
    public List<List<Cell>> host() {
        List<List<Cell>> rows = new ArrayList<>();
        List<Metric> metrics = FairnessIndices.headline(index.result().variants());
        rows.add(heads(List.of("variant"), metrics));
        addRows(List.of(), ResultTables.HOST, metrics, rows);
        return rows;
    }

    private static List<Cell> heads(List<String> names, List<Metric> metrics) {
        return Cell.row(names, metrics.stream().map(Wording::label).map(Cell::of));
    }

    private void addRows(List<String> names, String tenant, List<Metric> metrics, List<List<Cell>> rows) {
        String baseline = index.comparison().baseline();
        rows.add(cells(names, baseline, metrics.stream().map(m -> Wording.cell(value(baseline, tenant, m)))));
        for (String variant : index.others()) {
            rows.add(cells(names, variant, metrics.stream().map(metric -> {
                ComparisonRow row = index.row(variant, tenant, metric);
                String star = row.verdict().isShown() ? " *" : "  ";
                return new Cell(Wording.difference(row) + star, row.difference());
            })));
        }
    }

    private static List<Cell> cells(List<String> names, String variant, Stream<Cell> cells) {
        Stream<String> heads = Stream.concat(names.stream(), Stream.of(Phrases.elided(variant, NAME_WIDTH)));
        return Cell.row(heads.toList(), cells);
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
