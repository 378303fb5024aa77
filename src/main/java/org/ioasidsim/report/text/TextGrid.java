package org.ioasidsim.report.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A table in plain text: the first columns aligned to the left, the others, numbers, to the right, with two blanks between columns. */
public final class TextGrid {
    private static final String GAP = "  ";
    private static final int HEAD = 12;

    private final int leftColumns;
    private final List<String[]> rows = new ArrayList<>();

    /** Makes an empty table whose first {@code leftColumns} columns are aligned to the left. */
    public TextGrid(int leftColumns) {
        this.leftColumns = leftColumns;
    }

    public void add(List<String> cells) {
        rows.add(cells.toArray(String[]::new));
    }

    /**
     * Adds heads in as many lines as it takes to keep each within {@code most} characters, the last of them next to the first row.
     *
     * @param most a longer word takes its room
     */
    public void addHeads(List<String> heads, int most) {
        List<List<String>> wrapped =
                heads.stream().map(head -> wrapped(head, most)).toList();
        int lines = headLines(heads, most);
        for (int line = 0; line < lines; line++) {
            int at = line - lines;
            add(wrapped.stream()
                    .map(head -> head.size() + at < 0 ? "" : head.get(head.size() + at))
                    .toList());
        }
    }

    /** Returns how many lines {@link #addHeads} takes. */
    public static int headLines(List<String> heads, int most) {
        return heads.stream().mapToInt(head -> wrapped(head, most).size()).max().orElse(0);
    }

    private static List<String> wrapped(String head, int most) {
        int longest = Arrays.stream(head.split(" ", -1))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return WrappedText.of(head, "", Math.max(most, longest)).lines().toList();
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

    /**
     * Returns {@code rows}, the heads first, as one table, or as several beneath each other if it is wider than {@code most} characters: each has
     * the first {@code leftColumns} columns and as many of the others as there is room for.
     */
    public static String stacked(List<List<String>> rows, int leftColumns, int most) {
        List<String> tables = new ArrayList<>();
        int from = leftColumns;
        while (from < rows.get(0).size()) {
            int to = from + 1;
            while (to < rows.get(0).size()
                    && of(some(rows, leftColumns, from, to + 1), leftColumns).width() <= most) {
                to++;
            }
            tables.add(of(some(rows, leftColumns, from, to), leftColumns).text());
            from = to;
        }
        return String.join("\n", tables);
    }

    private static TextGrid of(List<List<String>> rows, int leftColumns) {
        var table = new TextGrid(leftColumns);
        table.addHeads(rows.get(0), HEAD);
        rows.subList(1, rows.size()).forEach(table::add);
        return table;
    }

    private int width() {
        return Arrays.stream(widths()).map(width -> width + GAP.length()).sum() - GAP.length();
    }

    private static List<List<String>> some(List<List<String>> rows, int leftColumns, int from, int to) {
        return rows.stream()
                .map(row -> Stream.concat(row.subList(0, leftColumns).stream(), row.subList(from, to).stream())
                        .toList())
                .toList();
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
