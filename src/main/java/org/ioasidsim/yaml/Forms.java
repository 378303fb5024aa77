package org.ioasidsim.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The forms that values take in a scenario. */
public final class Forms {
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final Pattern SPECIAL = Pattern.compile("[.+*?^$(){}|\\[\\]\\\\]");

    private Forms() {}

    /** Returns the form of a text that matches {@code pattern} as a whole. */
    public static Form<String> text(String expected, String pattern, String placeholder) {
        return new ScalarForm<>(Shape.Scalar.text(expected, pattern), placeholder, cursor -> {
            String text = textAt(cursor);
            // compiled only here: most forms of a file meet no text
            if (!Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches()) {
                cursor.expected(expected);
                return placeholder;
            }
            return text;
        });
    }

    /** Returns the form of a time above 0. */
    public static Form<Double> positiveTime() {
        return time(Double.MIN_VALUE, "a time above 0 with its unit, such as 150ms or 2h30m");
    }

    /** Returns the form of a time of 0 or more. */
    public static Form<Double> time() {
        return time(0, "a time with its unit, such as 150ms or 2h30m");
    }

    private static Form<Double> time(double min, String expected) {
        return new ScalarForm<>(
                Shape.Scalar.text(expected, Units.TIME),
                1.0,
                cursor -> withUnit(cursor, Units.seconds(textAt(cursor)), min, expected, "s"));
    }

    /** Returns the form of a rate above 0, in events per second. */
    public static Form<Double> rate() {
        String expected = "a rate above 0 with its unit, such as 12/s or 3/h";
        return new ScalarForm<>(
                Shape.Scalar.text(expected, Units.RATE),
                1.0,
                cursor -> withUnit(cursor, Units.perSecond(textAt(cursor)), Double.MIN_VALUE, expected, "/s"));
    }

    private static double withUnit(Cursor cursor, OptionalDouble value, double min, String expected, String usualUnit) {
        if (value.isPresent() && value.getAsDouble() >= min && Double.isFinite(value.getAsDouble())) {
            return value.getAsDouble();
        }
        String text = textAt(cursor);
        boolean isBare = value.isEmpty() && Units.number(text).isPresent();
        cursor.problem("expected " + expected + ", found " + cursor.node().found()
                + (isBare && !text.startsWith("-") ? " (did you mean " + text + usualUnit + "?)" : ""));
        return 1;
    }

    /** Returns the form of a whole number from {@code min} to {@code max}. */
    public static Form<Long> count(long min, long max) {
        String range = max == Long.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
        String expected = "a whole number " + range;
        var shape = new Shape.Scalar(expected, Units.COUNT, true, min, max == Long.MAX_VALUE ? ANY : max, true, false);
        return new ScalarForm<>(shape, min, cursor -> {
            var count = Units.count(textAt(cursor));
            if (count.isEmpty() || count.getAsLong() < min || count.getAsLong() > max) {
                cursor.expected(expected);
                return min;
            }
            return count.getAsLong();
        });
    }

    /** Returns the form of a whole number of at least {@code min} that fits an {@code int}. */
    public static Form<Integer> smallCount(int min) {
        return map(count(min, Integer.MAX_VALUE), Math::toIntExact);
    }

    /** Returns the form of a whole number or {@code max}, which is {@link Long#MAX_VALUE}. */
    public static Form<Long> countOrMax(long min) {
        return or(Map.of("max", Long.MAX_VALUE), count(min, Long.MAX_VALUE));
    }

    /** Returns the form of a number in {@code [min, max]}, or above {@code min} if {@code min} itself is excluded. */
    public static Form<Double> number(double min, double max) {
        String expected = max == ANY
                ? "a number of at least " + Units.plain(min)
                : "a number from " + Units.plain(min) + " to " + Units.plain(max);
        return number(expected, min, max, Units::number, "");
    }

    /** Returns the form of a number above 0. */
    public static Form<Double> positive() {
        return number("a number above 0", Double.MIN_VALUE, ANY, Units::number, "");
    }

    /** Returns the form of a number in [0, 1], or a percentage. */
    public static Form<Double> probability() {
        return number("a number from 0 to 1, or a percentage", 0, 1, Units::fraction, Units.PERCENT);
    }

    private static Form<Double> number(
            String expected, double min, double max, Function<String, OptionalDouble> parse, String pattern) {
        var shape = new Shape.Scalar(expected, pattern, true, min, max, false, false);
        double placeholder = Math.max(min, Math.min(1, max));
        return new ScalarForm<>(shape, placeholder, cursor -> {
            OptionalDouble value = parse.apply(textAt(cursor));
            if (value.isEmpty() || value.getAsDouble() < min || value.getAsDouble() > max) {
                cursor.expected(expected);
                return placeholder;
            }
            return value.getAsDouble();
        });
    }

    /** Returns the form of a switch. */
    public static Form<Boolean> onOff() {
        var shape = new Shape.Scalar("on or off", "on|off|true|false", false, 0, 0, false, true);
        return new ScalarForm<>(shape, false, cursor -> switch (textAt(cursor)) {
            case "on", "true", "True", "TRUE" -> true;
            case "off", "false", "False", "FALSE" -> false;
            default -> {
                cursor.expected("on or off");
                yield false;
            }
        });
    }

    /** Returns the form of a constant of an enum, spelt small and with {@code -}. */
    public static <E extends Enum<E>> Form<E> choice(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(word(constant), constant);
        }
        return words(words);
    }

    /** Returns an enum's constant as scenarios spell it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the form of one of several words, in their order. */
    public static <T> Form<T> words(Map<String, T> words) {
        String expected = String.join(" | ", words.keySet());
        String pattern =
                String.join("|", words.keySet().stream().map(Forms::quoted).toList());
        T placeholder = words.values().iterator().next();
        return new ScalarForm<>(Shape.Scalar.text(expected, pattern), placeholder, cursor -> {
            T value = words.get(textAt(cursor));
            if (value == null) {
                cursor.expectedOneOf(words.keySet());
                return placeholder;
            }
            return value;
        });
    }

    private static String quoted(String word) {
        return SPECIAL.matcher(word).replaceAll("\\\\$0");
    }

    /** Returns the form of some words, or else of {@code form}. */
    public static <T> Form<T> or(Map<String, ? extends T> words, Form<T> form) {
        return new WordsOrForm<>(Map.copyOf(words), form);
    }

    /** Returns the form of {@code first} where it takes the node, else of {@code second}. */
    public static <T> Form<T> either(Form<? extends T> first, Form<? extends T> second) {
        return new EitherForm<>(first, second);
    }

    /** Returns {@code form} with its values turned into others. */
    public static <T, R> Form<R> map(Form<T> form, Function<? super T, ? extends R> function) {
        return new MappedForm<>(form, function);
    }

    /** Returns {@code form} with its values checked, or turned into others, where they stand. */
    public static <T, R> Form<R> then(
            Form<T> form, R placeholder, BiFunction<? super T, Cursor, ? extends R> function) {
        return new ThenForm<>(form, placeholder, function);
    }

    /** Returns the form of a mapping read key by key. */
    public static <T> Form<T> section(Function<Section, T> read) {
        return new SectionForm<>(read);
    }

    /** Returns the form of a list. */
    public static <T> Form<List<T>> list(Form<T> item) {
        return new ListForm<>(item, 0);
    }

    /** Returns the form of a list with at least one item. */
    public static <T> Form<List<T>> listOfSome(Form<T> item) {
        return new ListForm<>(item, 1);
    }

    /** Returns the form of a mapping with free keys that match {@code keyPattern}, in the order of the file. */
    public static <T> Form<Map<String, T>> mapOf(
            String keyExpected, String keyPattern, Function<String, Form<T>> value) {
        return new MapForm<>(keyExpected, keyPattern, value);
    }

    /** Returns the form of a mapping with exactly one of several keys, each with a form of its own. */
    public static <T> Form<T> oneOf(List<Alternative<? extends T>> alternatives) {
        return new OneOfForm<>(List.copyOf(alternatives));
    }

    /** Returns a key that {@link #oneOf} may find. */
    public static <T> Alternative<T> alternative(String key, String doc, Form<T> form) {
        return new Alternative<>(key, doc, form);
    }

    /** Returns a form that may contain itself, known by {@code name}. */
    public static <T> Form<T> named(String name, T placeholder, Supplier<Form<T>> form) {
        return new NamedForm<>(name, placeholder, form);
    }

    /** Returns the form of a mapping whose key {@code tag} names one of {@code readers}, which reads the further keys; the name alone will do. */
    public static <T> Form<T> tagged(String tag, List<Alternative<? extends T>> alternatives) {
        return new TaggedForm<>(tag, List.copyOf(alternatives));
    }

    /** Returns the form of a file's path, resolved against the directory of the file that writes it. */
    public static Form<Path> file() {
        Form<String> text = text("the path of a file", ".+", "file");
        return new ScalarForm<>((Shape.Scalar) text.shape(), Path.of("file"), cursor -> {
            Path file =
                    cursor.node().place().directory().resolve(text.read(cursor)).normalize();
            if (!java.nio.file.Files.isReadable(file)) {
                cursor.problem("expected the path of a file, found "
                        + cursor.node().found() + ", which cannot be read (looked for " + file + ")");
            } else {
                FileDigest.of(file).ifPresent(cursor::comment);
            }
            return file;
        });
    }

    /** Returns the form of a node that is read elsewhere. */
    public static Form<Node> raw(String expected) {
        return new RawForm(expected);
    }

    private static String textAt(Cursor cursor) {
        return ((Node.Scalar) cursor.node()).text();
    }

    /** A key of a one-of value. */
    public record Alternative<T>(String key, String doc, Form<T> form) {
        private Shape.Key toKey() {
            return new Shape.Key(key, doc, form, false, "");
        }
    }

    private record ScalarForm<T>(Shape.Scalar shape, T placeholder, Function<Cursor, T> reader) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            if (!takes(cursor.node())) {
                cursor.expected(expected());
                return placeholder;
            }
            return reader.apply(cursor);
        }

        @Override
        public boolean takes(Node node) {
            return node instanceof Node.Scalar scalar && !scalar.isNull();
        }

        @Override
        public String expected() {
            return shape.expected();
        }
    }

    private record WordsOrForm<T>(Map<String, ? extends T> words, Form<T> form) implements Form<T> {
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
            problems.inLineOrder().forEach(problem -> cursor.problems().addAll(List.of(told(problem, cursor))));
            return read;
        }

        private Problem told(Problem problem, Cursor cursor) {
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

    private record EitherForm<T>(Form<? extends T> first, Form<? extends T> second) implements Form<T> {
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

    private record MappedForm<T, R>(Form<T> form, Function<? super T, ? extends R> function) implements Form<R> {
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

    private record ThenForm<T, R>(Form<T> form, R placeholder, BiFunction<? super T, Cursor, ? extends R> function)
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

    private record SectionForm<T>(Function<Section, T> reader) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            if (!(cursor.node() instanceof Node.Mapping mapping)) {
                cursor.expected(expected());
                return placeholder();
            }
            Section section = Section.reading(cursor, mapping);
            T value = reader.apply(section);
            section.close();
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

    private record ListForm<T>(Form<T> item, int min) implements Form<List<T>> {
        @Override
        public List<T> read(Cursor cursor) {
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

    private record MapForm<T>(String keyExpected, String keyPattern, Function<String, Form<T>> value)
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
            return java.util.Collections.unmodifiableMap(values);
        }

        @Override
        public boolean takes(Node node) {
            return node instanceof Node.Mapping;
        }

        @Override
        public Shape shape() {
            return new Shape.MapOf(value.apply("name").shape());
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

    private record OneOfForm<T>(List<Alternative<? extends T>> alternatives) implements Form<T> {
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
            cursor.problems()
                    .add(
                            field.keyPlace(),
                            Cursor.join(cursor.path(), field.key()),
                            "expected " + expected() + ", found " + field.key()
                                    + Spelling.didYouMean(field.key(), keys()));
            return placeholder();
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

        @Override
        public boolean takes(Node node) {
            return node instanceof Node.Mapping;
        }

        @Override
        public Shape shape() {
            return new Shape.OneOf(
                    alternatives.stream().<Shape.Key>map(Alternative::toKey).toList());
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

    private record TaggedForm<T>(String tag, List<Alternative<? extends T>> alternatives) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            if (cursor.node() instanceof Node.Scalar name && !name.isNull()) {
                return read(name, new Node.Mapping(Map.of(tag, Node.Field.of(tag, name)), name.place()), cursor);
            }
            if (cursor.node() instanceof Node.Mapping mapping
                    && mapping.value(tag).orElse(mapping) instanceof Node.Scalar name) {
                return read(name, mapping, cursor);
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
            cursor.at(tag, name)
                    .expectedOneOf(
                            alternatives.stream().<String>map(Alternative::key).toList());
            return placeholder();
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

    private record NamedForm<T>(String name, T placeholder, Supplier<Form<T>> form) implements Form<T> {
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

    private record RawForm(String expected) implements Form<Node> {
        @Override
        public Node read(Cursor cursor) {
            return cursor.node();
        }

        @Override
        public boolean takes(Node node) {
            return true;
        }

        @Override
        public Shape shape() {
            return new Shape.Anything(expected);
        }

        @Override
        public Node placeholder() {
            return new Node.Mapping(Map.of(), new Place("", Path.of(""), 0, 0));
        }
    }
}
