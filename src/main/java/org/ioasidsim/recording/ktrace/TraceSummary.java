package org.ioasidsim.recording.ktrace;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the lines of a trace, each once: as header, blank, loss, event or unrecognised. And what its events leave open. */
final class TraceSummary {
    private static final int MAX_NAMES = 1000;

    private final Map<Skipped, Long> skipped = new EnumMap<>(Skipped.class);
    private final Map<String, Long> otherEvents = new TreeMap<>();
    private final Map<String, Long> deviceEvents = new TreeMap<>();
    private final Problems unrecognised = new Problems();
    private final Problems malformed = new Problems();
    private String format = "";
    private long lines;
    private long headers;
    private long events;
    private long processEvents;
    private long lostEvents;
    private long inversions;

    /** The number of lines with one kind of fault, and the first of them. */
    private static final class Problems {
        private long count;
        private long firstLine;

        void add(long line) {
            if (count++ == 0) {
                firstLine = line;
            }
        }
    }

    void format(TraceFormat found) {
        format = found.toString();
    }

    void line() {
        lines++;
    }

    void header() {
        headers++;
    }

    void loss(long count) {
        lostEvents += count;
    }

    /** Counts events that were overwritten before the file was read, as its header says. */
    void overwritten(long count) {
        lostEvents += count;
    }

    void event() {
        events++;
    }

    void processEvent() {
        processEvents++;
    }

    void deviceEvent(String what) {
        deviceEvents.merge(what, 1L, Long::sum);
    }

    void otherEvent(String name) {
        boolean isNamed = otherEvents.size() < MAX_NAMES || otherEvents.containsKey(name);
        otherEvents.merge(isNamed ? name : "(more)", 1L, Long::sum);
    }

    void malformed(long line) {
        malformed.add(line);
    }

    void unrecognised(long line) {
        unrecognised.add(line);
    }

    void inversions(long count) {
        inversions = count;
    }

    void skip(Skipped what) {
        skipped.merge(what, 1L, Long::sum);
    }

    /** Returns what a trace must have for a lifetime. */
    String advice() {
        return "task:task_newtask, sched:sched_process_fork, sched:sched_process_exec and sched:sched_process_exit";
    }

    /** Returns sentences with all that a reader must know. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(lines + " lines of " + format + ": " + events + " events, of which " + processEvents
                + " of processes, " + sum(deviceEvents) + " of devices and " + sum(otherEvents) + " others; " + headers
                + " headers and blanks, " + unrecognised.count + " unrecognised");
        add(
                sentences,
                lostEvents,
                "events were lost, as the trace says: lifetimes around a loss may be joined or left open");
        add(sentences, inversions, "events stood after a later one; sorted by time");
        addFaults(sentences, unrecognised, "lines are no event of this format, skipped; the first is line ");
        addFaults(sentences, malformed, "events of known names have unknown fields, skipped; the first is line ");
        skipped.forEach((what, count) -> add(sentences, count, what.toString()));
        deviceEvents.forEach((what, count) -> add(sentences, count, what));
        otherEvents.forEach((name, count) -> add(sentences, count, name + " events, not used"));
        return sentences;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void addFaults(List<String> sentences, Problems problems, String meaning) {
        if (problems.count > 0) {
            sentences.add(problems.count + " " + meaning + problems.firstLine);
        }
    }

    private static void add(List<String> sentences, long count, String meaning) {
        if (count > 0) {
            sentences.add(count + " " + meaning);
        }
    }
}
