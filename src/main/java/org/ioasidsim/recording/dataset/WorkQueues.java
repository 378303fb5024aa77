package org.ioasidsim.recording.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Problem;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.YamlParser;

/**
 * The work queues of Intel DSA and IAA devices: read from what {@code accel-config save-config} writes, and written as
 * {@code host.devices} of a scenario. Processes can open only queues of type user. A device of a scenario has one mode, so a device with
 * queues of both modes becomes two, {@code NAME-shared} and {@code NAME-dedicated}.
 *
 * <p>The JSON is read as YAML, of which it is a part. YAML also allows the commas before closing brackets in files that come with
 * accel-config.
 *
 * <p>Source: accel-config(1); drivers/dma/idxd/cdev.c (a dedicated queue admits one opener, then -EBUSY).
 */
public final class WorkQueues {
    /** The name of the format in messages. */
    public static final String TITLE = "accel-config JSON (work queues of DSA and IAA: devices of a scenario)";

    /** The type of a queue that a configuration does not name: accel-config's own profiles for users leave it out. */
    private static final String USER = "user";

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final long MAX_ENTRIES = 65_535;

    private final Map<String, List<Queue>> devices = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final Map<String, Long> leftOut = new LinkedHashMap<>();
    private long queues;

    private WorkQueues() {}

    private enum Mode {
        SHARED,
        DEDICATED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A queue of type user.
     *
     * @param entries the number of descriptors that it can hold; empty where the configuration leaves that to accel-config
     */
    private record Queue(String name, Mode mode, OptionalLong entries) {
        @Override
        public String toString() {
            return name + " (" + (entries.isPresent() ? entries.getAsLong() + " entries" : "size not given") + ")";
        }
    }

    /** Returns whether a file that begins with {@code line} is JSON. */
    public static boolean isMatch(String line) {
        String text = line.strip();
        boolean isOneOfMany = text.startsWith("{") && text.endsWith("}") && !text.contains("\"dev\"");
        return !isOneOfMany && text.matches("[\\[{]|\\[?\\s*\\{\\s*(?:\".*)?");
    }

    /** Reads a configuration. */
    public static WorkQueues read(BoundedLines lines) throws IOException {
        var problems = new Problems();
        Optional<Node> root = YamlParser.parseFile(text(lines), "", Path.of(""), problems);
        for (Problem problem : problems.inLineOrder()) {
            throw new MalformedTraceException(
                    problem.place().line(), "expected JSON of accel-config, " + problem.message());
        }
        var found = new WorkQueues();
        found.devices(root.orElseThrow());
        return found;
    }

    private static String text(BoundedLines lines) throws IOException {
        var text = new StringBuilder();
        for (String line = lines.next(); line != null; line = lines.next()) {
            text.append(line).append('\n');
            if (text.length() > MAX_CHARACTERS) {
                throw new MalformedTraceException(
                        lines.line(),
                        "expected a configuration of accel-config of at most " + MAX_CHARACTERS
                                + " characters, found more");
            }
        }
        return text.toString();
    }

    private void devices(Node root) {
        List<Node> items = root instanceof Node.Mapping ? List.of(root) : items(root, "devices");
        for (Node item : items) {
            Node.Mapping device = mapping(item, "a device");
            String name = word(device, "dev");
            if (!name.matches("[A-Za-z0-9_-]+")) {
                throw expected(device, "dev", "a name of ASCII letters, digits, '-' and '_'");
            }
            List<Queue> found = devices.computeIfAbsent(name, unseen -> new ArrayList<>());
            boolean isOff = isDisabled(device, false);
            if (device.value("pasid_enabled").orElse(null) instanceof Node.Scalar enabled
                    && enabled.text().equals("0")) {
                remarks.add(
                        name + " has pasid_enabled 0: its dedicated queues take no PASID and its shared ones for users"
                                + " cannot be enabled; in a scenario they take one");
            }
            for (Node group : list(device, "groups")) {
                list(mapping(group, "a group"), "grouped_workqueues").forEach(queue -> queue(queue, isOff, found));
            }
            list(device, "ungrouped_workqueues").forEach(queue -> leaveOut("without a group, so without an engine"));
        }
    }

    /** Returns whether a device or a queue is disabled: what does not say, as in a configuration to be loaded, is as {@code otherwise}. */
    private static boolean isDisabled(Node.Mapping part, boolean otherwise) {
        return part.value("state").orElse(null) instanceof Node.Scalar state
                ? !state.text().equals("enabled")
                : otherwise;
    }

    private void queue(Node item, boolean isDeviceOff, List<Queue> found) {
        Node.Mapping queue = mapping(item, "a work queue");
        queues++;
        if (isDisabled(queue, isDeviceOff)) {
            leaveOut("marked as disabled");
            return;
        }
        String type = queue.value("type").isPresent() ? word(queue, "type") : USER;
        if (!type.equals(USER)) {
            leaveOut("of type " + type + ", which no process can open");
            return;
        }
        found.add(new Queue(word(queue, "dev"), mode(queue), entries(queue)));
    }

    private void leaveOut(String meaning) {
        leftOut.merge(meaning, 1L, Long::sum);
    }

    private static Mode mode(Node.Mapping queue) {
        return switch (word(queue, "mode")) {
            case "shared" -> Mode.SHARED;
            case "dedicated" -> Mode.DEDICATED;
            default -> throw expected(queue, "mode", "shared or dedicated");
        };
    }

    private static OptionalLong entries(Node.Mapping queue) {
        if (queue.value("size").isEmpty()) {
            return OptionalLong.empty();
        }
        Node.Scalar size = scalar(queue, "size");
        return OptionalLong.of(Fields.count(size.text(), "size", size.place().line(), MAX_ENTRIES));
    }

    private static String word(Node.Mapping parent, String key) {
        return scalar(parent, key).text();
    }

    private static Node.Scalar scalar(Node.Mapping parent, String key) {
        if (parent.value(key).orElse(null) instanceof Node.Scalar scalar) {
            return scalar;
        }
        throw expected(parent, key, "a value of accel-config");
    }

    private static MalformedTraceException expected(Node.Mapping parent, String key, String what) {
        Node found = parent.value(key).orElse(parent);
        String text = found == parent ? "no such key" : found.found();
        return new MalformedTraceException(found.place().line(), key + ": expected " + what + ", found " + text);
    }

    private static List<Node> list(Node.Mapping parent, String key) {
        return parent.value(key).map(node -> items(node, key)).orElse(List.of());
    }

    private static List<Node> items(Node node, String what) {
        if (node instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        throw new MalformedTraceException(node.place().line(), what + ": expected a list, found " + node.found());
    }

    private static Node.Mapping mapping(Node node, String what) {
        if (node instanceof Node.Mapping mapping) {
            return mapping;
        }
        throw new MalformedTraceException(node.place().line(), "expected " + what + ", found " + node.found());
    }

    /** Returns the devices as a part of a scenario, which another scenario can include as a file. */
    public String scenarioPart() {
        var text = new StringBuilder("host:\n  devices:");
        List<String> entries = entries();
        text.append(entries.isEmpty() ? " {}\n" : "\n");
        entries.forEach(entry -> text.append("    ").append(entry).append('\n'));
        return text.toString();
    }

    private List<String> entries() {
        List<String> entries = new ArrayList<>();
        devices.forEach((name, all) -> {
            Map<Mode, List<Queue>> byMode =
                    all.stream().collect(Collectors.groupingBy(Queue::mode, LinkedHashMap::new, Collectors.toList()));
            byMode.forEach((mode, some) -> entries.add((byMode.size() == 1 ? name : name + "-" + mode)
                    + ": {work_queues: " + some.size() + ", mode: " + mode + "}  # "
                    + some.stream().map(Queue::toString).collect(Collectors.joining(", "))));
        });
        return entries;
    }

    /** Returns the number of queues that a process can open. */
    public long count() {
        return devices.values().stream().mapToLong(List::size).sum();
    }

    /** Returns a sentence for each reason for which queues were left out or are not what a scenario makes of them. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>(remarks);
        leftOut.forEach(
                (meaning, count) -> sentences.add(Numbers.counted(count, "work queue") + " " + meaning + ": left out"));
        return sentences;
    }

    @Override
    public String toString() {
        return Numbers.counted(entries().size(), "device") + " from " + Numbers.counted(queues, "work queue")
                + " in groups";
    }
}
