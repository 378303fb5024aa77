package org.ioasidsim.yaml;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Forms made of other forms, which read the same node. */
final class CombinedForms {
    private CombinedForms() {}

    /** The form of some words, or else of {@code form}. A problem with the value as a whole names the words too. */
    record WordsOrForm<T>(Map<String, ? extends T> words, Form<T> form) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            T value = cursor.node() instanceof Node.Scalar scalar ? words.get(scalar.text()) : null;
            if (value != null) {
                return value;
            }
            if (!form.takes(cursor.node())) {
                cursor.expected(expected());
                return form.placeholder();
            }
            var problems = new Problems();
            var inner = new Cursor(cursor.node(), cursor.path(), problems);
            T read = form.read(inner);
            cursor.resolve(inner.resolved());
            cursor.comment(inner.comment());
            problems.inLineOrder().forEach(problem -> cursor.problems().addAll(List.of(withWords(problem, cursor))));
            return read;
        }

        private Problem withWords(Problem problem, Cursor cursor) {
            String own = "expected " + form.expected() + ", found ";
            boolean isOwn =
                    problem.path().equals(cursor.path()) && problem.message().startsWith(own);
            String message = isOwn
                    ? "expected " + expected() + ", found " + problem.message().substring(own.length())
                    : problem.message();
            String hint = isOwn && !message.endsWith("?)") && cursor.node() instanceof Node.Scalar scalar
                    ? Spelling.didYouMean(scalar.text(), words.keySet())
                    : "";
            return new Problem(problem.place(), problem.path(), message + hint);
        }

        @Override
        public boolean takes(Node node) {
            return form.takes(node) || (node instanceof Node.Scalar scalar && words.containsKey(scalar.text()));
        }

        @Override
        public Shape shape() {
            return new Shape.AnyOf(List.of(wordShape(), form.shape()));
        }

        private Shape wordShape() {
            var sorted = words.keySet().stream().sorted().toList();
            return Shape.Scalar.text(String.join(" | ", sorted), String.join("|", sorted));
        }

        @Override
        public T placeholder() {
            return form.placeholder();
        }

        @Override
        public String expected() {
            return form.expected() + ", or "
                    + String.join(" | ", words.keySet().stream().sorted().toList());
        }
    }

    /** The first of two forms that takes the node. */
    record EitherForm<T>(Form<? extends T> first, Form<? extends T> second) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            if (first.takes(cursor.node())) {
                return first.read(cursor);
            }
            if (second.takes(cursor.node())) {
                return second.read(cursor);
            }
            cursor.expected(expected());
            return placeholder();
        }

        @Override
        public boolean takes(Node node) {
            return first.takes(node) || second.takes(node);
        }

        @Override
        public Shape shape() {
            return new Shape.AnyOf(List.of(first.shape(), second.shape()));
        }

        @Override
        public T placeholder() {
            return first.placeholder();
        }

        @Override
        public String expected() {
            return first.expected() + ", or " + second.expected();
        }
    }

    /** A mapping with a key that tells it from other forms. */
    record KeyedForm<T>(String key, Form<? extends T> keyed, Form<T> otherwise) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            boolean isKeyed = cursor.node() instanceof Node.Mapping mapping
                    && mapping.value(key).isPresent();
            return isKeyed ? keyed.read(cursor) : otherwise.read(cursor);
        }

        @Override
        public boolean takes(Node node) {
            return otherwise.takes(node);
        }

        @Override
        public Shape shape() {
            return new Shape.AnyOf(List.of(keyed.shape(), otherwise.shape()));
        }

        @Override
        public T placeholder() {
            return otherwise.placeholder();
        }

        @Override
        public String expected() {
            return otherwise.expected();
        }
    }

    /** A form whose values become others. */
    record MappedForm<T, R>(Form<T> form, Function<? super T, ? extends R> function) implements Form<R> {
        @Override
        public R read(Cursor cursor) {
            return function.apply(form.read(cursor));
        }

        @Override
        public boolean takes(Node node) {
            return form.takes(node);
        }

        @Override
        public Shape shape() {
            return form.shape();
        }

        @Override
        public R placeholder() {
            return function.apply(form.placeholder());
        }

        @Override
        public String expected() {
            return form.expected();
        }
    }

    /** A form followed by a function that may report problems at the value's place. */
    record ThenForm<T, R>(Form<T> form, R placeholder, BiFunction<? super T, Cursor, ? extends R> function)
            implements Form<R> {
        @Override
        public R read(Cursor cursor) {
            return function.apply(form.read(cursor), cursor);
        }

        @Override
        public boolean takes(Node node) {
            return form.takes(node);
        }

        @Override
        public Shape shape() {
            return form.shape();
        }

        @Override
        public String expected() {
            return form.expected();
        }
    }

    /** A form that may contain itself: its shape is a reference by name, or a description would never end. */
    record NamedForm<T>(String name, T placeholder, Supplier<Form<T>> form) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            return form.get().read(cursor);
        }

        @Override
        public boolean takes(Node node) {
            return form.get().takes(node);
        }

        @Override
        public Shape shape() {
            return new Shape.Ref(name, () -> form.get().shape());
        }

        @Override
        public String expected() {
            return form.get().expected();
        }
    }
}
