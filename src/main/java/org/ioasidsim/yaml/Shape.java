package org.ioasidsim.yaml;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Describes what may be written at a place: the source of the JSON Schema, the key reference and the rules of overlay. */
public sealed interface Shape {
    /**
     * A single value.
     *
     * @param expected what a message says was expected, such as "a time with its unit"
     * @param pattern the pattern that a text matches as a whole; empty if texts are wrong
     * @param numbers whether plain numbers are right too
     * @param min the smallest of these numbers; {@link Double#MIN_VALUE}: any above 0
     * @param max the largest of these numbers; may be infinite
     * @param integral whether these numbers are whole
     * @param booleans whether true and false are right too
     */
    record Scalar(
            String expected,
            String pattern,
            boolean numbers,
            double min,
            double max,
            boolean integral,
            boolean booleans)
            implements Shape {
        static Scalar text(String expected, String pattern) {
            return new Scalar(expected, pattern, false, 0, 0, false, false);
        }
    }

    record ListOf(Shape item) implements Shape {}

    /** A mapping with free keys. */
    record MapOf(Shape value, Synonyms synonyms) implements Shape {}

    /** A mapping with known keys. */
    record Keys(List<Key> keys) implements Shape {
        public Keys {
            keys = List.copyOf(keys);
        }

        Optional<Key> key(String name) {
            return keys.stream().filter(key -> key.name().equals(name)).findFirst();
        }
    }

    /**
     * A known key. The shape of its value is worked out only on demand, and once: reading a file must not describe everything that the file
     * leaves out, and each value laid over a point of a sweep asks for the shapes on its way.
     *
     * @param described makes the shape of the value
     * @param standard the default as the reference says it; empty for a required key
     */
    record Key(String name, String doc, Supplier<Shape> described, boolean required, String standard) {
        public Key {
            described = new Lazy<>(described);
        }

        public Shape shape() {
            return described.get();
        }
    }

    /** A mapping with exactly one of these keys; overlay replaces it whole. */
    record OneOf(List<Key> alternatives) implements Shape {
        public OneOf {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** A mapping whose key {@code tag} says which further keys it has; overlay replaces it whole. */
    record Tagged(String tag, List<Alternative> alternatives) implements Shape {
        public Tagged {
            alternatives = List.copyOf(alternatives);
        }

        /** A value of the tag and the further keys. */
        public record Alternative(String name, String doc, List<Key> keys) {
            public Alternative {
                keys = List.copyOf(keys);
            }
        }
    }

    /** Any of several shapes. */
    record AnyOf(List<Shape> options) implements Shape {
        public AnyOf {
            options = List.copyOf(options);
        }
    }

    /** A shape known by a name, which may contain itself. */
    record Ref(String name, Supplier<Shape> shape) implements Shape {}

    /** Any node: it is read elsewhere. */
    record Anything(String expected) implements Shape {}

    /** Returns the shape below {@code key}; {@link Anything} when it is not known. */
    default Shape below(String key) {
        if (this instanceof Keys keys) {
            return keys.key(key).<Shape>map(Key::shape).orElse(new Anything("anything"));
        }
        if (this instanceof OneOf oneOf) {
            return new Keys(oneOf.alternatives()).below(key);
        }
        if (this instanceof MapOf map) {
            return map.value();
        }
        if (this instanceof ListOf list) {
            return list.item();
        }
        if (this instanceof Ref ref) {
            return ref.shape().get().below(key);
        }
        if (this instanceof AnyOf any) {
            return any.options().stream()
                    .map(option -> option.below(key))
                    .filter(shape -> !(shape instanceof Anything))
                    .findFirst()
                    .orElse(new Anything("anything"));
        }
        return new Anything("anything");
    }

    /** Returns {@code below}, a mapping of this shape, without what {@code over} says in its place under another key. */
    default Node.Mapping without(Node.Mapping below, Node.Field over) {
        if (this instanceof Ref ref) {
            return ref.shape().get().without(below, over);
        }
        return this instanceof MapOf map ? map.synonyms().without(below, over) : below;
    }

    /** Returns whether overlay replaces a value of this shape whole. */
    default boolean isReplacedWhole() {
        if (this instanceof Ref ref) {
            return ref.shape().get().isReplacedWhole();
        }
        if (this instanceof AnyOf any) {
            return any.options().stream().anyMatch(Shape::isReplacedWhole);
        }
        return this instanceof OneOf || this instanceof Tagged;
    }

    /** Returns whether a number here must be whole. */
    default boolean isIntegral() {
        if (this instanceof AnyOf any) {
            return any.options().stream().anyMatch(Shape::isIntegral);
        }
        return this instanceof Scalar scalar && scalar.integral();
    }
}
