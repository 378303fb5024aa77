package org.ioasidsim.report.text;

import java.util.ArrayList;
import java.util.List;

/** Sentences and a table on one screen of a terminal, 80 columns by at most 25 lines; what does not fit is counted. */
public final class ScreenText {
    /** The width of a terminal in characters. */
    public static final int WIDTH = 80;

    private static final int MOST_LINES = 25;
    private static final int MOST_OF_SENTENCES = 13;

    private ScreenText() {}

    /**
     * Returns the lines.
     *
     * @param sentences the most important first; only whole ones are shown, but the first always
     * @param table the lines of a table with its heads; empty for none
     */
    public static String of(List<String> sentences, List<String> table) {
        List<String> lines = new ArrayList<>();
        int said = 0;
        for (String sentence : sentences) {
            List<String> wrapped = WrappedText.of(sentence, "", WIDTH).lines().toList();
            if (said > 0 && lines.size() + wrapped.size() > MOST_OF_SENTENCES) {
                break;
            }
            lines.addAll(wrapped.subList(0, Math.min(wrapped.size(), MOST_OF_SENTENCES)));
            said++;
        }
        if (said < sentences.size()) {
            lines.add("and " + Phrases.counted(sentences.size() - said, "more sentence") + ": --full shows all");
        }
        lines.addAll(rows(table, MOST_LINES - lines.size() - 1));
        return String.join("\n", lines) + "\n";
    }

    /** Returns an empty line and as much of the table as there is room for. */
    private static List<String> rows(List<String> table, int room) {
        List<String> rows = new ArrayList<>();
        if (!table.isEmpty()) {
            int shown = table.size() <= room ? table.size() : room - 1;
            rows.add("");
            table.stream().limit(shown).map(ScreenText::cut).forEach(rows::add);
            if (shown < table.size()) {
                rows.add("and " + Phrases.counted(table.size() - shown, "more row") + ": --full shows all");
            }
        }
        return rows;
    }

    /** Cuts a row at its end: in the middle, one number would be made of two. */
    private static String cut(String row) {
        return row.length() <= WIDTH ? row : row.substring(0, WIDTH - 1) + "…";
    }
}
