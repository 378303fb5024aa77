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
 * The observed part of the lifetime of one address space, or of one PASID on a device.
 *
 * @param startNanos since the first event of the trace; 0 where it began before
 * @param endNanos when it ended or was last seen
 * @param cgroup the cgroup to which its process was attached last; empty where the trace does not show it
 * @param kind what began it and what ended it, such as {@code fork->exec}
 * @param startsBefore whether it began before the trace
 * @param endsAfter whether its end was not observed
 * @param owner the process
 * @param held what the process held on which device; {@link Held#NOTHING} for the lifetime of an address space
 * @param serial distinguishes lifetimes that start at one instant, in the order of the events
 */
record TracedLifetime(
        long startNanos,
        long endNanos,
        String cgroup,
        String kind,
        boolean startsBefore,
        boolean endsAfter,
        Owner owner,
        Held held,
        long serial) {
    /**
     * A process.
     *
     * @param machine in a report of several; else empty
     * @param comm the name of its task
     */
    record Owner(String machine, int pid, String comm) {}

    /**
     * A PASID on a device, as the trace writes them.
     *
     * @param pasid empty where the trace does not say it, as of a bond
     */
    record Held(String device, String pasid) {
        static final Held NOTHING = new Held("", "");
    }

    /** The order by start, and of one instant the order in which they began. */
    static final Comparator<TracedLifetime> BY_START =
            Comparator.comparingLong(TracedLifetime::startNanos).thenComparingLong(TracedLifetime::serial);

    /** The normalised columns of traces, followed by those of address spaces alone. */
    static final List<String> COLUMNS =
            Stream.concat(TraceRow.COLUMNS.stream(), Stream.of("pid", "comm")).toList();

    /** The columns of PASIDs, under which the device is {@code accel}. */
    static final List<String> PASID_COLUMNS =
            Stream.concat(COLUMNS.stream(), Stream.of("pasid")).toList();

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

    /** Returns whether it is the lifetime of a PASID. */
    private boolean isOfPasid() {
        return !held.equals(Held.NOTHING);
    }

    /** Returns the cells under {@link #COLUMNS}, or under {@link #PASID_COLUMNS}. Those that a trace does not have are empty. */
    String[] cells(long id) {
        var row = new TraceRow(
                isOfPasid() ? "pasid" : "mm",
                startNanos,
                endNanos,
                startsBefore,
                endsAfter,
                cgroup,
                "",
                owner.machine,
                "",
                "",
                kind,
                serial);
        String[] normalised = row.cells(id, endNanos);
        String[] cells = Arrays.copyOf(normalised, (isOfPasid() ? PASID_COLUMNS : COLUMNS).size());
        cells[normalised.length] = owner.pid == TraceEvent.UNKNOWN ? "" : Integer.toString(owner.pid);
        cells[normalised.length + 1] = owner.comm;
        if (isOfPasid()) {
            cells[TraceRow.COLUMNS.indexOf("accel")] = held.device;
            cells[normalised.length + 2] = held.pasid;
        }
        return cells;
    }

    private void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(startNanos);
        out.writeLong(endNanos);
        out.writeBoolean(startsBefore);
        out.writeBoolean(endsAfter);
        out.writeInt(owner.pid);
        out.writeLong(serial);
        for (String text : List.of(cgroup, kind, owner.machine, owner.comm, held.device, held.pasid)) {
            SortedRuns.writeText(text, out);
        }
    }

    private static TracedLifetime readFrom(DataInputStream in) throws IOException {
        long startNanos = in.readLong();
        long endNanos = in.readLong();
        boolean startsBefore = in.readBoolean();
        boolean endsAfter = in.readBoolean();
        int pid = in.readInt();
        long serial = in.readLong();
        String cgroup = SortedRuns.readText(in);
        String kind = SortedRuns.readText(in);
        var owner = new Owner(SortedRuns.readText(in), pid, SortedRuns.readText(in));
        var held = new Held(SortedRuns.readText(in), SortedRuns.readText(in));
        return new TracedLifetime(startNanos, endNanos, cgroup, kind, startsBefore, endsAfter, owner, held, serial);
    }
}
