package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.ExpectationResult;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.PrecisionResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ExactTable;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.WrappedText;

/** The answer in brief as a terminal of 80 columns shows it: question, verdict, one table with bars, what was checked. */
public final class BriefText {
    /** The width of a terminal in characters. */
    public static final int WIDTH = ScreenText.WIDTH;

    private static final int NAME = 24;
    private static final int BAR = 10;
    private static final int MOST_ROWS = 9;
    private static final int MOST_NAME_LINES = 2;
    private static final int MOST_NOTES = 2;
    private static final String GAP = "  ";
    private static final String RESET = "\u001b[0m";

    private final ExperimentResult result;
    private final Criterion criterion;
    private final VerdictAnswer verdict;
    private final boolean isColoured;
    private final StringBuilder text = new StringBuilder();

    private BriefText(ExperimentResult result, boolean isColoured) {
        this.result = result;
        this.criterion = Criterion.of(result);
        this.verdict = VerdictWords.of(result);
        this.isColoured = isColoured;
    }

    /**
     * Returns the answer in brief.
     *
     * @param isColoured whether colours of a terminal say which tenants fare well; every text of others is made safe for one
     */
    public static String of(ExperimentResult result, boolean isColoured) {
        return new BriefText(result, isColoured).whole();
    }

    /** Returns the question and the verdict alone. */
    public static String verdict(ExperimentResult result, boolean isColoured) {
        var brief = new BriefText(result, isColoured);
        brief.verdict();
        return brief.text.toString();
    }

    /** Returns the table and what was checked alone. */
    static String evidence(ExperimentResult result, boolean isColoured) {
        var brief = new BriefText(result, isColoured);
        brief.evidence();
        return brief.text.toString();
    }

    private String whole() {
        verdict();
        text.append('\n');
        evidence();
        return text.toString();
    }

    private void verdict() {
        line(RunAnswer.of(result).question());
        text.append('\n');
        String sentence = WrappedText.of(SafeText.line(verdict.spoken()), "", WIDTH);
        text.append(painted(verdict.word(), verdict.verdict()))
                .append(sentence.substring(verdict.word().length()));
        verdict.consequences().forEach(this::line);
    }

    private void evidence() {
        table();
        text.append('\n');
        checks();
        theory();
        notes();
    }

    private void line(String sentence) {
        text.append(WrappedText.of(SafeText.line(sentence), "", WIDTH));
    }

    private boolean hasBars() {
        return criterion.metric().unit() == Metric.Unit.FRACTION;
    }

    private void table() {
        if (verdict.groups().isEmpty()) {
            return;
        }
        List<Row> rows = verdict.groups().stream()
                .limit(MOST_ROWS)
                .map(group -> new Row(group, verdict.heldBy(group)))
                .toList();
        String metric = Wording.label(criterion.metric());
        int value = Math.max(
                hasBars() ? 8 : Math.min(metric.length(), BAR + 9),
                rows.stream().mapToInt(row -> row.value.length()).max().orElse(0));
        int others = Math.max(
                6, rows.stream().mapToInt(row -> row.held.length()).max().orElse(0));
        int full = Math.max(
                5,
                rows.stream().mapToInt(row -> row.group.full().length()).max().orElse(0));
        int bar = hasBars() ? BAR + 1 : 0;
        int used = NAME + 2 + bar + value + 2 + others + 2 + full + 2;
        text.append(left("", NAME)).append(GAP).append(left(Phrases.elided(subject(), bar + value), bar + value));
        text.append(GAP)
                .append(right(verdict.holders(), others))
                .append(GAP)
                .append(right("host", full))
                .append('\n');
        text.append(left("variant", NAME)).append(GAP).append(left(Phrases.elided(metric, bar + value), bar + value));
        text.append(GAP).append(right("hold", others)).append(GAP).append(right("full", full));
        text.append(GAP).append("refused by\n");
        for (Row row : rows) {
            List<String> names = names(row.group);
            text.append(left(names.get(0), NAME)).append(GAP);
            text.append(hasBars() ? painted(bar(row.group.worst().mean()), row.group.verdict()) + " " : "");
            text.append(painted(right(row.value, value), row.group.verdict())).append(GAP);
            text.append(right(row.held, others)).append(GAP).append(right(row.group.full(), full));
            text.append(GAP)
                    .append(refusedBy(row.group, Math.max(8, WIDTH - used)))
                    .append('\n');
            names.stream().skip(1).forEach(name -> text.append(name).append('\n'));
        }
        int more = verdict.groups().size() - rows.size();
        text.append(more > 0 ? "and " + more + " further outcomes: --full shows them\n" : "");
    }

    /** A row of the table. */
    private static final class Row {
        private final VerdictAnswer.Group group;
        private final String value;
        private final String held;

        private Row(VerdictAnswer.Group group, String held) {
            this.group = group;
            this.held = held;
            long judged = group.shares().stream()
                    .filter(VerdictAnswer.Share::isJudged)
                    .count();
            String who = judged > 1
                    ? " " + Phrases.elided(SafeText.line(group.worst().tenant()), 8)
                    : "";
            this.value = group.worst().text() + who;
        }
    }

    /** Returns whom the column is about. */
    private String subject() {
        List<String> tenants = criterion.tenants();
        return tenants.size() == 1
                ? tenants.get(0).equals(ResultTables.HOST) ? "host" : SafeText.line(tenants.get(0))
                : "worst of " + tenants.size() + " tenants";
    }

    /** Returns as many limits as fit, and how many more there are. */
    private static String refusedBy(VerdictAnswer.Group group, int width) {
        List<String> limits = group.refusedBy();
        for (int shown = limits.size(); shown > 1; shown--) {
            String more = shown < limits.size() ? " +" + (limits.size() - shown) : "";
            String listed = String.join(", ", limits.subList(0, shown)) + more;
            if (listed.length() <= width) {
                return listed;
            }
        }
        return limits.isEmpty() ? "nobody" : limits.get(0) + (limits.size() > 1 ? " +" + (limits.size() - 1) : "");
    }

    /** Returns the names of a group in lines of the width of their column. */
    private static List<String> names(VerdictAnswer.Group group) {
        List<String> lines = new ArrayList<>();
        List<String> names = group.variants().stream().map(SafeText::line).toList();
        String line = "";
        for (int i = 0; i < names.size(); i++) {
            String name = i < names.size() - 1
                    ? Phrases.elided(names.get(i), NAME - 1) + ","
                    : Phrases.elided(names.get(i), NAME);
            if (!line.isEmpty() && line.length() + 1 + name.length() > NAME) {
                if (lines.size() == MOST_NAME_LINES - 1) {
                    lines.add(line + " +" + (names.size() - i));
                    return lines;
                }
                lines.add(line);
                line = "";
            }
            line = line.isEmpty() ? name : line + " " + name;
        }
        lines.add(line);
        return lines;
    }

    private static String bar(double fraction) {
        int full = Double.isNaN(fraction) ? 0 : (int) Math.round(BAR * Math.max(0, Math.min(1, fraction)));
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    private String painted(String part, ConditionVerdict how) {
        if (!isColoured) {
            return part;
        }
        return switch (how) {
                    case MET -> "\u001b[32m";
                    case NOT_MET -> "\u001b[31m";
                    case UNDECIDED -> "\u001b[33m";
                }
                + part
                + RESET;
    }

    private void checks() {
        if (!verdict.condition().isEmpty()) {
            String source = criterion.key().isEmpty() ? ", the default" : ", as " + criterion.key() + " asks";
            line("Good is: " + verdict.condition() + (criterion.isStated() ? "." : source + "."));
        }
        List<ExpectationResult> expected = result.expectations();
        long met = expected.stream().filter(ExpectationResult::met).count();
        String expectations = expected.isEmpty() ? "" : "Expectations: " + met + " of " + expected.size() + " met. ";
        line(expectations + replications(result));
        precision();
        expected.stream()
                .filter(one -> !one.met())
                .limit(MOST_NOTES)
                .forEach(one -> line("NOT met: " + one.expectation().text() + " (measured "
                        + RunAnswer.measured(one, one.mean()) + ")."));
    }

    /** Says whether the wanted precision was reached, and what that took. */
    private void precision() {
        if (result.precision().isEmpty()) {
            return;
        }
        long met = result.precision().stream().filter(PrecisionResult::met).count();
        int most = result.precision().stream()
                .mapToInt(one -> one.reached().replications())
                .max()
                .orElse(0);
        line("Precise enough: " + met + " of "
                + Phrases.counted(result.precision().size(), "target") + ", after "
                + Phrases.counted(most, "replication") + ".");
        Warnings.precision(result).stream()
                .filter(sentence -> sentence.startsWith(Warnings.NOT_PRECISE))
                .limit(MOST_NOTES)
                .forEach(this::line);
    }

    /** Returns how often each variant was run, for how long, and how sure its intervals are. */
    static String replications(ExperimentResult result) {
        if (result.variants().isEmpty()) {
            return "";
        }
        VariantResult first = result.variants().get(0);
        int[] counts = result.variants().stream()
                .mapToInt(variant -> ResultTables.complete(variant).size())
                .sorted()
                .distinct()
                .toArray();
        String count = counts.length == 1
                ? Phrases.counted(counts[0], "replication")
                : counts[0] + " to " + counts[counts.length - 1] + " replications";
        return count + " of " + Wording.seconds(first.scenario().run().durationSeconds()) + ", "
                + Wording.value(Metric.UTILISATION, first.scenario().run().confidence()) + " intervals"
                + RunAnswer.shortOfLevel(result)
                + RunAnswer.data(result) + ".";
    }

    /** Names the variants that theory contradicts. */
    private void theory() {
        List<String> disagreeing = ExactTable.disagreeing(result);
        if (!disagreeing.isEmpty()) {
            line("Theory disagrees in " + Phrases.listed(disagreeing, name -> name) + ": --full shows where.");
        }
    }

    private void notes() {
        List<String> notes = RunAnswer.notes(result);
        notes.stream().limit(MOST_NOTES).forEach(note -> line("Note: " + note));
        int more = notes.size() - MOST_NOTES;
        if (more > 0) {
            line("and " + Phrases.counted(more, "further note") + ": --full shows them.");
        }
    }

    private static String left(String cell, int width) {
        return cell + blanks(width - cell.length());
    }

    private static String right(String cell, int width) {
        return blanks(width - cell.length()) + cell;
    }

    private static String blanks(int count) {
        return IntStream.range(0, Math.max(0, count)).mapToObj(i -> " ").collect(Collectors.joining());
    }
}
