package org.ioasidsim.recording.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.recording.table.RowTable;
import org.ioasidsim.recording.table.TraceRow;

/**
 * A table in the columns that imports write, in any order of its rows: {@code start_s} with {@code duration_s} or {@code end_s}, and any of the
 * others that are kept. It comes out sorted by start.
 */
final class OwnTable {
    private static final String START = "start_s";
    private static final String DURATION = "duration_s";
    private static final String END = "end_s";
    private static final String CENSORED = "censored";
    private static final List<String> KEPT = List.of(
            "kind", START, DURATION, END, "tenant", "user", "host", "cpus", "mem_gib", "class", CENSORED, "id",
            "accel");
    private static final List<String> MARKS = List.of("", "L", "R", "LR");

    private OwnTable() {}

    /** Returns whether a file that begins with {@code header} is such a table. */
    static boolean isMatch(String header) {
        List<String> names = Arrays.asList(header.strip().split(",", -1));
        return names.contains(START) && (names.contains(DURATION) || names.contains(END));
    }

    static void read(BoundedLines lines, RowTable table) throws IOException {
        CsvLines csv = CsvLines.withHeader(lines, List.of(START));
        List<String> others =
                csv.names().stream().filter(name -> !KEPT.contains(name)).toList();
        if (!others.isEmpty()) {
            table.remark((others.size() == 1 ? "the column " : "the columns ") + String.join(", ", others)
                    + (others.size() == 1 ? " is" : " are") + " not kept");
        }
        boolean hasDuration = csv.names().contains(DURATION);
        while (csv.advance()) {
            table.add(row(csv, hasDuration, table.count()));
        }
    }

    private static TraceRow row(CsvLines csv, boolean hasDuration, long serial) {
        String mark = cell(csv, CENSORED);
        if (!MARKS.contains(mark)) {
            throw new MalformedTraceException(csv.line(), CENSORED + ": expected nothing, L, R or LR, found " + mark);
        }
        long start = time(csv, START);
        boolean isOpen = mark.endsWith("R");
        long end = TraceRow.OPEN;
        String last = hasDuration ? DURATION : END;
        if (!isOpen || !csv.text(last).isEmpty()) {
            end = hasDuration ? start + time(csv, DURATION) : time(csv, END);
            Fields.requireForward(start, end, csv.line());
        }
        String kind = cell(csv, "kind");
        return new TraceRow(
                kind.isEmpty() ? "row" : kind,
                start,
                end,
                mark.startsWith("L"),
                isOpen,
                cell(csv, "tenant"),
                cell(csv, "user"),
                cell(csv, "host"),
                cell(csv, "cpus"),
                cell(csv, "mem_gib"),
                cell(csv, "class"),
                serial);
    }

    private static String cell(CsvLines csv, String column) {
        return csv.names().contains(column) ? csv.text(column) : "";
    }

    private static long time(CsvLines csv, String column) {
        var unused = Fields.notNegative(csv.text(column), column, csv.line());
        return csv.nanosOfSeconds(column);
    }
}
