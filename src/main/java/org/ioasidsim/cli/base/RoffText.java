package org.ioasidsim.cli.base;

import java.util.List;

/** A manual page that is being written, in roff with the macros of man(7). */
final class RoffText {
    /** Lines longer than 80 bytes are bad style. */
    private static final int WIDTH = 76;

    private final StringBuilder text = new StringBuilder();

    RoffText(String title, String date, String source) {
        text.append(".TH ").append(quoted(title)).append(" 1 \"").append(date).append("\" ");
        text.append(quoted(source)).append(" \"User Commands\"\n");
    }

    private static String quoted(String words) {
        return '"' + escaped(words).replace("\"", "\\(dq") + '"';
    }

    static String bold(String words) {
        return "\\fB" + escaped(words) + "\\fR";
    }

    static String italic(String words) {
        return "\\fI" + escaped(words) + "\\fR";
    }

    /** Returns words that roff prints as they are: its signs, and what it would print as a typographic one. */
    static String escaped(String words) {
        var safe = new StringBuilder();
        words.codePoints().forEach(sign -> {
            switch (sign) {
                case '\\' -> safe.append("\\e");
                case '-' -> safe.append("\\-");
                case '\'' -> safe.append("\\(aq");
                case '`' -> safe.append("\\(ga");
                case '^' -> safe.append("\\(ha");
                case '~' -> safe.append("\\(ti");
                default -> {
                    if (sign < 0x80) {
                        safe.append((char) sign);
                    } else {
                        safe.append(String.format("\\[u%04X]", sign));
                    }
                }
            }
        });
        return safe.toString();
    }

    void heading(String words) {
        text.append(".SH ").append(words).append('\n');
    }

    /** Begins a part of a section; {@code words} are escaped already. */
    void subheading(String words) {
        text.append(".SS \"").append(words).append("\"\n");
    }

    /** Adds text that is escaped already. */
    void line(String words) {
        text.append(words).append('\n');
    }

    void paragraph(String words) {
        if (!isBelowHeading()) {
            text.append(".PP\n");
        }
        filled(words);
    }

    private boolean isBelowHeading() {
        int lastLine = text.lastIndexOf("\n", text.length() - 2) + 1;
        return text.charAt(lastLine) == '.' && text.charAt(lastLine + 1) == 'S';
    }

    /** Adds an entry of a list: what is described, escaped already, and its description. */
    void item(String term, String description) {
        text.append(".TP\n").append(term).append('\n');
        filled(description);
    }

    /** Adds lines that are not filled, as a terminal shows them. */
    void verbatim(List<String> lines) {
        text.append(".nf\n");
        lines.stream()
                .dropWhile(String::isEmpty)
                .forEach(line -> text.append(safeStart(escaped(line))).append('\n'));
        text.append(".fi\n");
    }

    /** Breaks lines behind sentences and before they grow too long. */
    private void filled(String words) {
        var line = new StringBuilder();
        for (String word : words.strip().split("\\s+", -1)) {
            String next = escaped(word);
            if (line.length() > 0 && line.length() + 1 + next.length() > WIDTH) {
                endLine(line);
            }
            line.append(line.length() == 0 ? "" : " ").append(next);
            if (word.endsWith(".")) {
                endLine(line);
            }
        }
        if (line.length() > 0) {
            endLine(line);
        }
    }

    private void endLine(StringBuilder line) {
        text.append(safeStart(line.toString())).append('\n');
        line.setLength(0);
    }

    /** A full stop at the start of a line would make it a request. */
    private static String safeStart(String line) {
        return line.startsWith(".") ? "\\&" + line : line;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
