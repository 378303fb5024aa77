package org.ioasidsim.report.text;

import java.util.Locale;

/** Shortens names and groups the digits of whole numbers, whatever they denote. */
public final class Phrases {
    private Phrases() {}

    /** Returns a whole number in groups of three digits. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Returns {@code 1 thing} or {@code n things}. */
    public static String counted(int count, String thing) {
        return count(count) + " " + thing + (count == 1 ? "" : "s");
    }

    /** Returns {@code text}, with its middle replaced by {@code …} if it is longer than {@code most} characters. */
    public static String elided(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int tail = (most - 1) / 3;
        return text.substring(0, most - 1 - tail) + "…" + text.substring(text.length() - tail);
    }
}
