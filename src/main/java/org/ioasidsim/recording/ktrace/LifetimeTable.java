package org.ioasidsim.recording.ktrace;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.SortedRuns;
import org.ioasidsim.recording.table.TraceTable;

/** The lifetimes of a kernel trace, which become known in the order of their ends, sorted by start. */
public final class LifetimeTable implements TraceTable {
    private final SortedRuns<TracedLifetime> lifetimes =
            new SortedRuns<>(TracedLifetime.BY_START, TracedLifetime.CODEC);
    private long leftCensored;
    private long rightCensored;
    private TraceSummary summary = new TraceSummary();

    private LifetimeTable() {}

    /** Reads a whole trace. */
    public static LifetimeTable read(BoundedLines lines) throws IOException {
        var table = new LifetimeTable();
        boolean isRead = false;
        try {
            table.summary = KernelTrace.read(lines, table::add);
            isRead = true;
            return table;
        } finally {
            if (!isRead) {
                table.close();
            }
        }
    }

    private void add(TracedLifetime lifetime) {
        leftCensored += lifetime.startsBefore() ? 1 : 0;
        rightCensored += lifetime.endsAfter() ? 1 : 0;
        lifetimes.add(lifetime);
    }

    @Override
    public List<String> columns() {
        return TracedLifetime.COLUMNS;
    }

    @Override
    public void forEachByStart(Consumer<String[]> cells) {
        var id = new long[1];
        lifetimes.forEach(lifetime -> cells.accept(lifetime.cells(id[0]++)));
    }

    @Override
    public List<String> sentences() {
        return summary.sentences();
    }

    @Override
    public long count() {
        return lifetimes.count();
    }

    @Override
    public String advice() {
        return summary.advice();
    }

    @Override
    public void close() throws IOException {
        lifetimes.close();
    }

    @Override
    public String toString() {
        return lifetimes.count() + " lifetimes of address spaces, of which " + leftCensored
                + " began before the trace (L) and " + rightCensored + " had not ended (R)";
    }
}
