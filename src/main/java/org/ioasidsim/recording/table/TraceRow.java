package org.ioasidsim.recording.table;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * One row of the normalised table: the observed part of one lifetime. Texts that a source does not have are empty.
 *
 * @param kind what lived: vm, job, invocation or mm
 * @param startNanos since the trace began; 0 where the lifetime began before
 * @param endNanos when it ended or was last seen; {@link #OPEN} for the end of the trace
 * @param startsBefore whether it began before the trace
 * @param endsAfter whether its end was not observed
 * @param tenant who owns it
 * @param user a part of the tenant
 * @param host where it ran
 * @param cpus the number of its processors
 * @param memGib its memory in GiB
 * @param category the source's own class
 * @param serial distinguishes rows that start at one instant, in the order of the source
 */
public record TraceRow(
        String kind,
        long startNanos,
        long endNanos,
        boolean startsBefore,
        boolean endsAfter,
        String tenant,
        String user,
        String host,
        String cpus,
        String memGib,
        String category,
        long serial) {
    /** The normalised columns of traces. */
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
            "censored");

    /** The end of a lifetime that outlasted the trace. */
    public static final long OPEN = Long.MAX_VALUE;

    /** The order by start, and of one instant the order of the source. */
    static final Comparator<TraceRow> BY_START =
            Comparator.comparingLong(TraceRow::startNanos).thenComparingLong(TraceRow::serial);

    /** The form of rows in temporary files. */
    static final SortedRuns.Codec<TraceRow> CODEC = new SortedRuns.Codec<>() {
        @Override
        public void write(TraceRow row, DataOutputStream out) throws IOException {
            row.writeTo(out);
        }

        @Override
        public TraceRow read(DataInputStream in) throws IOException {
            return readFrom(in);
        }
    };

    private static final int NANO_DIGITS = 9;

    /** Returns the same lifetime with its end, in nanoseconds since the trace began. */
    public TraceRow endingAt(long nanos) {
        return seen(nanos, false);
    }

    /** Returns the same lifetime without its end, last seen at {@code nanos}. */
    public TraceRow openAt(long nanos) {
        return seen(nanos, true);
    }

    /** Returns the same lifetime on a clock that begins at {@code nanos} of this one. */
    TraceRow since(long nanos) {
        return new TraceRow(
                kind,
                startNanos - nanos,
                endNanos == OPEN ? OPEN : endNanos - nanos,
                startsBefore,
                endsAfter,
                tenant,
                user,
                host,
                cpus,
                memGib,
                category,
                serial);
    }

    private TraceRow seen(long nanos, boolean isCutOff) {
        return new TraceRow(
                kind, startNanos, nanos, startsBefore, isCutOff, tenant, user, host, cpus, memGib, category, serial);
    }

    /**
     * Returns the cells under {@link #COLUMNS}.
     *
     * @param horizonNanos when the trace ended
     */
    public String[] cells(long id, long horizonNanos) {
        long seenNanos = endNanos == OPEN ? horizonNanos : endNanos;
        return new String[] {
            Long.toString(id),
            kind,
            seconds(startNanos),
            seconds(seenNanos),
            seconds(seenNanos - startNanos),
            tenant,
            user,
            host,
            cpus,
            memGib,
            "",
            category,
            (startsBefore ? "L" : "") + (endsAfter ? "R" : "")
        };
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString();
    }

    private void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(startNanos);
        out.writeLong(endNanos);
        out.writeBoolean(startsBefore);
        out.writeBoolean(endsAfter);
        out.writeLong(serial);
        for (String text : List.of(kind, tenant, user, host, cpus, memGib, category)) {
            SortedRuns.writeText(text, out);
        }
    }

    private static TraceRow readFrom(DataInputStream in) throws IOException {
        long startNanos = in.readLong();
        long endNanos = in.readLong();
        boolean startsBefore = in.readBoolean();
        boolean endsAfter = in.readBoolean();
        long serial = in.readLong();
        return new TraceRow(
                SortedRuns.readText(in),
                startNanos,
                endNanos,
                startsBefore,
                endsAfter,
                SortedRuns.readText(in),
                SortedRuns.readText(in),
                SortedRuns.readText(in),
                SortedRuns.readText(in),
                SortedRuns.readText(in),
                SortedRuns.readText(in),
                serial);
    }
}
