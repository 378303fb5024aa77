package org.ioasidsim.recording.dataset;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.recording.table.RowTable;
import org.ioasidsim.recording.table.TraceRow;

/**
 * The log of a Eucalyptus cluster controller: {@code START second instance node cores} and {@code STOP second instance}, in the order of
 * time. An instance that started at second 0 began before the log; one with a START but no STOP had not ended.
 *
 * <p>Source: Wolski and Brevik, Using Parametric Models to Represent Private Cloud Workloads, IEEE TSC 7(4), 2014; TRACE-README.txt of
 * the data set.
 */
final class EucalyptusLog {
    private static final Pattern EVENT =
            Pattern.compile("(?:START\\s+(\\d{1,12})\\s+(\\S+)\\s+(\\S+)\\s+(\\d{1,6})|STOP\\s+(\\d{1,12})\\s+(\\S+))");

    private final RowTable table;
    private final Map<String, TraceRow> running = new LinkedHashMap<>();
    private long nowNanos;
    private long starts;

    private EucalyptusLog(RowTable table) {
        this.table = table;
    }

    /** Returns whether a file that begins with {@code line} is such a log. */
    static boolean isMatch(String line) {
        return line.strip().matches("(?:START|STOP)\\s+\\d+\\s+\\S+.*");
    }

    static void read(BoundedLines lines, RowTable table) throws IOException {
        var log = new EucalyptusLog(table);
        for (String text = lines.next(); text != null; text = lines.next()) {
            if (!text.isBlank()) {
                log.event(text.strip(), lines.line());
            }
        }
        table.observe(log.nowNanos);
        log.running.values().forEach(table::add);
    }

    private void event(String text, long line) {
        Matcher event = EVENT.matcher(text);
        if (!event.matches()) {
            throw new MalformedTraceException(
                    line, "expected START second instance node cores, or STOP second instance, found " + text);
        }
        boolean isStart = event.group(1) != null;
        advance(Fields.nanosOfSeconds(isStart ? event.group(1) : event.group(5), "second", line), line);
        if (isStart) {
            start(event);
        } else {
            stop(event.group(6));
        }
    }

    private void advance(long nanos, long line) {
        if (nanos < nowNanos) {
            throw new MalformedTraceException(
                    line,
                    "expected events in the order of time, found one " + (nowNanos - nanos) / 1_000_000_000
                            + " s before the line above: sort the log by its second column");
        }
        nowNanos = nanos;
    }

    private void start(Matcher event) {
        String cores = Fields.plain(Long.parseLong(event.group(4)));
        var row = new TraceRow(
                "vm",
                nowNanos,
                TraceRow.OPEN,
                nowNanos == 0,
                true,
                "",
                "",
                event.group(3),
                cores,
                "",
                cores + "core",
                starts++);
        TraceRow lost = running.put(event.group(2), row);
        if (lost != null) {
            table.note("instances started again without a STOP: the life before is open, seen until then");
            table.add(lost.openAt(nowNanos));
        }
    }

    private void stop(String instance) {
        TraceRow started = running.remove(instance);
        if (started == null) {
            table.note("STOPs without a START: left out");
        } else {
            table.add(started.endingAt(nowNanos));
        }
    }
}
