package org.ioasidsim.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads back the tables that {@link CsvTable} writes. */
public final class CsvRecords {
    private CsvRecords() {}

    /** A row by the names of its columns. A cell that is not the number asked for is a {@link NumberFormatException} that names it. */
    public record Row(NamedCsvRecord cells) {
        /** Returns the text of a column, empty for an empty cell. */
        public String text(String column) {
            return cells.getField(column);
        }

        /** Returns what {@link Numbers#text} wrote: NaN for an empty cell, and the infinite. */
        public double number(String column) {
            String text = text(column);
            return switch (text) {
                case "" -> Double.NaN;
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> parsed(column, text);
            };
        }

        private static double parsed(String column, String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new NumberFormatException("expected a number in " + column + ", found " + text);
            }
        }
    }

    /**
     * Returns what {@code read} makes of each row.
     *
     * @param columns that the file must begin with, in this order
     * @throws IOException if the file cannot be read, has other columns or no row, or has a row that {@code read} rejects
     */
    public static <T> List<T> read(Path file, List<String> columns, Function<Row, T> read) throws IOException {
        List<T> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : csv) {
                requireColumns(file, columns, row.getHeader());
                rows.add(row(file, row, read));
            }
            if (rows.isEmpty()) {
                throw new IOException(file + ": expected rows below the line of columns, found none");
            }
        } catch (CsvParseException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        return List.copyOf(rows);
    }

    private static void requireColumns(Path file, List<String> columns, List<String> found) throws IOException {
        if (!found.equals(columns)) {
            throw new IOException(file + ": expected the columns " + String.join(",", columns) + ", found "
                    + String.join(",", found));
        }
    }

    private static <T> T row(Path file, NamedCsvRecord row, Function<Row, T> read) throws IOException {
        try {
            return read.apply(new Row(row));
        } catch (NumberFormatException e) {
            throw new IOException(file + ":" + row.getStartingLineNumber() + ": " + e.getMessage(), e);
        }
    }
}
