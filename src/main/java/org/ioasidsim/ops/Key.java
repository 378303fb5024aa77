package org.ioasidsim.ops;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A setting that an operation takes, {@code name=value}.
 *
 * @param fits what its values look like
 * @param shown the values in help and messages
 * @param doc what it sets and, behind a semicolon, what applies without it
 */
record Key(String name, Predicate<String> fits, String shown, String doc) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    /** Returns a key whose values match {@code pattern}. */
    static Key of(String name, String pattern, String shown, String doc) {
        return new Key(name, Pattern.compile(pattern).asMatchPredicate(), shown, doc);
    }

    /** Returns a key that takes one of several words, {@code a|b|c}. */
    static Key words(String name, String words, String doc) {
        return of(name, words, words, doc);
    }

    static Key onOff(String name, String doc) {
        return words(name, "on|off", doc);
    }

    /** Returns a key that takes a number of at most ten digits. */
    static Key number(String name, String doc) {
        return new Key(name, NUMBER.asMatchPredicate(), "N", doc);
    }

    /** Returns a key that takes the numbers from {@code min} to {@code max}. */
    static Key range(String name, long min, long max, String doc) {
        Predicate<String> isInRange = value -> Long.parseLong(value) >= min && Long.parseLong(value) <= max;
        return new Key(name, NUMBER.asMatchPredicate().and(isInRange), min + ".." + max, doc);
    }

    /** Returns a key that takes a number of bits from 1 to 20, as wide as a PASID can be. */
    static Key pasidBits(String name, String doc) {
        return of(name, "[1-9]|1[0-9]|20", "1..20", doc);
    }

    /** Returns a key that takes a number or {@code max}. */
    static Key numberOrMax(String name, String doc) {
        return of(name, "[0-9]{1,18}|max", "N|max", doc);
    }

    /** Returns how the setting is written. */
    String usage() {
        return name + "=" + shown;
    }
}
