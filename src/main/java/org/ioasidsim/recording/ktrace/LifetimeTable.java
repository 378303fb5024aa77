package org.ioasidsim.recording.ktrace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.SortedRuns;
import org.ioasidsim.recording.table.TraceTable;

/** The lifetimes of address spaces or of PASIDs in a kernel trace, which become known in the order of their ends, sorted by start. */
public final class LifetimeTable implements TraceTable {
    private final Rows spaces = new Rows();
    private final Rows pasids = new Rows();
    private boolean isOfPasids;
    private TraceSummary summary = new TraceSummary();

    private LifetimeTable() {}

    /** The lifetimes of one kind. */
    private static final class Rows {
        private final SortedRuns<TracedLifetime> lifetimes =
                new SortedRuns<>(TracedLifetime.BY_START, TracedLifetime.CODEC);
        private long leftCensored;
        private long rightCensored;

        void add(TracedLifetime lifetime) {
            leftCensored += lifetime.startsBefore() ? 1 : 0;
            rightCensored += lifetime.endsAfter() ? 1 : 0;
            lifetimes.add(lifetime);
        }

        String of(String what) {
            return Numbers.counted(lifetimes.count(), "lifetime") + " of " + what + ", of which " + leftCensored
                    + " began before the trace (L) and " + rightCensored + " had not ended (R)";
        }
    }

    /** Reads a whole trace: the lifetimes of address spaces, or of PASIDs if the trace has only those. */
    public static LifetimeTable read(BoundedLines lines) throws IOException {
        var table = new LifetimeTable();
        boolean isRead = false;
        try {
            table.summary = KernelTrace.read(lines, table.spaces::add, table.pasids::add);
            table.isOfPasids = table.spaces.lifetimes.count() == 0 && table.pasids.lifetimes.count() > 0;
            isRead = true;
            return table;
        } finally {
            if (!isRead) {
                table.close();
            }
        }
    }

    /** Reads a whole trace: the lifetimes of PASIDs. */
    public static LifetimeTable readPasids(BoundedLines lines) throws IOException {
        LifetimeTable table = read(lines);
        table.isOfPasids = true;
        return table;
    }

    private Rows chosen() {
        return isOfPasids ? pasids : spaces;
    }

    @Override
    public List<String> columns() {
        return isOfPasids ? TracedLifetime.PASID_COLUMNS : TracedLifetime.COLUMNS;
    }

    @Override
    public void forEachByStart(Consumer<String[]> cells) {
        var id = new long[1];
        chosen().lifetimes.forEach(lifetime -> cells.accept(lifetime.cells(id[0]++)));
    }

    @Override
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>(summary.sentences());
        if (!isOfPasids && pasids.lifetimes.count() > 0) {
            sentences.add(pasids.of("PASIDs") + ": --pasids writes them");
        }
        return sentences;
    }

    @Override
    public long count() {
        return chosen().lifetimes.count();
    }

    @Override
    public List<String> advice() {
        return summary.advice(isOfPasids);
    }

    @Override
    public OptionalLong refusals() {
        return summary.refusals();
    }

    @Override
    public void close() throws IOException {
        spaces.lifetimes.close();
        pasids.lifetimes.close();
    }

    @Override
    public String toString() {
        return chosen().of(isOfPasids ? "PASIDs" : "address spaces");
    }
}
