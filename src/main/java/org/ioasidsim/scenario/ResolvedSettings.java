package org.ioasidsim.scenario;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.YamlParser;
import org.ioasidsim.yaml.YamlWriter;

/** The values of a scenario, defaults included, by the paths that {@code --set} takes. */
public final class ResolvedSettings {
    private static final String CGROUPS = "cgroups.";

    private ResolvedSettings() {}

    /** Returns all values in the order in which {@code show} prints them; a list is one value. */
    public static Map<String, String> of(Scenario scenario) {
        return of(scenario.resolvedYaml(), scenario);
    }

    /**
     * Returns the values below {@code keys} alone, such as {@code tenants} and {@code web}, which costs less than all; none where there is no such mapping.
     */
    public static Map<String, String> below(Scenario scenario, List<String> keys) {
        return of(block(scenario.resolvedYaml(), keys), scenario);
    }

    private static Map<String, String> of(String yaml, Scenario scenario) {
        Map<String, String> values = new LinkedHashMap<>();
        YamlParser.parseFile(yaml, scenario.name(), Path.of(""), new Problems())
                .ifPresent(tree -> collect("", tree, values));
        return values;
    }

    /** Returns the lines of what is below {@code keys} with the keys that lead there, as a document of its own: each level is two blanks deeper. */
    private static String block(String yaml, List<String> keys) {
        StringBuilder lines = new StringBuilder();
        int start = 0;
        int end = yaml.length();
        for (int depth = 0; depth < keys.size(); depth++) {
            String head = " ".repeat(2 * depth) + YamlWriter.text(keys.get(depth)) + ":";
            int found = yaml.startsWith(head, start) ? start : yaml.indexOf("\n" + head, start) + 1;
            if ((found == 0 && start > 0) || found >= end || !yaml.startsWith(head, found)) {
                return "";
            }
            start = afterLine(yaml, found);
            lines.append(yaml, found, start);
            end = endOfBlock(yaml, start, 2 * depth + 1);
        }
        return lines.append(yaml, start, end).toString();
    }

    /** Returns where the first line begins that is no part of a block whose lines have at least so many blanks before them; empty lines are. */
    private static int endOfBlock(String yaml, int start, int blanks) {
        int end = start;
        while (end < yaml.length() && (yaml.charAt(end) == '\n' || yaml.startsWith(" ".repeat(blanks), end))) {
            end = afterLine(yaml, end);
        }
        return end;
    }

    private static int afterLine(String yaml, int start) {
        int end = yaml.indexOf('\n', start);
        return end < 0 ? yaml.length() : end + 1;
    }

    /**
     * Returns the values of {@code changed} that differ from those before, or are not among them.
     *
     * @param before the values of another scenario, as {@link #of} returns them
     */
    public static Map<String, String> difference(Map<String, String> before, Scenario changed) {
        Map<String, String> difference = new LinkedHashMap<>();
        of(changed).forEach((path, value) -> {
            if (!value.equals(before.get(path))) {
                difference.put(path, value);
            }
        });
        return difference;
    }

    private static void collect(String path, Node node, Map<String, String> values) {
        if (node instanceof Node.Mapping mapping && !mapping.fields().isEmpty()) {
            mapping.fields().forEach((key, field) -> collect(below(path, key), field.value(), values));
        } else if (!(node instanceof Node.Mapping)) {
            values.put(path, text(node));
        }
    }

    private static String below(String path, String key) {
        if (path.startsWith(CGROUPS)) {
            String cgroup = path.substring(CGROUPS.length());
            return (cgroup.equals("/") ? "" : cgroup) + "/" + key;
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String text(Node node) {
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().stream().map(ResolvedSettings::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof Node.Mapping mapping) {
            return mapping.fields().values().stream()
                    .map(field -> field.key() + ": " + text(field.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return node instanceof Node.Scalar scalar ? scalar.text() : "";
    }
}
