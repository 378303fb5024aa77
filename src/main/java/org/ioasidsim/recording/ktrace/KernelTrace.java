package org.ioasidsim.recording.ktrace;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.jspecify.annotations.Nullable;

/** Reads kernel trace text. The first line that is an event of some format decides the format of the file. */
public final class KernelTrace {
    /** A file without an event in its first lines, of this number, is not a trace. */
    private static final int MOST_LINES_OF_A_TOOL = 1000;

    private static final int MAX_LINES_WITHOUT_FORMAT = 1_000_000;

    /** The name of the event that marks, within the window, where events were lost. */
    private static final String LOSS = "[LOST EVENTS]";

    private static final Pattern LOST = Pattern.compile(
            ".*(?:\\[LOST (\\d{1,15}) EVENTS\\]|\\[(\\d{1,15}) EVENTS DROPPED\\]|\\[EVENTS DROPPED\\]).*"
                    + "|.*PERF_RECORD_LOST(?:_SAMPLES)?.*? lost (\\d{1,15}).*");
    private static final Pattern ENTRIES =
            Pattern.compile("# entries-in-buffer/entries-written: (\\d{1,15})/(\\d{1,15}).*");
    private static final Pattern MACHINE = Pattern.compile("\\s*([^\\s:]+):\\s*(.*)");

    /** A line that begins as an event does, with task and processor, but has no event. */
    private static final Pattern HEAD = Pattern.compile(
            "\\s*\\S.{0,63}?[-\\s]\\d+\\s+(?:\\(\\s*(?:\\d+|-+)\\)\\s+)?\\[\\d+\\](?:\\s+[^\\s:]{4,8})?(?:\\s+\\d+\\.\\d+:?)?\\s*");

    /** Into how many lines an event may be wrapped. */
    private static final int MOST_PARTS = 6;

    private static final char ESCAPE = '\u001b';

    /** What a terminal was told, as by {@code grep --color=always}. */
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");

    private static final Pattern CPUS = Pattern.compile("cpus=\\d+|version = \\d+|CPU \\d+ is empty");

    private final BoundedLines lines;
    private final TraceSummary summary = new TraceSummary();
    private final DeviceEvents devices = new DeviceEvents(summary);
    private final EventWindow window = new EventWindow(this::accept);
    private final TracedPasids pasids;
    private final Consumer<TracedLifetime> lifetimes;
    private final Map<String, TracedAddressSpaces> machines = new TreeMap<>();
    private final Set<String> machineNames = new HashSet<>();
    private String machine = "";
    private @Nullable TraceEvent held;
    private String heldText = "";
    private long heldLine;
    private int heldLines;
    private @Nullable TraceFormat format;
    private @Nullable OtherTool tool;
    private long newestNanos = Long.MIN_VALUE;
    private long originNanos = Long.MIN_VALUE;

    private KernelTrace(
            BoundedLines lines, Consumer<TracedLifetime> lifetimes, Consumer<TracedLifetime> pasidLifetimes) {
        this.lines = lines;
        this.lifetimes = lifetimes;
        this.pasids = new TracedPasids(pasidLifetimes);
    }

    /**
     * Passes each lifetime of an address space to {@code lifetimes} when it ends, and each of a PASID to {@code pasidLifetimes}; returns the
     * counts of the lines.
     *
     * @throws MalformedTraceException if the file is not a trace, is damaged, or its times run back too far
     */
    static TraceSummary read(
            BoundedLines lines, Consumer<TracedLifetime> lifetimes, Consumer<TracedLifetime> pasidLifetimes)
            throws IOException {
        return new KernelTrace(lines, lifetimes, pasidLifetimes).read();
    }

    /** Returns the names of the formats that can be read. */
    public static List<String> formats() {
        return Arrays.stream(TraceFormat.values()).map(TraceFormat::toString).toList();
    }

    private TraceSummary read() throws IOException {
        for (String text = lines.next(); text != null; text = lines.next()) {
            summary.line();
            line(text.indexOf(ESCAPE) < 0 ? text : COLOURS.matcher(text).replaceAll(""));
        }
        drop();
        if (format == null) {
            throw noTrace();
        }
        window.finish(Math.max(1, lines.line() - 1));
        machines.values().forEach(TracedAddressSpaces::finish);
        pasids.finish();
        summary.inversions(window.inversions());
        return summary;
    }

    private void line(String text) {
        String rest = withoutMachine(text);
        TraceEvent event = event(rest);
        if (event != null) {
            drop();
            take(event, rest);
        } else if (isHeader(rest) || isLoss(rest)) {
            return;
        } else if (!continues(rest)) {
            drop();
            unfinished(rest);
        }
    }

    /** Returns the text behind the name of the machine in a report of several files, such as a host's and its guest's. */
    private String withoutMachine(String text) {
        machine = "";
        if (text.contains(".dat:") || (!machineNames.isEmpty() && text.indexOf(':') > 0) || text.contains("cpus=")) {
            Matcher prefix = MACHINE.matcher(text);
            if (prefix.matches()) {
                String rest = prefix.group(2);
                if (CPUS.matcher(rest).matches()) {
                    machineNames.add(prefix.group(1));
                }
                if (prefix.group(1).endsWith(".dat") || machineNames.contains(prefix.group(1))) {
                    machine = prefix.group(1);
                    return rest;
                }
            }
        }
        return text;
    }

    /** Passes an event on; one of a process whose fields cannot be read waits for the next line, which may be the rest of it. */
    private void take(TraceEvent found, String text) {
        TraceEvent event = machine.isEmpty() ? found : found.on(machine);
        if (TracedAddressSpaces.knows(event.name()) && !TracedAddressSpaces.isReadable(event)) {
            held = event;
            heldText = text;
            heldLine = lines.line();
            heldLines = 1;
        } else {
            pass(event);
        }
    }

    private void pass(TraceEvent event) {
        summary.event();
        newestNanos = Math.max(newestNanos, event.nanos());
        window.add(event);
    }

    /** Holds a line that is no event but may be the first part of one, and counts any other. */
    private void unfinished(String text) {
        recognise(text);
        if (HEAD.matcher(text).matches()) {
            heldText = text;
            heldLine = lines.line();
            heldLines = 1;
        } else {
            unrecognised(lines.line(), 1);
        }
    }

    /** Looks in the first lines for another tool's, as long as none is an event. */
    private void recognise(String text) {
        if (format == null && tool == null && lines.line() <= MOST_LINES_OF_A_TOOL) {
            tool = OtherTool.of(text).orElse(null);
        }
    }

    /** Returns whether a line goes on with the one before, as where a mail program has wrapped long lines. */
    private boolean continues(String text) {
        if (heldText.isEmpty() || heldLines == MOST_PARTS) {
            return false;
        }
        heldText = heldText.stripTrailing() + " " + text.strip();
        heldLines++;
        TraceEvent event = event(heldText);
        if (event != null && isWhole(event)) {
            summary.joined(heldLines - 1);
            clear();
            pass(machine.isEmpty() ? event : event.on(machine));
        } else if (held == null) {
            held = event;
        }
        return true;
    }

    private static boolean isWhole(TraceEvent event) {
        return !TracedAddressSpaces.knows(event.name()) || TracedAddressSpaces.isReadable(event);
    }

    /** Gives up waiting for the rest of a line. */
    private void drop() {
        if (heldText.isEmpty()) {
            return;
        }
        TraceEvent event = held;
        long line = heldLine;
        int parts = heldLines;
        clear();
        if (event == null) {
            unrecognised(line, parts);
        } else {
            pass(event);
            if (parts > 1) {
                unrecognised(line + 1, parts - 1);
            }
        }
    }

    private void clear() {
        held = null;
        heldText = "";
        heldLines = 0;
    }

    private void unrecognised(long line, int count) {
        for (int i = 0; i < count; i++) {
            summary.unrecognised(line + i);
        }
        if (format == null && lines.line() > MAX_LINES_WITHOUT_FORMAT) {
            throw noTrace();
        }
    }

    private @Nullable TraceEvent event(String text) {
        if (text.startsWith("#")) {
            return null;
        }
        if (format != null) {
            return format.parse(text, lines.line());
        }
        for (TraceFormat candidate : TraceFormat.values()) {
            TraceEvent event = candidate.parse(text, lines.line());
            if (event != null) {
                format = candidate;
                summary.format(candidate);
                return event;
            }
        }
        return null;
    }

    private boolean isHeader(String text) {
        boolean isHeader =
                text.isBlank() || text.startsWith("#") || CPUS.matcher(text).matches();
        if (isHeader) {
            summary.header();
            overwritten(text);
        }
        return isHeader;
    }

    private void overwritten(String header) {
        Matcher entries = ENTRIES.matcher(header);
        if (entries.matches()) {
            summary.overwritten(Math.max(0, Long.parseLong(entries.group(2)) - Long.parseLong(entries.group(1))));
        }
    }

    private boolean isLoss(String text) {
        Matcher lost = LOST.matcher(text);
        if (!lost.matches()) {
            return false;
        }
        summary.loss(count(lost));
        if (newestNanos != Long.MIN_VALUE) {
            window.add(new TraceEvent(lines.line(), newestNanos, TraceEvent.Task.NONE, LOSS, ""));
        }
        return true;
    }

    /** Returns the number of lost events in a line, or 1 if the line does not count them. */
    private static long count(Matcher lost) {
        for (int group = 1; group <= lost.groupCount(); group++) {
            if (lost.group(group) != null) {
                return Long.parseLong(lost.group(group));
            }
        }
        return 1;
    }

    private void accept(TraceEvent event) {
        if (isSynthesised(event)) {
            summary.otherEvent(event.name() + " (of what was there before the recording)");
            return;
        }
        if (originNanos == Long.MIN_VALUE) {
            originNanos = event.nanos();
        }
        summary.at(event.nanos(), originNanos);
        if (event.name().equals(LOSS)) {
            machines.values().forEach(TracedAddressSpaces::lose);
        } else if (TracedAddressSpaces.knows(event.name())) {
            process(event);
        } else {
            device(event);
        }
    }

    /** perf tells at time 0 of the processes that it found. */
    private static boolean isSynthesised(TraceEvent event) {
        return event.nanos() == 0 && event.name().startsWith("PERF_RECORD_");
    }

    private TracedAddressSpaces spaces(TraceEvent event) {
        return machines.computeIfAbsent(event.machine(), name -> new TracedAddressSpaces(name, lifetimes, summary));
    }

    private void process(TraceEvent event) {
        switch (spaces(event).accept(event, originNanos)) {
            case APPLIED -> summary.processEvent(event.name());
            case MALFORMED -> {
                summary.processEvent(event.name());
                summary.malformed(event.line());
            }
            case LEFT_ASIDE -> summary.otherEvent(event.name());
        }
    }

    private void device(TraceEvent event) {
        machines.values().forEach(spaces -> spaces.passTime(event.nanos()));
        pasids.accept(event, originNanos);
        switch (devices.accept(event)) {
            case COUNTED -> {}
            case MALFORMED -> {
                summary.otherEvent(event.name());
                summary.malformed(event.line());
            }
            case NOT_OURS -> summary.otherEvent(event.name());
        }
    }

    private MalformedTraceException noTrace() {
        return new MalformedTraceException(
                Math.max(1, lines.line() - 1),
                "expected kernel trace text (" + String.join(", ", formats())
                        + ") or a data set that 'import --help' lists, found "
                        + (tool == null
                                ? "no line of any of them up to here; 'record' prints how to record one"
                                : tool));
    }
}
