package org.ioasidsim.report.text;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shortens names, groups the digits of whole numbers and begins sentences, whatever they denote. */
public final class Phrases {
    /** The words of our own with which sentences begin; any other first word may be a name. */
    private static final List<String> OPENING = List.of("the ", "no ", "with ", "more ", "theory (", "simulation ");

    /** So many names make a list that is still read; the others are counted. */
    private static final int MOST_NAMES = 5;

    private Phrases() {}

    /** Returns a whole number in groups of three digits. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Returns {@code 1 thing} or {@code n things}. */
    public static String counted(long count, String thing) {
        return count(count) + " " + thing + (count == 1 ? "" : "s");
    }

    /** Returns what stands elsewhere, as {@code 1 further row is in F} or {@code n further rows are in F}. */
    public static String furtherIn(long count, String thing, String where) {
        return counted(count, "further " + thing) + (count == 1 ? " is in " : " are in ") + where + ".";
    }

    /** Returns the first few of {@code items} in words, and how many more there are, such as {@code a, b, c, d, e and 7 more}. */
    public static <T> String listed(List<T> items, Function<T, String> wording) {
        String first = items.stream().limit(MOST_NAMES).map(wording).collect(Collectors.joining(", "));
        int more = items.size() - MOST_NAMES;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    /** Returns {@code text}, with its middle replaced by {@code …} if it is longer than {@code most} characters. */
    public static String elided(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int tail = (most - 1) / 3;
        return text.substring(0, most - 1 - tail) + "…" + text.substring(text.length() - tail);
    }

    /** Returns {@code text}, not empty, with a capital at its beginning. */
    public static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** Returns a sentence that begins with a word of ours as the rest of another. */
    public static String continued(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** Returns {@code text} as the beginning of a sentence: a tenant, a cgroup or a variant keeps its name as it is written. */
    public static String sentence(String text) {
        return OPENING.stream().anyMatch(text::startsWith) ? capitalised(text) : text;
    }
}
