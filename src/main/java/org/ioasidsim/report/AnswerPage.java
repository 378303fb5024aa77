package org.ioasidsim.report;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;
import org.ioasidsim.report.templates.JteanswerGenerated;

/** A page with an answer in sentences, its pictures and its evidence, which needs no network and no script. */
public final class AnswerPage {
    private static final int MOST_ROWS = 400;

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
            List<HtmlReport.Figure> figures,
            HtmlReport.Table table,
            List<String> method,
            RunInfo info) {}

    static String of(Page page) {
        StringOutput text = new StringOutput();
        JteanswerGenerated.render(new OwaspHtmlTemplateOutput(text), null, page);
        return text.toString();
    }

    static List<HtmlReport.Figure> figures(List<ChartFiles.Drawn> drawn) {
        return drawn.stream()
                .map(chart -> new HtmlReport.Figure(chart.name(), chart.alt(), HtmlReport.inline(chart.svg())))
                .toList();
    }

    /** Returns {@code rows}, the heads first, as a table; what is too long for a page is in {@code csv}. */
    static HtmlReport.Table table(List<List<String>> rows, String csv) {
        int more = rows.size() - 1 - MOST_ROWS;
        return new HtmlReport.Table(
                rows.get(0),
                rows.stream().skip(1).limit(MOST_ROWS).toList(),
                more > 0 ? more + " further rows are in " + csv + "." : "");
    }
}
