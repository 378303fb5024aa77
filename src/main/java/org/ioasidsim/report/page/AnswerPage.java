package org.ioasidsim.report.page;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.report.chart.ChartFiles;
import org.ioasidsim.report.table.PageTable;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.report.text.Phrases;

/**
 * A page with an answer in sentences, its charts and its evidence, of at most 2 MB. It needs no network, and is complete without scripts.
 */
public final class AnswerPage {
    private static final int MOST_ROWS = 400;
    private static final int MOST_UNFOLDED = 20;

    /** The rows of a table without pictures beside it that stand there at once: it is all that the page has to show. */
    private static final int MOST_UNFOLDED_ALONE = 80;

    private static final int MOST_FIGURES_AT_FIRST = 3;
    private static final int MOST_SENTENCES_AT_FIRST = 6;

    /** From how many charts or sentences on only the first ones stand there at once: the others say the same of other values. */
    private static final int MANY = 8;

    private static final int FIRST_OF_MANY_SENTENCES = 3;

    private AnswerPage() {}

    /**
     * What the template shows.
     *
     * @param title what the scenario was asked
     * @param sentences the answer, the first one by itself
     */
    public record Page(
            String scenario,
            String title,
            List<String> sentences,
            List<PageFigure> figures,
            PageTable table,
            List<String> method,
            RunInfo info) {
        /** Takes as many of {@code charts} as {@code room} allows: those that stand there at once in both shapes, the others in the narrow one. */
        private Page with(List<ChartFiles.Drawn> charts, PageBudget room) {
            int atOnce = atOnce(charts.size());
            List<PageFigure> pictures = new ArrayList<>(PageFigure.of(charts.subList(0, atOnce), "", room));
            pictures.addAll(PageFigure.folded(charts.subList(atOnce, charts.size()), "", room));
            return new Page(scenario, title, sentences, pictures, table, method, info);
        }

        /** Returns whether the table is folded until a reader asks for it. */
        boolean isLong() {
            return table.rows().size() > (figures.isEmpty() ? MOST_UNFOLDED_ALONE : MOST_UNFOLDED);
        }

        /** Returns the sentences that stand on the page at once. */
        List<String> brief() {
            int most = sentences.size() < MANY ? MOST_SENTENCES_AT_FIRST : FIRST_OF_MANY_SENTENCES;
            return sentences.subList(0, Math.min(most, sentences.size()));
        }

        /** Returns the sentences that are folded until a reader asks for them. */
        List<String> details() {
            return sentences.subList(brief().size(), sentences.size());
        }

        /** Returns the charts that stand on the page at once. */
        List<PageFigure> first() {
            return figures.subList(0, atOnce(figures.size()));
        }

        /** Returns the charts that are folded until a reader asks for them. */
        List<PageFigure> further() {
            return figures.subList(first().size(), figures.size());
        }
    }

    private static int atOnce(int charts) {
        return charts < MANY ? Math.min(MOST_FIGURES_AT_FIRST, charts) : 1;
    }

    /** Returns the page with as many charts of {@code drawn} as fit. */
    public static String of(Page page, List<ChartFiles.Drawn> drawn) {
        String words = rendered(page.with(drawn, PageBudget.none()));
        return rendered(page.with(drawn, PageBudget.beside(words)));
    }

    private static String rendered(Page page) {
        return Rendering.of(
                (output, interceptor, nonce) -> JteanswerGenerated.render(output, interceptor, page, nonce));
    }

    /** Returns {@code rows}, the heads first, as a table; rows that a page has no room for are in {@code csv}. */
    public static PageTable table(List<List<Cell>> rows, String csv) {
        int more = rows.size() - 1 - MOST_ROWS;
        return PageTable.of(
                "the evidence",
                rows.subList(0, Math.min(rows.size(), MOST_ROWS + 1)),
                more > 0 ? Phrases.furtherIn(more, "row", csv) : "");
    }
}
