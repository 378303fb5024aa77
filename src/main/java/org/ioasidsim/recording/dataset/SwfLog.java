package org.ioasidsim.recording.dataset;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.recording.table.RowTable;
import org.ioasidsim.recording.table.TraceRow;

/**
 * A log of batch jobs in the Standard Workload Format, version 2.2: header lines begin with {@code ;}, a job has 18 fields, and -1 means
 * unknown. A job starts at its submit time plus its wait time, or at its submit time where the log does not know the wait, and lasts its run
 * time. The tenant is the group, the class the queue; cpus are the allocated processors, memory is what was requested for all processors
 * together. Further fields behind the 18 are not used.
 *
 * <p>Source: Chapin et al., Benchmarks and Standards for the Evaluation of Parallel Job Schedulers, JSSPP 1999; Parallel Workloads
 * Archive.
 */
final class SwfLog {
    private static final List<String> NAMES = List.of(
            "job number",
            "submit time",
            "wait time",
            "run time",
            "allocated processors",
            "average CPU time",
            "used memory",
            "requested processors",
            "requested time",
            "requested memory",
            "status",
            "user",
            "group",
            "executable",
            "queue",
            "partition",
            "preceding job",
            "think time");

    private static final Set<String> UNKNOWN = Set.of("-1", "-1.0", "-1.00");
    private static final Pattern JOB = Pattern.compile("-?\\d+(?:\\s+-?\\d+(?:\\.\\d*)?){17}(?:\\s+\\S+)*");

    /** A status of a part of a job, whose whole has a line of its own. */
    private static final Set<String> PARTS = Set.of("2", "3", "4");

    private static final double KIB_PER_GIB = 1024 * 1024;

    private final RowTable table;
    private String[] fields = {};
    private long line;
    private long lastSubmit;

    private SwfLog(RowTable table) {
        this.table = table;
    }

    /** Returns whether a file that begins with {@code line} is such a log. */
    static boolean isMatch(String line) {
        String text = line.strip();
        return text.startsWith(";") || JOB.matcher(text).matches();
    }

    static void read(BoundedLines lines, RowTable table) throws IOException {
        var log = new SwfLog(table);
        for (String text = lines.next(); text != null; text = lines.next()) {
            if (!text.isBlank() && !text.strip().startsWith(";")) {
                log.job(text.strip(), lines.line());
            }
        }
    }

    private void job(String text, long number) {
        fields = text.split("\\s+", -1);
        line = number;
        if (fields.length < NAMES.size()) {
            throw new MalformedTraceException(
                    line,
                    "expected " + NAMES.size() + " fields of the Standard Workload Format, found " + fields.length);
        }
        if (fields.length > NAMES.size()) {
            table.note("jobs have more than " + NAMES.size() + " fields: those behind are not used");
        }
        if (PARTS.contains(field("status"))) {
            table.note("lines of a part of a job (status 2, 3, 4), whose whole has a line of its own: left out");
        } else if (isUnknown("submit time") || (isUnknown("wait time") && isUnknown("run time"))) {
            table.note("jobs whose start is unknown (submit time, or wait and run time -1): left out");
        } else if (isUnknown("run time")) {
            table.note("jobs whose run time is unknown (-1), such as those cancelled before they ran: left out");
        } else {
            table.add(row());
        }
    }

    private TraceRow row() {
        long submit = time("submit time");
        if (submit < lastSubmit) {
            table.note("jobs stood after one submitted later; sorted by start");
        }
        lastSubmit = Math.max(lastSubmit, submit);
        long start = submit + waitTime();
        return new TraceRow(
                "job",
                start,
                start + time("run time"),
                false,
                false,
                known("group"),
                known("user"),
                "",
                known("allocated processors"),
                memory(),
                isUnknown("queue") ? "" : "queue " + field("queue"),
                table.count());
    }

    private long waitTime() {
        if (isUnknown("wait time")) {
            table.note("jobs have an unknown wait time (-1): each starts at its submission");
            return 0;
        }
        return time("wait time");
    }

    private long time(String name) {
        var unused = Fields.notNegative(field(name), name, line);
        return Fields.nanosOfSeconds(field(name), name, line);
    }

    private String memory() {
        if (isUnknown("requested memory") || isUnknown("requested processors")) {
            return "";
        }
        double kib = Fields.notNegative(field("requested memory"), "requested memory", line)
                * Fields.notNegative(field("requested processors"), "requested processors", line);
        return Fields.plain(kib / KIB_PER_GIB);
    }

    private String known(String name) {
        return isUnknown(name) ? "" : Fields.plain(Fields.notNegative(field(name), name, line));
    }

    private boolean isUnknown(String name) {
        return UNKNOWN.contains(field(name));
    }

    private String field(String name) {
        return fields[NAMES.indexOf(name)];
    }
}
