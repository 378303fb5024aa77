package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    public static final int MOST_LINES = 40;

    private static final int MOST_OF_QUESTION = 2;
    private static final int MOST_OF_CLAIM = 6;
    private static final int MOST_OF_DIFFERENCES = 3;
    private static final int MOST_NOTES = 2;
    private static final int MOST_ROWS = 6;
    private static final int MOST_OF_LEGEND = 3;
    private static final int MOST_OF_COMMAND = 12;
    private static final int MOST_OF_SCENARIO = 10;

    private final ExperimentResult result;
    private final Optional<Comparison> comparison;

    private MailingListText(ExperimentResult result, Optional<Comparison> comparison) {
        this.result = result;
        this.comparison = comparison;
    }

    /** Returns the text of a run, or of a comparison if there is one. */
    public static String of(ExperimentResult result, Optional<Comparison> comparison, RunInfo info) {
        return of(result, comparison, info.commandLine(), program(info));
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

    /**
     * Returns the text of another command about {@code result}.
     *
     * @param what follows the scenario's name in the first line
     * @param claim the answer's sentences, of which as many are told as there is room for
     * @param table of which the first rows are
     */
    static String around(
            ExperimentResult result,
            String what,
            List<String> question,
            List<String> claim,
            List<String> table,
            RunInfo info) {
        var text = new MailingListText(result, Optional.empty());
        List<String> lines = new ArrayList<>(text.subject(what));
        lines.addAll(new MailLines(MOST_OF_QUESTION).cut(question).lines());
        lines.addAll(new MailLines(MOST_OF_CLAIM + MOST_OF_DIFFERENCES)
                .counted(claim, "sentence")
                .lines());
        lines.add("");
        table.stream().limit(1 + MOST_ROWS).forEach(lines::add);
        if (table.size() > 1 + MOST_ROWS) {
            lines.add("and " + Phrases.counted(table.size() - 1 - MOST_ROWS, "more row"));
        }
        return SafeText.block(text.closed(lines, info.commandLine(), program(info)));
    }

    private static String program(RunInfo info) {
        return "ioasid-sim " + info.version() + " (" + info.commit() + ")";
    }

    /** Returns the text, followed by all sentences of the answer and what theory says, in as many lines as they take. */
    public static String full(ExperimentResult result, Optional<Comparison> comparison, RunInfo info) {
        StringBuilder text = new StringBuilder(of(result, comparison, info)).append('\n');
        text.append(comparison
                .map(made ->
                        ComparisonText.answer(ComparisonAnswer.of(new ComparisonIndex(result, made)), MailLines.WIDTH))
                .orElseGet(() -> AnswerText.of(RunAnswer.of(result), MailLines.WIDTH)));
        for (VariantResult variant : result.variants()) {
            String exact = new ExactTable(variant).text(MailLines.WIDTH);
            text.append(exact.isEmpty() ? "" : "\n").append(exact);
        }
        return SafeText.block(text.toString());
    }

    private String text(String commandLine, String program) {
        List<String> text = new ArrayList<>(claim());
        text.addAll(numbers());
        return closed(text, commandLine, program);
    }

    /** Returns lines followed by the scenario, as far as there is room, and the origin. */
    private String closed(List<String> begun, String commandLine, String program) {
        List<String> origin = origin(commandLine, program);
        List<String> text = new ArrayList<>(begun);
        // a blank line before the scenario and one before the origin
        int room = MOST_LINES - text.size() - origin.size() - 2;
        text.add("");
        text.addAll(scenario(room));
        text.add("");
        text.addAll(origin);
        return String.join("\n", text) + "\n";
    }

    private List<String> subject(String what) {
        List<String> lines = new ArrayList<>(new MailLines(2)
                .cut("ioasid-sim, a simulation of " + kernels() + ": " + result.scenarioName() + what)
                .lines());
        lines.add("");
        return lines;
    }

    private List<String> claim() {
        RunAnswer answer = RunAnswer.of(result);
        List<String> lines = new ArrayList<>(subject(""));
        lines.addAll(new MailLines(MOST_OF_QUESTION).cut(answer.question()).lines());
        MailLines claim = new MailLines(MOST_OF_CLAIM).cut(answer.firstSentence());
        lines.addAll(claim.cut(answer.verdict().consequences()).lines());
        comparison.ifPresent(made -> lines.addAll(differences(made)));
        lines.addAll(new MailLines(MOST_NOTES)
                .counted(answer.notes().stream().map(note -> "Note: " + note).toList(), "note")
                .lines());
        return lines;
    }

    private String kernels() {
        return result.variants().stream()
                .map(variant -> new MailScenario(variant).kernel())
                .distinct()
                .collect(Collectors.joining(" and "));
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

    private List<String> numbers() {
        VerdictAnswer verdict = VerdictWords.of(result);
        List<String> lines = new ArrayList<>();
        if (!verdict.groups().isEmpty()) {
            lines.add("");
            lines.addAll(new MailTable(verdict, MOST_ROWS).lines());
            lines.addAll(new MailLines(MOST_OF_LEGEND)
                    .cut("Cells: " + Wording.label(Criterion.of(result).metric()) + "; good: " + verdict.condition()
                            + ". " + BriefText.replications(result))
                    .lines());
        }
        return lines;
    }

    private List<String> scenario(int room) {
        Optional<VariantResult> baseline = baseline();
        if (baseline.isEmpty()) {
            return List.of();
        }
        var scenario = new MailScenario(baseline.get());
        int ofVariants = Math.min(result.variants().size(), room / 2);
        int ofScenario = Math.min(MOST_OF_SCENARIO, room - ofVariants);
        List<String> lines = new ArrayList<>();
        MailLines host = new MailLines(ofScenario).cut(scenario.host());
        lines.addAll(host.counted(scenario.tenants(), "tenant").lines());
        List<String> variants = scenario.variants(shownFirst(room - lines.size()));
        lines.addAll(
                new MailLines(room - lines.size()).counted(variants, "variant").lines());
        return lines;
    }

    /** Returns the variants; where there are more of them than lines, those first that the table names first. */
    private List<VariantResult> shownFirst(int room) {
        if (result.variants().size() <= room) {
            return result.variants();
        }
        List<String> named = VerdictWords.of(result).groups().stream()
                .map(group -> group.variants().get(0))
                .toList();
        return result.variants().stream()
                .sorted(Comparator.comparing((VariantResult variant) -> !named.contains(variant.name())))
                .toList();
    }

    private Optional<VariantResult> baseline() {
        String name = comparison
                .map(Comparison::baseline)
                .orElseGet(() -> result.file().baseline());
        return result.variants().stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .or(() -> result.variants().stream().findFirst());
    }

    private String seed() {
        return baseline()
                .map(variant -> "Seed " + variant.scenario().run().seed() + ", ")
                .orElse("");
    }

    private List<String> origin(String commandLine, String program) {
        List<String> lines = new ArrayList<>(PastedCommand.lines(commandLine, MailLines.WIDTH));
        if (lines.size() > MOST_OF_COMMAND) {
            lines = new ArrayList<>(
                    List.of("Again: the command of " + Phrases.count(lines.size()) + " lines in manifest.json"));
        }
        lines.addAll(new MailLines(1).cut(seed() + program).lines());
        return lines;
    }
}
