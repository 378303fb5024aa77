package org.ioasidsim.recording.table;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Rows sorted by start, with the values of their source. A lifetime that did not end counts as seen until the last instant of the source. */
public final class RowTable implements TraceTable {
    private final String source;
    private final SortedRuns<TraceRow> rows = new SortedRuns<>(TraceRow.BY_START, TraceRow.CODEC);
    private final Map<String, Long> counts = new TreeMap<>();
    private long horizonNanos;
    private long startedBefore;
    private long open;

    /** Makes an empty table for the rows of {@code source}. */
    public RowTable(String source) {
        this.source = source;
    }

    /** Fills a table. */
    public interface Filling {
        void into(RowTable table) throws IOException;
    }

    /** Returns the table that {@code filling} fills. Where that fails, no temporary file is left. */
    public static RowTable of(String source, Filling filling) throws IOException {
        var table = new RowTable(source);
        boolean isFilled = false;
        try {
            filling.into(table);
            isFilled = true;
            return table;
        } finally {
            if (!isFilled) {
                table.close();
            }
        }
    }

    /** Adds a row. Rows that start at one instant are sorted by their serials. */
    public void add(TraceRow row) {
        startedBefore += row.startsBefore() ? 1 : 0;
        open += row.endsAfter() ? 1 : 0;
        observe(row.endNanos() == TraceRow.OPEN ? row.startNanos() : row.endNanos());
        rows.add(row);
    }

    /** Extends the time that the source covers to at least {@code nanos}. */
    public void observe(long nanos) {
        horizonNanos = Math.max(horizonNanos, nanos);
    }

    /** Counts one more of something that a reader must know, such as rows left out for one reason. */
    public void note(String meaning) {
        note(meaning, 1);
    }

    /** Counts {@code count} more of something that a reader must know. */
    public void note(String meaning, long count) {
        counts.merge(meaning, count, Long::sum);
    }

    /** Returns the number of rows so far. */
    public long count() {
        return rows.count();
    }

    @Override
    public List<String> columns() {
        return TraceRow.COLUMNS;
    }

    @Override
    public void forEachByStart(Consumer<String[]> cells) {
        var id = new long[1];
        rows.forEach(row -> cells.accept(row.cells(id[0]++, horizonNanos)));
    }

    @Override
    public List<String> sentences() {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .toList();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    @Override
    public String toString() {
        return count() + " rows from " + source + ", of which " + startedBefore + " began before the trace (L) and "
                + open + " had not ended (R)";
    }
}
