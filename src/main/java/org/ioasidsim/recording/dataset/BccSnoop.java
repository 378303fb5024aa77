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
 * What BCC's tools write with times: {@code exitsnoop -t}, a line for each exit with the age of the task, from which its start is known, and
 * {@code execsnoop -T} or {@code -t}, a line for each exec, which ends the program before it and begins another whose end nobody sees.
 *
 * <p>Source: exitsnoop(8) and execsnoop(8) of BCC.
 */
final class BccSnoop {
    private static final Pattern EXITS =
            Pattern.compile("TIME\\S*\\s+(LABEL\\s+)?PCOMM\\s+PID\\s+PPID\\s+TID\\s+AGE\\(s\\)\\s+EXIT_CODE.*");
    private static final Pattern EXECS =
            Pattern.compile("(TIME\\s+)?(TIME\\(s\\)\\s+)?(UID\\s+)?PCOMM\\s+PID\\s+(?:PPID\\s+)?RET\\s+ARGS.*");
    private static final String CLOCK = "(\\d\\d):(\\d\\d):(\\d\\d(?:\\.\\d{1,6})?)";
    private static final Pattern TIME = Pattern.compile(CLOCK + "\\s|\\d{1,9}\\.\\d{1,6}\\s");
    private static final Pattern LOSS = Pattern.compile("(?:Possibly l|L)ost \\d+ (?:samples|events).*");
    private static final double HALF_A_DAY = 43_200;
    private static final double DAY = 86_400;

    private final RowTable table;
    private final Map<String, TraceRow> running = new LinkedHashMap<>();
    private double latest = Double.NEGATIVE_INFINITY;
    private double days;

    private BccSnoop(RowTable table) {
        this.table = table;
    }

    /** Returns whether a file that begins with {@code line} is one of {@code exitsnoop -t}. */
    static boolean isExits(String line) {
        return EXITS.matcher(line.strip()).matches();
    }

    /** Returns whether a file that begins with {@code line} is one of {@code execsnoop} with a time. */
    static boolean isExecs(String line) {
        Matcher header = EXECS.matcher(line.strip());
        return header.matches() && (header.group(1) != null || header.group(2) != null);
    }

    static void readExits(BoundedLines lines, RowTable table) throws IOException {
        var snoop = new BccSnoop(table);
        Matcher header = EXITS.matcher(header(lines));
        boolean hasLabel = header.matches() && header.group(1) != null;
        Pattern exit = Pattern.compile(CLOCK + (hasLabel ? "\\s+\\S+" : "")
                + "\\s+(.{1,16}?)\\s+(\\d{1,10})\\s+(\\d{1,10})\\s+(\\d{1,10})\\s+(\\d{1,9}\\.?\\d{0,6})\\s+.*");
        for (String text = lines.next(); text != null; text = lines.next()) {
            if (!text.isBlank() && !snoop.isLoss(text)) {
                snoop.exit(matched(exit, text, "time, name, pid, ppid, tid, age and exit code", lines), lines.line());
            }
        }
        table.note(
                "rows of exitsnoop: each is a process from its fork on, whatever it execs, to 10 ms; what still runs is not among them",
                table.count());
    }

    static void readExecs(BoundedLines lines, RowTable table) throws IOException {
        var snoop = new BccSnoop(table);
        Matcher header = EXECS.matcher(header(lines));
        if (!header.matches()) {
            throw new MalformedTraceException(lines.line(), "expected the columns of execsnoop");
        }
        boolean isRelative = header.group(2) != null;
        boolean hasParent = header.group().contains("PPID");
        Pattern exec = Pattern.compile((header.group(1) == null ? "" : CLOCK + "\\s+")
                + (isRelative ? "(?<s>\\d{1,9}\\.\\d{1,6})\\s+" : "") + (header.group(3) == null ? "" : "\\d+\\s+")
                + "(?<comm>.{1,16}?)\\s+(?<pid>\\d{1,10})" + (hasParent ? "\\s+\\d{1,10}" : "")
                + "\\s+(?<ret>-?\\d{1,9})(?:\\s.*)?");
        for (String text = lines.next(); text != null; text = lines.next()) {
            if (!text.isBlank() && !snoop.isLoss(text) && !snoop.goesOn(text)) {
                Matcher fields = matched(exec, text, "the columns of execsnoop's first line", lines);
                double seconds = isRelative ? Double.parseDouble(fields.group("s")) : snoop.onward(snoop.ofDay(fields));
                snoop.exec(
                        fields.group("pid"), fields.group("comm").strip(), fields.group("ret"), seconds, lines.line());
            }
        }
        snoop.running.values().forEach(table::add);
        table.note(
                "rows of execsnoop: it sees no exit, so that a program ends with the next exec of its process or is open (R);"
                        + " exitsnoop -t sees ends",
                table.count());
    }

    /** Returns whether a line says that events were lost, and notes it. */
    private boolean isLoss(String text) {
        boolean isLoss = LOSS.matcher(text).matches();
        if (isLoss) {
            table.note("times that samples were lost, as the tool says: starts and ends among them are missing");
        }
        return isLoss;
    }

    /** Returns whether a line belongs to the arguments of the exec above, which may have line breaks: it has no time. */
    private boolean goesOn(String text) {
        boolean goesOn = !TIME.matcher(text.strip()).lookingAt();
        if (goesOn) {
            table.note("lines of arguments that have line breaks: left out");
        }
        return goesOn;
    }

    private static String header(BoundedLines lines) throws IOException {
        String text = lines.next();
        while (text != null && text.isBlank()) {
            text = lines.next();
        }
        return text == null ? "" : text.strip();
    }

    private static Matcher matched(Pattern pattern, String text, String expected, BoundedLines lines) {
        Matcher fields = pattern.matcher(text.strip());
        if (!fields.matches()) {
            throw new MalformedTraceException(lines.line(), "expected " + expected + ", found " + text.strip());
        }
        return fields;
    }

    private double ofDay(Matcher fields) {
        return Integer.parseInt(fields.group(1)) * 3600.0
                + Integer.parseInt(fields.group(2)) * 60.0
                + Double.parseDouble(fields.group(3));
    }

    /** Returns a time of day as one that goes on past midnight. */
    private double onward(double ofDay) {
        double seconds = ofDay + days;
        if (seconds < latest - HALF_A_DAY) {
            days += DAY;
            seconds += DAY;
        }
        latest = Math.max(latest, seconds);
        return seconds;
    }

    private void exit(Matcher fields, long line) {
        if (!fields.group(5).equals(fields.group(7))) {
            table.note("exits of threads other than the first: left out");
            return;
        }
        long end = Fields.nanosOfSeconds(Double.toString(onward(ofDay(fields))), "time", line);
        long start = end - Fields.nanosOfSeconds(fields.group(8), "AGE(s)", line);
        if (start < 0) {
            table.note("processes that began before midnight of the first day: begin there");
        }
        table.add(row(Math.max(0, start), fields.group(4), start < 0).endingAt(end));
    }

    private void exec(String pid, String comm, String result, double seconds, long line) {
        if (!result.equals("0")) {
            table.note("execs that failed: left out");
            return;
        }
        long now = Fields.nanosOfSeconds(Double.toString(seconds), "time", line);
        TraceRow before = running.remove(pid);
        if (before != null) {
            table.add(before.endingAt(Math.max(now, before.startNanos())));
        }
        table.observe(now);
        running.put(pid, row(now, comm, false));
    }

    private TraceRow row(long start, String comm, boolean startsBefore) {
        return new TraceRow(
                "process",
                start,
                TraceRow.OPEN,
                startsBefore,
                true,
                "",
                "",
                "",
                "",
                "",
                comm,
                table.count() + running.size());
    }
}
