package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.List;

/** A command line in lines that a shell reads as one: each but the last ends with a backslash. */
final class PastedCommand {
    private static final String INDENT = "    ";
    private static final String CONTINUED = " \\";

    private PastedCommand() {}

    /** Returns the lines, none wider than {@code width} unless one of its words is: such a word stays whole, so that the command still works. */
    static List<String> lines(String commandLine, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : words(commandLine)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() + CONTINUED.length() > width) {
                lines.add(line + CONTINUED);
                line = INDENT + word;
            } else {
                line = line.isEmpty() ? word : line + " " + word;
            }
        }
        lines.add(line);
        return lines;
    }

    /** Splits at blanks outside single quotes. */
    private static List<String> words(String commandLine) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < commandLine.length(); i++) {
            char c = commandLine.charAt(i);
            isQuoted ^= c == '\'';
            if (c == ' ' && !isQuoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }
}
