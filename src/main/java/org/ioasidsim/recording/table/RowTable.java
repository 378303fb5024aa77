package org.ioasidsim.recording.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.yaml.RecordedTime;
import org.jspecify.annotations.Nullable;

/** Rows sorted by start, with the values of their source. A lifetime that did not end counts as seen until the last instant of the source. */
public final class RowTable implements TraceTable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final String source;
    private final SortedRuns<TraceRow> rows = new SortedRuns<>(TraceRow.BY_START, TraceRow.CODEC);
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();
    private long firstNanos = Long.MAX_VALUE;
    private @Nullable RecordedTime clock;
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
        firstNanos = Math.min(firstNanos, row.startNanos());
        clock = null;
        rows.add(row);
    }

    /** Extends the time that the source covers to at least {@code nanos}. */
    public void observe(long nanos) {
        horizonNanos = Math.max(horizonNanos, nanos);
    }

    /** Adds a sentence that a reader must know once, such as which columns are left aside. */
    public void remark(String sentence) {
        remarks.add(sentence);
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
    @Override
    public long count() {
        return rows.count();
    }

    @Override
    public List<String> columns() {
        return TraceRow.COLUMNS;
    }

    @Override
    public void forEachByStart(Consumer<String[]> cells) {
        long origin = clock().beginsLate() ? firstNanos : 0;
        var id = new long[1];
        rows.forEach(row -> cells.accept(row.since(origin).cells(id[0]++, horizonNanos - origin)));
    }

    /** Returns what the rows say of their clock, which is known when the last of them was added. */
    private RecordedTime clock() {
        RecordedTime known = clock;
        if (known == null) {
            var found = new RecordedTime();
            rows.forEach(row -> found.add(
                    row.startNanos() / NANOS_PER_SECOND, Math.min(row.endNanos(), horizonNanos) / NANOS_PER_SECOND));
            known = found;
            clock = known;
        }
        return known;
    }

    @Override
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        counts.forEach((meaning, count) -> sentences.add(count + " " + meaning));
        sentences.addAll(remarks);
        sentences.addAll(clock().sentences());
        return sentences;
    }

    @Override
    public List<String> advice() {
        return List.of("found none: needed are lines with a start and a length that are known");
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    @Override
    public String toString() {
        return Numbers.counted(count(), "row") + " from " + source + ", of which " + startedBefore
                + " began before the trace (L) and " + open + " had not ended (R)";
    }
}
