package org.ioasidsim.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives misspelt keys the names that were meant, before anything is laid over what they lead to: a variant changes the key that was meant, and
 * what it leaves out is not missing.
 */
public final class Mending {
    private final Problems problems;

    public Mending(Problems problems) {
        this.problems = problems;
    }

    /** Returns {@code node} of {@code shape} with the keys that were meant, and reports each that was not. Keys of which none is near are left to whoever reads them. */
    public Node mended(Node node, Shape shape, String path) {
        if (node instanceof Node.Sequence list) {
            List<Node> items = new ArrayList<>();
            for (Node item : list.items()) {
                String key = Integer.toString(items.size());
                items.add(mended(item, shape.below(key), Cursor.join(path, key)));
            }
            return new Node.Sequence(items, list.place());
        }
        return node instanceof Node.Mapping mapping ? mended(mapping, shape, path) : node;
    }

    private Node mended(Node.Mapping mapping, Shape shape, String path) {
        if (shape instanceof Shape.Ref ref) {
            return mended(mapping, ref.shape().get(), path);
        } else if (shape instanceof Shape.AnyOf any) {
            return nearest(any, mapping, path);
        } else if (shape instanceof Shape.Keys keys) {
            return below(withKnown(mapping, known(keys), path), keys, path);
        } else if (shape instanceof Shape.OneOf oneOf && mapping.fields().size() == 1) {
            return below(withKnown(mapping, known(oneOf), path), oneOf, path);
        }
        return shape instanceof Shape.MapOf map ? below(mapping, map, path) : mapping;
    }

    /** Mends by the first option that knows all keys, or else by the first that has a name near each; where there is none, only the reader can decide. */
    private Node nearest(Shape.AnyOf any, Node.Mapping mapping, String path) {
        List<Shape> options = options(any).toList();
        return options.stream()
                .filter(option -> knowsAll(option, mapping))
                .findFirst()
                .or(() -> options.stream()
                        .filter(option -> isNear(option, mapping))
                        .findFirst())
                .map(option -> mended(mapping, option, path))
                .orElse(mapping);
    }

    private static Stream<Shape> options(Shape shape) {
        if (shape instanceof Shape.AnyOf any) {
            return any.options().stream().flatMap(Mending::options);
        }
        return shape instanceof Shape.Ref ref ? options(ref.shape().get()) : Stream.of(shape);
    }

    private static boolean knowsAll(Shape option, Node.Mapping mapping) {
        return option instanceof Shape.MapOf
                || known(option).containsAll(mapping.fields().keySet());
    }

    private static boolean isNear(Shape option, Node.Mapping mapping) {
        List<String> known = known(option);
        return mapping.fields().keySet().stream()
                .allMatch(key ->
                        known.contains(key) || Spelling.nearest(key, known).isPresent());
    }

    private static List<String> known(Shape shape) {
        if (shape instanceof Shape.Keys keys) {
            return names(keys.keys());
        }
        return shape instanceof Shape.OneOf oneOf ? names(oneOf.alternatives()) : List.of();
    }

    private Node below(Node.Mapping mapping, Shape shape, String path) {
        Map<String, Node.Field> mended = new LinkedHashMap<>();
        for (Node.Field field : mapping.fields().values()) {
            Node value = mended(field.value(), shape.below(field.key()), Cursor.join(path, field.key()));
            mended.put(field.key(), new Node.Field(field.key(), field.keyPlace(), value, field.comment()));
        }
        return new Node.Mapping(mended, mapping.place());
    }

    private Node.Mapping withKnown(Node.Mapping mapping, Collection<String> known, String path) {
        List<Node.Field> misspelt = mapping.fields().values().stream()
                .filter(field -> !known.contains(field.key()))
                .filter(field -> Spelling.nearest(field.key(), known).isPresent())
                .toList();
        return new Cursor(mapping, path, problems).mended(mapping, misspelt, known);
    }

    private static List<String> names(List<Shape.Key> keys) {
        return keys.stream().map(Shape.Key::name).toList();
    }
}
