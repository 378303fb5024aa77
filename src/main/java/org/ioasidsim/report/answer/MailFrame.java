package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.ScenarioFile;

/**
 * What every mail has around its answer: first of which kernel it is a simulation, last the scenario in a few lines, the command that does it
 * again, seed and version.
 */
final class MailFrame {
    /** The most lines of a mail. */
    static final int MOST_LINES = 40;

    private static final int MOST_OF_QUESTION = 2;
    private static final int MOST_OF_SENTENCES = 9;
    private static final int MOST_OF_TABLE = 12;
    private static final int MOST_OF_COMMAND = 12;
    private static final int MOST_OF_SCENARIO = 10;
    private static final int LEAST_OF_SCENARIO = 4;

    private final String scenario;
    private final List<ScenarioFile.Variant> variants;
    private final String baseline;
    private final Supplier<List<String>> first;

    /**
     * Makes the frame of a mail.
     *
     * @param scenario its name
     * @param variants of which the answer speaks
     * @param baseline the variant whose settings are told
     * @param first those that come first where there are more of them than lines
     */
    MailFrame(String scenario, List<ScenarioFile.Variant> variants, String baseline, Supplier<List<String>> first) {
        this.scenario = scenario;
        this.variants = List.copyOf(variants);
        this.baseline = baseline;
        this.first = first;
    }

    /** Returns the frame of a run. */
    static MailFrame of(ExperimentResult result) {
        return new MailFrame(
                result.scenarioName(), variants(result), result.file().baseline(), List::of);
    }

    /** Returns the variants of a run as the file has them. */
    static List<ScenarioFile.Variant> variants(ExperimentResult result) {
        return result.variants().stream()
                .map(variant -> new ScenarioFile.Variant(variant.name(), variant.scenario()))
                .toList();
    }

    /** Returns the program with its version. */
    static String program(RunInfo info) {
        return "ioasid-sim " + info.version() + " (" + info.commit() + ")";
    }

    /**
     * Returns a whole mail.
     *
     * @param what follows the scenario's name in the first line
     * @param question empty for none
     * @param claim the answer's sentences, of which as many are told as there is room for
     * @param table its lines, of which the first are shown
     */
    String around(String what, String question, List<String> claim, List<String> table, RunInfo info) {
        List<String> lines = new ArrayList<>(subject(what));
        lines.addAll(new MailLines(MOST_OF_QUESTION)
                .cut(question.isEmpty() ? List.of() : List.of(question))
                .lines());
        lines.addAll(new MailLines(MOST_OF_SENTENCES).counted(claim, "sentence").lines());
        lines.add("");
        int shown = table.size() <= MOST_OF_TABLE ? table.size() : MOST_OF_TABLE - 1;
        table.stream().limit(shown).map(MailFrame::cut).forEach(lines::add);
        if (table.size() > shown) {
            lines.add("and " + Phrases.counted(table.size() - shown, "more row"));
        }
        return SafeText.block(closed(lines, info.commandLine(), program(info)));
    }

    private static String cut(String row) {
        return row.length() <= MailLines.WIDTH ? row : row.substring(0, MailLines.WIDTH - 3) + "...";
    }

    /** Returns the first line, which may take two, and an empty one. */
    List<String> subject(String what) {
        List<String> lines = new ArrayList<>(new MailLines(2)
                .cut("ioasid-sim, a simulation of " + kernels() + ": " + scenario + what)
                .lines());
        lines.add("");
        return lines;
    }

    private String kernels() {
        return variants.stream()
                .map(variant -> MailScenario.kernel(variant.scenario()))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    /** Returns lines followed by the scenario, as far as there is room, and the origin. */
    String closed(List<String> begun, String commandLine, String program) {
        List<String> text = new ArrayList<>(begun);
        // a blank line before the scenario and one before the origin, whose last line is that of the seed
        int left = MOST_LINES - text.size() - 2;
        List<String> origin = origin(commandLine, program, Math.min(MOST_OF_COMMAND, left - LEAST_OF_SCENARIO - 1));
        int room = left - origin.size();
        text.add("");
        text.addAll(scenario(room));
        text.add("");
        text.addAll(origin);
        return String.join("\n", text) + "\n";
    }

    private List<String> scenario(int room) {
        Optional<ScenarioFile.Variant> told = told();
        if (told.isEmpty()) {
            return List.of();
        }
        var words = new MailScenario(told.get());
        int ofVariants = Math.min(variants.size(), room / 2);
        int ofScenario = Math.min(MOST_OF_SCENARIO, room - ofVariants);
        MailLines host = new MailLines(ofScenario).cut(words.host());
        List<String> lines = new ArrayList<>(host.counted(told.get().scenario().tenantNames(), words::tenant, "tenant")
                .lines());
        MailLines rest = new MailLines(room - lines.size());
        lines.addAll(
                rest.counted(shownFirst(rest.room()), words::variant, "variant").lines());
        return lines;
    }

    private List<ScenarioFile.Variant> shownFirst(int room) {
        if (variants.size() <= room) {
            return variants;
        }
        List<String> named = first.get();
        return variants.stream()
                .sorted(Comparator.comparing((ScenarioFile.Variant variant) -> !named.contains(variant.name())))
                .toList();
    }

    /** Returns the variant whose settings are told: the baseline, or the first where it is not among them. */
    private Optional<ScenarioFile.Variant> told() {
        return variants.stream()
                .min(Comparator.comparing(
                        (ScenarioFile.Variant variant) -> !variant.name().equals(baseline)));
    }

    private List<String> origin(String commandLine, String program, int most) {
        List<String> lines = new ArrayList<>(PastedCommand.lines(commandLine, MailLines.WIDTH));
        if (lines.size() > most) {
            lines = new ArrayList<>(
                    List.of("Again: the command of " + Phrases.count(lines.size()) + " lines in manifest.json"));
        }
        String seed = told().map(variant -> "Seed " + variant.scenario().run().seed() + ", ")
                .orElse("");
        lines.addAll(new MailLines(1).cut(seed + program).lines());
        return lines;
    }
}
