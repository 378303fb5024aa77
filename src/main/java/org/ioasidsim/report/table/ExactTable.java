package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.exact.ExactValue;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;

/** The exact values of a variant beside the simulated ones; empty if the variant is no textbook model. */
public final class ExactTable {
    /** The heading above the table. */
    public static final String TITLE = "Theory beside simulation";

    private static final List<String> HEADS = List.of("tenant", "metric", "simulated", "exact", "in interval");
    private static final int MOST_ROWS = 30;
    private static final int NAME_WIDTH = 13;
    private static final double SMALLEST_SHOWN = 1e-6;

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
                : ExactModels.of(variant.scenario()).stream()
                        .map(value -> new Row(value, summary.row(value.tenant(), value.metric())))
                        .toList();
    }

    /** A metric, exact and simulated. */
    public record Row(ExactValue exact, SummaryRow simulated) {
        private boolean hasInterval() {
            return !Double.isNaN(simulated.halfWidth());
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
                    Cell.of(hasInterval() ? (isInside() ? "yes" : "NO") : Wording.UNDEFINED));
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
     * Returns whether more exact values lie outside their intervals than chance explains: more than three standard deviations of a binomial
     * count above its mean. Figures of one run hang together, so that this is a hint and no test.
     */
    public boolean disagrees() {
        List<Row> judged = shown().stream().filter(Row::hasInterval).toList();
        double miss = 1 - variant.scenario().run().confidence();
        double expected = judged.size() * miss;
        long outside = judged.stream().filter(row -> !row.isInside()).count();
        return outside > expected + 3 * Math.sqrt(expected * (1 - miss));
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
        notes.add(ExactModels.caveat(variant.scenario()));
        List<Row> judged = shown().stream().filter(Row::hasInterval).toList();
        if (!judged.isEmpty()) {
            long inside = judged.stream().filter(Row::isInside).count();
            notes.add(inside + " of " + judged.size() + " exact values lie in their "
                    + Wording.value(Metric.UTILISATION, variant.scenario().run().confidence())
                    + " intervals.");
        }
        int more = shown().size() - MOST_ROWS;
        if (more > 0) {
            notes.add(more + " further values are in exact.csv.");
        }
        return notes;
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
