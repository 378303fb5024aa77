package org.ioasidsim.recording.ktrace;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.yaml.RecordedTime;

/** Counts the lines of a trace, each once: as header, blank, loss, event or unrecognised. And what its events leave open. */
final class TraceSummary {
    private static final int MAX_NAMES = 1000;
    private static final int NAMED = 4;
    private static final double NANOS_PER_SECOND = 1e9;

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
    private long joined;
    private final Set<String> processNames = new TreeSet<>();
    private double originSeconds;
    private final RecordedTime clock = new RecordedTime();

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

    void processEvent(String name) {
        processEvents++;
        processNames.add(name);
    }

    /** Counts lines that were joined to the one before. */
    void joined(int count) {
        joined += count;
    }

    /** Takes the time of the next event. */
    void at(long nanos, long originNanos) {
        originSeconds = originNanos / NANOS_PER_SECOND;
        double seconds = (nanos - originNanos) / NANOS_PER_SECOND;
        clock.add(seconds, seconds);
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

    /** Returns what stands in the trace where it has no lifetime, what to record, and with which commands. */
    List<String> advice(boolean isOfPasids) {
        List<String> events = isOfPasids ? RecordingCommands.PASID_EVENTS : RecordingCommands.PROCESS_EVENTS;
        List<String> lines = new ArrayList<>();
        lines.add(seen() + ": record " + RecordingCommands.listed(events) + ", such as with");
        List<String> commands = format.equals(TraceFormat.PERF_SCRIPT.toString())
                ? RecordingCommands.perf(events)
                : RecordingCommands.traceCmd(events);
        commands.forEach(command -> lines.add("  " + command));
        return lines;
    }

    private String seen() {
        List<String> names = new ArrayList<>(processNames);
        names.addAll(otherEvents.keySet());
        names.addAll(deviceEvents.keySet());
        if (names.isEmpty()) {
            return "found no event";
        }
        List<String> some = names.subList(0, Math.min(NAMED, names.size()));
        return "found only " + String.join(", ", some) + (names.size() > NAMED ? ", ..." : "");
    }

    /** Returns how many binds were refused; empty where no event tells of the answers to binds. */
    OptionalLong refusals() {
        long refused = 0;
        boolean isKnown = false;
        for (Map.Entry<String, Long> told : deviceEvents.entrySet()) {
            boolean isRefusal = told.getKey().startsWith(DeviceEvents.REFUSED);
            refused += isRefusal ? told.getValue() : 0;
            isKnown |= isRefusal || told.getKey().equals(DeviceEvents.GRANTED);
        }
        return isKnown ? OptionalLong.of(refused) : OptionalLong.empty();
    }

    private String others() {
        long others = sum(otherEvents);
        return others == 1 ? "1 other" : others + " others";
    }

    /** Returns sentences with all that a reader must know. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(Numbers.counted(lines, "line") + " of " + format + ": " + Numbers.counted(events, "event")
                + ", of which " + processEvents
                + " of processes, " + sum(deviceEvents) + " of devices and " + others() + "; "
                + (headers == 1 ? "1 header or blank, " : headers + " headers and blanks, ")
                + unrecognised.count + " unrecognised");
        add(
                sentences,
                lostEvents,
                "event was lost",
                "events were lost",
                ", as the trace says: lifetimes around a loss may be joined or left open");
        add(
                sentences,
                joined,
                "line joined to that before it",
                "lines joined to those before them",
                ", since the lines look wrapped, as mail programs do");
        add(sentences, inversions, "event", "events", " stood after a later one; sorted by time");
        addFaults(
                sentences,
                unrecognised,
                "line is",
                "lines are",
                " no event of this format, skipped; the first is line ");
        addFaults(
                sentences,
                malformed,
                "event of a known name has",
                "events of known names have",
                " unknown fields, skipped; the first is line ");
        skipped.forEach((what, count) -> add(sentences, count, what.one(), what.several(), what.meaning()));
        deviceEvents.forEach((what, count) -> add(sentences, count, ofOne(what), what, ""));
        otherEvents.forEach((name, count) -> add(sentences, count, name + " event", name + " events", ", not used"));
        String date = RecordedTime.date(originSeconds);
        if (!date.isEmpty()) {
            sentences.add("the first event is at " + (long) originSeconds + " s" + date
                    + ": all times are moved so that it is at 0");
        }
        sentences.addAll(clock.sentences());
        return sentences;
    }

    /** Returns what one of several events of devices is called. */
    private static String ofOne(String several) {
        return several.replaceFirst("(tag|PASID|call|bind)s\\b", "$1");
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void addFaults(
            List<String> sentences, Problems problems, String one, String several, String meaning) {
        add(sentences, problems.count, one, several, meaning + problems.firstLine);
    }

    /** Adds what is told of a number of lines or events, which begins with {@code one} or {@code several} of them. */
    private static void add(List<String> sentences, long count, String one, String several, String meaning) {
        if (count > 0) {
            sentences.add(count + " " + (count == 1 ? one : several) + meaning);
        }
    }
}
