package org.ioasidsim.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules by which one tree is laid over another: maps merge deeply, lists, scalars and one-of values replace, and so does what says the
 * same under another key.
 */
public final class Overlay {
    private Overlay() {}

    /** Returns {@code base} with {@code over} laid over it; both have {@code shape}. */
    public static Node lay(Node base, Node over, Shape shape) {
        if (base instanceof Node.Mapping below && over instanceof Node.Mapping above && !shape.isReplacedWhole()) {
            Node.Mapping merged = below;
            for (Node.Field field : above.fields().values()) {
                merged = shape.without(merged, field).with(laid(merged, field, shape.below(field.key())));
            }
            return merged;
        }
        return over;
    }

    private static Node.Field laid(Node.Mapping base, Node.Field over, Shape shape) {
        Node value = base.value(over.key())
                .map(below -> lay(below, over.value(), shape))
                .orElse(over.value());
        return new Node.Field(over.key(), over.keyPlace(), value, "");
    }

    /** Returns {@code base} with {@code value} laid over the node at {@code path}; creates missing mappings on the way. */
    public static Node layAt(Node base, List<String> path, Node.Field value, Shape shape) {
        if (path.isEmpty()) {
            return lay(base, value.value(), shape);
        }
        String key = path.get(0);
        var rest = path.subList(1, path.size());
        Shape below = shape.below(key);
        if (base instanceof Node.Sequence sequence
                && sequence.find(List.of(key)).isPresent()) {
            return inSequence(sequence, key, rest, value, below);
        }
        var mapping = base instanceof Node.Mapping given && !(shape.isReplacedWhole() && leads(given, key, shape))
                ? given
                : empty(value);
        Node child = mapping.value(key).orElseGet(() -> rest.isEmpty() ? value.value() : empty(value));
        var field = new Node.Field(key, value.keyPlace(), layAt(child, rest, value, below), "");
        return shape.without(mapping, field).with(field);
    }

    /** Returns whether {@code key} selects another alternative of a one-of value than the given one. */
    private static boolean leads(Node.Mapping given, String key, Shape shape) {
        return !given.fields().containsKey(key) && !isTagged(shape);
    }

    private static boolean isTagged(Shape shape) {
        return shape instanceof Shape.Tagged
                || (shape instanceof Shape.AnyOf any && any.options().stream().anyMatch(Overlay::isTagged));
    }

    private static Node inSequence(
            Node.Sequence sequence, String key, List<String> rest, Node.Field value, Shape below) {
        int item = Integer.parseInt(key);
        var items = new ArrayList<>(sequence.items());
        items.set(item, layAt(items.get(item), rest, value, below));
        return new Node.Sequence(items, sequence.place());
    }

    private static Node.Mapping empty(Node.Field value) {
        return new Node.Mapping(Map.of(), value.keyPlace());
    }

    /** Returns the smallest tree that, laid over {@code base}, gives {@code target}; nothing if they are the same. */
    public static Optional<Node> difference(Node base, Node target, Shape shape) {
        if (base == target) { // as most of a large file is, which variants share
            return Optional.empty();
        }
        if (base instanceof Node.Mapping below && target instanceof Node.Mapping above && !shape.isReplacedWhole()) {
            return difference(below, above, shape);
        }
        return isSame(base, target) ? Optional.empty() : Optional.of(target);
    }

    private static Optional<Node> difference(Node.Mapping base, Node.Mapping target, Shape shape) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        for (Node.Field field : target.fields().values()) {
            base.value(field.key())
                    .map(below -> difference(below, field.value(), shape.below(field.key())))
                    .orElse(Optional.of(field.value()))
                    .ifPresent(value -> fields.put(
                            field.key(),
                            new Node.Field(
                                    field.key(),
                                    field.keyPlace(),
                                    value,
                                    value == field.value() ? field.comment() : "")));
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Node.Mapping(fields, target.place()));
    }

    private static boolean isSame(Node a, Node b) {
        return YamlWriter.flow(a).equals(YamlWriter.flow(b));
    }
}
