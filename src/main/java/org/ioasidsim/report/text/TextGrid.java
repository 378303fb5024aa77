package org.ioasidsim.report.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in plain text: the first columns aligned to the left, the others, numbers, to the right, with two blanks between columns. */
public final class TextGrid {
    private static final String GAP = "  ";

    private final int leftColumns;
    private final List<String[]> rows = new ArrayList<>();

    /** Makes an empty table whose first {@code leftColumns} columns are aligned to the left. */
    public TextGrid(int leftColumns) {
        this.leftColumns = leftColumns;
    }

    public void add(List<String> cells) {
        rows.add(cells.toArray(String[]::new));
    }

    /** Returns the lines, each ended, without blanks at their ends. */
    public String text() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            text.append(line(row, widths).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** Returns the width in characters of {@code rows} from column {@code from} on, gaps included. */
    public static int width(List<List<String>> rows, int from) {
        TextGrid grid = new TextGrid(0);
        rows.forEach(row -> grid.add(row.subList(from, row.size())));
        return Arrays.stream(grid.widths()).map(width -> width + GAP.length()).sum();
    }

    private int[] widths() {
        int[] widths = new int[rows.stream().mapToInt(row -> row.length).max().orElse(0)];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], width(row[column]));
            }
        }
        return widths;
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            String padding = " ".repeat(widths[column] - width(row[column]));
            line.append(column == 0 ? "" : GAP)
                    .append(column < leftColumns ? row[column] + padding : padding + row[column]);
        }
        return line.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
