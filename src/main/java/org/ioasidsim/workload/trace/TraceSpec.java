package org.ioasidsim.workload.trace;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.ioasidsim.yaml.YamlWriter;
import org.jspecify.annotations.Nullable;

/**
 * The part of a recorded file that arrives, and when.
 *
 * @param file an absolute or working-directory path, already resolved
 * @param startColumn when a row starts, in seconds from the start of the trace
 * @param durationColumn how long it lives, in seconds
 * @param censoredColumn R or LR where the end was not seen, L or LR where the start was not; {@link #AUTO}: the column {@code censored}
 *     where there is one
 * @param tenantColumn the column that names the tenant of a row; null: every row counts
 * @param values of the tenant column whose rows count
 * @param instanceColumn the column of which each value is an instance of its own; null: rows belong to each instance alike
 * @param endColumn when it ends, in seconds from the start of the trace, in place of the duration; null: the duration is a column
 * @param fromSeconds of the trace's time, where the window begins: a row that lives then arrives at its beginning; {@link #FIRST}: at 0, or
 *     at the first row of a file whose clock had begun long before
 * @param untilSeconds where the window ends: no row that starts then or later arrives; infinite for the end of the trace
 * @param speed divides all times, after the window was cut
 * @param rounds how often the window is repeated, at least 1; {@code Long.MAX_VALUE}: without end
 * @param sample the probability with which each row arrives, of (0, 1]
 * @param skipMalformed how many rows may be malformed or out of order without a problem
 */
public record TraceSpec(
        Path file,
        String startColumn,
        String durationColumn,
        @Nullable String endColumn,
        @Nullable String censoredColumn,
        @Nullable String tenantColumn,
        List<String> values,
        @Nullable String instanceColumn,
        double fromSeconds,
        double untilSeconds,
        double speed,
        long rounds,
        double sample,
        int skipMalformed) {
    /** Stands for the censored column where none is named. */
    public static final String AUTO = "auto";

    /** Stands for a window that begins where the file does. */
    static final double FIRST = Double.NaN;

    private static final String NONE = "none";
    private static final String END = "end";

    public TraceSpec {
        values = List.copyOf(values);
    }

    static TraceSpec read(Section section, String tenant) {
        var file = section.required("file", "a CSV file, .gz as it is", Forms.file());
        var columnName = CsvNumbers.columnName();
        var trace = new TraceSpec(
                file,
                section.optional("start", "the column of starts, in seconds", columnName, "start_s"),
                section.optional("duration", "the column of lifetimes, in seconds", columnName, "duration_s"),
                column(section.optional(
                        "end",
                        "the column of ends, in seconds, in place of duration; none: duration counts",
                        columnName,
                        NONE)),
                column(section.optional(
                        "censored",
                        "the column that says L where the start was not seen, R where the end was not, which then"
                                + " lives on; auto: censored, where there is such a column",
                        columnName,
                        AUTO)),
                column(section.optional(
                        "tenant", "the column that says whose a row is; none: every row counts", columnName, NONE)),
                section.optional(
                        "values",
                        "those of the tenant column that count",
                        Forms.list(Forms.text("a value of the column", ".+", "value")),
                        "[" + YamlWriter.text(tenant) + "]",
                        "the tenant's name"),
                column(section.optional(
                        "instance",
                        "the column of which each value is an instance of its own, started by its first row; needs instances: 0",
                        columnName,
                        NONE)),
                section.optional(
                        "from",
                        "where in the trace to begin; what lives then arrives then; auto: 0s, or the first row where"
                                + " that is late, as with Unix times",
                        Forms.or(Map.of(AUTO, FIRST), Forms.time()),
                        AUTO),
                section.optional(
                        "until",
                        "from where on nothing arrives",
                        Forms.or(Map.of(END, Double.POSITIVE_INFINITY), Forms.positiveTime()),
                        END),
                section.optional("speed", "divides all times", Forms.positive(), "1"),
                section.optional("repeat", "how often from there to until is gone through", Forms.countOrMax(1), "1"),
                section.optional("sample", "the probability of each row", Forms.probability(), "1"),
                section.optional("skip_malformed", "rows that may be malformed", Forms.smallCount(0), "0"));
        if (!section.isProbing()) {
            trace.check(section);
        }
        return trace;
    }

    private static @Nullable String column(String name) {
        return name.equals(NONE) ? null : name;
    }

    private void check(Section section) {
        if (untilSeconds <= fromSeconds) {
            section.problem("until", "expected a time after from, found one that is not");
        }
        if (rounds > 1 && Double.isInfinite(untilSeconds)) {
            section.problem("repeat", "expected until, which says how long a round is, found none");
        }
        if (sample == 0) {
            section.problem("sample", "expected a probability above 0, found 0");
        }
    }

    /** Returns the rows that count, as a message names them. */
    String describedRows() {
        String whose = tenantColumn == null ? "" : "with " + String.join(" or ", values) + " under " + tenantColumn;
        boolean isWhole = !(fromSeconds > 0) && Double.isInfinite(untilSeconds);
        String when = isWhole ? "" : "between from and until";
        return whose.isEmpty() && when.isEmpty() ? "below the column names" : (whose + " " + when).strip();
    }

    /** Returns the same rows with a window that begins at {@code seconds} of the trace's time. */
    TraceSpec beginningAt(double seconds) {
        return new TraceSpec(
                file,
                startColumn,
                durationColumn,
                endColumn,
                censoredColumn,
                tenantColumn,
                values,
                instanceColumn,
                seconds,
                untilSeconds,
                speed,
                rounds,
                sample,
                skipMalformed);
    }

    /** Returns whether rows say which instance they belong to. */
    public boolean makesInstances() {
        return instanceColumn != null;
    }

    /** Returns how long a round takes in simulated seconds; infinite without an end. */
    public double roundSeconds() {
        return (untilSeconds - fromSeconds) / speed;
    }
}
