package org.ioasidsim.workload.ktrace;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

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
public record Lifetime(
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
    static final Comparator<Lifetime> BY_START =
            Comparator.comparingLong(Lifetime::startNanos).thenComparingLong(Lifetime::serial);

    /** The normalised columns of traces, then what is particular to address spaces. */
    public static final List<String> COLUMNS = List.of(
            "id",
            "kind",
            "start_s",
            "end_s",
            "duration_s",
            "tenant",
            "user",
            "host",
            "cpus",
            "mem_gib",
            "accel",
            "class",
            "censored",
            "pid",
            "comm");

    /** Returns the cells under {@link #COLUMNS}; columns of which a trace knows nothing are empty. */
    public String[] cells(long id) {
        return new String[] {
            Long.toString(id),
            "mm",
            seconds(startNanos),
            seconds(endNanos),
            seconds(endNanos - startNanos),
            cgroup,
            "",
            "",
            "",
            "",
            "",
            kind,
            censored(),
            Integer.toString(pid),
            comm
        };
    }

    private String censored() {
        return (startsBefore ? "L" : "") + (endsAfter ? "R" : "");
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(startNanos);
        out.writeLong(endNanos);
        out.writeUTF(cgroup);
        out.writeUTF(kind);
        out.writeBoolean(startsBefore);
        out.writeBoolean(endsAfter);
        out.writeInt(pid);
        out.writeUTF(comm);
        out.writeLong(serial);
    }

    static Lifetime readFrom(DataInputStream in) throws IOException {
        return new Lifetime(
                in.readLong(),
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                in.readBoolean(),
                in.readBoolean(),
                in.readInt(),
                in.readUTF(),
                in.readLong());
    }
}
