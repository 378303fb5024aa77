package org.ioasidsim.recording.ktrace;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.recording.table.SortedRuns;
import org.ioasidsim.recording.table.TraceRow;

/**
 * The observed part of the life of one address space.
 *
 * @param startNanos since the first event of the trace; 0 where it began before
 * @param endNanos when it ended, or until when it was seen
 * @param cgroup the path that its process was attached to last; empty where the trace does not tell
 * @param kind what began it and what ended it, such as {@code fork->exec}
 * @param startsBefore whether it began before the trace
 * @param endsAfter whether its end was not observed
 * @param pid its process
 * @param comm the name of its task
 * @param serial distinguishes lifetimes that start at one instant, in the order of the events
 */
record TracedLifetime(
        long startNanos,
        long endNanos,
        String cgroup,
        String kind,
        boolean startsBefore,
        boolean endsAfter,
        int pid,
        String comm,
        long serial) {
    /** By start; those of one instant in the order in which they began. */
    static final Comparator<TracedLifetime> BY_START =
            Comparator.comparingLong(TracedLifetime::startNanos).thenComparingLong(TracedLifetime::serial);

    /** The normalised columns of traces, then what is particular to address spaces. */
    static final List<String> COLUMNS =
            Stream.concat(TraceRow.COLUMNS.stream(), Stream.of("pid", "comm")).toList();

    /** As temporary files hold them. */
    static final SortedRuns.Codec<TracedLifetime> CODEC = new SortedRuns.Codec<>() {
        @Override
        public void write(TracedLifetime lifetime, DataOutputStream out) throws IOException {
            lifetime.writeTo(out);
        }

        @Override
        public TracedLifetime read(DataInputStream in) throws IOException {
            return readFrom(in);
        }
    };

    /** Returns the cells under {@link #COLUMNS}; columns of which a trace knows nothing are empty. */
    String[] cells(long id) {
        var row =
                new TraceRow("mm", startNanos, endNanos, startsBefore, endsAfter, cgroup, "", "", "", "", kind, serial);
        String[] normalised = row.cells(id, endNanos);
        String[] cells = Arrays.copyOf(normalised, COLUMNS.size());
        cells[normalised.length] = Integer.toString(pid);
        cells[normalised.length + 1] = comm;
        return cells;
    }

    private void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(startNanos);
        out.writeLong(endNanos);
        SortedRuns.writeText(cgroup, out);
        SortedRuns.writeText(kind, out);
        out.writeBoolean(startsBefore);
        out.writeBoolean(endsAfter);
        out.writeInt(pid);
        SortedRuns.writeText(comm, out);
        out.writeLong(serial);
    }

    private static TracedLifetime readFrom(DataInputStream in) throws IOException {
        return new TracedLifetime(
                in.readLong(),
                in.readLong(),
                SortedRuns.readText(in),
                SortedRuns.readText(in),
                in.readBoolean(),
                in.readBoolean(),
                in.readInt(),
                SortedRuns.readText(in),
                in.readLong());
    }
}
