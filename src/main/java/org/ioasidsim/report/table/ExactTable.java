package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.KnownDemand;
import org.ioasidsim.experiment.exact.Accuracy;
import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.exact.ExactValue;
import org.ioasidsim.experiment.exact.RunTheory;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Known;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.MetricIntervals;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.Scenario;

/** The exact values of a variant beside the simulated ones; empty if the variant is no textbook model. */
public final class ExactTable {
    /** The heading above the table. */
    public static final String TITLE = "Theory beside simulation";

    private static final List<String> HEADS = List.of("tenant", "metric", "simulated", "exact", "in interval");
    private static final int MOST_ROWS = 30;
    private static final int NAME_WIDTH = 13;
    private static final double SMALLEST_SHOWN = 1e-6;

    /**
     * A run counts as settled where its mean demand is off that of the steady state by no more than this part of its interval's half-width: the
     * other figures follow the demand, so that chance then hides the difference in them.
     */
    private static final double SETTLED = 0.25;

    /** The probability that a run is said to disagree although theory holds for it. */
    private static final double FALSE_ALARM = 0.01;

    private static final String NOT_SETTLED = "not settled";

    /** The metrics that people are shown: one of those that follow from each other. */
    private static final Set<Metric> SHOWN = EnumSet.of(
            Metric.CALL_CONGESTION,
            Metric.TIME_CONGESTION,
            Metric.HELD_MEAN,
            Metric.DEMAND_MEAN,
            Metric.UTILISATION,
            Metric.TIME_TO_EXHAUSTION);

    private final VariantResult variant;
    private final List<Row> rows;

    public ExactTable(VariantResult variant) {
        this.variant = variant;
        SummaryIndex summary = new SummaryIndex(variant);
        this.rows = ResultTables.complete(variant).isEmpty()
                ? List.of()
                : RunTheory.of(variant.scenario(), variant.warmUp().seconds()).stream()
                        .map(value -> new Row(
                                value.exact(),
                                summary.row(
                                        value.exact().tenant(), value.exact().metric()),
                                isSettled(value, summary, variant.scenario().tenantNames())))
                        .toList();
    }

    /** A figure that controls narrow sees as much less of a difference. */
    private static boolean isSettled(RunTheory.Value value, SummaryIndex summary, List<String> tenants) {
        String tenant = value.exact().tenant();
        List<String> wanting = tenant.equals(SummaryRow.HOST) ? tenants : List.of(tenant);
        double squares = wanting.stream()
                .mapToDouble(name -> summary.row(name, Metric.DEMAND_MEAN).halfWidth())
                .filter(Double::isFinite)
                .map(half -> half * half)
                .sum();
        double gain = summary.row(tenant, value.exact().metric()).varianceRatio();
        return value.offIds() <= SETTLED * Math.sqrt(Double.isNaN(gain) ? squares : squares / gain);
    }

    /**
     * A metric, exact and simulated.
     *
     * @param isSettled whether the run is so near to what the exact value holds for that the two can be compared
     */
    public record Row(ExactValue exact, SummaryRow simulated, boolean isSettled) {
        /** An interval that contains the exact value agrees with it, settled or not; one that does not says nothing before the run has settled. */
        private boolean isCompared() {
            return !Double.isNaN(simulated.halfWidth()) && (isSettled || isInside());
        }

        private String verdict() {
            if (Double.isNaN(simulated.halfWidth())) {
                return Wording.UNDEFINED;
            }
            return isInside() ? "yes" : isSettled ? "NO" : NOT_SETTLED;
        }

        private boolean isInside() {
            return simulated.lower() <= exact.value() && exact.value() <= simulated.upper();
        }

        /**
         * Returns the exact value with the decimals of the simulated one, but with its own beside a rare share, whose interval has no one
         * width; a tiny one as a power of ten.
         */
        private String exactText() {
            double value = exact.value();
            boolean isShare = exact.metric().unit() == Metric.Unit.FRACTION;
            if (value != 0 && Math.abs(value) < SMALLEST_SHOWN && !isShare) {
                return String.format(Locale.ROOT, "%.1e", value);
            }
            boolean isTiny = value != 0 && value < SMALLEST_SHOWN;
            if (isTiny || value == Math.rint(value) || simulated.method() == IntervalMethod.CLOPPER_PEARSON) {
                return Wording.value(exact.metric(), value);
            }
            return Wording.mean(new SummaryRow(
                    simulated.variant(),
                    exact.tenant(),
                    exact.metric(),
                    value,
                    simulated.halfWidth(),
                    value,
                    value,
                    simulated.confidence(),
                    simulated.replications()));
        }

        private List<Cell> cells(int nameWidth) {
            return List.of(
                    Cell.of(Phrases.elided(exact.tenant(), nameWidth)),
                    Cell.of(Wording.label(exact.metric())),
                    Wording.cell(simulated),
                    new Cell(exactText(), exact.value()),
                    Cell.of(verdict()));
        }
    }

    /** Returns every exact value, including metrics that follow from each other. */
    public List<Row> rows() {
        return rows;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * Returns the variants that theory contradicts: in which an exact value lies outside the figure's interval at a confidence at which all comparisons
     * of the result together err once in a hundred results (Bonferroni; figures that hang together only make that rarer). Values that the run has not
     * settled for are not compared.
     */
    public static List<String> disagreeing(ExperimentResult result) {
        List<ExactTable> tables =
                result.variants().stream().map(ExactTable::new).toList();
        long comparisons =
                tables.stream().mapToLong(table -> table.compared().size()).sum();
        return tables.stream()
                .filter(table -> table.disagrees(1 - FALSE_ALARM / comparisons))
                .map(table -> table.variant.name())
                .toList();
    }

    private boolean disagrees(double confidence) {
        List<Row> outside = compared().stream().filter(row -> !row.isInside()).toList();
        if (outside.isEmpty() || confidence <= variant.scenario().run().confidence()) {
            return !outside.isEmpty();
        }
        Scenario scenario = variant.scenario();
        Known known = scenario.run().drawsInputs()
                ? Known.NOTHING
                : KnownDemand.of(scenario, variant.warmUp().seconds());
        var intervals = new MetricIntervals(scenario, ResultTables.complete(variant), confidence, known);
        return outside.stream()
                .map(row -> new Row(row.exact, intervals.row(variant.name(), place(row), row.exact.metric()), true))
                .anyMatch(row -> row.isCompared() && !row.isInside());
    }

    /** Returns a tenant's number, or the number of tenants for the host. */
    private int place(Row row) {
        List<String> names = variant.scenario().tenantNames();
        return row.exact.tenant().equals(SummaryRow.HOST) ? names.size() : names.indexOf(row.exact.tenant());
    }

    /** Returns the table as text, its title and notes in lines of at most {@code width} columns; empty if there is no exact value. */
    public String text(int width) {
        if (isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(WrappedText.of(TITLE + ", " + variant.name(), "", width));
        text.append(TextGrid.stacked(table(), 2, width));
        notes().forEach(note -> text.append(WrappedText.of(note, "", width)));
        return text.toString();
    }

    /** Returns the table for a page. */
    public PageTable html() {
        return new PageTable(TITLE, HEADS, cells(Integer.MAX_VALUE), String.join(" ", notes()));
    }

    /** Returns the heads and cells of the rows for people. */
    public List<List<String>> table() {
        List<List<String>> table = new ArrayList<>(List.of(HEADS));
        table.addAll(Cell.texts(cells(NAME_WIDTH)));
        return table;
    }

    /** Returns the formulas, why they hold, and how to judge the comparison, in sentences. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        shown().stream()
                .map(row -> row.exact().model() + ": " + row.exact().because() + ".")
                .distinct()
                .forEach(notes::add);
        if (rows.stream().anyMatch(row -> row.exact().accuracy() != Accuracy.EXACT)) {
            notes.add(ExactModels.caveat(variant.scenario()));
        }
        List<Row> compared = compared();
        if (!compared.isEmpty()) {
            long inside = compared.stream().filter(Row::isInside).count();
            notes.add(inside + " of " + compared.size() + " exact values lie in their "
                    + Wording.value(Metric.UTILISATION, variant.scenario().run().confidence())
                    + " intervals.");
        }
        if (shown().stream().anyMatch(row -> row.verdict().equals(NOT_SETTLED))) {
            notes.add("Not settled: the value holds in steady state, from which the mean demand of this run is off by"
                    + " more than a quarter of its interval; simulated and exact are not compared.");
        }
        int more = shown().size() - MOST_ROWS;
        if (more > 0) {
            notes.add(Phrases.furtherIn(more, "value", "exact.csv"));
        }
        return notes;
    }

    private List<Row> compared() {
        return shown().stream().filter(Row::isCompared).toList();
    }

    private List<Row> shown() {
        return rows.stream().filter(row -> SHOWN.contains(row.exact().metric())).toList();
    }

    private List<List<Cell>> cells(int nameWidth) {
        return shown().stream()
                .limit(MOST_ROWS)
                .map(row -> row.cells(nameWidth))
                .toList();
    }

    /** Returns {@code exact.csv}: every exact value beside the simulated interval. */
    public static CsvTable csv(ExperimentResult result) {
        List<String> columns = List.of(
                "variant", "tenant", "metric", "unit", "model", "exact", "mean", "half_width", "lower", "upper");
        return new CsvTable(columns, table -> {
            for (VariantResult variant : result.variants()) {
                for (Row row : new ExactTable(variant).rows()) {
                    Metric metric = row.exact().metric();
                    table.add(
                            variant.name(),
                            row.exact().tenant(),
                            metric.word(),
                            metric.unit().word(),
                            row.exact().model(),
                            Numbers.text(row.exact().value()),
                            Numbers.text(row.simulated().mean()),
                            Numbers.text(row.simulated().halfWidth()),
                            Numbers.text(row.simulated().lower()),
                            Numbers.text(row.simulated().upper()));
                }
            }
        });
    }
}
