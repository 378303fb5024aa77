package org.ioasidsim.report.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.text.Cell;

/**
 * A table on a page; the first column names the rows.
 *
 * @param name its subject, for readers who cannot see it
 * @param note what it leaves out, in a sentence; empty if it is complete
 */
public record PageTable(String name, List<String> heads, List<List<Cell>> rows, String note) {
    /** Enough to tell apart what people can tell apart, and short on a page. */
    private static final MathContext SORTED_DIGITS = new MathContext(6);

    public PageTable {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }

    /** Returns {@code grid}, the heads first, as a table. */
    public static PageTable of(String name, List<List<Cell>> grid, String note) {
        return new PageTable(name, grid.get(0).stream().map(Cell::text).toList(), grid.subList(1, grid.size()), note);
    }

    /** Returns the number of {@code cell} as a page sorts by it; empty if it has none and sorts as text. */
    public static String sortKey(Cell cell) {
        double number = cell.number();
        if (Double.isNaN(number)) {
            return "";
        }
        return Double.isInfinite(number)
                ? Double.toString(number)
                : Numbers.text(new BigDecimal(number).round(SORTED_DIGITS).doubleValue());
    }
}
