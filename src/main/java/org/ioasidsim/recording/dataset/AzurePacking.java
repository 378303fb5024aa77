package org.ioasidsim.recording.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.recording.table.RowTable;
import org.ioasidsim.recording.table.TraceRow;

/**
 * The Azure packing trace 2020, whose times are in days. It comes in two forms. The table {@code vm} of its database as CSV (vmId, tenantId,
 * vmTypeId, priority, starttime, endtime): a negative start lies before the trace, an empty end was not observed. The derived form: one row
 * for each second, with the lifetimes of its requests as a list.
 *
 * <p>Source: Hadary et al., Protean, OSDI 2020; AzureTracesForPacking2020.md of the data set.
 */
final class AzurePacking {
    private static final List<String> VM_COLUMNS = List.of("vmId", "tenantId", "vmTypeId", "starttime", "endtime");
    private static final List<String> SECOND_COLUMNS = List.of(
            "time",
            "request_count",
            "regular_vm_count",
            "evictable_vm_count",
            "lifetime_distribution",
            "vcpu_distribution");

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private AzurePacking() {}

    /** Returns whether a file that begins with {@code header} is the table of virtual machines. */
    static boolean isVms(String header) {
        return namesOf(header).stream().filter(VM_COLUMNS::contains).count() >= 3;
    }

    /** Returns whether a file that begins with {@code header} has a row for each second. */
    static boolean isSeconds(String header) {
        return namesOf(header).stream().anyMatch(Set.of("lifetime_distribution", "vcpu_distribution")::contains);
    }

    private static List<String> namesOf(String header) {
        return List.of(header.split(",", -1));
    }

    /** Reads the table of virtual machines. */
    static void readVms(BoundedLines lines, RowTable table) throws IOException {
        CsvLines csv = CsvLines.withHeader(lines, VM_COLUMNS);
        var tenants = new Numbering();
        while (csv.advance()) {
            long start = csv.nanosOfDays("starttime");
            long end = csv.text("endtime").isEmpty() ? TraceRow.OPEN : csv.nanosOfDays("endtime");
            Fields.requireForward(start, end, csv.line());
            if (end < 0) {
                table.note("virtual machines ended before the trace: left out");
                continue;
            }
            table.add(new TraceRow(
                    "vm",
                    Math.max(0, start),
                    end,
                    start < 0,
                    end == TraceRow.OPEN,
                    tenants.cell(csv.text("tenantId")),
                    "",
                    "",
                    "",
                    "",
                    "type " + csv.text("vmTypeId"),
                    table.count()));
        }
    }

    /** Reads the derived form. Its instants are whole seconds, which their rounding as days has blurred. */
    static void readSeconds(BoundedLines lines, RowTable table) throws IOException {
        CsvLines csv = CsvLines.withHeader(lines, SECOND_COLUMNS);
        boolean isFirst = true;
        long origin = 0;
        long previous = 0;
        while (csv.advance()) {
            long instant = csv.nanosOfDays("time");
            origin = isFirst ? instant : origin;
            isFirst = false;
            long start = wholeSeconds(instant - origin);
            if (start < previous) {
                throw new MalformedTraceException(
                        csv.line(),
                        "time: expected instants in order, found one " + (previous - start) / NANOS_PER_SECOND
                                + " s before the row above");
            }
            previous = start;
            addSecond(csv, start, table);
        }
    }

    private static long wholeSeconds(long nanos) {
        return Math.round((double) nanos / NANOS_PER_SECOND) * NANOS_PER_SECOND;
    }

    private static void addSecond(CsvLines csv, long start, RowTable table) {
        List<String> lifetimes = list(csv, "lifetime_distribution");
        List<String> sizes = list(csv, "vcpu_distribution");
        boolean areSizesPaired =
                sizes.size() == lifetimes.size() || Set.copyOf(sizes).size() == 1;
        for (int i = 0; i < lifetimes.size(); i++) {
            long lifetime = Fields.nanosOfDays(lifetimes.get(i), "lifetime_distribution", csv.line());
            Fields.requireForward(0, lifetime, csv.line());
            if (!areSizesPaired) {
                table.note("virtual machines whose size cannot be told from those of the same second: cpus left empty");
            }
            table.add(new TraceRow(
                    "vm",
                    start,
                    start + lifetime,
                    false,
                    false,
                    "",
                    "",
                    "",
                    areSizesPaired ? sizes.get(Math.min(i, sizes.size() - 1)) : "",
                    "",
                    category(csv),
                    table.count()));
        }
    }

    private static String category(CsvLines csv) {
        boolean hasRegular = csv.notNegative("regular_vm_count") > 0;
        boolean hasEvictable = csv.notNegative("evictable_vm_count") > 0;
        return hasRegular && hasEvictable ? "mixed" : hasEvictable ? "evictable" : "regular";
    }

    private static List<String> list(CsvLines csv, String column) {
        String text = csv.text(column);
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw new MalformedTraceException(
                    csv.line(), column + ": expected a list such as [0.02, 0.01], found " + text);
        }
        List<String> items = new ArrayList<>();
        for (String item : text.substring(1, text.length() - 1).split(",", -1)) {
            if (!item.isBlank()) {
                items.add(Fields.plain(Fields.notNegative(item.strip(), column, csv.line())));
            }
        }
        return items;
    }
}
