package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.ExactTable;
import org.ioasidsim.report.text.Phrases;

/**
 * Results in plain text of at most 40 lines of 75 columns, for a mailing list: what was simulated, question and claim, one table, the scenario,
 * how to do it again. What does not fit is counted.
 */
public final class MailingListText {
    /** The most lines of a mail. */
    public static final int MOST_LINES = MailFrame.MOST_LINES;

    private static final int MOST_OF_QUESTION = 2;
    private static final int MOST_OF_CLAIM = 6;
    private static final int MOST_OF_DIFFERENCES = 3;
    private static final int MOST_NOTES = 2;
    private static final int LEAST_ROWS = 6;
    private static final int MOST_ROWS = 12;

    /** What is left to the scenario, the command and the seed, with the blank lines between. */
    private static final int LINES_BELOW = 14;

    private static final int MOST_OF_LEGEND = 3;

    /** A blank line, the head of the table, and what it leaves out. */
    private static final int LINES_ABOUT_ROWS = 3;

    private final ExperimentResult result;
    private final Optional<Comparison> comparison;

    private MailingListText(ExperimentResult result, Optional<Comparison> comparison) {
        this.result = result;
        this.comparison = comparison;
    }

    /** Returns the text of a run, or of a comparison if there is one. */
    public static String of(ExperimentResult result, Optional<Comparison> comparison, RunInfo info) {
        return of(result, comparison, info.commandLine(), MailFrame.program(info));
    }

    /**
     * Returns the text of a run, or of a comparison if there is one.
     *
     * @param commandLine gives the same numbers
     * @param program with its version
     */
    public static String of(
            ExperimentResult result, Optional<Comparison> comparison, String commandLine, String program) {
        return SafeText.block(new MailingListText(result, comparison).text(commandLine, program));
    }

    /** Returns the text, followed by all sentences of the answer and what theory says, in as many lines as they take. */
    public static String full(ExperimentResult result, Optional<Comparison> comparison, RunInfo info) {
        StringBuilder text = new StringBuilder(of(result, comparison, info)).append('\n');
        text.append(comparison
                .map(made -> ComparisonText.answer(new ComparisonIndex(result, made), MailLines.WIDTH))
                .orElseGet(() -> AnswerText.of(result, MailLines.WIDTH)));
        for (VariantResult variant : result.variants()) {
            String exact = new ExactTable(variant).text(MailLines.WIDTH);
            text.append(exact.isEmpty() ? "" : "\n").append(exact);
        }
        return SafeText.block(text.toString());
    }

    private String text(String commandLine, String program) {
        MailFrame frame = frame();
        List<String> text = new ArrayList<>(frame.subject(""));
        text.addAll(claim());
        text.addAll(numbers(MOST_LINES - LINES_BELOW - text.size()));
        return frame.closed(text, commandLine, program);
    }

    private List<String> claim() {
        RunAnswer answer = RunAnswer.of(result);
        List<String> lines = new ArrayList<>(
                new MailLines(MOST_OF_QUESTION).cut(answer.question()).lines());
        MailLines claim = new MailLines(MOST_OF_CLAIM).cut(answer.firstSentence());
        lines.addAll(claim.cut(answer.verdict().consequences()).lines());
        comparison.ifPresent(made -> lines.addAll(differences(made)));
        lines.addAll(new MailLines(MOST_NOTES)
                .counted(answer.notes().stream().map(note -> "Note: " + note).toList(), "note")
                .lines());
        return lines;
    }

    private List<String> differences(Comparison made) {
        List<String> sentences =
                ComparisonAnswer.of(new ComparisonIndex(result, made)).winners();
        List<String> first = sentences.isEmpty()
                ? List.of()
                : new MailLines(MOST_OF_DIFFERENCES - 1)
                        .cut("Against " + made.baseline() + ", " + Phrases.continued(sentences.get(0)))
                        .lines();
        List<String> lines = new ArrayList<>(first);
        lines.addAll(new MailLines(MOST_OF_DIFFERENCES - first.size())
                .counted(sentences.stream().skip(1).toList(), "comparison")
                .lines());
        return lines;
    }

    /** Returns a blank line, the table and its legend, in as many lines as given, or a few more where that leaves too few rows. */
    private List<String> numbers(int most) {
        VerdictAnswer verdict = VerdictWords.of(result);
        List<String> lines = new ArrayList<>();
        if (!verdict.groups().isEmpty()) {
            lines.add("");
            List<String> legend = new MailLines(MOST_OF_LEGEND)
                    .cut("Cells: " + Wording.label(Criterion.of(result).metric()) + "; good: " + verdict.condition()
                            + ". " + BriefText.replications(result))
                    .lines();
            int rows = most - legend.size() - LINES_ABOUT_ROWS;
            lines.addAll(new MailTable(verdict, Math.max(LEAST_ROWS, Math.min(MOST_ROWS, rows))).lines());
            lines.addAll(legend);
        }
        return lines;
    }

    private MailFrame frame() {
        String baseline = comparison
                .map(Comparison::baseline)
                .orElseGet(() -> result.file().baseline());
        // the variants that the table names come first
        return new MailFrame(
                result.scenarioName(),
                MailFrame.variants(result),
                baseline,
                () -> VerdictWords.of(result).groups().stream()
                        .map(group -> group.variants().get(0))
                        .toList());
    }
}
