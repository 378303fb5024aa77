package org.ioasidsim.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                return meant(cursor.node().found(), false, form.placeholder(), cursor);
            }
            var problems = new Problems();
            var inner = new Cursor(cursor.node(), cursor.path(), problems);
            T read = form.read(inner);
            cursor.resolve(inner.resolved());
            cursor.comment(inner.comment());
            Optional<Problem> own = problems.inLineOrder().stream()
                    .filter(problem -> isOwn(problem, cursor))
                    .findFirst();
            if (own.isEmpty()) {
                cursor.problems().addAll(problems);
                return read;
            }
            return meant(own.get().message().substring(ownBeginning().length()), problems.areMended(), read, cursor);
        }

        private String ownBeginning() {
            return "expected " + form.expected() + ", found ";
        }

        private boolean isOwn(Problem problem, Cursor cursor) {
            return problem.path().equals(cursor.path()) && problem.message().startsWith(ownBeginning());
        }

        /** Reports the value as a whole, {@code found}, and returns what it was read as, or else the word that was meant. */
        private T meant(String found, boolean isMended, T read, Cursor cursor) {
            String message = "expected " + expected() + ", found " + found;
            String text = cursor.node() instanceof Node.Scalar scalar ? scalar.text() : "";
            Optional<String> word = isMended ? Optional.empty() : Spelling.nearest(text, words.keySet());
            if (!isMended && word.isEmpty()) {
                cursor.problem(message);
                return read;
            }
            cursor.mended(message + (isMended ? "" : Spelling.didYouMean(text, words.keySet())));
            return word.<T>map(words::get).orElse(read);
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

    /** A form followed by a function that may report problems at the value's place; of a value that is wrong already it is not asked. */
    record ThenForm<T, R>(Form<T> form, R placeholder, BiFunction<? super T, Cursor, ? extends R> function)
            implements Form<R> {
        @Override
        public R read(Cursor cursor) {
            var inner = new Cursor(cursor.node(), cursor.path(), new Problems());
            T read = form.read(inner);
            cursor.problems().addAll(inner.problems());
            cursor.resolve(inner.resolved());
            cursor.comment(inner.comment());
            return inner.problems().areMended() ? function.apply(read, cursor) : placeholder;
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
