package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.compare.Verdict;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.metric.Headline;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.FairnessIndices;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;

/**
 * The answer of a comparison, in sentences made from the numbers.
 *
 * @param question as the scenario asks it
 * @param notes what limits the answer
 * @param winners who does better and worse with which variant
 * @param variants what each variant changes, and by how much
 * @param best which variants may be the best
 * @param method how a difference is found to be shown
 */
public record ComparisonAnswer(
        String question,
        List<String> notes,
        List<String> winners,
        List<RunAnswer.Paragraph> variants,
        List<String> best,
        String method) {
    private static final int MOST_NAMES = 5;

    /** The level at which it was counted how often intervals of few differences contain what they should (docs/metrics.md). */
    private static final double MEASURED_LEVEL = 0.95;

    private static final int MOST_GROUPS = 8;
    private static final Metric FIRST = Metric.FIRST_TRY_SUCCESS;

    public ComparisonAnswer {
        notes = List.copyOf(notes);
        winners = List.copyOf(winners);
        variants = List.copyOf(variants);
        best = List.copyOf(best);
    }

    public static ComparisonAnswer of(ComparisonIndex index) {
        return new ComparisonAnswer(
                RunAnswer.of(index.result()).question(),
                notes(index),
                winners(index),
                paragraphs(index),
                best(index),
                method(index.comparison()));
    }

    private static List<String> notes(ComparisonIndex index) {
        List<String> notes = new ArrayList<>(RunAnswer.of(index.result()).notes());
        long seed = index.baseline().scenario().run().seed();
        for (VariantResult variant : index.result().variants()) {
            if (variant.scenario().run().seed() != seed) {
                notes.add(variant.name() + " has a seed of its own: it is not compared on common random numbers.");
            }
        }
        return notes;
    }

    /** Joins tenants with the same verdicts in one sentence. */
    private static List<String> winners(ComparisonIndex index) {
        Map<List<Verdict>, List<String>> groups = new LinkedHashMap<>();
        for (String tenant : index.tenants()) {
            List<Verdict> verdicts = index.others().stream()
                    .map(variant -> index.row(variant, tenant, FIRST).verdict())
                    .toList();
            groups.computeIfAbsent(verdicts, any -> new ArrayList<>()).add(tenant);
        }
        return grouped(groups, verdicts -> verdicts(index, groups.getOrDefault(verdicts, List.of()), verdicts));
    }

    private static <K> List<String> grouped(Map<K, List<String>> groups, Function<K, String> wording) {
        List<String> sentences = new ArrayList<>();
        groups.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        (Map.Entry<K, List<String>> group) -> -group.getValue().size()))
                .limit(MOST_GROUPS)
                .forEach(group -> sentences.add("First-try success of " + listed(group.getValue()) + ": "
                        + wording.apply(group.getKey()) + "."));
        int more = groups.values().stream().mapToInt(List::size).sum()
                - groups.values().stream()
                        .map(List::size)
                        .sorted(Comparator.reverseOrder())
                        .limit(MOST_GROUPS)
                        .mapToInt(Integer::intValue)
                        .sum();
        if (more > 0) {
            sentences.add("The other " + Phrases.counted(more, "tenant") + " fare otherwise still: see the files.");
        }
        return sentences;
    }

    private static String verdicts(ComparisonIndex index, List<String> tenants, List<Verdict> verdicts) {
        List<String> variants = index.others();
        Map<Verdict, List<String>> byVerdict = new EnumMap<>(Verdict.class);
        for (int i = 0; i < variants.size(); i++) {
            byVerdict.computeIfAbsent(verdicts.get(i), any -> new ArrayList<>()).add(variants.get(i));
        }
        return byVerdict.entrySet().stream()
                .map(entry -> entry.getKey().word() + " with "
                        + (entry.getKey().isShown()
                                ? sized(index, tenants, entry.getValue())
                                : amongAll(entry.getValue(), variants.size())))
                .collect(Collectors.joining("; "));
    }

    /** Returns variants with the difference that each makes, or with those between which it lies for several tenants. */
    private static String sized(ComparisonIndex index, List<String> tenants, List<String> variants) {
        Map<String, List<String>> bySize = new LinkedHashMap<>();
        variants.forEach(variant -> bySize.computeIfAbsent(size(index, tenants, variant), any -> new ArrayList<>())
                .add(variant));
        return listed(bySize.entrySet().stream()
                .map(size -> amongAll(size.getValue(), index.others().size()) + " (" + size.getKey() + ")")
                .toList());
    }

    private static String size(ComparisonIndex index, List<String> tenants, String variant) {
        List<ComparisonRow> rows = tenants.stream()
                .map(tenant -> index.row(variant, tenant, FIRST))
                .sorted(Comparator.comparingDouble(ComparisonRow::difference))
                .toList();
        String least = Wording.difference(rows.get(0));
        String most = Wording.difference(rows.get(rows.size() - 1));
        return least.equals(most) ? least : least + " to " + most;
    }

    private static String amongAll(List<String> names, int all) {
        return names.size() == all && all > 2 ? "each of the " + all + " variants" : listed(names);
    }

    /** Joins variants with the same changes in one paragraph. */
    private static List<RunAnswer.Paragraph> paragraphs(ComparisonIndex index) {
        Map<List<String>, List<String>> variants = new LinkedHashMap<>();
        for (String variant : index.others()) {
            variants.computeIfAbsent(sentences(index, variant), any -> new ArrayList<>())
                    .add(variant);
        }
        String instead = " instead of " + index.comparison().baseline();
        return variants.entrySet().stream()
                .map(entry -> new RunAnswer.Paragraph(listed(entry.getValue()) + instead, entry.getKey()))
                .toList();
    }

    private static List<String> sentences(ComparisonIndex index, String variant) {
        List<String> sentences = new ArrayList<>();
        sentences.add(firstTry(index, variant));
        for (Verdict verdict : List.of(Verdict.BETTER, Verdict.WORSE)) {
            String also = others(index, variant, verdict);
            if (!also.isEmpty()) {
                sentences.add(verdict == Verdict.BETTER ? "Better: " + also + "." : "Worse: " + also + ".");
            }
        }
        return sentences;
    }

    private static String firstTry(ComparisonIndex index, String variant) {
        List<ComparisonRow> rows = index.tenants().stream()
                .map(tenant -> index.row(variant, tenant, FIRST))
                .toList();
        List<ComparisonRow> shown = rows.stream()
                .filter(row -> row.verdict().isShown())
                .sorted(Comparator.comparingDouble((ComparisonRow row) -> -Math.abs(row.difference())))
                .toList();
        String changes =
                shown.stream().limit(MOST_NAMES).map(row -> change(index, row)).collect(Collectors.joining(", "));
        String more = shown.size() > MOST_NAMES ? " and of " + (shown.size() - MOST_NAMES) + " more" : "";
        String rest = Stream.of(Verdict.values())
                .filter(verdict -> !verdict.isShown())
                .map(verdict -> rest(rows, verdict))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        String start = shown.isEmpty() ? "" : changes + more + (rest.isEmpty() ? "" : "; ");
        return "First-try success: " + start + rest + ".";
    }

    private static String change(ComparisonIndex index, ComparisonRow row) {
        String p = Double.isNaN(row.pHolm()) ? "the same in each replication" : "p " + Wording.pValue(row.pHolm());
        return row.tenant() + " " + row.verdict().word() + ", " + Wording.difference(row) + " (" + fromTo(index, row)
                + ", " + p + ")";
    }

    private static String fromTo(ComparisonIndex index, ComparisonRow row) {
        SummaryRow before = index.summary(index.comparison().baseline()).row(row.tenant(), row.metric());
        SummaryRow after = index.summary(row.variant()).row(row.tenant(), row.metric());
        return Wording.mean(before) + " to " + Wording.mean(after);
    }

    /** Returns the difference, or both values where it is infinite. */
    private static String size(ComparisonIndex index, ComparisonRow row) {
        if (!Double.isInfinite(row.difference())) {
            return Wording.difference(row);
        }
        String never = Wording.neverMeans(row.metric());
        return fromTo(index, row) + (never.isEmpty() ? "" : ": " + never);
    }

    private static String rest(List<ComparisonRow> rows, Verdict verdict) {
        List<String> tenants = rows.stream()
                .filter(row -> row.verdict() == verdict)
                .map(row -> row.tenant()
                        + (verdict == Verdict.NO_DIFFERENCE_SHOWN || verdict == Verdict.ONE_REPLICATION
                                ? " (" + Wording.difference(row) + ")"
                                : ""))
                .toList();
        return tenants.isEmpty() ? "" : verdict.word() + " for " + listed(tenants);
    }

    /** Returns the other headline metrics with a verdict, each with its tenants; those of the host with their difference. */
    private static String others(ComparisonIndex index, String variant, Verdict verdict) {
        Stream<String> ofTenants = Headline.OF_TENANT.stream()
                .filter(metric -> metric != FIRST)
                .map(metric -> ofTenants(index, variant, metric, verdict))
                .filter(text -> !text.isEmpty());
        Stream<String> ofHost = Headline.OF_HOST.stream()
                .map(metric -> index.row(variant, ResultTables.HOST, metric))
                .filter(row -> row.verdict() == verdict)
                .map(row -> Wording.label(row.metric()) + " of the host (" + size(index, row) + ")");
        return Stream.concat(ofTenants, ofHost).collect(Collectors.joining("; "));
    }

    private static String ofTenants(ComparisonIndex index, String variant, Metric metric, Verdict verdict) {
        List<ComparisonRow> rows = index.tenants().stream()
                .map(tenant -> index.row(variant, tenant, metric))
                .filter(row -> row.verdict() == verdict)
                .sorted(Comparator.comparingDouble((ComparisonRow row) -> -Math.abs(row.difference())))
                .toList();
        return rows.isEmpty()
                ? ""
                : Wording.label(metric) + " of "
                        + listed(rows.stream()
                                .map(row -> row.tenant() + " (" + size(index, row) + ")")
                                .toList());
    }

    private static List<String> best(ComparisonIndex index) {
        List<String> sentences = new ArrayList<>();
        int all = index.result().variants().size();
        Map<List<String>, List<String>> groups = new LinkedHashMap<>();
        index.best(FIRST)
                .forEach((tenant, variants) -> groups.computeIfAbsent(variants, any -> new ArrayList<>())
                        .add(tenant));
        sentences.addAll(grouped(groups, variants -> mayBeBest(variants, all)));
        for (Metric metric : FairnessIndices.headline(index.result().variants())) {
            List<String> variants = index.best(metric).get(ResultTables.HOST);
            if (variants != null) {
                sentences.add(Phrases.capitalised(Wording.label(metric)) + ": " + mayBeBest(variants, all) + ".");
            }
        }
        return sentences;
    }

    private static String mayBeBest(List<String> variants, int all) {
        return variants.size() == all ? "any of the " + all + " variants" : listed(variants);
    }

    private static String method(Comparison comparison) {
        double alpha = Math.round((1 - comparison.confidence()) * 1e9) / 1e9;
        return "A difference is shown where p is at most " + Numbers.text(alpha)
                + ": paired t test, corrected by Holm over all comparisons of one metric (variants x tenants, "
                + comparison.familySize(FIRST) + " of first-try success). ± is the "
                + Wording.value(Metric.UTILISATION, comparison.confidence())
                + " interval of that one difference" + counted(comparison)
                + "; without ±, each replication has the same difference. "
                + "What may be the best: multiple comparisons with the best (Nelson and Matejcik 1995) at the same "
                + "confidence. pp: percentage points."
                + few(comparison);
    }

    /** Says how often such intervals were right where that was counted, over all metrics (docs/metrics.md). */
    private static String counted(Comparison comparison) {
        return comparison.confidence() == MEASURED_LEVEL
                ? " (where that was counted, 92 to 100 % of such intervals contained it)"
                : "";
    }

    /** Says of intervals that rest on few replications that they reach further than others, where the tables have one. */
    private static String few(Comparison comparison) {
        boolean isAny = comparison.rows().stream()
                .filter(row -> Headline.OF_TENANT.contains(row.metric()) || Headline.OF_HOST.contains(row.metric()))
                .anyMatch(ComparisonRow::restsOnFew);
        return isAny ? " Where fewer than five replications differ, ± reaches far; more replications narrow it." : "";
    }

    private static String listed(List<String> names) {
        String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMES;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
