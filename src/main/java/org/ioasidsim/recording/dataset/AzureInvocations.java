package org.ioasidsim.recording.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.RowTable;
import org.ioasidsim.recording.table.TraceRow;

/**
 * The Azure Functions invocation trace 2021: one row for each invocation, with its end and its duration in seconds. The tenant is the
 * application, the user the function, both numbered.
 *
 * <p>Source: Zhang et al., SOSP 2021; AzureFunctionsInvocationTrace2021.md of the data set.
 */
final class AzureInvocations {
    private static final List<String> COLUMNS = List.of("app", "func", "end_timestamp", "duration");

    private AzureInvocations() {}

    /** Returns whether a file that begins with {@code header} is such a trace; one column may be missing, which reading it reports. */
    static boolean isMatch(String header) {
        return Arrays.stream(header.split(",", -1)).filter(COLUMNS::contains).count() >= 3;
    }

    static void read(BoundedLines lines, RowTable table) throws IOException {
        CsvLines csv = CsvLines.withHeader(lines, COLUMNS);
        var applications = new Numbering();
        var functions = new Numbering();
        while (csv.advance()) {
            long end = csv.nanosOfSeconds("end_timestamp");
            long duration = csv.nanosOfSeconds("duration");
            Fields.requireForward(0, duration, csv.line());
            if (end < 0) {
                table.note("invocations ended before the trace: left out");
                continue;
            }
            table.add(new TraceRow(
                    "invocation",
                    Math.max(0, end - duration),
                    end,
                    end < duration,
                    false,
                    applications.cell(csv.text("app")),
                    functions.cell(csv.text("func")),
                    "",
                    "",
                    "",
                    "serverless",
                    table.count()));
        }
    }
}
