package org.ioasidsim.report.answer;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.BestRow;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.MarkdownTable;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.report.table.Caveat;
import org.ioasidsim.report.table.ComparisonGrids;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.ComparisonTables;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;

/** The output of {@code compare} in each format of the command line except JSON, which {@link TerminalTable} writes. */
public final class ComparisonText {
    private static final int MOST_SENTENCES = 3;

    private ComparisonText() {}

    /** Returns the answer in sentences, then the tables, for a terminal. */
    public static String text(ExperimentResult result, Comparison comparison) {
        var index = new ComparisonIndex(result, comparison);
        var grids = new ComparisonGrids(index);
        List<String> tenants = grids.shownTenants();
        return answer(index, BriefText.WIDTH)
                + "\n" + grid(grids.metric(Metric.FIRST_TRY_SUCCESS, tenants), 2)
                + "\nDifferences in other headline metrics (* shown; first the baseline's values):\n"
                + grid(grids.otherMetrics(tenants), 2)
                + "\n" + grid(grids.host(), 1)
                + (grids.leftOut(tenants).isEmpty() ? "" : "\n" + grids.leftOut(tenants));
    }

    /** Returns the verdict, who does better and worse than with the baseline, and the table, for a terminal of 80 columns. */
    public static String brief(ExperimentResult result, Comparison comparison, boolean isColoured) {
        ComparisonAnswer answer = ComparisonAnswer.of(new ComparisonIndex(result, comparison));
        StringBuilder text = new StringBuilder(BriefText.verdict(result, isColoured));
        answer.winners().stream()
                .limit(MOST_SENTENCES)
                .forEach(sentence -> text.append(WrappedText.of(SafeText.line(sentence), "", BriefText.WIDTH)));
        return text.append('\n').append(BriefText.evidence(result, isColoured)).toString();
    }

    /** Returns {@code comparison.csv}. */
    public static String csv(Comparison comparison) {
        return ComparisonTables.comparison(comparison).text();
    }

    /** Returns the answer and the tables in Markdown. */
    public static String markdown(ExperimentResult result, Comparison comparison) {
        var index = new ComparisonIndex(result, comparison);
        var grids = new ComparisonGrids(index);
        List<String> tenants = grids.shownTenants();
        ComparisonAnswer answer = ComparisonAnswer.of(index);
        StringBuilder text = new StringBuilder("**" + answer.question() + "**\n\n");
        answer.notes().forEach(note -> text.append("- Note: ").append(note).append('\n'));
        winners(index, answer)
                .forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        text.append('\n').append(MarkdownTable.of(Cell.texts(grids.metric(Metric.FIRST_TRY_SUCCESS, tenants)), 2));
        text.append('\n').append(MarkdownTable.of(Cell.texts(grids.otherMetrics(tenants)), 2));
        text.append('\n').append(MarkdownTable.of(Cell.texts(grids.host()), 1));
        text.append("\nMay be the best:\n\n");
        answer.best().forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        return text.append('\n')
                .append(answer.method())
                .append('\n')
                .append(grids.leftOut(tenants))
                .toString();
    }

    /** Returns the sentences in lines of at most {@code width} columns. */
    static String answer(ComparisonIndex index, int width) {
        ComparisonAnswer answer = ComparisonAnswer.of(index);
        StringBuilder text = new StringBuilder(WrappedText.of(answer.question(), "", width)).append('\n');
        answer.notes().forEach(note -> text.append(WrappedText.of("Note: " + note, "", width)));
        winners(index, answer).forEach(sentence -> text.append(WrappedText.of(sentence, "", width)));
        text.append('\n');
        for (RunAnswer.Paragraph paragraph : answer.variants()) {
            text.append(WrappedText.of(paragraph.variant() + ":", "", width));
            paragraph.sentences().forEach(sentence -> text.append(WrappedText.of(sentence, "  ", width)));
        }
        text.append(answer.best().isEmpty() ? "" : "\nMay be the best:\n");
        answer.best().forEach(sentence -> text.append(WrappedText.of(sentence, "  ", width)));
        return text.append('\n')
                .append(WrappedText.of(answer.method(), "", width))
                .toString();
    }

    private static List<String> winners(ComparisonIndex index, ComparisonAnswer answer) {
        return Caveat.afterFirst(answer.winners(), index.result().file());
    }

    private static String grid(List<List<Cell>> rows, int names) {
        return TextGrid.stacked(Cell.texts(rows), names, BriefText.WIDTH);
    }

    /** Writes the fields of a comparison into an open object: every row of {@code comparison.csv} and of {@code best.csv}. */
    static void write(Comparison comparison, JsonWriter json) throws IOException {
        json.name("comparison").beginObject();
        json.name("baseline").value(comparison.baseline());
        JsonText.number(json.name("confidence"), comparison.confidence());
        json.name("rows").beginArray();
        for (ComparisonRow row : comparison.rows()) {
            write(row, json);
        }
        json.endArray().name("best").beginArray();
        for (BestRow row : comparison.best()) {
            write(row, json);
        }
        json.endArray().endObject();
    }

    private static void write(ComparisonRow row, JsonWriter json) throws IOException {
        json.beginObject().name("variant").value(row.variant());
        json.name("tenant")
                .value(row.tenant())
                .name("metric")
                .value(row.metric().word());
        json.name("replications").value(row.pairs());
        JsonText.number(json.name("difference"), row.difference());
        JsonText.number(json.name("half_width"), row.halfWidth());
        JsonText.number(json.name("p_holm"), row.pHolm());
        JsonText.number(json.name("correlation"), row.correlation());
        JsonText.number(json.name("variance_ratio"), row.varianceRatio());
        json.name("verdict").value(row.verdict().word()).endObject();
    }

    private static void write(BestRow row, JsonWriter json) throws IOException {
        json.beginObject().name("tenant").value(row.tenant());
        json.name("metric").value(row.metric().word()).name("variant").value(row.variant());
        JsonText.number(json.name("lower"), row.lower());
        JsonText.number(json.name("upper"), row.upper());
        json.name("may_be_best").value(row.mayBeBest());
        json.name("basis").value(row.basis().word()).endObject();
    }
}
