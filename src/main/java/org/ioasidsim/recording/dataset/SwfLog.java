package org.ioasidsim.recording.dataset;

import java.io.IOException;
import java.util.List;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.recording.table.RowTable;
import org.ioasidsim.recording.table.TraceRow;

/**
 * A log of batch jobs in the Standard Workload Format, version 2.2: header lines begin with {@code ;}, a job has 18 fields, and -1 means
 * unknown. A job starts at its submit time plus its wait time, and lasts its run time. The tenant is the group, the class the queue; cpus
 * are the allocated processors, memory is what was requested for all processors together.
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

    private static final String UNKNOWN = "-1";
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
        return text.startsWith(";") || text.matches("-?\\d+(?:\\s+-?\\d+(?:\\.\\d+)?){17}");
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
        if (fields.length != NAMES.size()) {
            throw new MalformedTraceException(
                    line,
                    "expected " + NAMES.size() + " fields of the Standard Workload Format, found " + fields.length);
        }
        if (List.of("2", "3", "4").contains(field("status"))) {
            table.note("lines of a part of a job (status 2, 3, 4), whose whole has a line of its own: left out");
        } else if (isUnknown("submit time") || isUnknown("wait time")) {
            table.note("jobs whose start is unknown (submit or wait time -1): left out");
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
        long start = submit + time("wait time");
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
        return field(name).equals(UNKNOWN);
    }

    private String field(String name) {
        return fields[NAMES.indexOf(name)];
    }
}
