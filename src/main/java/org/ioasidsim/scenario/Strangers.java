package org.ioasidsim.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ioasidsim.yaml.Node;
import org.ioasidsim.yaml.Problems;
import org.ioasidsim.yaml.Shape;
import org.ioasidsim.yaml.Spelling;

/**
 * Finds names that a variant makes by misspelling one of the file's: a tenant that is half described, and a cgroup or device that nothing uses.
 * Each is told once and left out, instead of everything that it lacks.
 */
final class Strangers {
    private static final List<String> TENANTS = List.of("tenants");
    private static final List<String> CGROUPS = List.of("cgroups");
    private static final List<String> DEVICES = List.of("host", "devices");

    private final Node.Mapping file;
    private final Shape shape;
    private final Problems problems;

    /**
     * @param file what the variant is laid over
     * @param shape of both
     */
    Strangers(Node.Mapping file, Shape shape, Problems problems) {
        this.file = file;
        this.shape = shape;
        this.problems = problems;
    }

    /** Returns {@code laid}, the file with a variant laid over it, without what only a misspelt name made. */
    Node without(Node.Mapping laid) {
        Node.Mapping kept = laid;
        for (Node.Field tenant : added(TENANTS, laid)) {
            kept = isDescribed(tenant) ? kept : told("a tenant", TENANTS, tenant, kept);
        }
        for (Node.Field group : added(CGROUPS, laid)) {
            boolean isUsed = uses(laid.without(CGROUPS), group.key())
                    || near(CGROUPS, group).isEmpty();
            kept = isUsed ? kept : told("a cgroup that is listed under cgroups", CGROUPS, group, kept);
        }
        for (Node.Field device : added(DEVICES, laid)) {
            boolean isUsed = uses(laid.without(List.of("host")), device.key())
                    || near(DEVICES, device).isEmpty();
            kept = isUsed ? kept : told("a device of host.devices", DEVICES, device, kept);
        }
        return kept;
    }

    private List<Node.Field> added(List<String> keys, Node.Mapping laid) {
        Set<String> known = fields(keys, file).keySet();
        return fields(keys, laid).values().stream()
                .filter(field -> !known.isEmpty() && !known.contains(field.key()))
                .toList();
    }

    private static Map<String, Node.Field> fields(List<String> keys, Node.Mapping tree) {
        return tree.find(keys)
                .filter(Node.Mapping.class::isInstance)
                .map(node -> ((Node.Mapping) node).fields())
                .orElse(Map.of());
    }

    /** Returns whether a tenant is new, and not a change of one that is not there: it has what each must have, or some of it and no like name. */
    private boolean isDescribed(Node.Field tenant) {
        List<String> required = shape.below("tenants").below(tenant.key()) instanceof Shape.Keys keys
                ? keys.keys().stream()
                        .filter(Shape.Key::required)
                        .map(Shape.Key::name)
                        .toList()
                : List.of();
        long given = required.stream()
                .filter(key -> tenant.value().find(List.of(key)).isPresent())
                .count();
        return given == required.size()
                || (2 * given > required.size() && near(TENANTS, tenant).isEmpty());
    }

    private Optional<String> near(List<String> keys, Node.Field field) {
        return Spelling.nearest(field.key(), fields(keys, file).keySet());
    }

    /** Returns whether a value below {@code node} names {@code name}, or the path of what lies below it. */
    private static boolean uses(Node node, String name) {
        if (node instanceof Node.Mapping mapping) {
            return mapping.fields().values().stream()
                    .anyMatch(field -> field.key().startsWith(name) || uses(field.value(), name));
        } else if (node instanceof Node.Sequence list) {
            return list.items().stream().anyMatch(item -> uses(item, name));
        }
        String text = ((Node.Scalar) node).text();
        return text.equals(name) || text.startsWith(name + "/");
    }

    private Node.Mapping told(String expected, List<String> keys, Node.Field stranger, Node.Mapping laid) {
        Set<String> known = fields(keys, file).keySet();
        String path = stranger.key().startsWith("/") ? stranger.key() : String.join(".", keys) + "." + stranger.key();
        problems.addMended(
                stranger.keyPlace(),
                path,
                "expected " + expected + ", " + String.join(" or ", known) + ", found " + stranger.key()
                        + Spelling.didYouMean(stranger.key(), known));
        return removed(laid, keys, stranger.key());
    }

    private static Node.Mapping removed(Node.Mapping tree, List<String> keys, String key) {
        if (keys.isEmpty()) {
            return tree.without(List.of(key));
        }
        Node.Field field = tree.fields().get(keys.get(0));
        if (field == null || !(field.value() instanceof Node.Mapping below)) {
            return tree;
        }
        Node.Mapping less = removed(below, keys.subList(1, keys.size()), key);
        return tree.with(new Node.Field(field.key(), field.keyPlace(), less, field.comment()));
    }
}
