package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.report.metric.Headline;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ExactTable;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.table.SummaryIndex;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;

/** {@code summary.txt}: the results in plain text of at most 75 columns, for a mailing list. */
public final class TextSummary {
    private static final int WIDTH = WrappedText.MAIL_WIDTH;

    private static final int NAME_WIDTH = 13;
    private static final int MOST_TENANTS = 12;
    private static final int MOST_REFUSALS = 8;
    private static final List<String> HEADS = List.of("first try", "p99 bind", "denied", "starved", "held", "share");

    private TextSummary() {}

    /** Returns the text. */
    public static String of(ExperimentResult result, RunInfo info) {
        return SafeText.block(ofNumbers(result) + "\n" + origin(result, info));
    }

    /** Returns the text without the instructions for reproducing it. */
    public static String ofNumbers(ExperimentResult result) {
        StringBuilder text = new StringBuilder();
        text.append(WrappedText.of("ioasid-sim: " + result.scenarioName(), "", WIDTH))
                .append('\n');
        text.append(answer(RunAnswer.of(result), WIDTH));
        for (VariantResult variant : result.variants()) {
            text.append('\n').append(variant(variant));
        }
        text.append("\ndenied: the longest time in which a tenant was refused and got nothing;\n")
                .append("starved: time denied beyond the first starvation_after of each denial;\n")
                .append("share: ids held over entitlement. inf: not reached, -: undefined\n")
                .append("or not enough data. ≥ and ≤: the interval ends at the value itself.\n");
        return text.toString();
    }

    /** Returns the question and the sentences of {@code answer} in lines of at most {@code width} columns. */
    static String answer(RunAnswer answer, int width) {
        StringBuilder text = new StringBuilder(WrappedText.of(answer.question(), "", width)).append('\n');
        answer.notes().forEach(note -> text.append(WrappedText.of("Note: " + note, "", width)));
        for (RunAnswer.Paragraph paragraph : answer.variants()) {
            text.append(WrappedText.of(paragraph.variant() + ":", "", width));
            paragraph.sentences().forEach(sentence -> text.append(WrappedText.of(sentence, "  ", width)));
        }
        appendBlock(text, answer.comparisons(), width);
        appendBlock(text, answer.precision(), width);
        appendBlock(text, answer.expectations(), width);
        return text.toString();
    }

    private static void appendBlock(StringBuilder text, List<String> sentences, int width) {
        text.append(sentences.isEmpty() ? "" : "\n");
        sentences.forEach(sentence -> text.append(WrappedText.of(sentence, "", width)));
    }

    private static String variant(VariantResult variant) {
        SummaryIndex summary = new SummaryIndex(variant);
        String heading = Phrases.elided(variant.name(), 40) + ", "
                + Phrases.counted(ResultTables.complete(variant).size(), "replication") + ", "
                + Wording.value(Metric.UTILISATION, variant.scenario().run().confidence()) + " intervals";
        StringBuilder text = new StringBuilder(heading).append('\n');
        text.append("-".repeat(Math.min(WIDTH, heading.length()))).append('\n');
        text.append(tenants(variant, summary)).append(host(summary)).append(refusals(variant));
        String exact = new ExactTable(variant).text(WIDTH);
        return text.append(exact.isEmpty() ? "" : "\n").append(exact).toString();
    }

    private static String tenants(VariantResult variant, SummaryIndex summary) {
        List<String> tenants = ResultTables.tenants(variant);
        List<String> shown = tenants.stream()
                .sorted(Comparator.comparingDouble((String tenant) ->
                        summary.row(tenant, Metric.FIRST_TRY_SUCCESS).mean()))
                .limit(MOST_TENANTS)
                .toList();
        TextGrid grid = new TextGrid(1);
        grid.add(Stream.concat(Stream.of("tenant"), HEADS.stream()).toList());
        for (String tenant : tenants.stream().filter(shown::contains).toList()) {
            addTenant(grid, tenant, summary);
        }
        String rest = tenants.size() > shown.size()
                ? "and " + (tenants.size() - shown.size()) + " tenants with more success\n"
                : "";
        return grid.text() + rest;
    }

    private static void addTenant(TextGrid grid, String tenant, SummaryIndex summary) {
        List<String> means = new ArrayList<>(List.of(Phrases.elided(tenant, NAME_WIDTH)));
        List<String> halves = new ArrayList<>(List.of(""));
        for (Metric metric : Headline.OF_TENANT) {
            means.add(Wording.mean(summary.row(tenant, metric)));
            halves.add(Wording.halfWidth(summary.row(tenant, metric)));
        }
        grid.add(means);
        if (halves.stream().anyMatch(half -> !half.isEmpty())) {
            grid.add(halves);
        }
    }

    private static String host(SummaryIndex summary) {
        StringBuilder text = new StringBuilder("host: ");
        for (Metric metric : Headline.OF_HOST) {
            text.append(metric == Headline.OF_HOST.get(0) ? "" : "; ")
                    .append(Wording.label(metric))
                    .append(' ')
                    .append(Wording.interval(summary.host(metric)));
        }
        return WrappedText.of(text.toString(), "", WIDTH);
    }

    private static String refusals(VariantResult variant) {
        List<RefusalCount> refusals = ResultTables.refusalsByLimit(variant);
        if (refusals.isEmpty()) {
            return "no refusals\n";
        }
        TextGrid grid = new TextGrid(3);
        grid.add(List.of("refused by", "at", "with", "times"));
        for (RefusalCount refusal : refusals.stream().limit(MOST_REFUSALS).toList()) {
            grid.add(List.of(
                    refusal.limit().word(),
                    Phrases.elided(refusal.level(), 30),
                    "-" + refusal.errno(),
                    Phrases.count(refusal.count())));
        }
        int more = refusals.size() - MOST_REFUSALS;
        return grid.text() + (more > 0 ? "and " + more + " further limits\n" : "");
    }

    /** Returns the command line, overrides, seed and program that reproduce the numbers. */
    public static String origin(ExperimentResult result, RunInfo info) {
        return origin(result, info.commandLine(), "ioasid-sim " + info.version() + " (" + info.commit() + ")");
    }

    /** Returns the instructions for reproducing the numbers with {@code commandLine} and {@code program}. */
    public static String origin(ExperimentResult result, String commandLine, String program) {
        StringBuilder text = new StringBuilder(WrappedText.of("Run again: " + commandLine, "", WIDTH));
        for (String override : result.file().overrides()) {
            text.append(WrappedText.of("Overridden: " + override, "", WIDTH));
        }
        String seed = result.variants().isEmpty()
                ? ""
                : "seed " + result.variants().get(0).scenario().run().seed() + ", ";
        return text.append(WrappedText.of("With " + seed + program, "", WIDTH)).toString();
    }
}
