package org.ioasidsim.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.scenario.Quantity;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SweepSpec;
import org.ioasidsim.yaml.Node;

/** The keys of a scenario that a page offers: those that differ between its variants or that its sweep or plan changes, then all other numbers. */
final class LiveKeys {
    private static final int MOST_CHANGED = 12;

    private final ScenarioFile file;
    private final Map<String, Map<String, String>> variants = new LinkedHashMap<>();

    /** Makes those of no variant yet. */
    LiveKeys(ScenarioFile file) {
        this.file = file;
    }

    /** Adds a variant, whose resolved scenario {@code tree} is. */
    void add(String variant, Node tree) {
        Map<String, String> leaves = new LinkedHashMap<>();
        collect(tree, "", leaves);
        variants.put(variant, leaves);
    }

    /**
     * A key and its values.
     *
     * @param values one for each variant, empty for one that lacks the key; one alone where all have the same
     * @param choices values that a sweep or a plan takes
     */
    record Key(String path, List<String> values, List<String> choices) {}

    List<Key> changed() {
        Map<String, List<String>> choices = new LinkedHashMap<>();
        file.plan()
                .filter(plan -> plan.mix().isEmpty())
                .ifPresent(plan -> choices.put(plan.path(), List.of(plan.text(plan.from()), plan.text(plan.to()))));
        for (SweepSpec.Axis axis : file.sweep().axes()) {
            choices.put(axis.path(), axis.values());
        }
        Set<String> paths = new LinkedHashSet<>(choices.keySet());
        all().stream().filter(this::differs).forEach(paths::add);
        return paths.stream()
                .limit(MOST_CHANGED)
                .map(path -> new Key(path, values(path), choices.getOrDefault(path, List.of())))
                .toList();
    }

    /** Returns the numbers that {@link #changed} leaves out. */
    List<Key> others() {
        List<String> changed = changed().stream().map(Key::path).toList();
        return all().stream()
                .filter(path -> !changed.contains(path))
                .map(path -> new Key(path, values(path), List.of()))
                .filter(key -> key.values().stream().anyMatch(LiveKeys::isNumber))
                .toList();
    }

    private static boolean isNumber(String text) {
        return Quantity.of(text).isPresent();
    }

    private Set<String> all() {
        Set<String> paths = new LinkedHashSet<>();
        variants.values().forEach(values -> paths.addAll(values.keySet()));
        return paths;
    }

    private boolean differs(String path) {
        return variants.values().stream()
                        .map(values -> values.getOrDefault(path, ""))
                        .distinct()
                        .count()
                > 1;
    }

    private List<String> values(String path) {
        List<String> values = variants.values().stream()
                .map(leaves -> leaves.getOrDefault(path, ""))
                .toList();
        return differs(path) ? values : values.subList(0, 1);
    }

    /** Collects the single values of a resolved scenario by their paths, as {@code --set} takes them. */
    private static void collect(Node node, String path, Map<String, String> leaves) {
        if (path.startsWith("/") && path.endsWith("/misc.max") && !(node instanceof Node.Mapping)) {
            List<Node> lines = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
            for (Node line : lines) {
                String[] words = line.found().split(" ", 2);
                leaves.put(path + "." + words[0], words[words.length - 1]);
            }
        } else if (node instanceof Node.Scalar scalar) {
            leaves.put(path, scalar.text());
        } else if (node instanceof Node.Mapping mapping) {
            mapping.fields().forEach((key, field) -> collect(field.value(), below(path, key), leaves));
        } else if (node instanceof Node.Sequence sequence) {
            List<String> texts = new ArrayList<>();
            for (Node item : sequence.items()) {
                if (item instanceof Node.Scalar scalar) {
                    texts.add(scalar.text());
                }
            }
            if (path.startsWith("/") && texts.size() == sequence.items().size()) {
                leaves.put(path, "[" + String.join(", ", texts) + "]");
            }
        }
    }

    private static String below(String path, String key) {
        if (path.equals("cgroups")) {
            return key;
        }
        if (path.startsWith("/")) {
            return path.equals("/") ? path + key : path + "/" + key;
        }
        return path.isEmpty() ? key : path + "." + key;
    }
}
