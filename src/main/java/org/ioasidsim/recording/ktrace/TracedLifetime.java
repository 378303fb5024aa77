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
 * The observed part of the lifetime of one address space.
 *
 * @param startNanos since the first event of the trace; 0 where it began before
 * @param endNanos when it ended or was last seen
 * @param cgroup the cgroup to which its process was attached last; empty where the trace does not show it
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
    /** The order by start, and of one instant the order in which they began. */
    static final Comparator<TracedLifetime> BY_START =
            Comparator.comparingLong(TracedLifetime::startNanos).thenComparingLong(TracedLifetime::serial);

    /** The normalised columns of traces, followed by those of address spaces alone. */
    static final List<String> COLUMNS =
            Stream.concat(TraceRow.COLUMNS.stream(), Stream.of("pid", "comm")).toList();

    /** The form of lifetimes in temporary files. */
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

    /** Returns the cells under {@link #COLUMNS}. Those that a trace does not have are empty. */
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
