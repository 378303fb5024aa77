package org.ioasidsim.recording.dataset;

import java.io.IOException;
import java.util.List;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.recording.table.RowTable;
import org.ioasidsim.recording.table.TraceRow;

/**
 * The file vmtable.csv of AzurePublicDataset V1 (2017) and V2 (2019): one row for each virtual machine, no line of column names, instants in
 * multiples of 300 s. The tenant is the subscription, the user the deployment, both numbered. A virtual machine that is present at second 0
 * began before the trace, one that is present at 2,591,700 s had not ended. V2 has cores and memory as buckets; a bucket without upper
 * end ({@code >24}) is not a number, and its cell stays empty.
 *
 * <p>Source: Cortez et al., Resource Central, SOSP 2017; AzurePublicDatasetV1.md and V2.md of the data set.
 */
final class AzureVmTable {
    private static final List<String> NAMES = List.of(
            "vmid",
            "subscriptionid",
            "deploymentid",
            "created",
            "deleted",
            "maxcpu",
            "avgcpu",
            "p95maxcpu",
            "category",
            "cores",
            "memory");

    private static final long STEP_SECONDS = 300;
    private static final long LAST_SECOND = 2_591_700;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final CsvLines csv;
    private final RowTable table;
    private final Numbering subscriptions = new Numbering();
    private final Numbering deployments = new Numbering();

    private AzureVmTable(CsvLines csv, RowTable table) {
        this.csv = csv;
        this.table = table;
    }

    /** Returns whether a file that begins with {@code line} is such a table. */
    static boolean isMatch(String line) {
        String[] fields = line.split(",", -1);
        return fields.length == NAMES.size() && isStep(fields[3]) && isStep(fields[4]);
    }

    private static boolean isStep(String text) {
        return text.strip().matches("\\d{1,9}") && Long.parseLong(text.strip()) % STEP_SECONDS == 0;
    }

    static void read(BoundedLines lines, RowTable table) throws IOException {
        var reader = new AzureVmTable(CsvLines.withoutHeader(lines, NAMES), table);
        while (reader.csv.advance()) {
            table.add(reader.row());
        }
    }

    private TraceRow row() {
        long created = seconds("created");
        long deleted = seconds("deleted");
        Fields.requireForward(created * NANOS_PER_SECOND, deleted * NANOS_PER_SECOND, csv.line());
        return new TraceRow(
                "vm",
                created * NANOS_PER_SECOND,
                deleted * NANOS_PER_SECOND,
                created == 0,
                deleted >= LAST_SECOND,
                subscriptions.cell(csv.text("subscriptionid")),
                deployments.cell(csv.text("deploymentid")),
                "",
                size("cores"),
                size("memory"),
                csv.text("category"),
                table.count());
    }

    private long seconds(String column) {
        String text = csv.text(column);
        if (!isStep(text)) {
            throw new MalformedTraceException(
                    csv.line(),
                    column + ": expected a multiple of " + STEP_SECONDS + " s, found "
                            + (text.isEmpty() ? "nothing" : text));
        }
        return Long.parseLong(text);
    }

    private String size(String column) {
        String text = csv.text(column);
        if (text.startsWith(">")) {
            table.note("rows tell " + column + " only as " + text + ": left empty");
            return "";
        }
        return Fields.plain(csv.notNegative(column));
    }
}
