package org.ioasidsim.recording.ktrace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a line of trace text, with its task, processor, time and event. The name of a task may contain blanks, dashes and brackets:
 * it ends at the first place behind which all the rest fits.
 *
 * <p>Source: {@code trace_print_context} and {@code print_trace_header} in kernel/trace/trace_output.c, trace-cmd-report(1),
 * perf-script(1).
 */
enum TraceFormat {
    /** The file {@code trace}, with a column of flags and, with option record-tgid, one of thread groups. */
    FTRACE(
            "ftrace trace",
            "\\s*.{1,64}?-(?<tid>\\d+)\\s+(?:\\(\\s*(?<tgid>\\d+|-+)\\)\\s+)?\\[\\d+\\]\\s+[^\\s:]{4,8}\\s+(?<ts>\\d+\\.?\\d*):\\s+"
                    + "(?<event>\\w+):(?<args>.*)"),
    TRACE_CMD(
            "trace-cmd report",
            "\\s*.{1,64}?-(?<tid>\\d+)\\s+(?:\\(\\s*(?<tgid>\\d+|-+)\\)\\s+)?\\[\\d+\\]\\s+(?<ts>\\d+\\.?\\d*):\\s+"
                    + "(?<event>\\w+):(?<args>.*)"),
    /** With default fields, or with {@code -F comm,pid,tid,cpu,time,event,trace}. */
    PERF_SCRIPT(
            "perf script",
            "\\s*.{1,64}?\\s+(?:(?<tgid>\\d+)/)?(?<tid>\\d+)\\s+\\[\\d+\\]\\s+(?<ts>\\d+\\.?\\d*):\\s+"
                    + "[\\w-]+:(?<event>\\w+):(?<args>.*)");

    private static final int NANO_DIGITS = 9;

    private final String title;
    private final Pattern pattern;

    TraceFormat(String title, String pattern) {
        this.title = title;
        this.pattern = Pattern.compile(pattern);
    }

    @Override
    public String toString() {
        return title;
    }

    /** Returns the event of a line, or null if the line does not have this format. */
    @Nullable
    TraceEvent parse(String text, long line) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        return new TraceEvent(
                line,
                nanos(matcher.group("ts"), line),
                TraceEvent.number(matcher.group("tid"), line),
                tgid(matcher.group("tgid"), line),
                matcher.group("event"),
                matcher.group("args").strip());
    }

    private static int tgid(@Nullable String digits, long line) {
        return digits == null || digits.startsWith("-") ? TraceEvent.UNKNOWN : TraceEvent.number(digits, line);
    }

    private static long nanos(String seconds, long line) {
        int dot = seconds.indexOf('.');
        int decimals = seconds.length() - dot - 1;
        if (dot <= 0 || dot > NANO_DIGITS || decimals < 1 || decimals > NANO_DIGITS) {
            throw new MalformedTraceException(
                    line,
                    "expected a time in seconds such as 1316.612616, found " + seconds
                            + ": record with trace_clock local, mono or boot");
        }
        return Long.parseLong(
                seconds.substring(0, dot) + seconds.substring(dot + 1) + "0".repeat(NANO_DIGITS - decimals));
    }
}
