package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.List;

/** Lines of help that fit a terminal. */
final class HelpLines {
    private static final int WIDTH = 80;

    private HelpLines() {}

    /** Returns {@code head} and, from {@code column} on, {@code text} beside it, broken between words; below it where the head is longer. */
    static List<String> beside(String head, int column, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(head);
        if (head.length() >= column) {
            lines.add(head);
            line.setLength(0);
        }
        for (String word : text.split(" ", -1)) {
            if (line.length() > column && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(" ".repeat(Math.max(line.length() > column ? 1 : 0, column - line.length())))
                    .append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
