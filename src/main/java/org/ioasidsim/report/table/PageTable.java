package org.ioasidsim.report.table;

import java.util.List;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.metric.Wording;

/**
 * A table on a page; the first column names the rows.
 *
 * @param name its subject, for readers who cannot see it
 * @param note what it leaves out, in a sentence; empty if it is complete
 */
public record PageTable(String name, List<String> heads, List<List<String>> rows, String note) {
    public PageTable {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }

    /** Returns {@code grid}, the heads first, as a table. */
    public static PageTable of(String name, List<List<String>> grid, String note) {
        return new PageTable(name, grid.get(0), grid.subList(1, grid.size()), note);
    }

    /** Returns the number by which a cell sorts, in one unit for all cells; empty if it sorts as text. */
    public String sortKey(String cell) {
        double number = Wording.number(cell);
        return Double.isNaN(number) ? "" : Double.isInfinite(number) ? Double.toString(number) : Numbers.text(number);
    }
}
