package org.ioasidsim.file;

import java.util.Locale;

/**
 * Text of others (names, questions, commands in traces, messages of libraries) as it may reach a terminal, a log or a file: characters that
 * move the cursor, start an escape sequence, change the direction of writing or are none at all are shown as {@code \}{@code u001b}.
 *
 * <p>Source: Unicode Standard Annex 9 (bidirectional formatting characters), and Boucher and Anderson, Trojan Source, 2021.
 */
public final class SafeText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int MOST_QUOTED = 2_000;

    private SafeText() {}

    /** Returns {@code text} for one line: a line break, too, is shown as a code. */
    public static String line(String text) {
        return shown(text, "");
    }

    /** Returns {@code text} for one line that tabs may indent, such as one of a stack trace. */
    public static String indentedLine(String text) {
        return shown(text, "\t");
    }

    /** Returns {@code text} for one line as a message quotes it: of a long text the beginning, and how long it is. */
    public static String quote(String text) {
        if (text.length() <= MOST_QUOTED) {
            return line(text);
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_QUOTED - 1)) ? MOST_QUOTED - 1 : MOST_QUOTED;
        return line(text.substring(0, end)) + "... (" + text.length() + " characters)";
    }

    /** Returns {@code text} with its line breaks and tabs. */
    public static String block(String text) {
        return shown(text, "\n\t");
    }

    /** Returns whether a character can do no harm; letters that join, and spaces, are safe. */
    public static boolean isSafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
            default -> (codePoint & 0xfffe) != 0xfffe; // the last two of each plane are no characters
        };
    }

    /** Returns the name of a character for a message, such as {@code U+001B}. */
    public static String name(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }

    /** Asked of every cell of large tables and of whole pages: without a stream, and of plain letters nothing more is asked. */
    private static boolean isAsItIs(String text, String kept) {
        int i = 0;
        while (i < text.length()) {
            char unit = text.charAt(i);
            if (unit >= ' ' && unit <= '~') {
                i++;
            } else {
                int c = text.codePointAt(i);
                if (!isSafe(c) && kept.indexOf(c) < 0) {
                    return false;
                }
                i += Character.charCount(c);
            }
        }
        return true;
    }

    private static String shown(String text, String kept) {
        if (isAsItIs(text, kept)) {
            return text;
        }
        var shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isSafe(c) || kept.indexOf(c) >= 0) {
                shown.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return shown.toString();
    }
}
