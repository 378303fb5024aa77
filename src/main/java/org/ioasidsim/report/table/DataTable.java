package org.ioasidsim.report.table;

import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;

/** How much of each interval comes from the data to which laws were fitted. */
public final class DataTable {
    /** The name of the file. */
    public static final String FILE = "input-uncertainty.csv";

    private static final List<String> COLUMNS =
            List.of("variant", "tenant", "metric", "mean", "half_width", "data_half_width", "data_share_of_variance");

    private DataTable() {}

    /** Returns whether inputs were drawn from data in any variant. */
    public static boolean isNeeded(ExperimentResult result) {
        return result.variants().stream()
                .anyMatch(variant -> variant.scenario().run().drawsInputs());
    }

    /** Returns a row for each figure whose interval contains what data leave open. */
    public static CsvTable of(ExperimentResult result) {
        return new CsvTable(
                COLUMNS,
                rows -> result.variants().stream()
                        .flatMap(variant -> variant.summary().stream())
                        .filter(row -> !Double.isNaN(row.dataShare()))
                        .forEach(row -> add(row, rows)));
    }

    private static void add(SummaryRow row, CsvTable.Rows rows) {
        rows.add(
                row.variant(),
                row.tenant(),
                row.metric().word(),
                Numbers.text(row.mean()),
                Numbers.text(row.halfWidth()),
                Numbers.text(row.dataHalfWidth()),
                Numbers.text(row.dataShare()));
    }
}
