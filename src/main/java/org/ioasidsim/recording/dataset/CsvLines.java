package org.ioasidsim.recording.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.util.List;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.yaml.Spelling;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, one at a time, with fields by the names of their columns. */
final class CsvLines {
    /** How many column names a message lists. */
    private static final int LISTED_NAMES = 12;

    private final BoundedLines lines;
    private final List<String> names;
    private List<String> row = List.of();

    private CsvLines(BoundedLines lines, List<String> names) {
        this.lines = lines;
        this.names = names;
    }

    /** Returns the rows below a line of column names, in which {@code required} must be. */
    static CsvLines withHeader(BoundedLines lines, List<String> required) throws IOException {
        String header = nextWithText(lines);
        List<String> names = split(header == null ? "" : header, lines.line());
        for (String column : required) {
            if (!names.contains(column)) {
                throw new MalformedTraceException(
                        lines.line(),
                        "expected the column " + column + ", found "
                                + String.join(", ", names.subList(0, Math.min(names.size(), LISTED_NAMES)))
                                + (names.size() > LISTED_NAMES ? ", ..." : "") + Spelling.didYouMean(column, names));
            }
        }
        return new CsvLines(lines, names);
    }

    /** Returns the rows of a file without a line of column names. */
    static CsvLines withoutHeader(BoundedLines lines, List<String> names) {
        return new CsvLines(lines, names);
    }

    /** Goes on to the next row that is not blank; returns false after the last one. */
    boolean advance() throws IOException {
        String text = nextWithText(lines);
        if (text == null) {
            return false;
        }
        row = split(text, lines.line());
        if (row.size() != names.size()) {
            throw new MalformedTraceException(
                    lines.line(), "expected " + names.size() + " fields, found " + row.size());
        }
        return true;
    }

    private static @Nullable String nextWithText(BoundedLines lines) throws IOException {
        String text = lines.next();
        while (text != null && text.isBlank()) {
            text = lines.next();
        }
        return text;
    }

    private static List<String> split(String text, long line) {
        try {
            return CsvReader.builder()
                    .allowUnclosedQuote(false)
                    .ofSingleCsvRecord(text)
                    .getFields();
        } catch (CsvParseException e) {
            throw new MalformedTraceException(line, "expected a row of a CSV file, found broken quotes: " + text);
        }
    }

    List<String> names() {
        return names;
    }

    /** Returns the number of the row's line. */
    long line() {
        return lines.line();
    }

    /** Returns the field of a column, without blanks around it. */
    String text(String column) {
        return text(names.indexOf(column));
    }

    /** Returns the field of the column with this index, from 0, without blanks around it. */
    String text(int column) {
        return row.get(column).strip();
    }

    /** Returns a field of at least 0. */
    double notNegative(String column) {
        return Fields.notNegative(text(column), column, line());
    }

    /** Returns a field in seconds as nanoseconds. */
    long nanosOfSeconds(String column) {
        return Fields.nanosOfSeconds(text(column), column, line());
    }

    /** Returns a field in days as nanoseconds. */
    long nanosOfDays(String column) {
        return Fields.nanosOfDays(text(column), column, line());
    }
}
