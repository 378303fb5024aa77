package org.ioasidsim.report.text;

import java.util.List;
import java.util.stream.Stream;

/**
 * A cell of a table: what people read, and the number that it stands for.
 *
 * @param number in one unit for all cells of a column, whatever unit the text has; NaN if the text stands for none
 */
public record Cell(String text, double number) {
    /** Returns the text of a number with its interval, which a narrow column may break before the interval only. */
    public String breakable() {
        return text.replace(' ', '\u00a0').replace("\u00a0(", " (");
    }

    /** Returns a cell that stands for no number. */
    public static Cell of(String text) {
        return new Cell(text, Double.NaN);
    }

    /** Returns the cell of a whole number, with its digits grouped. */
    public static Cell count(long number) {
        return new Cell(Phrases.count(number), number);
    }

    /** Returns a row that begins with {@code names}. */
    public static List<Cell> row(List<String> names, Stream<Cell> cells) {
        return Stream.concat(names.stream().map(Cell::of), cells).toList();
    }

    /** Returns the texts of {@code rows}. */
    public static List<List<String>> texts(List<List<Cell>> rows) {
        return rows.stream().map(row -> row.stream().map(Cell::text).toList()).toList();
    }
}
