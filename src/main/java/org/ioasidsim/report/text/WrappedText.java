package org.ioasidsim.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks text into lines of limited width, for terminals and mailing lists; a number stays with its unit. */
public final class WrappedText {
    /** The width of a mailing list in characters. */
    public static final int MAIL_WIDTH = 75;

    private static final Pattern UNIT = Pattern.compile("([0-9]) (%|(?:ms|us|s|min|h|d)\\b)");
    private static final Pattern BLANKS = Pattern.compile("[ \n]+");

    private WrappedText() {}

    /** Returns {@code text} in lines, each ended; a word longer than a line is cut. */
    public static String of(String text, String indent, int width) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (String word : words(text, width - indent.length())) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > width) {
                lines.append(line).append('\n');
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        return lines.append(line.toString().stripTrailing()).append('\n').toString();
    }

    /** Returns {@code head} in a column of its own and {@code text} beside it, in lines of at most {@code width} columns, each ended. */
    public static String beside(String head, int column, String text, int width) {
        String indent = " ".repeat(column);
        String lines = of(text, indent, width);
        return head.length() < column ? head + lines.substring(head.length()) : head + "\n" + lines;
    }

    private static List<String> words(String text, int width) {
        List<String> words = new ArrayList<>();
        String kept = UNIT.matcher(text).replaceAll("$1\u00a0$2").replace("± ", "±\u00a0");
        for (String word : BLANKS.split(kept, -1)) {
            for (int from = 0; from < word.length(); from += width) {
                words.add(word.substring(from, Math.min(word.length(), from + width))
                        .replace('\u00a0', ' '));
            }
        }
        return words;
    }
}
