package org.ioasidsim.report.table;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.search.CapacityPlan;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.experiment.search.PlanTheory;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.MarkdownTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SplittingNeeds;

/** The answer of a plan in sentences, and its evidence in tables. */
public final class PlanTables {
    /** The verdict on a value that follows from a value beyond it. */
    private static final String BY_ORDER = "(yes)";

    private static final String REPLICATIONS = "replications";
    private static final int BRIEF_CELL = 22;

    /** The most values shown where a screen has a table for each condition or two. */
    private static final int NEAREST = 4;

    private static final String BY_THEORY = "yes (theory)";

    private PlanTables() {}

    /** Returns {@code plan.csv}; if there is a second key, its value comes first. */
    public static CsvTable csv(PlanAnswer answer) {
        List<String> heads = new ArrayList<>();
        heads.addAll(answer.acrossPaths());
        heads.addAll(List.of("value", "condition", "mean", "lower", "upper", "met"));
        return new CsvTable(heads, rows -> {
            for (PlanAnswer.Line line : answer.lines()) {
                for (PlanResult.Probe probe : line.result().probes()) {
                    for (PlanResult.Condition condition : probe.conditions()) {
                        rows.add(cells(answer, line, probe, condition).toArray(String[]::new));
                    }
                }
            }
        });
    }

    private static List<String> cells(
            PlanAnswer answer, PlanAnswer.Line line, PlanResult.Probe probe, PlanResult.Condition condition) {
        List<String> cells = new ArrayList<>(answer.acrossValues(line));
        cells.addAll(List.of(
                line.result().plan().text(probe.value()),
                condition.expectation().condition(),
                Numbers.text(condition.row().mean()),
                Numbers.text(condition.row().lower()),
                Numbers.text(condition.row().upper()),
                condition.verdict().word()));
        return cells;
    }

    /** Returns the answer, the evidence and the method, for a terminal. */
    public static String text(PlanAnswer answer) {
        StringBuilder text = new StringBuilder();
        sentences(answer).forEach(sentence -> text.append(WrappedText.of(sentence, "", ScreenText.WIDTH)));
        int names = answer.acrossPath().isEmpty() ? 1 : 2;
        text.append(PlanMatrix.text(answer)).append('\n');
        text.append(TextGrid.stacked(Cell.texts(rows(answer)), names, ScreenText.WIDTH))
                .append('\n');
        method(answer).forEach(sentence -> text.append(WrappedText.of(sentence, "", ScreenText.WIDTH)));
        return text.toString();
    }

    /** Returns the answer and the evidence on one screen. */
    public static String brief(PlanAnswer answer) {
        String question = question(answer);
        List<String> said = new ArrayList<>(question.isEmpty() ? List.of() : List.of(question));
        said.addAll(sentences(answer));
        List<String> table = table(answer, rows(answer));
        boolean isStacked = table.contains("") && PlanMatrix.text(answer).isEmpty();
        return ScreenText.of(said, isStacked ? besideTheAnswer(answer) : table);
    }

    private static List<String> besideTheAnswer(PlanAnswer answer) {
        List<String> lines = new ArrayList<>(nearest(answer, NEAREST));
        long others = answer.lines().stream()
                .mapToLong(line -> Math.max(0, line.result().probes().size() - each(answer, NEAREST)))
                .sum();
        if (others > 0) {
            lines.add("and " + Phrases.counted(others, "more value") + ": --full shows all");
        }
        return lines;
    }

    /** Returns the question of the scenario; empty if it asks none. */
    public static String question(PlanAnswer answer) {
        return answer.file().variants().get(0).scenario().question();
    }

    /**
     * Returns the evidence in a few rows, those of the values next to the answer, or with two further keys the answers in a matrix.
     *
     * @param most the most values shown
     */
    public static List<String> nearest(PlanAnswer answer, int most) {
        List<PlanAnswer.Line> lines = new ArrayList<>();
        for (PlanAnswer.Line line : answer.lines()) {
            lines.add(new PlanAnswer.Line(line.across(), line.result().nearest(each(answer, most))));
        }
        return table(answer, rows(new PlanAnswer(answer.file(), lines, answer.info())));
    }

    /** Returns how many values of each line there are among {@code most} of all. */
    private static int each(PlanAnswer answer, int most) {
        return Math.max(2, most / answer.lines().size());
    }

    private static List<String> table(PlanAnswer answer, List<List<Cell>> evidence) {
        String matrix = PlanMatrix.text(answer);
        if (!matrix.isEmpty()) {
            return matrix.strip().lines().toList();
        }
        int names = answer.acrossPath().isEmpty() ? 1 : 2;
        TextGrid grid = new TextGrid(names);
        List<List<String>> rows = new ArrayList<>(Cell.texts(evidence));
        int replications = rows.get(0).indexOf(REPLICATIONS);
        for (int i = 0; i < rows.size(); i++) {
            List<String> cells = new ArrayList<>(rows.get(i));
            cells.remove(replications);
            if (i == 0) {
                grid.addHeads(cells, BRIEF_CELL);
            } else {
                cells.replaceAll(PlanTables::brief);
                grid.add(cells);
            }
            rows.set(i, cells);
        }
        List<String> beside = grid.text().lines().toList();
        return beside.stream().allMatch(line -> line.length() <= ScreenText.WIDTH)
                ? beside
                : TextGrid.stacked(rows, names, ScreenText.WIDTH).lines().toList();
    }

    /** Shortens names, but no number. */
    private static String brief(String cell) {
        return !cell.isEmpty() && Character.isDigit(cell.charAt(0)) ? cell : Phrases.elided(cell, BRIEF_CELL);
    }

    public static String markdown(PlanAnswer answer) {
        return sentences(answer).stream().collect(Collectors.joining("\n\n", "", "\n\n"))
                + MarkdownTable.of(Cell.texts(rows(answer)), 1)
                + method(answer).stream().collect(Collectors.joining("\n\n", "\n", "\n"));
    }

    /** Returns the answer, then its limitations. */
    public static List<String> sentences(PlanAnswer answer) {
        List<String> sentences = new ArrayList<>();
        for (PlanAnswer.Line line : answer.lines()) {
            sentences.add(of(answer, line, sentence(answer.file(), line.result())));
        }
        answer.file().plan().ifPresent(plan -> sentences.addAll(StartsAtZero.planned(answer.file(), plan)));
        for (PlanAnswer.Line line : answer.lines()) {
            line.result().theory().ifPresent(theory -> sentences.add(of(answer, line, beside(line.result(), theory))));
            sentences.addAll(notes(line.result()));
        }
        sentences.addAll(splitting(answer));
        return Caveat.afterFirst(sentences.stream().distinct().toList(), answer.file());
    }

    /** Returns what is said of a line as a sentence, its further keys first. */
    private static String of(PlanAnswer answer, PlanAnswer.Line line, String said) {
        return line.across().isEmpty() ? Phrases.sentence(said) : "With " + across(answer, line) + ": " + said;
    }

    /** Returns the further keys of a line with their values. */
    private static String across(PlanAnswer answer, PlanAnswer.Line line) {
        List<String> paths = answer.acrossPaths();
        List<String> values = answer.acrossValues(line);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            words.add(KeyWords.of(paths.get(i)) + " " + KeyWords.value(values.get(i)));
        }
        return String.join(" and ", words);
    }

    /** Says that splitting shows rare refusals, or why it cannot where they stay undecided. */
    private static List<String> splitting(PlanAnswer answer) {
        if (answer.lines().stream().anyMatch(line -> isSplit(line.result()))) {
            return List.of("Refusals this rare are estimated by splitting.");
        }
        boolean isOpen = answer.lines().stream().anyMatch(line -> line.result().isUndecided());
        PlanSpec plan = answer.lines().get(0).result().plan();
        List<String> lacking = isOpen && CapacityPlan.isRare(plan) ? lacking(answer.file(), plan) : List.of();
        return lacking.isEmpty()
                ? List.of()
                : List.of("Splitting, which shows refusals this rare, does not apply: " + lacking.get(0) + ".");
    }

    private static boolean isSplit(PlanResult result) {
        return result.probes().stream()
                .flatMap(probe -> probe.conditions().stream())
                .anyMatch(condition -> condition.row().method() == IntervalMethod.SPLITTING);
    }

    private static List<String> lacking(ScenarioFile file, PlanSpec plan) {
        return file.variants().stream()
                .filter(variant -> variant.name().equals(plan.variant()))
                .flatMap(variant -> SplittingNeeds.lacking(variant.scenario()).stream())
                .toList();
    }

    /** Returns the answer with its confidence as a sentence that may follow a colon. */
    private static String sentence(ScenarioFile file, PlanResult result) {
        PlanSpec plan = result.plan();
        String key = KeyWords.of(plan.path());
        String found = KeyWords.ofExtreme(plan.path(), plan.isLargest()) + " with " + conditions(file, plan);
        String sure = ", with " + Wording.confidence(result.confidence()) + " confidence";
        OptionalLong meets = result.shownToMeet();
        OptionalLong fails = result.shownToFail();
        if (result.exact().isPresent()) {
            PlanTheory theory = result.exact().get();
            return found + " is " + value(plan, theory.met().getAsLong()) + ", by " + source(theory) + ".";
        }
        if (meets.isEmpty() && fails.isEmpty()) {
            return none(key) + " was shown to meet, or to miss, " + conditions(file, plan) + ".";
        }
        if (meets.isEmpty() && !result.contrary().isEmpty()) {
            return "with " + key + " " + value(plan, fails.getAsLong()) + ", " + conditions(file, plan) + " is missed"
                    + sure + ".";
        }
        if (meets.isEmpty()) {
            return none(key) + range(plan) + " was shown to have " + conditions(file, plan) + "; from "
                    + value(plan, fails.getAsLong()) + (plan.isLargest() ? " up" : " down") + " it is missed" + sure
                    + ".";
        }
        if (fails.isEmpty()) {
            return found + " is " + value(plan, meets.getAsLong()) + (plan.isLargest() ? " or more" : " or less") + sure
                    + ": no value tried was shown to miss it.";
        }
        if (Math.abs(meets.getAsLong() - fails.getAsLong()) == 1) {
            return found + " is " + value(plan, meets.getAsLong()) + sure + ": " + value(plan, fails.getAsLong())
                    + " misses it.";
        }
        return found + " is " + (plan.isLargest() ? "at least " : "at most ") + value(plan, meets.getAsLong())
                + ", which meets it, and " + (plan.isLargest() ? "below " : "above ")
                + value(plan, fails.getAsLong()) + ", which misses it" + sure + ".";
    }

    private static String none(String key) {
        return key.startsWith("number ") ? "no " + key : "no value of " + key;
    }

    private static String range(PlanSpec plan) {
        return " from " + value(plan, plan.from()) + " to " + value(plan, plan.to());
    }

    private static String value(PlanSpec plan, long value) {
        return KeyWords.value(plan.text(value));
    }

    private static String conditions(ScenarioFile file, PlanSpec plan) {
        return ConditionWords.of(plan.conditions()) + (file.variants().size() > 1 ? " in " + plan.variant() : "");
    }

    /** Returns what a plan looks for, then its searches before they are made, a line for each, with what theory says. */
    public static String list(ScenarioFile file, PlanSpec plan, List<CapacityPlan.Ahead> searches, int jobs) {
        String sought = KeyWords.withArticle(KeyWords.ofExtreme(plan.path(), plan.isLargest()));
        String wanted = Phrases.sentence(sought + " with " + conditions(file, plan) + " is looked for.");
        return WrappedText.of(wanted, "", ScreenText.WIDTH) + searches(plan, searches, jobs);
    }

    private static String searches(PlanSpec plan, List<CapacityPlan.Ahead> searches, int jobs) {
        String across = plan.across().isEmpty()
                ? ""
                : plan.across().stream()
                        .map(axis -> KeyWords.of(axis.path()))
                        .collect(Collectors.joining(", ", "", " = "));
        return searches.stream()
                .map(search -> across + (across.isEmpty() ? KeyWords.of(plan.path()) : KeyWords.value(search.across()))
                        + ": at most "
                        + Phrases.counted(search.mostValues(), "value") + " from "
                        + KeyWords.value(plan.text(plan.from())) + " to " + KeyWords.value(plan.text(plan.to()))
                        + ", up to "
                        + Phrases.counted(plan.maxReplications(), "replication")
                        + " each. A first look at the dearest takes "
                        + Wording.seconds(search.cost().seconds() / jobs) + " or more. "
                        + search.theory()
                                .map(theory -> Phrases.sentence(theory(plan, theory)))
                                .orElse("Theory says nothing of it."))
                .map(sentence -> WrappedText.of(sentence, "", ScreenText.WIDTH))
                .collect(Collectors.joining());
    }

    private static String theory(PlanSpec plan, PlanTheory theory) {
        String in = source(theory) + " says that ";
        if (theory.missed().isEmpty()) {
            return in + "every value" + range(plan) + " meets it.";
        }
        if (theory.met().isEmpty()) {
            return in + "no value" + range(plan) + " meets it.";
        }
        return in + KeyWords.value(plan.text(theory.met().getAsLong())) + " meets it and "
                + KeyWords.value(plan.text(theory.missed().getAsLong())) + " misses it" + digits(plan)
                + headroom(plan, theory) + ".";
    }

    /** A share that is too small for a number is none to theory: where no exception may be, its border lies where numbers end. */
    private static String digits(PlanSpec plan) {
        return plan.conditions().stream().anyMatch(PlanTables::asksForNoException)
                ? ", as far as its digits go (a smaller share counts as none)"
                : "";
    }

    private static boolean asksForNoException(Expectation condition) {
        return ConditionVerdict.asksForNoException(
                condition, SweptMetric.of(condition).metric());
    }

    /** Returns what theory says beside a result, in short where simulation shows the same. */
    private static String beside(PlanResult result, PlanTheory theory) {
        if (result.exact().isPresent()) {
            return confirmed(result) + headroom(result.plan(), theory) + ".";
        }
        boolean isSame = theory.met().isPresent()
                && theory.met().equals(result.shownToMeet())
                && theory.missed().equals(result.shownToFail());
        return isSame
                ? source(theory) + " says the same" + headroom(result.plan(), theory) + "."
                : theory(result.plan(), theory)
                        + (result.contradictsExact()
                                ? " Simulation shows otherwise, which is a defect of this program: please report it."
                                : "");
    }

    /** Returns what simulation showed of an answer that theory gives. */
    private static String confirmed(PlanResult result) {
        List<String> shown = new ArrayList<>();
        result.shownToMeet().ifPresent(value -> shown.add(value(result.plan(), value) + " meets it"));
        result.shownToFail().ifPresent(value -> shown.add(value(result.plan(), value) + " misses it"));
        return "simulation agrees: " + String.join(" and ", shown) + ", with " + Wording.confidence(result.confidence())
                + " confidence";
    }

    private static String source(PlanTheory theory) {
        return "theory (" + String.join(", ", theory.models()) + "; "
                + theory.accuracy().word() + ")";
    }

    private static String headroom(PlanSpec plan, PlanTheory theory) {
        return theory.underLoad().isEmpty()
                ? ""
                : "; with 10 % more load "
                        + KeyWords.value(plan.text(theory.underLoad().getAsLong())) + " meets it";
    }

    private static List<String> notes(PlanResult result) {
        List<String> notes = new ArrayList<>();
        PlanSpec plan = result.plan();
        if (!plan.mix().isEmpty()) {
            notes.add("One mix is "
                    + plan.mix().entrySet().stream()
                            .map(tenant -> tenant.getValue() + " " + tenant.getKey())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (result.interrupted()) {
            notes.add("Interrupted: the answer is what was known then.");
        }
        if (result.isUndecided()) {
            List<String> open = result.undecided().stream()
                    .map(probe -> KeyWords.value(plan.text(probe.value())))
                    .toList();
            notes.add("Undecided within " + plan.maxReplications() + " replications at " + String.join(", ", open)
                    + ": raise plan.max_replications, or run.duration, to narrow the answer.");
            unseen(result).ifPresent(notes::add);
        }
        plan.conditions().stream()
                .filter(PlanTables::asksForNoException)
                .forEach(
                        condition -> notes.add(
                                "That " + ConditionWords.whose(condition) + " has "
                                        + ConditionWords.of(
                                                Metric.ofWord(condition.metric()),
                                                condition.relation(),
                                                condition.bound())
                                        + " is taken as met where no request made an exception: no finite number of requests shows it, so"
                                        + " that the confidence is that of the values that miss it; each interval says what was shown."));
        if (!result.contrary().isEmpty()) {
            notes.add(contrary(plan, result.contrary()));
        }
        if (!result.interrupted() && !result.isUndecided()) {
            widened(result).ifPresent(notes::add);
        }
        return notes;
    }

    /** Says which end of the range to move where the answer lies beyond it; none below 1. */
    private static Optional<String> widened(PlanResult result) {
        boolean isMet = result.shownToMeet().isPresent();
        boolean isMissed = result.shownToFail().isPresent();
        if (isMet == isMissed || !result.contrary().isEmpty()) {
            return Optional.empty();
        }
        boolean isUpperEnd = result.plan().isLargest() == isMet;
        long end = isUpperEnd ? result.plan().to() : result.plan().from();
        if (!isUpperEnd && end <= 1) {
            return Optional.empty();
        }
        return Optional.of("To find one that " + (isMet ? "misses" : "meets") + " it, let plan.between "
                + (isUpperEnd ? "end above " : "begin below ") + value(result.plan(), end) + ".");
    }

    private static String contrary(PlanSpec plan, List<Long> values) {
        String they = values.size() == 1
                ? " meets the conditions although a value before it does not"
                : " meet the conditions although a value before them does not";
        String others = values.contains(plan.isLargest() ? plan.to() : plan.from())
                ? " `find: " + (plan.isLargest() ? "smallest" : "largest") + "` begins at the other end."
                : "";
        return "Not monotone: " + values.stream().map(plan::text).collect(Collectors.joining(", ")) + they
                + "; the answer is where they are missed first." + others;
    }

    /** Says what it takes to show a condition where chance refuses nobody. */
    private static Optional<String> unseen(PlanResult result) {
        return result.undecided().stream()
                .flatMap(probe -> probe.conditions().stream())
                .filter(PlanResult.Condition::isUnseen)
                .max(Comparator.comparingDouble(PlanResult.Condition::replicationsNeeded))
                .map(condition -> "Where no request is refused, it takes about "
                        + Wording.roughly(condition.replicationsNeeded())
                        + " replications, or fewer and longer ones, to show "
                        + ConditionWords.of(condition.expectation()) + ".");
    }

    /** Returns the confidence of the answer and the reason for it. */
    public static List<String> method(PlanAnswer answer) {
        PlanResult first = answer.lines().get(0).result();
        int tried = answer.lines().stream()
                .mapToInt(line -> line.result().probes().size())
                .sum();
        String each = answer.lines().size() > 1 ? " on each line" : "";
        return List.of(Phrases.counted(tried, "value")
                + " tried on common random numbers. Each interval has a confidence of at least "
                + Wording.confidence(first.confidenceEach()) + ", so that all verdicts" + each
                + " together are right with "
                + Wording.confidence(first.confidence())
                + " (error shared out over values, looks and conditions). "
                + order(answer)
                + (follows(answer)
                        ? " " + BY_ORDER + ": not shown there, but by a value beyond it, if the order holds."
                        : "")
                + (restsOnTheory(answer)
                        ? " " + BY_THEORY
                                + ": no request was refused there, and the law of what is wanted bounds how many can be."
                        : ""));
    }

    private static String order(PlanAnswer answer) {
        boolean isKnown = answer.lines().stream()
                .map(PlanAnswer.Line::result)
                .allMatch(result -> result.theory()
                        .filter(theory -> theory.isOrdered(result.plan()))
                        .isPresent());
        boolean isFound = answer.lines().stream()
                .anyMatch(line -> !line.result().contrary().isEmpty());
        if (isKnown && !isFound) {
            return "That no value beyond a miss meets the conditions is theory's.";
        }
        return "Values on both sides were tried to find the order wrong: " + (isFound ? "some did." : "none did.");
    }

    private static boolean restsOnTheory(PlanAnswer answer) {
        return answer.lines().stream()
                .flatMap(line -> line.result().probes().stream())
                .flatMap(probe -> probe.conditions().stream())
                .anyMatch(PlanTables::restsOnTheory);
    }

    private static boolean restsOnTheory(PlanResult.Condition condition) {
        return condition.verdict() == ConditionVerdict.MET && condition.row().method() == IntervalMethod.DEMAND_BOUND;
    }

    private static boolean follows(PlanAnswer answer) {
        return answer.lines().stream()
                .anyMatch(line -> line.result().probes().stream().anyMatch(line.result()::followsFromOrder));
    }

    /** Returns the evidence, a row for each value and condition, the heads first. */
    public static List<List<Cell>> rows(PlanAnswer answer) {
        List<List<Cell>> rows = new ArrayList<>();
        PlanSpec plan = answer.lines().get(0).result().plan();
        List<String> heads = new ArrayList<>();
        if (!answer.acrossPath().isEmpty()) {
            heads.add(answer.acrossPaths().stream().map(KeyWords::of).collect(Collectors.joining(", ")));
        }
        heads.add(KeyWords.of(plan.path()));
        heads.add(REPLICATIONS);
        plan.conditions()
                .forEach(condition -> heads.addAll(List.of(
                        Wording.label(Metric.ofWord(condition.metric())) + " of " + ConditionWords.whose(condition),
                        "met")));
        rows.add(heads.stream().map(Cell::of).toList());
        for (PlanAnswer.Line line : answer.lines()) {
            for (PlanResult.Probe probe : line.result().probes()) {
                rows.add(row(line, probe));
            }
        }
        return rows;
    }

    private static List<Cell> row(PlanAnswer.Line line, PlanResult.Probe probe) {
        List<Cell> row = new ArrayList<>();
        if (!line.across().isEmpty()) {
            row.add(SweepTables.valueOfKey(line.across()));
        }
        row.add(new Cell(value(line.result().plan(), probe.value()), probe.value()));
        row.add(Cell.count(probe.replications()));
        for (PlanResult.Condition condition : probe.conditions()) {
            row.add(Wording.cell(condition.row(), condition.expectation().bound()));
            row.add(Cell.of(met(line.result(), probe, condition)));
        }
        return row;
    }

    private static String met(PlanResult result, PlanResult.Probe probe, PlanResult.Condition condition) {
        if (restsOnTheory(condition)) {
            return BY_THEORY;
        }
        return result.followsFromOrder(probe) && condition.verdict() == ConditionVerdict.UNDECIDED
                ? BY_ORDER
                : condition.verdict().word();
    }

    /** Returns {@code plan.json}: the question, the answer and all of its evidence. */
    public static String json(PlanAnswer answer) {
        return JsonText.of(json -> {
            PlanSpec plan = answer.lines().get(0).result().plan();
            json.beginObject();
            json.name("scenario")
                    .value(answer.file().variants().get(0).scenario().name());
            json.name("question")
                    .value(answer.file().variants().get(0).scenario().question());
            json.name("find").value(plan.isLargest() ? "largest" : "smallest");
            json.name("path").value(plan.path()).name("variant").value(plan.variant());
            json.name("answer").beginArray();
            for (String sentence : sentences(answer)) {
                json.value(sentence);
            }
            json.endArray();
            JsonText.number(
                    json.name("confidence"), answer.lines().get(0).result().confidence());
            json.name("seed")
                    .value(answer.file().variants().get(0).scenario().run().seed());
            json.name("command_line").value(answer.info().commandLine());
            json.name("version").value(answer.info().version());
            json.name("commit").value(answer.info().commit());
            json.name("lines").beginArray();
            for (PlanAnswer.Line line : answer.lines()) {
                write(answer.acrossPath(), line, json);
            }
            json.endArray().endObject();
        });
    }

    private static void write(String acrossPath, PlanAnswer.Line line, JsonWriter json) throws IOException {
        PlanResult result = line.result();
        json.beginObject();
        if (!acrossPath.isEmpty()) {
            json.name(acrossPath).value(line.across());
        }
        value(json.name("shown_to_meet"), result.plan(), result.shownToMeet());
        value(json.name("shown_to_fail"), result.plan(), result.shownToFail());
        json.name("theory");
        if (result.theory().isPresent()) {
            write(result, result.theory().get(), json);
        } else {
            json.nullValue();
        }
        json.name("undecided").value(result.isUndecided());
        json.name("interrupted").value(result.interrupted());
        json.name("not_monotone_at").beginArray();
        for (long value : result.contrary()) {
            json.value(result.plan().text(value));
        }
        json.endArray();
        JsonText.number(json.name("confidence_of_each_interval"), result.confidenceEach());
        json.name("probes").beginArray();
        for (PlanResult.Probe probe : result.probes()) {
            write(result.plan(), probe, json);
        }
        json.endArray().endObject();
    }

    private static void write(PlanResult result, PlanTheory theory, JsonWriter json) throws IOException {
        json.beginObject();
        value(json.name("meets"), result.plan(), theory.met());
        value(json.name("misses"), result.plan(), theory.missed());
        value(json.name("meets_with_10_percent_more_load"), result.plan(), theory.underLoad());
        json.name("models").beginArray();
        for (String model : theory.models()) {
            json.value(model);
        }
        json.endArray().name("accuracy").value(theory.accuracy().word());
        json.name("confirmed").value(result.exact().isPresent()).endObject();
    }

    static void write(PlanSpec plan, PlanResult.Probe probe, JsonWriter json) throws IOException {
        json.beginObject().name("value").value(plan.text(probe.value()));
        json.name("replications").value(probe.replications());
        json.name("met").value(probe.verdict().word()).name("conditions").beginArray();
        for (PlanResult.Condition condition : probe.conditions()) {
            json.beginObject().name("condition").value(condition.expectation().condition());
            JsonText.number(json.name("mean"), condition.row().mean());
            JsonText.number(json.name("lower"), condition.row().lower());
            JsonText.number(json.name("upper"), condition.row().upper());
            json.name("met").value(condition.verdict().word()).endObject();
        }
        json.endArray().endObject();
    }

    private static void value(JsonWriter json, PlanSpec plan, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.value(plan.text(value.getAsLong()));
        } else {
            json.nullValue();
        }
    }
}
