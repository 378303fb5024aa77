package org.ioasidsim.file;

import java.util.List;

/** A table in Markdown. */
public final class MarkdownTable {
    private MarkdownTable() {}

    /**
     * Returns {@code rows}, of which the first holds the heads. The first {@code names} columns are aligned to the left, the others,
     * numbers, to the right.
     */
    public static String of(List<List<String>> rows, int names) {
        StringBuilder text = new StringBuilder(line(rows.get(0)));
        text.append("|---".repeat(names))
                .append("|---:".repeat(rows.get(0).size() - names))
                .append("|\n");
        rows.stream().skip(1).forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        cells.forEach(cell -> line.append("| ").append(cell.replace("|", "\\|")).append(' '));
        return line.append("|\n").toString();
    }
}
