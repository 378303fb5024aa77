package org.ioasidsim.yaml;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of a YAML tree with the place where it was written, which it keeps when it is laid over another tree. */
public sealed interface Node {
    Place place();

    /** Returns the node as a message quotes it. */
    String found();

    /**
     * A single value.
     *
     * @param quoted whether it stood in quotes
     */
    record Scalar(String text, boolean quoted, Place place) implements Node {
        private static final int MOST_FOUND = 200;

        @Override
        public String found() {
            return isNull() ? "nothing" : quoted ? '"' + shortened() + '"' : shortened();
        }

        private String shortened() {
            return text.codePointCount(0, text.length()) <= MOST_FOUND
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, MOST_FOUND)) + "...";
        }

        boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Scalar scalar
                            && quoted == scalar.quoted
                            && text.equals(scalar.text)
                            && place.equals(scalar.place));
        }

        @Override
        public int hashCode() {
            return 31 * place.hashCode() + text.hashCode();
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Place place) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String found() {
            return items.isEmpty() ? "an empty list" : "a list";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Sequence sequence
                            && place.equals(sequence.place)
                            && items.equals(sequence.items));
        }

        @Override
        public int hashCode() {
            return 31 * place.hashCode() + items.size();
        }
    }

    /** A mapping, in the order of the file. */
    record Mapping(Map<String, Field> fields, Place place) implements Node {
        public Mapping {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String found() {
            return fields.isEmpty() ? "an empty mapping" : "a mapping";
        }

        /** Returns the value of {@code key}. */
        public Optional<Node> value(String key) {
            return Optional.ofNullable(fields.get(key)).map(Field::value);
        }

        /** Returns this mapping with {@code field} in the place of the field of the same key, or at the end. */
        public Mapping with(Field field) {
            var copy = new LinkedHashMap<>(fields);
            copy.put(field.key(), field);
            return new Mapping(copy, place);
        }

        /** Returns this mapping without {@code keys}. */
        public Mapping without(Collection<String> keys) {
            var copy = new LinkedHashMap<>(fields);
            copy.keySet().removeAll(keys);
            return new Mapping(copy, place);
        }

        /** Returns the part of this mapping that has {@code keys}. */
        public Mapping only(Collection<String> keys) {
            var copy = new LinkedHashMap<>(fields);
            copy.keySet().retainAll(keys);
            return new Mapping(copy, place);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Mapping mapping
                            && place.equals(mapping.place)
                            && fields.equals(mapping.fields));
        }

        @Override
        public int hashCode() {
            return 31 * place.hashCode() + fields.size();
        }
    }

    /**
     * A key with its value.
     *
     * @param comment the comment behind the value; empty for none
     */
    record Field(String key, Place keyPlace, Node value, String comment) {
        /** Returns a field without comment whose key stands where its value does. */
        public static Field of(String key, Node value) {
            return new Field(key, value.place(), value, "");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Field field
                            && key.equals(field.key)
                            && keyPlace.equals(field.keyPlace)
                            && value.equals(field.value)
                            && comment.equals(field.comment));
        }

        @Override
        public int hashCode() {
            return 31 * keyPlace.hashCode() + key.hashCode();
        }
    }

    /** Returns a plain scalar. */
    static Scalar scalar(String text, Place place) {
        return new Scalar(text, false, place);
    }

    /** Returns the node at {@code path}, keys from the outside in; list items are numbered from 0. */
    default Optional<Node> find(List<String> path) {
        Optional<Node> node = Optional.of(this);
        for (String key : path) {
            node = node.flatMap(parent -> parent.child(key));
        }
        return node;
    }

    private Optional<Node> child(String key) {
        if (this instanceof Mapping mapping) {
            return mapping.value(key);
        }
        if (this instanceof Sequence sequence && key.matches("[0-9]{1,8}")) {
            int index = Integer.parseInt(key);
            return index < sequence.items().size()
                    ? Optional.of(sequence.items().get(index))
                    : Optional.empty();
        }
        return Optional.empty();
    }
}
