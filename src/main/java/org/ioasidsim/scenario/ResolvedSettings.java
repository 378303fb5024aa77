package org.ioasidsim.scenario;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.YamlParser;

/** The values of a scenario, defaults included, by the paths that {@code --set} takes. */
public final class ResolvedSettings {
    private static final String CGROUPS = "cgroups.";

    private ResolvedSettings() {}

    /** Returns all values in the order in which {@code show} prints them; a list is one value. */
    public static Map<String, String> of(Scenario scenario) {
        Map<String, String> values = new LinkedHashMap<>();
        YamlParser.parseFile(scenario.resolvedYaml(), scenario.name(), Path.of(""), new Problems())
                .ifPresent(tree -> collect("", tree, values));
        return values;
    }

    /** Returns the values of {@code changed} that {@code base} does not have or that differ from those of {@code base}. */
    public static Map<String, String> difference(Scenario base, Scenario changed) {
        Map<String, String> before = of(base);
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
