package org.ioasidsim.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.table.SweepTables;
import org.ioasidsim.report.table.SweptMetric;

/** What the pictures of a sweep show, as tables. */
final class SweepChartData {
    private SweepChartData() {}

    /** Returns what a picture shows as a table: of each point the measures that it has there. */
    static CsvTable of(SweepResult result, Function<SweepResult.Cell, List<SweptMetric>> measures) {
        List<String> heads = new ArrayList<>(SweepTables.paths(result));
        heads.addAll(List.of("variant", "tenant", "metric", "mean", "lower", "upper", "exact"));
        return new CsvTable(heads, rows -> {
            for (SweepResult.Cell cell : result.cells()) {
                for (SweptMetric measure : measures.apply(cell)) {
                    SweepTables.row(cell, measure).ifPresent(row -> rows.add(cells(cell, measure, row)));
                }
            }
        });
    }

    private static String[] cells(SweepResult.Cell cell, SweptMetric measure, SummaryRow row) {
        List<String> cells = new ArrayList<>(cell.point().values().values());
        cells.addAll(List.of(
                cell.variant(),
                row.tenant(),
                row.metric().word(),
                Numbers.text(row.mean()),
                Numbers.text(row.lower()),
                Numbers.text(row.upper()),
                Numbers.text(cell.exact(measure.tenant(), measure.metric()).orElse(Double.NaN))));
        return cells.toArray(String[]::new);
    }
}
