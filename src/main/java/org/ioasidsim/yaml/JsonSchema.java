package org.ioasidsim.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes a shape as JSON Schema, draft 2020-12. */
public final class JsonSchema {
    private static final String ITEM = "[]";

    private final Map<String, Object> definitions = new LinkedHashMap<>();
    private final Map<String, Hint> hints;
    private final Deque<String> path = new ArrayDeque<>();

    private JsonSchema(Map<String, Hint> hints) {
        this.hints = Map.copyOf(hints);
    }

    /**
     * What an editor shall know of a text beyond its form.
     *
     * @param pattern that it matches as a whole; empty if any text is right
     * @param examples which completion offers
     */
    public record Hint(String pattern, List<String> examples) {
        public Hint {
            examples = List.copyOf(examples);
        }
    }

    /**
     * Returns the schema of documents of {@code shape}.
     *
     * @param hints by the path of the text, keys with full stops between them and {@code []} for an item of a list
     */
    public static String of(String title, Shape shape, Map<String, Hint> hints) {
        var schema = new JsonSchema(hints);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", title);
        root.putAll(schema.schema(shape));
        root.put("$defs", schema.definitions);
        var out = new StringBuilder();
        json(root, 0, out);
        return out.append('\n').toString();
    }

    private Map<String, Object> schema(Shape shape) {
        if (shape instanceof Shape.Scalar scalar) {
            return scalar(scalar);
        }
        if (shape instanceof Shape.ListOf list) {
            return ordered("type", "array", "items", below(ITEM, list.item()));
        }
        if (shape instanceof Shape.MapOf map) {
            return ordered("type", "object", "additionalProperties", schema(map.value()));
        }
        if (shape instanceof Shape.Keys keys) {
            return keys(keys.keys(), Map.of());
        }
        if (shape instanceof Shape.OneOf oneOf) {
            var schema = keys(oneOf.alternatives(), Map.of());
            schema.put("minProperties", 1);
            schema.put("maxProperties", 1);
            return schema;
        }
        if (shape instanceof Shape.Tagged tagged) {
            return tagged(tagged);
        }
        if (shape instanceof Shape.AnyOf any) {
            return ordered("anyOf", any.options().stream().map(this::schema).toList());
        }
        if (shape instanceof Shape.Ref ref) {
            return ref(ref);
        }
        return ordered("description", ((Shape.Anything) shape).expected());
    }

    private Map<String, Object> below(String key, Shape shape) {
        path.addLast(key);
        Map<String, Object> schema = schema(shape);
        path.removeLast();
        return schema;
    }

    private Map<String, Object> scalar(Shape.Scalar scalar) {
        List<Object> options = new ArrayList<>();
        if (!scalar.pattern().isEmpty()) {
            options.add(ordered("type", "string", "pattern", "^(?:" + scalar.pattern() + ")$"));
            if (!scalar.numbers() && looksLikeNumber(scalar.pattern())) {
                options.add(ordered("type", "number")); // what stands unquoted, as 6.12, is a number to a YAML reader
            }
        }
        if (scalar.numbers()) {
            options.add(numbers(scalar));
        }
        if (scalar.booleans()) {
            options.add(ordered("type", "boolean"));
        }
        Map<String, Object> schema = ordered("description", scalar.expected(), "anyOf", options);
        Hint hint = hints.get(String.join(".", path));
        if (hint != null && !hint.pattern().isEmpty()) {
            schema.put("pattern", "^(?:" + hint.pattern() + ")$");
        }
        if (hint != null) {
            schema.put("examples", hint.examples());
        }
        return schema;
    }

    /** Returns whether a text that matches may have the form of a number, such as a name or the release of a kernel. */
    private static boolean looksLikeNumber(String pattern) {
        return Stream.of("123", "6.12").anyMatch(number -> number.matches(pattern));
    }

    private static Map<String, Object> numbers(Shape.Scalar scalar) {
        Map<String, Object> numbers = ordered("type", scalar.integral() ? "integer" : "number");
        if (scalar.min() == Double.MIN_VALUE) {
            numbers.put("exclusiveMinimum", 0);
        } else {
            numbers.put("minimum", scalar.min());
        }
        if (Double.isFinite(scalar.max())) {
            numbers.put("maximum", scalar.max());
        }
        return numbers;
    }

    private Map<String, Object> keys(List<Shape.Key> keys, Map<String, Object> first) {
        Map<String, Object> properties = new LinkedHashMap<>(first);
        for (Shape.Key key : keys) {
            properties.put(key.name(), property(key));
        }
        Map<String, Object> schema = ordered("type", "object", "properties", properties);
        var required =
                keys.stream().filter(Shape.Key::required).map(Shape.Key::name).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("patternProperties", ordered("^x_", true));
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> property(Shape.Key key) {
        String standard = key.standard().isEmpty() ? "" : " (default: " + key.standard() + ")";
        Map<String, Object> property = below(key.name(), key.shape());
        Object form = property.remove("description");
        Map<String, Object> described =
                ordered("description", key.doc() + standard + (form == null ? "" : "; " + form));
        described.putAll(property);
        return described;
    }

    private Map<String, Object> tagged(Shape.Tagged tagged) {
        List<Object> options = new ArrayList<>();
        var names = tagged.alternatives().stream()
                .map(Shape.Tagged.Alternative::name)
                .toList();
        options.add(ordered("enum", names));
        for (Shape.Tagged.Alternative alternative : tagged.alternatives()) {
            Map<String, Object> name = ordered("const", alternative.name(), "description", alternative.doc());
            options.add(keys(alternative.keys(), ordered(tagged.tag(), name)));
        }
        return ordered("anyOf", options);
    }

    private Map<String, Object> ref(Shape.Ref ref) {
        if (!definitions.containsKey(ref.name())) {
            definitions.put(ref.name(), true);
            definitions.put(ref.name(), schema(ref.shape().get()));
        }
        return ordered("$ref", "#/$defs/" + ref.name());
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static void json(Object value, int indent, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            members(map, indent, out);
        } else if (value instanceof List<?> list) {
            items(list, indent, out);
        } else if (value instanceof String text) {
            out.append(YamlWriter.quoted(text));
        } else if (value instanceof Double number) {
            out.append(Units.plain(number));
        } else {
            out.append(value);
        }
    }

    private static void members(Map<?, ?> map, int indent, StringBuilder out) {
        String separator = "{\n";
        for (var entry : map.entrySet()) {
            out.append(separator).append("  ".repeat(indent + 1));
            out.append(YamlWriter.quoted((String) entry.getKey())).append(": ");
            json(entry.getValue(), indent + 1, out);
            separator = ",\n";
        }
        out.append(map.isEmpty() ? "{}" : "\n" + "  ".repeat(indent) + "}");
    }

    private static void items(List<?> list, int indent, StringBuilder out) {
        String separator = "[\n";
        for (Object item : list) {
            out.append(separator).append("  ".repeat(indent + 1));
            json(item, indent + 1, out);
            separator = ",\n";
        }
        out.append(list.isEmpty() ? "[]" : "\n" + "  ".repeat(indent) + "]");
    }
}
