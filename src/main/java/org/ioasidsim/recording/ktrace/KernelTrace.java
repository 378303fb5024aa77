package org.ioasidsim.recording.ktrace;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.jspecify.annotations.Nullable;

/** Reads kernel trace text. The first line that is an event of some format decides the format of the file. */
public final class KernelTrace {
    /** A file without an event in its first lines, of this number, is not a trace. */
    private static final int MAX_LINES_WITHOUT_FORMAT = 1000;

    private static final Set<String> PROCESS_EVENTS = Set.of(
            "task_newtask", "sched_process_fork", "sched_process_exec", "sched_process_exit", "cgroup_attach_task");

    /** The name of the event that marks, within the window, where events were lost. */
    private static final String LOSS = "[LOST EVENTS]";

    private static final Pattern LOST = Pattern.compile(
            ".*(?:\\[LOST (\\d{1,15}) EVENTS\\]|\\[(\\d{1,15}) EVENTS DROPPED\\]|\\[EVENTS DROPPED\\]).*"
                    + "|.*PERF_RECORD_LOST(?:_SAMPLES)?.*? lost (\\d{1,15}).*");
    private static final Pattern ENTRIES =
            Pattern.compile("# entries-in-buffer/entries-written: (\\d{1,15})/(\\d{1,15}).*");
    private static final Pattern CPUS = Pattern.compile("cpus=\\d+|version = \\d+|CPU \\d+ is empty");

    private final BoundedLines lines;
    private final TraceSummary summary = new TraceSummary();
    private final DeviceEvents devices = new DeviceEvents(summary);
    private final EventWindow window = new EventWindow(this::accept);
    private final TracedAddressSpaces spaces;
    private @Nullable TraceFormat format;
    private long newestNanos = Long.MIN_VALUE;
    private long originNanos = Long.MIN_VALUE;

    private KernelTrace(BoundedLines lines, Consumer<TracedLifetime> lifetimes) {
        this.lines = lines;
        this.spaces = new TracedAddressSpaces(lifetimes, summary);
    }

    /**
     * Passes each lifetime to {@code lifetimes} when it ends, and returns the counts of the lines.
     *
     * @throws MalformedTraceException if the file is not a trace, is damaged, or its times run back too far
     */
    static TraceSummary read(BoundedLines lines, Consumer<TracedLifetime> lifetimes) throws IOException {
        return new KernelTrace(lines, lifetimes).read();
    }

    /** Returns the names of the formats that can be read. */
    public static List<String> formats() {
        return Arrays.stream(TraceFormat.values()).map(TraceFormat::toString).toList();
    }

    private TraceSummary read() throws IOException {
        for (String text = lines.next(); text != null; text = lines.next()) {
            summary.line();
            line(text);
        }
        if (format == null) {
            throw noTrace();
        }
        window.finish();
        spaces.finish();
        summary.inversions(window.inversions());
        return summary;
    }

    private void line(String text) {
        TraceEvent event = event(text);
        if (event != null) {
            summary.event();
            newestNanos = Math.max(newestNanos, event.nanos());
            window.add(event);
        } else if (!isHeader(text) && !isLoss(text)) {
            summary.unrecognised(lines.line());
            if (format == null && lines.line() > MAX_LINES_WITHOUT_FORMAT) {
                throw noTrace();
            }
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
            window.add(new TraceEvent(lines.line(), newestNanos, 0, TraceEvent.UNKNOWN, LOSS, ""));
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
        if (originNanos == Long.MIN_VALUE) {
            originNanos = event.nanos();
        }
        if (event.name().equals(LOSS)) {
            spaces.lose();
        } else if (PROCESS_EVENTS.contains(event.name())) {
            summary.processEvent();
            if (!spaces.accept(event, originNanos)) {
                summary.malformed(event.line());
            }
        } else {
            device(event);
        }
    }

    private void device(TraceEvent event) {
        spaces.passTime(event.nanos());
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
                        + ") or a data set that 'import --help' lists, found no line of any of them up to here");
    }
}
