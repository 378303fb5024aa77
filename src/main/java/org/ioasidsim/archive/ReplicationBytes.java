package org.ioasidsim.archive;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.ReplicationResult.Batched;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.ReplicationResult.TimeToBind;
import org.ioasidsim.experiment.summary.ReplicationResult.Timeline;
import org.ioasidsim.experiment.summary.ReplicationResult.WindowFairness;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.stats.interval.RatioBatches;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a complete replication, each double to its last bit. Metrics are stored by name, so that a later version can still draw what
 * an earlier one stored.
 */
public final class ReplicationBytes {
    private static final List<String> METRICS =
            Stream.of(Metric.values()).map(Metric::word).toList();

    private ReplicationBytes() {}

    /** Returns a number of things that follow, each of at least a byte: what is made up cannot ask for more memory than that. */
    private static int readCount(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException(count + " things do not follow");
        }
        return count;
    }

    /** Writes {@code result}. */
    public static void write(ReplicationResult result, DataOutputStream out) throws IOException {
        out.writeInt(result.replication());
        out.writeLong(result.eventHash());
        writeList(out, result.tenants(), DataOutputStream::writeUTF);
        writeList(out, METRICS, DataOutputStream::writeUTF);
        writeTable(out, result.values());
        writeList(out, result.refusals(), ReplicationBytes::writeRefusal);
        writeTable(out, result.blameIdSeconds());
        writeList(out, result.timeToBind(), ReplicationBytes::writeWaits);
        writeList(out, result.fairness(), ReplicationBytes::writeFairness);
        writeTimeline(out, result.timeline());
        writeList(out, result.batches(), ReplicationBytes::writeBatched);
        writeTable(out, result.drawnValues());
    }

    /** Returns the result that was written; {@code in} tells how many bytes follow, as an array does. */
    public static ReplicationResult read(DataInputStream in) throws IOException {
        int replication = in.readInt();
        long eventHash = in.readLong();
        List<String> tenants = readList(in, text -> text.readUTF());
        List<String> metrics = readList(in, text -> text.readUTF());
        var result = new ReplicationResult(
                replication,
                null,
                eventHash,
                tenants,
                byOrdinal(metrics, shaped(readTable(in), tenants.size() + 1, metrics.size())),
                readList(in, ReplicationBytes::readRefusal),
                shaped(readTable(in), ReplicationResult.blameRows(tenants.size()), tenants.size()),
                readList(in, ReplicationBytes::readWaits),
                readList(in, ReplicationBytes::readFairness),
                readTimeline(in),
                readBatches(in));
        double[][] drawn = readTable(in);
        return drawn.length == 0
                ? result
                : result.withDrawn(byOrdinal(metrics, shaped(drawn, tenants.size() + 1, metrics.size())));
    }

    private static double[][] shaped(double[][] table, int rows, int columns) throws IOException {
        if (table.length != rows || Stream.of(table).anyMatch(row -> row.length != columns)) {
            throw new IOException("a table of another size");
        }
        return table;
    }

    private static void writeRefusal(DataOutputStream out, RefusalCount refusal) throws IOException {
        out.writeUTF(refusal.tenant());
        out.writeUTF(refusal.limit().word());
        out.writeUTF(refusal.level());
        out.writeUTF(refusal.errno().name());
        out.writeLong(refusal.count());
    }

    private static RefusalCount readRefusal(DataInputStream in) throws IOException {
        return new RefusalCount(in.readUTF(), readLimit(in), in.readUTF(), readErrno(in), in.readLong());
    }

    private static Limit readLimit(DataInputStream in) throws IOException {
        return ofName(Limit.values(), Limit::word, in.readUTF());
    }

    private static Errno readErrno(DataInputStream in) throws IOException {
        return ofName(Errno.values(), Errno::name, in.readUTF());
    }

    /**
     * Returns the value called {@code stored}. A name that only another version knows makes the file unreadable: the replication is then
     * simulated again.
     */
    private static <T> T ofName(T[] values, Function<T, String> name, String stored) throws IOException {
        return Stream.of(values)
                .filter(value -> name.apply(value).equals(stored))
                .findFirst()
                .orElseThrow(() -> new IOException("unknown name " + stored));
    }

    private static void writeWaits(DataOutputStream out, TimeToBind waits) throws IOException {
        writeDoubles(out, waits.secondsUpTo());
        out.writeInt(waits.grants().length);
        for (long grants : waits.grants()) {
            out.writeLong(grants);
        }
        out.writeLong(waits.never());
        out.writeLong(waits.pending());
    }

    private static TimeToBind readWaits(DataInputStream in) throws IOException {
        double[] upTo = readDoubles(in);
        long[] grants = new long[readCount(in)];
        for (int bin = 0; bin < grants.length; bin++) {
            grants[bin] = in.readLong();
        }
        return new TimeToBind(upTo, grants, in.readLong(), in.readLong());
    }

    private static void writeFairness(DataOutputStream out, WindowFairness fairness) throws IOException {
        out.writeDouble(fairness.windowSeconds());
        out.writeDouble(fairness.jainEntitlement());
        out.writeDouble(fairness.jainSatisfaction());
    }

    private static WindowFairness readFairness(DataInputStream in) throws IOException {
        return new WindowFairness(in.readDouble(), in.readDouble(), in.readDouble());
    }

    private static void writeBatched(DataOutputStream out, Batched batched) throws IOException {
        out.writeUTF(batched.tenant());
        out.writeUTF(batched.metric().word());
        out.writeDouble(batched.batches().ratio());
        writeDoubles(out, batched.batches().means());
        out.writeDouble(batched.batches().overlappingVariance());
        out.writeDouble(batched.batches().doubledVariance());
    }

    /** Returns the batches of the metrics that this version knows. */
    private static List<Batched> readBatches(DataInputStream in) throws IOException {
        List<Batched> batches = new ArrayList<>();
        for (int i = readCount(in); i > 0; i--) {
            String tenant = in.readUTF();
            int metric = METRICS.indexOf(in.readUTF());
            var ratio = new RatioBatches(in.readDouble(), readDoubles(in), in.readDouble(), in.readDouble());
            if (metric >= 0) {
                batches.add(new Batched(tenant, Metric.values()[metric], ratio));
            }
        }
        return batches;
    }

    private static void writeTimeline(DataOutputStream out, @Nullable Timeline timeline) throws IOException {
        out.writeBoolean(timeline != null);
        if (timeline != null) {
            writeDoubles(out, timeline.timeSeconds());
            writeTable(out, timeline.held());
            writeTable(out, timeline.unmet());
            writeTable(out, timeline.entitlement());
            writeTable(out, timeline.refusals());
            writeTable(out, timeline.denied());
        }
    }

    private static @Nullable Timeline readTimeline(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? new Timeline(
                        readDoubles(in), readCounts(in), readCounts(in), readTable(in), readCounts(in), readTable(in))
                : null;
    }

    /** Returns the table with a column for each metric that this version knows; NaN where the file has none. */
    private static double[][] byOrdinal(List<String> metrics, double[][] stored) {
        double[][] values = new double[stored.length][METRICS.size()];
        for (int row = 0; row < stored.length; row++) {
            for (int column = 0; column < METRICS.size(); column++) {
                int found = metrics.indexOf(METRICS.get(column));
                values[row][column] = found < 0 ? Double.NaN : stored[row][found];
            }
        }
        return values;
    }

    private static void writeTable(DataOutputStream out, double[][] table) throws IOException {
        out.writeInt(table.length);
        for (double[] row : table) {
            writeDoubles(out, row);
        }
    }

    private static double[][] readTable(DataInputStream in) throws IOException {
        double[][] table = new double[readCount(in)][];
        for (int row = 0; row < table.length; row++) {
            table[row] = readDoubles(in);
        }
        return table;
    }

    private static void writeDoubles(DataOutputStream out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] readDoubles(DataInputStream in) throws IOException {
        double[] values = new double[readCount(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private static void writeTable(DataOutputStream out, int[][] table) throws IOException {
        out.writeInt(table.length);
        for (int[] row : table) {
            out.writeInt(row.length);
            for (int value : row) {
                out.writeInt(value);
            }
        }
    }

    private static int[][] readCounts(DataInputStream in) throws IOException {
        int[][] table = new int[readCount(in)][];
        for (int row = 0; row < table.length; row++) {
            table[row] = new int[readCount(in)];
            for (int i = 0; i < table[row].length; i++) {
                table[row][i] = in.readInt();
            }
        }
        return table;
    }

    private interface ItemWriter<T> {
        void write(DataOutputStream out, T item) throws IOException;
    }

    private interface ItemReader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static <T> void writeList(DataOutputStream out, List<T> items, ItemWriter<T> writer) throws IOException {
        out.writeInt(items.size());
        for (T item : items) {
            writer.write(out, item);
        }
    }

    private static <T> List<T> readList(DataInputStream in, ItemReader<T> reader) throws IOException {
        List<T> items = new ArrayList<>();
        for (int i = readCount(in); i > 0; i--) {
            items.add(reader.read(in));
        }
        return items;
    }
}
