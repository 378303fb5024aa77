package org.ioasidsim.workload.trace;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.ioasidsim.file.Decompressed;
import org.ioasidsim.file.JsonLines;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file below its line of column names, one at a time. The file is plain or compressed by gzip; tabs, semicolons or bars may separate the fields,
 * and JSON lines, an object a row, are read as well.
 */
final class CsvRows implements Closeable {
    /** What separates fields where no comma does: tabs, the semicolons of spreadsheets with decimal commas, and bars. */
    private static final Pattern OF_LINE = Pattern.compile("line [0-9]+: expected .*");

    private static final String OTHERS = "\t;|";

    private final CsvReader<CsvRecord> csv;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;
    private @Nullable CsvRecord row;

    private CsvRows(CsvReader<CsvRecord> csv) throws IOException {
        this.csv = csv;
        this.records = csv.iterator();
        CsvRecord names = advance();
        this.header = names == null
                ? List.of()
                : names.getFields().stream().map(String::strip).toList();
    }

    /** Opens a file and reads its column names. */
    static CsvRows open(Path file) throws IOException {
        BufferedReader text = text(file);
        try {
            return new CsvRows(reader(text).ofCsvRecord(text));
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /** Opens a file whose rows name their columns; its reader closes it, once: a second time is an error where pages simulate. */
    static CsvReader<NamedCsvRecord> named(Path file, NamedCsvRecordHandler handler) throws IOException {
        BufferedReader text = text(file);
        try {
            return reader(text).build(handler, text);
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /** Opens the text of a file whose lines are at most {@link LineGuard#MAX_LINE_BYTES} long; exceptions name the line that cannot be read. */
    static BufferedReader text(Path file) throws IOException {
        var text = new BufferedReader(
                new InputStreamReader(new LineGuard(Decompressed.open(file)), StandardCharsets.UTF_8));
        String first = firstLine(text).strip();
        boolean isJson = first.startsWith("{") || first.equals("[") || first.startsWith("[{");
        return isJson ? new BufferedReader(new JsonLines(text)) : text;
    }

    /** Returns what reads the rows of a text: separated by commas, or by the first of {@link #OTHERS} that its first line has if it has no comma. */
    static CsvReader.CsvReaderBuilder reader(BufferedReader text) throws IOException {
        String first = firstLine(text);
        char separator = (char) OTHERS.chars()
                .filter(other -> first.indexOf(',') < 0 && first.indexOf(other) >= 0)
                .findFirst()
                .orElse(',');
        return CsvReader.builder().fieldSeparator(separator);
    }

    /** Returns the first line, which is still to be read. */
    private static String firstLine(BufferedReader text) throws IOException {
        text.mark(LineGuard.MAX_LINE_BYTES + 2);
        var line = new StringBuilder();
        for (int c = text.read(); c >= 0 && c != '\n' && line.length() <= LineGuard.MAX_LINE_BYTES; c = text.read()) {
            line.append((char) c);
        }
        text.reset();
        return line.toString();
    }

    /** Returns what is wrong with a file that cannot be read to its end, as the end of a message that names the file. */
    static String unreadable(Throwable failure) {
        String reason = reason(failure);
        return OF_LINE.matcher(reason).matches()
                ? reason
                : "expected a CSV file, found that it cannot be read: " + reason;
    }

    /** Returns the message of the innermost failure, or of the first {@link IOException}, which the CSV reader wraps in words of its own. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** Returns the column names; none in an empty file. */
    List<String> header() {
        return header;
    }

    /** Goes to the next row; false at the end. */
    boolean next() throws IOException {
        row = advance();
        return row != null;
    }

    private @Nullable CsvRecord advance() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException | CsvParseException e) {
            throw new IOException(reason(e), e);
        }
    }

    /** Returns the field of the row in the column with this index, from 0; empty where the row is shorter. */
    String field(int column) {
        CsvRecord current = current();
        return column < current.getFieldCount() ? current.getField(column) : "";
    }

    /** Returns the line at which the row starts, from 1. */
    long line() {
        return current().getStartingLineNumber();
    }

    private CsvRecord current() {
        if (row == null) {
            throw new IllegalStateException("there is no row");
        }
        return row;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
