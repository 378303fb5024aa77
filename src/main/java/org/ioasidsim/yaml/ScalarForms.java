package org.ioasidsim.yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The forms of single values: texts, words, numbers and numbers with a unit. {@link Forms} has their meaning. */
final class ScalarForms {
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final Pattern SPECIAL = Pattern.compile("[.+*?^$(){}|\\[\\]\\\\]");

    private ScalarForms() {}

    static Form<String> text(String expected, String pattern, String placeholder) {
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

    static Form<Double> positiveTime() {
        return time(Double.MIN_VALUE, "a time above 0 with its unit, such as 150ms or 2h30m");
    }

    static Form<Double> time() {
        return time(0, "a time with its unit, such as 150ms or 2h30m");
    }

    private static Form<Double> time(double min, String expected) {
        return new ScalarForm<>(
                Shape.Scalar.text(expected, Units.TIME),
                1.0,
                cursor -> withUnit(cursor, Units.seconds(textAt(cursor)), min, expected, "s"));
    }

    static Form<Double> rate() {
        String expected = "a rate above 0 with its unit, such as 12/s or 3/h";
        return new ScalarForm<>(
                Shape.Scalar.text(expected, Units.RATE),
                1.0,
                cursor -> withUnit(cursor, Units.perSecond(textAt(cursor)), Double.MIN_VALUE, expected, "/s"));
    }

    private static double withUnit(Cursor cursor, OptionalDouble value, double min, String expected, String usualUnit) {
        if (isWithin(value, min)) {
            return value.getAsDouble();
        }
        String text = textAt(cursor);
        boolean isBare = value.isEmpty() && Units.number(text).isPresent();
        Optional<String> guess = isBare ? Optional.of(text + usualUnit) : Units.guess(text);
        OptionalDouble guessed = guess.map(
                        word -> usualUnit.startsWith("/") ? Units.perSecond(word) : Units.seconds(word))
                .orElse(OptionalDouble.empty());
        String message = "expected " + expected + ", found " + cursor.node().found();
        if (!isWithin(guessed, min) || text.startsWith("-")) {
            cursor.problem(message);
            return 1;
        }
        cursor.mended(message + " (did you mean " + guess.orElseThrow() + "?)");
        return guessed.getAsDouble();
    }

    private static boolean isWithin(OptionalDouble value, double min) {
        return value.isPresent() && value.getAsDouble() >= min && Double.isFinite(value.getAsDouble());
    }

    static Form<Long> count(long min, long max) {
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

    static Form<Double> number(double min, double max) {
        String expected = max == ANY
                ? "a number of at least " + Units.plain(min)
                : "a number from " + Units.plain(min) + " to " + Units.plain(max);
        return number(expected, min, max, Units::number, "");
    }

    static Form<Double> positive() {
        return number("a number above 0", Double.MIN_VALUE, ANY, Units::number, "");
    }

    static Form<Double> probability() {
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

    static Form<Boolean> onOff() {
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

    static <E extends Enum<E>> Form<E> choice(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(word(constant), constant);
        }
        return words(words);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <T> Form<T> words(Map<String, T> words) {
        String expected = String.join(" | ", words.keySet());
        String pattern = String.join(
                "|", words.keySet().stream().map(ScalarForms::quoted).toList());
        T placeholder = words.values().iterator().next();
        return new ScalarForm<>(Shape.Scalar.text(expected, pattern), placeholder, cursor -> {
            T value = words.get(textAt(cursor));
            return value == null
                    ? cursor.expectedOneOf(words.keySet()).map(words::get).orElse(placeholder)
                    : value;
        });
    }

    private static String quoted(String word) {
        return SPECIAL.matcher(word).replaceAll("\\\\$0");
    }

    static Form<Path> file() {
        Form<String> text = text("the path of a file", ".+", "file");
        return new ScalarForm<>((Shape.Scalar) text.shape(), Path.of("file"), cursor -> {
            Path file =
                    cursor.node().place().directory().resolve(text.read(cursor)).normalize();
            if (!Files.isReadable(file)) {
                cursor.problem("expected the path of a file, found "
                        + cursor.node().found() + ", which cannot be read (looked for " + file + ")");
            } else {
                FileDigest.of(file).ifPresent(cursor::comment);
            }
            return file;
        });
    }

    private static String textAt(Cursor cursor) {
        return ((Node.Scalar) cursor.node()).text();
    }

    /** A single value: {@code reader} is asked only where one stands, and answers {@code placeholder} where it is wrong. */
    private record ScalarForm<T>(Shape.Scalar shape, T placeholder, Function<Cursor, T> reader) implements Form<T> {
        @Override
        public T read(Cursor cursor) {
            if (takes(cursor.node())) {
                return reader.apply(cursor);
            }
            boolean isListOfOne = cursor.node() instanceof Node.Sequence list
                    && list.items().size() == 1
                    && takes(list.items().get(0));
            if (!isListOfOne) {
                cursor.expected(expected());
                return placeholder;
            }
            cursor.mended("expected " + expected() + ", found a list: write the value without brackets");
            Node only = ((Node.Sequence) cursor.node()).items().get(0);
            return reader.apply(new Cursor(only, cursor.path(), cursor.problems()));
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
}
