package org.ioasidsim.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The forms of mappings and lists: each reads its children with forms of their own and resolves to what these resolved to. */
final class CollectionForms {
    private CollectionForms() {}

    /** The form of a mapping whose keys {@code reader} asks for. Without a file to read, a probing section answers what the keys are. */
    record SectionForm<T>(Function<Section, T> reader) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            if (!(cursor.node() instanceof Node.Mapping mapping)) {
                cursor.expected(expected());
                return placeholder();
            }
            return read(mapping, cursor, false, 0);
        }

        /**
         * Reads again with the keys that were meant where some are misspelt: what follows from that is no mistake of its own. Which keys there
         * are may depend on others, so that a key of a mended mapping may be unknown in turn; it is then left out.
         */
        private T read(Node.Mapping mapping, Cursor cursor, boolean isMended, int leftOut) {
            var inner = new Cursor(mapping, cursor.path(), new Problems());
            Section section = Section.reading(inner, mapping);
            T value = reader.apply(section);
            section.close(leftOut);
            List<Node.Field> unknown = section.unknown();
            if (!unknown.isEmpty()) {
                List<String> known =
                        section.asked().stream().map(Shape.Key::name).toList();
                Node.Mapping rest = isMended
                        ? mapping.without(unknown.stream().map(Node.Field::key).toList())
                        : cursor.mended(mapping, unknown, known);
                int fewer = mapping.fields().size() - rest.fields().size();
                return read(rest, cursor, true, leftOut + fewer);
            }
            cursor.problems().addAll(inner.problems());
            cursor.resolve(inner.resolved());
            cursor.comment(inner.comment());
            return value;
        }

        @Override
        public boolean takes(Node node) {
            return node instanceof Node.Mapping;
        }

        @Override
        public Shape shape() {
            Section probe = Section.probing();
            var unused = reader.apply(probe);
            return new Shape.Keys(probe.asked());
        }

        @Override
        public T placeholder() {
            return reader.apply(Section.probing());
        }

        @Override
        public String expected() {
            Section probe = Section.probing();
            var unused = reader.apply(probe);
            return "a mapping with "
                    + String.join(
                            ", ", probe.asked().stream().map(Shape.Key::name).toList());
        }
    }

    private static <T> Alternative<? extends T> alternative(List<Alternative<? extends T>> alternatives, String key) {
        return alternatives.stream()
                .filter(alternative -> alternative.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no alternative " + key));
    }

    /** The form of a list of at least {@code min} items. */
    record ListForm<T>(Form<T> item, int min) implements Form<List<T>> {
        @Override
        public List<T> read(Cursor cursor) {
            if (!(cursor.node() instanceof Node.Sequence) && item.takes(cursor.node())) {
                return readAlone(cursor);
            }
            if (!(cursor.node() instanceof Node.Sequence sequence)
                    || sequence.items().size() < min) {
                cursor.expected(expected());
                return placeholder();
            }
            List<T> values = new ArrayList<>();
            List<Node> resolved = new ArrayList<>();
            for (Node node : sequence.items()) {
                Cursor child = cursor.at(Integer.toString(values.size()), node);
                values.add(item.read(child));
                resolved.add(child.resolved());
            }
            cursor.resolve(new Node.Sequence(resolved, sequence.place()));
            return List.copyOf(values);
        }

        /** Reads a value that should stand in a list; nothing is said of the value itself. */
        private List<T> readAlone(Cursor cursor) {
            var inner = new Cursor(cursor.node(), cursor.path(), new Problems());
            T only = item.read(inner);
            if (!inner.problems().isEmpty()) {
                cursor.expected(expected());
                return placeholder();
            }
            cursor.problem("expected " + expected() + ", found " + cursor.node().found() + ": write it in brackets");
            return List.of(only);
        }

        @Override
        public boolean takes(Node node) {
            return node instanceof Node.Sequence;
        }

        @Override
        public Shape shape() {
            return new Shape.ListOf(item.shape());
        }

        @Override
        public List<T> placeholder() {
            return min == 0 ? List.of() : List.of(item.placeholder());
        }

        @Override
        public String expected() {
            return min == 0 ? "a list" : "a list that is not empty";
        }
    }

    /** The form of a mapping with free keys, in the order of the file. */
    record MapForm<T>(String keyExpected, String keyPattern, Function<String, Form<T>> value, Synonyms synonyms)
            implements Form<Map<String, T>> {
        @Override
        public Map<String, T> read(Cursor cursor) {
            if (!(cursor.node() instanceof Node.Mapping mapping)) {
                cursor.expected(expected());
                return Map.of();
            }
            Map<String, T> values = new LinkedHashMap<>();
            Map<String, Node.Field> resolved = new LinkedHashMap<>();
            for (Node.Field field : mapping.fields().values()) {
                Cursor child = cursor.at(field.key(), field.value());
                if (!field.key().matches(keyPattern)) {
                    cursor.problems()
                            .add(field.keyPlace(), child.path(), "expected " + keyExpected + ", found " + field.key());
                }
                values.put(field.key(), value.apply(field.key()).read(child));
                resolved.put(
                        field.key(), new Node.Field(field.key(), field.keyPlace(), child.resolved(), child.comment()));
            }
            cursor.resolve(new Node.Mapping(resolved, mapping.place()));
            return Collections.unmodifiableMap(values);
        }

        @Override
        public boolean takes(Node node) {
            return node instanceof Node.Mapping;
        }

        @Override
        public Shape shape() {
            return new Shape.MapOf(value.apply("name").shape(), synonyms);
        }

        @Override
        public Map<String, T> placeholder() {
            return Map.of();
        }

        @Override
        public String expected() {
            return "a mapping";
        }
    }

    /** The form of a mapping with exactly one of several keys. */
    record OneOfForm<T>(List<Alternative<? extends T>> alternatives) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            if (!(cursor.node() instanceof Node.Mapping mapping)
                    || mapping.fields().size() != 1) {
                cursor.expected(expected() + " (one of them)");
                return placeholder();
            }
            Node.Field field = mapping.fields().values().iterator().next();
            for (Alternative<? extends T> alternative : alternatives) {
                if (alternative.key().equals(field.key())) {
                    return read(alternative.form(), field, cursor);
                }
            }
            return readMeant(field, cursor);
        }

        private T readMeant(Node.Field field, Cursor cursor) {
            Optional<String> meant = Spelling.nearest(field.key(), keys());
            String message =
                    "expected " + expected() + ", found " + field.key() + Spelling.didYouMean(field.key(), keys());
            String path = Cursor.join(cursor.path(), field.key());
            if (meant.isEmpty()) {
                cursor.problems().add(field.keyPlace(), path, message);
                return placeholder();
            }
            cursor.problems().addMended(field.keyPlace(), path, message);
            return read(
                    alternative(alternatives, meant.get()).form(),
                    new Node.Field(meant.get(), field.keyPlace(), field.value(), ""),
                    cursor);
        }

        private T read(Form<? extends T> form, Node.Field field, Cursor cursor) {
            Cursor child = cursor.at(field.key(), field.value());
            T value = form.read(child);
            var resolved = new Node.Field(field.key(), field.keyPlace(), child.resolved(), child.comment());
            cursor.resolve(new Node.Mapping(
                    Map.of(field.key(), resolved), cursor.node().place()));
            return value;
        }

        private List<String> keys() {
            return alternatives.stream().<String>map(Alternative::key).toList();
        }

        private static Shape.Key key(Alternative<?> alternative) {
            return new Shape.Key(alternative.key(), alternative.doc(), alternative.form()::shape, false, "");
        }

        @Override
        public boolean takes(Node node) {
            return node instanceof Node.Mapping;
        }

        @Override
        public Shape shape() {
            return new Shape.OneOf(
                    alternatives.stream().<Shape.Key>map(OneOfForm::key).toList());
        }

        @Override
        public T placeholder() {
            return alternatives.get(0).form().placeholder();
        }

        @Override
        public String expected() {
            return "{" + String.join(" | ", keys()) + ": ...}";
        }
    }

    /** The form of a mapping whose key {@code tag} chooses the form of the other keys. Resolved, it is written as briefly as it can be: the name alone when there are no other keys. */
    record TaggedForm<T>(String tag, List<Alternative<? extends T>> alternatives) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            if (cursor.node() instanceof Node.Scalar name && !name.isNull()) {
                return read(name, new Node.Mapping(Map.of(tag, Node.Field.of(tag, name)), name.place()), cursor);
            }
            if (cursor.node() instanceof Node.Mapping mapping
                    && mapping.value(tag).orElse(mapping) instanceof Node.Scalar name) {
                return read(name, mapping, cursor);
            }
            if (cursor.node() instanceof Node.Mapping mapping) {
                List<Node.Field> misspelt = mapping.fields().values().stream()
                        .filter(field ->
                                Spelling.nearest(field.key(), List.of(tag)).isPresent())
                        .filter(field -> field.value() instanceof Node.Scalar)
                        .toList();
                if (misspelt.size() == 1) {
                    Node mended = cursor.mended(mapping, misspelt, List.of(tag));
                    return read(new Cursor(mended, cursor.path(), cursor.problems()));
                }
            }
            cursor.expected(expected());
            return placeholder();
        }

        private T read(Node.Scalar name, Node.Mapping mapping, Cursor cursor) {
            for (Alternative<? extends T> alternative : alternatives) {
                if (alternative.key().equals(name.text())) {
                    return read(alternative.form(), name, mapping, cursor);
                }
            }
            Optional<String> meant = cursor.at(tag, name)
                    .expectedOneOf(
                            alternatives.stream().<String>map(Alternative::key).toList());
            return meant.isEmpty()
                    ? placeholder()
                    : read(alternative(alternatives, meant.get()).form(), name, mapping, cursor);
        }

        private T read(Form<? extends T> form, Node.Scalar name, Node.Mapping mapping, Cursor cursor) {
            var inner = new Cursor(mapping.without(List.of(tag)), cursor.path(), cursor.problems());
            T value = form.read(inner);
            var further = (Node.Mapping) inner.resolved();
            if (further.fields().isEmpty()) {
                cursor.resolve(name);
            } else {
                Map<String, Node.Field> fields = new LinkedHashMap<>();
                fields.put(tag, Node.Field.of(tag, name));
                fields.putAll(further.fields());
                cursor.resolve(new Node.Mapping(fields, mapping.place()));
            }
            return value;
        }

        @Override
        public boolean takes(Node node) {
            return node instanceof Node.Scalar || node instanceof Node.Mapping;
        }

        @Override
        public Shape shape() {
            return new Shape.Tagged(
                    tag,
                    alternatives.stream()
                            .<Shape.Tagged.Alternative>map(alternative -> new Shape.Tagged.Alternative(
                                    alternative.key(),
                                    alternative.doc(),
                                    ((Shape.Keys) alternative.form().shape()).keys()))
                            .toList());
        }

        @Override
        public T placeholder() {
            return alternatives.get(0).form().placeholder();
        }

        @Override
        public String expected() {
            return String.join(
                            " | ",
                            alternatives.stream().<String>map(Alternative::key).toList()) + ", or {" + tag
                    + ": ..., its own keys}";
        }
    }
}
