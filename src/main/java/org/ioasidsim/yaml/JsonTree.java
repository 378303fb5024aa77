package org.ioasidsim.yaml;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.ioasidsim.file.JsonRecords;

/** Writes a tree of YAML as JSON, which is YAML too: read back, it is the same tree. */
public final class JsonTree {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][-+]?[0-9]+)?");

    /** A number that a reader of JSON writes with the same characters; not 6.10, which would become 6.1. */
    private static final Pattern EXACT_NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]{0,14})(?:[.][0-9]{0,14}[1-9])?");

    private static final Set<String> BOOLEANS = Set.of("on", "off", "true", "false");
    private static final String ANY_ITEM = "0";

    private JsonTree() {}

    /**
     * Returns {@code root} as a JSON document. Numbers and {@code on} or {@code off} are numbers and booleans of JSON where {@code shape} has such, all
     * else is text; where it knows nothing of a value, a number is one if it stays the same.
     */
    public static String of(Node.Mapping root, Shape shape) {
        return JsonRecords.of(item(root, shape));
    }

    private static JsonRecords.Item item(Node.Mapping mapping, Shape shape) {
        var item = new JsonRecords.Item();
        mapping.fields()
                .values()
                .forEach(field -> item.with(field.key(), value(field.value(), below(shape, field.key()))));
        return item;
    }

    private static Object value(Node node, Shape shape) {
        if (node instanceof Node.Mapping mapping) {
            return item(mapping, shape);
        }
        return node instanceof Node.Sequence sequence
                ? sequence.items().stream()
                        .map(item -> value(item, shape.below(ANY_ITEM)))
                        .toList()
                : value((Node.Scalar) node, shape);
    }

    private static Object value(Node.Scalar scalar, Shape shape) {
        String text = scalar.text();
        Pattern number = shape instanceof Shape.Anything ? EXACT_NUMBER : NUMBER;
        boolean mayBeNumber = shape instanceof Shape.Anything || isAny(shape, Shape.Scalar::numbers);
        if (!scalar.quoted() && mayBeNumber && number.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        boolean isBoolean = !scalar.quoted() && isAny(shape, Shape.Scalar::booleans) && BOOLEANS.contains(text);
        return isBoolean ? (Object) (text.equals("on") || text.equals("true")) : text;
    }

    private static boolean isAny(Shape shape, Predicate<Shape.Scalar> wanted) {
        if (shape instanceof Shape.Ref ref) {
            return isAny(ref.shape().get(), wanted);
        }
        return shape instanceof Shape.AnyOf any
                ? any.options().stream().anyMatch(option -> isAny(option, wanted))
                : shape instanceof Shape.Scalar scalar && wanted.test(scalar);
    }

    /** Returns the shape below {@code key}, also where the value of another key says which keys there are. */
    private static Shape below(Shape shape, String key) {
        Shape known = shape.below(key);
        return known instanceof Shape.Anything ? tagged(shape, key).orElse(known) : known;
    }

    private static Optional<Shape> tagged(Shape shape, String key) {
        if (shape instanceof Shape.Ref ref) {
            return tagged(ref.shape().get(), key);
        }
        if (shape instanceof Shape.AnyOf any) {
            return any.options().stream()
                    .flatMap(option -> tagged(option, key).stream())
                    .findFirst();
        }
        return shape instanceof Shape.Tagged tagged
                ? tagged.alternatives().stream()
                        .flatMap(alternative -> alternative.keys().stream())
                        .filter(one -> one.name().equals(key))
                        .findFirst()
                        .map(Shape.Key::shape)
                : Optional.empty();
    }
}
