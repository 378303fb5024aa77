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
            "\\s*(?<comm>.{0,63}?\\S)-(?<tid>\\d+)\\s+(?:\\(\\s*(?<tgid>\\d+|-+)\\)\\s+)?\\[\\d+\\]\\s+[^\\s:]{4,8}\\s+(?<ts>\\d+\\.?\\d*):\\s+"
                    + "(?<event>\\w+):(?<args>.*)"),
    /** Also with the processor and flags of -l in place of the processor in brackets, and the microseconds of --ts-diff. */
    TRACE_CMD(
            "trace-cmd report",
            "\\s*(?<comm>.{0,63}?\\S)-(?<tid>\\d+)\\s+(?:\\(\\s*(?<tgid>\\d+|-+)\\)\\s+)?(?:\\[\\d+\\]|\\d+[A-Za-z.][^\\s:]{3,7})\\s+"
                    + "(?<ts>\\d+\\.?\\d*):\\s+(?:\\(\\+\\d+\\)\\s+)?"
                    + "(?<event>\\w+):(?<args>.*)"),
    /** With any fields that have time, event and trace, such as {@code -F comm,pid,tid,cpu,time,event,trace}, and with task events. */
    PERF_SCRIPT(
            "perf script",
            "\\s*(?:(?<comm>\\S.{0,63}?)\\s+)??(?:(?:(?<tgid>-?\\d+)/\\s*)?(?<tid>-?\\d+)\\s+)?(?:\\[\\d+\\]\\s+)?(?:[^\\s:]{4,8}\\s+)?"
                    + "(?<ts>\\d+\\.\\d+):\\s+(?:\\d+\\s+)?(?<event>[\\w-]+:(?![ukhpPGHSDIW]+:)\\w+(?=:)|PERF_RECORD_(?!LOST)\\w+):?(?<args>.*)");

    private static final int NANO_DIGITS = 9;
    private static final int MOST_DIGITS = 10;

    /** The largest time whose nanoseconds fit into 63 bits: the year 2262 on a wall clock. */
    private static final long MOST_SECONDS = 9_223_372_035L;

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
        String event = matcher.group("event");
        return new TraceEvent(
                line,
                nanos(matcher.group("ts"), line),
                task(matcher, line),
                event.substring(event.indexOf(':') + 1),
                matcher.group("args").strip());
    }

    private static TraceEvent.Task task(Matcher matcher, long line) {
        String comm = matcher.group("comm");
        return new TraceEvent.Task(
                "", id(matcher.group("tid"), line), id(matcher.group("tgid"), line), comm == null ? "" : comm.strip());
    }

    private static int id(@Nullable String digits, long line) {
        return digits == null || digits.startsWith("-") ? TraceEvent.UNKNOWN : TraceEvent.number(digits, line);
    }

    private static long nanos(String seconds, long line) {
        int dot = seconds.indexOf('.');
        int decimals = seconds.length() - dot - 1;
        boolean isTime = dot > 0 && dot <= MOST_DIGITS && decimals >= 1 && decimals <= NANO_DIGITS;
        long whole = isTime ? Long.parseLong(seconds.substring(0, dot)) : Long.MAX_VALUE;
        if (whole > MOST_SECONDS) {
            throw new MalformedTraceException(
                    line,
                    "expected a time in seconds such as 1316.612616, found " + seconds
                            + ": record with trace_clock local, mono, boot or tai");
        }
        return Long.parseLong(whole + seconds.substring(dot + 1) + "0".repeat(NANO_DIGITS - decimals));
    }
}
