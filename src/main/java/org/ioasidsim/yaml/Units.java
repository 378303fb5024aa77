package org.ioasidsim.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.file.Numbers;

/** Numbers with their units, as scenarios write them, and their spelling for people. */
public final class Units {
    static final String NUMBER = "[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?";
    static final String TIME_UNIT = "(?:ns|us|ms|s|min|m|h|d)";
    static final String TIME = "(?:" + NUMBER + TIME_UNIT + ")+";
    static final String RATE = NUMBER + "/" + TIME_UNIT;
    static final String COUNT = "[0-9]+(?:Ki|Mi|Gi)";
    static final String PERCENT = NUMBER + "%";

    private static final Pattern TIME_PARTS = Pattern.compile(TIME);
    private static final Pattern TIME_PART = Pattern.compile("(" + NUMBER + ")(" + TIME_UNIT + ")");
    private static final Pattern RATE_PARTS = Pattern.compile("(" + NUMBER + ")/(" + TIME_UNIT + ")");
    private static final Pattern COUNT_PARTS = Pattern.compile("([0-9]+)(Ki|Mi|Gi)?");
    private static final Pattern SIGNED_NUMBER = Pattern.compile("[+-]?" + NUMBER);
    private static final Pattern PERCENTAGE = Pattern.compile(PERCENT);

    /** A number, perhaps a sign of division, and a unit that may be spelt in another way. */
    private static final Pattern MEANT = Pattern.compile("(" + NUMBER + ")\\s*(/|per\\b)?\\s*([A-Za-z\u00b5]+)");

    private static final Map<String, String> UNIT_WORDS = unitWords();

    private Units() {}

    private static Map<String, String> unitWords() {
        Map<String, String> words = new HashMap<>();
        List.of(
                        "ns nsec nsecs nanosecond nanoseconds",
                        "us \u00b5s usec usecs microsecond microseconds",
                        "ms msec msecs millisecond milliseconds",
                        "s sec secs second seconds",
                        "min m mins minute minutes",
                        "h hr hrs hour hours",
                        "d day days")
                .forEach(line -> {
                    String[] same = line.split(" ", -1);
                    List.of(same).forEach(word -> words.put(word, same[0]));
                });
        return Map.copyOf(words);
    }

    /** Returns the seconds of a time such as {@code 2h30m}. */
    public static OptionalDouble seconds(String text) {
        if (!TIME_PARTS.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double seconds = 0;
        Matcher part = TIME_PART.matcher(text);
        while (part.find()) {
            seconds += scaled(Double.parseDouble(part.group(1)), part.group(2));
        }
        return OptionalDouble.of(seconds);
    }

    /** Returns {@code number} units in seconds. Small units divide, since 1e9 is exact as a double and 1e-9 is not. */
    private static double scaled(double number, String unit) {
        return switch (unit) {
            case "ns" -> number / 1e9;
            case "us" -> number / 1e6;
            case "ms" -> number / 1e3;
            case "s" -> number;
            case "min", "m" -> number * 60;
            case "h" -> number * 3600;
            default -> number * 86400;
        };
    }

    /** Returns the time or rate that {@code text} may mean, such as {@code 5s} for {@code 5 sec} or {@code 3/h} for {@code 3 per hour}; empty if there is no guess. */
    public static Optional<String> guess(String text) {
        Matcher parts = MEANT.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String word = parts.group(3).toLowerCase(Locale.ROOT);
        if (word.equals("hz") && parts.group(2) == null) {
            return Optional.of(parts.group(1) + "/s");
        }
        String sign = parts.group(2) == null ? "" : "/";
        return Optional.ofNullable(UNIT_WORDS.get(word)).map(unit -> parts.group(1) + sign + unit);
    }

    /** Returns the events per second of a rate such as {@code 3/h}. */
    public static OptionalDouble perSecond(String text) {
        Matcher parts = RATE_PARTS.matcher(text);
        if (!parts.matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(parts.group(1));
        return OptionalDouble.of(
                switch (parts.group(2)) {
                    case "ns" -> number * 1e9;
                    case "us" -> number * 1e6;
                    case "ms" -> number * 1e3;
                    default -> number / scaled(1, parts.group(2));
                });
    }

    /** Returns a whole number such as {@code 4096} or {@code 64Ki}; nothing if the text is none, has more than 18 digits or exceeds a {@code long}. */
    public static OptionalLong count(String text) {
        Matcher parts = COUNT_PARTS.matcher(text);
        if (!parts.matches() || parts.group(1).length() > 18) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(parts.group(1));
        String prefix = parts.group(2) == null ? "" : parts.group(2);
        long factor = switch (prefix) {
            case "Ki" -> 1L << 10;
            case "Mi" -> 1L << 20;
            case "Gi" -> 1L << 30;
            default -> 1L;
        };
        return number > Long.MAX_VALUE / factor ? OptionalLong.empty() : OptionalLong.of(number * factor);
    }

    /** Returns a finite number such as {@code -2.5e3}. */
    public static OptionalDouble number(String text) {
        return SIGNED_NUMBER.matcher(text).matches() ? finite(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    private static OptionalDouble finite(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** Returns the fraction of a text such as {@code 0.999} or {@code 99.9%}. */
    public static OptionalDouble fraction(String text) {
        if (PERCENTAGE.matcher(text).matches()) {
            return OptionalDouble.of(Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
        }
        return number(text);
    }

    /** Returns a time rounded to three digits, in a unit that suits its size, for people to read. */
    public static String aboutSeconds(double seconds) {
        if (Double.isInfinite(seconds)) {
            return "forever";
        }
        if (seconds == 0) {
            return "0 s";
        }
        if (seconds >= 172_800) {
            return about(seconds / 86_400) + " d";
        }
        if (seconds >= 7_200) {
            return about(seconds / 3_600) + " h";
        }
        if (seconds >= 120) {
            return about(seconds / 60) + " min";
        }
        if (seconds >= 1) {
            return about(seconds) + " s";
        }
        return seconds >= 1e-3 ? about(seconds * 1e3) + " ms" : about(seconds * 1e6) + " µs";
    }

    /** Returns a number rounded to three digits. */
    public static String about(double value) {
        return plain(Double.isFinite(value) ? Numbers.rounded(value, 3).doubleValue() : value);
    }

    /** Returns the shortest text from which the number can be read back. */
    public static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
