package org.ioasidsim.report.table;

import java.util.List;
import org.ioasidsim.experiment.compare.BestRow;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;

/** The CSV files of a comparison; their rows are in the order of {@link Comparison}. */
public final class ComparisonTables {
    private ComparisonTables() {}

    /** Returns {@code comparison.csv}. */
    public static CsvTable comparison(Comparison comparison) {
        List<String> columns = List.of(
                "variant",
                "baseline",
                "tenant",
                "metric",
                "difference",
                "half_width",
                "p_holm",
                "correlation",
                "variance_ratio",
                "verdict");
        return new CsvTable(columns, rows -> {
            for (ComparisonRow row : comparison.rows()) {
                rows.add(
                        row.variant(),
                        comparison.baseline(),
                        row.tenant(),
                        row.metric().word(),
                        Numbers.text(row.difference()),
                        Numbers.text(row.halfWidth()),
                        Numbers.text(row.pHolm()),
                        Numbers.text(row.correlation()),
                        Numbers.text(row.varianceRatio()),
                        row.verdict().word());
            }
        });
    }

    /** Returns {@code best.csv}: of each metric with a better way, which variants may be the best. */
    public static CsvTable best(Comparison comparison) {
        List<String> columns = List.of("tenant", "metric", "variant", "lower", "upper", "may_be_best", "basis");
        return new CsvTable(columns, rows -> {
            for (BestRow row : comparison.best()) {
                rows.add(
                        row.tenant(),
                        row.metric().word(),
                        row.variant(),
                        Numbers.text(row.lower()),
                        Numbers.text(row.upper()),
                        Boolean.toString(row.mayBeBest()),
                        row.basis().word());
            }
        });
    }
}
