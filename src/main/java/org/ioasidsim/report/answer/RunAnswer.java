package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ExpectationResult;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Looks;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.RareRefusals;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.FairnessIndices;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.table.SummaryIndex;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.AnalysisSpec;
import org.ioasidsim.stats.interval.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a scenario's question in sentences made from the numbers.
 *
 * @param question as the scenario asks it
 * @param verdict the answer in brief
 * @param notes what limits the answer: an interruption, failed replications, a single replication, findings
 * @param variants what happens in each variant
 * @param comparisons each variant against the baseline
 * @param precision each target of precision, met or not, and which refusals are too rare to be shown
 * @param expectations each expectation, met or not
 */
public record RunAnswer(
        String question,
        VerdictAnswer verdict,
        List<String> notes,
        List<Paragraph> variants,
        List<String> comparisons,
        List<String> precision,
        List<String> expectations) {

    /** The level at which it was counted how often intervals of rare refusals contain what they should. */
    private static final double MEASURED_LEVEL = 0.95;

    /** How many of them did then (docs/statistics.md). */
    private static final String REACHED = "93 to 95 %";

    /** Sentences about one variant. */
    public record Paragraph(String variant, List<String> sentences) {
        public Paragraph {
            sentences = List.copyOf(sentences);
        }
    }

    public RunAnswer {
        notes = List.copyOf(notes);
        variants = List.copyOf(variants);
        comparisons = List.copyOf(comparisons);
        precision = List.copyOf(precision);
        expectations = List.copyOf(expectations);
    }

    /** Returns the answer that {@code result} gives. */
    public static RunAnswer of(ExperimentResult result) {
        return new RunAnswer(
                result.variants().isEmpty()
                        ? ""
                        : result.variants().get(0).scenario().question(),
                VerdictWords.of(result),
                notes(result),
                result.variants().stream().map(RunAnswer::paragraph).toList(),
                comparisons(result),
                Stream.of(Warnings.precision(result), bounded(result), unseen(result), FewOffBound.of(result))
                        .flatMap(List::stream)
                        .toList(),
                result.expectations().stream().map(RunAnswer::expectation).toList());
    }

    /** Returns the answer in one sentence. */
    public String firstSentence() {
        return verdict.spoken();
    }

    static List<String> notes(ExperimentResult result) {
        List<String> notes = new ArrayList<>();
        if (result.interrupted()) {
            notes.add("The run was interrupted: only the replications that had finished count.");
        }
        for (VariantResult variant : result.variants()) {
            int failed = variant.replications().size()
                    - ResultTables.complete(variant).size();
            if (failed > 0) {
                notes.add("In " + variant.name() + ", " + failed + " of "
                        + Phrases.counted(variant.replications().size(), "replication") + " failed and "
                        + (failed == 1 ? "does" : "do") + " not count.");
            }
        }
        if (result.variants().stream()
                .anyMatch(variant -> ResultTables.complete(variant).size() == 1)) {
            notes.add(
                    result.variants().stream().allMatch(RunAnswer::isSteady)
                            ? "One replication gives intervals to rates and time averages, by its batches; other metrics need"
                                    + " replications and have none."
                            : "One replication gives no intervals: how far chance moves these numbers is unknown.");
        }
        notes.addAll(Warnings.of(result));
        return notes;
    }

    /** Says what theory bounds for the tenants that were never refused, in the variant that says least of them. */
    private static List<String> bounded(ExperimentResult result) {
        return result.variants().stream()
                .flatMap(variant -> variant.summary().stream()
                        .filter(row ->
                                row.metric() == Metric.CALL_CONGESTION && row.method() == IntervalMethod.DEMAND_BOUND))
                .max(Comparator.comparingDouble(SummaryRow::upper))
                .map(row ->
                        "Where no request was refused and the demand alone shows that hardly any can be, the interval rests on theory"
                                + " (the law of the demand): at most " + Wording.percent(row.upper()) + " of them.")
                .stream()
                .toList();
    }

    /** Says what cannot be known of the tenant that was never refused, in the variant that watched it the least. */
    private static List<String> unseen(ExperimentResult result) {
        return result.variants().stream()
                .flatMap(variant -> variant.summary().stream()
                        .filter(row -> row.metric() == Metric.CALL_CONGESTION && row.mean() == 0 && row.upper() > 0)
                        .filter(row -> row.method() != IntervalMethod.DEMAND_BOUND)
                        .filter(row -> variant.rare().stream()
                                .noneMatch(rare -> rare.tenant().equals(row.tenant())))
                        .map(row -> new Unseen(variant, row)))
                .max(Comparator.comparingDouble(one -> one.row.upper()))
                .map(one -> one.sentence(result.variants().size() > 1))
                .stream()
                .toList();
    }

    /** A tenant of a variant of which no request was refused. */
    private record Unseen(VariantResult variant, SummaryRow row) {
        String sentence(boolean namesVariant) {
            return "Of " + row.tenant() + (namesVariant ? " in " + variant.name() : "") + ", " + watched(variant, row)
                    + " watched; a share of refusals below " + Wording.percent(row.upper())
                    + " cannot be shown by that ("
                    + Wording.confidence(row.confidence()) + " confidence).";
        }
    }

    /** Says how many requests of each tenant are refused where that was estimated by splitting. */
    private static List<String> rareRefusals(VariantResult variant) {
        List<RareRefusals> all = split(variant);
        return all.isEmpty()
                ? List.of()
                : List.of(
                        "By splitting, the share of requests refused in the long run: "
                                + Phrases.listed(all, RunAnswer::rareRefusals) + ".",
                        isMeasured(variant)
                                ? "Such 95 % intervals contain the share in " + REACHED + "."
                                : "Such intervals contain the share a little less often than they say.");
    }

    /** Returns whether intervals are of the level at which it was counted how often they are right. */
    private static boolean isMeasured(VariantResult variant) {
        return variant.scenario().run().confidence() == MEASURED_LEVEL;
    }

    /** Returns what was estimated by splitting. */
    private static List<RareRefusals> split(VariantResult variant) {
        Stream<RareRefusals> asked = variant.summary().stream()
                .filter(row -> row.metric() == Metric.CALL_CONGESTION && row.method() == IntervalMethod.SPLITTING)
                .map(row -> new RareRefusals(
                        row.tenant(),
                        new Interval(row.mean(), row.halfWidth(), row.lower(), row.upper(), row.replications())));
        return Stream.concat(asked, variant.rare().stream()).toList();
    }

    /**
     * Returns what intervals of rare refusals are known to fall short of their level by, as the rest of a sentence on intervals: how often they
     * contained the exact value (docs/statistics.md). Nothing where there are none.
     */
    static String shortOfLevel(ExperimentResult result) {
        boolean isAny =
                result.variants().stream().anyMatch(variant -> !split(variant).isEmpty());
        if (!isAny) {
            return "";
        }
        boolean isMeasured = isMeasured(result.variants().get(0));
        return " (those of rare refusals reach " + (isMeasured ? REACHED : "a little less") + ")";
    }

    private static String rareRefusals(RareRefusals refusals) {
        return refusals.tenant() + " "
                + Wording.value(Metric.CALL_CONGESTION, refusals.share().mean())
                + " (" + end(refusals, refusals.share().lower()) + " to "
                + end(refusals, refusals.share().upper()) + ")";
    }

    private static String end(RareRefusals refusals, double end) {
        return Wording.beside(Metric.CALL_CONGESTION, refusals.share().mean(), end);
    }

    private static boolean isSteady(VariantResult variant) {
        return variant.scenario().run().analysis().kind() == AnalysisSpec.Kind.STEADY;
    }

    private static Paragraph paragraph(VariantResult variant) {
        if (ResultTables.complete(variant).isEmpty()) {
            return new Paragraph(variant.name(), List.of("No replication is complete."));
        }
        SummaryIndex summary = new SummaryIndex(variant);
        List<String> sentences = new ArrayList<>(refusedVms(variant, summary));
        sentences.addAll(List.of(
                success(variant, summary),
                exhaustion(variant, summary),
                refusals(variant),
                starvation(variant, summary)));
        sentences.addAll(rareRefusals(variant));
        sentences.addAll(fewRequests(variant));
        sentences.addAll(warmUp(variant));
        sentences.addAll(controlled(variant));
        sentences.addAll(data(variant));
        return new Paragraph(variant.name(), sentences);
    }

    /** Names what gained most by the known demand: a share of refusals if any did. */
    private static List<String> controlled(VariantResult variant) {
        List<SummaryRow> rows = variant.summary().stream()
                .filter(row -> !Double.isNaN(row.varianceRatio()))
                .sorted(Comparator.comparing((SummaryRow row) -> row.metric() != Metric.CALL_CONGESTION)
                        .thenComparing(Comparator.comparingDouble(SummaryRow::varianceRatio)
                                .reversed()))
                .toList();
        return rows.isEmpty()
                ? List.of()
                : List.of("The demand, whose mean is known, corrects " + Phrases.counted(rows.size(), "figure") + ": "
                        + gain(rows.get(0)) + ".");
    }

    /** Says what {@code row} gains by the known demand, which determines some figures altogether. */
    private static String gain(SummaryRow row) {
        String what = Wording.label(row.metric()) + " of " + row.tenant();
        return Double.isInfinite(row.varianceRatio())
                ? what + " follows from it"
                : what + " needs " + Wording.plain(row.varianceRatio(), 1) + " times fewer replications by that";
    }

    /** Says how much of the width of each tenant's interval of first-try success comes from data; of what it holds where that says nothing. */
    private static List<String> data(VariantResult variant) {
        List<String> sources = variant.scenario().drawnFrom();
        if (sources.isEmpty()) {
            return List.of();
        }
        List<SummaryRow> rows = ofData(variant).toList();
        return rows.isEmpty()
                ? List.of("What " + Phrases.listed(sources, name -> name) + " leave open shows in no figure.")
                : List.of("What " + Phrases.listed(sources, name -> name)
                        + " leave open would stay with replications without end: "
                        + Phrases.listed(rows, RunAnswer::ofData)
                        + ".");
    }

    private static Stream<SummaryRow> ofData(VariantResult variant) {
        SummaryIndex summary = new SummaryIndex(variant);
        return ResultTables.tenants(variant).stream()
                .flatMap(tenant -> Stream.of(Metric.FIRST_TRY_SUCCESS, Metric.HELD_MEAN)
                        .map(metric -> summary.row(tenant, metric))
                        .filter(row -> !Double.isNaN(row.dataShare()))
                        .limit(1));
    }

    private static String ofData(SummaryRow row) {
        return widthOfData(row) + " of the width of " + row.tenant() + "'s interval of " + Wording.label(row.metric());
    }

    private static String widthOfData(SummaryRow row) {
        return Wording.plain(100 * Math.sqrt(row.dataShare()), 0) + " %";
    }

    /** Returns the greatest part of an interval's width that comes from data, as the rest of a sentence on intervals; nothing without data. */
    static String data(ExperimentResult result) {
        String sources = result.variants().stream()
                .flatMap(variant -> variant.scenario().drawnFrom().stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return result.variants().stream()
                .flatMap(RunAnswer::ofData)
                .max(Comparator.comparingDouble(SummaryRow::dataShare))
                .map(row -> ", of whose width up to " + widthOfData(row) + " comes from " + sources
                        + ": more rows narrow that, more replications do not")
                .orElse("");
    }

    private static String watched(VariantResult variant, SummaryRow row) {
        int tenant = variant.scenario().tenantNames().indexOf(row.tenant());
        Looks looks = Looks.of(variant.scenario(), ResultTables.complete(variant), tenant);
        int count = (int) Math.max(1, Math.rint(looks.count()));
        String unit = switch (looks.unit()) {
            case HOLDS -> "mean hold";
            case REPLICATIONS -> "replication";
            case REQUESTS -> "request";
        };
        return Phrases.counted(count, unit) + (count == 1 ? " was" : " were");
    }

    /** Names the tenants with too few requests for the headline quantile. */
    private static List<String> fewRequests(VariantResult variant) {
        Metric metric = Metric.TIME_TO_BIND_P99;
        List<String> tenants = ResultTables.tenants(variant);
        List<String> few = new ArrayList<>();
        for (int row = 0; row < tenants.size(); row++) {
            int tenant = row;
            if (ResultTables.complete(variant).stream().anyMatch(one -> lacks(one, tenant, metric))) {
                few.add(tenants.get(row));
            }
        }
        return few.isEmpty()
                ? List.of()
                : List.of(
                        "Not enough data for the " + Wording.label(metric) + " of " + Phrases.listed(few, name -> name)
                                + ": it needs " + metric.leastRequests() + " requests in a replication.");
    }

    private static boolean lacks(ReplicationResult replication, int tenant, Metric metric) {
        double requests = ResultTables.value(replication, tenant, Metric.REQUESTS);
        return requests > 0
                && requests < metric.leastRequests()
                && Double.isNaN(ResultTables.value(replication, tenant, metric));
    }

    private static List<String> warmUp(VariantResult variant) {
        return variant.warmUp().isFound()
                ? List.of("The warm-up found is "
                        + Wording.seconds(variant.warmUp().seconds()) + ".")
                : List.of();
    }

    /** Says how many VMs started, where some did not: what never runs asks for no id, so that the other sentences say nothing of it. */
    private static List<String> refusedVms(VariantResult variant, SummaryIndex summary) {
        List<SummaryRow> rows = ResultTables.tenants(variant).stream()
                .map(tenant -> summary.row(tenant, Metric.VM_SUCCESS))
                .filter(row -> row.mean() < 1)
                .sorted(Comparator.comparingDouble(SummaryRow::mean))
                .toList();
        return rows.isEmpty()
                ? List.of()
                : List.of(
                        "VMs that could start: " + Phrases.listed(rows, row -> row.tenant() + " " + spoken(row)) + ".");
    }

    private static String starvation(VariantResult variant, SummaryIndex summary) {
        List<SummaryRow> rows = ResultTables.tenants(variant).stream()
                .map(tenant -> summary.row(tenant, Metric.STARVATION_TIME))
                .filter(row -> row.mean() > 0)
                .sorted(Comparator.comparingDouble(SummaryRow::mean).reversed())
                .toList();
        String after = Wording.seconds(variant.scenario().measure().starvationAfterSeconds());
        if (rows.isEmpty()) {
            return notStarving(variant, summary, after);
        }
        String measured = Wording.seconds(variant.scenario().run().durationSeconds());
        String who = Phrases.listed(rows, row -> row.tenant() + " (" + inBrackets(row) + ")");
        return "Starving, denied for longer than " + after + " at a time, in a measured time of " + measured + ": "
                + who + ".";
    }

    private static String notStarving(VariantResult variant, SummaryIndex summary, String after) {
        return ResultTables.tenants(variant).stream()
                .map(tenant -> summary.row(tenant, Metric.LONGEST_DENIAL))
                .filter(row -> row.mean() > 0)
                .max(Comparator.comparingDouble(SummaryRow::mean))
                .map(row -> "Nobody starves: no denial lasts longer than " + after + "; the longest, of " + row.tenant()
                        + ", takes " + spoken(row) + ".")
                .orElseGet(() -> isAnyRefused(variant)
                        ? "Nobody starves: who is refused gets an id at the same moment, or asks no more."
                        : "Nobody starves.");
    }

    private static boolean isAnyRefused(VariantResult variant) {
        return !ResultTables.refusalsByLimit(variant).isEmpty();
    }

    private static String success(VariantResult variant, SummaryIndex summary) {
        List<SummaryRow> rows = ResultTables.tenants(variant).stream()
                .map(tenant -> summary.row(tenant, Metric.FIRST_TRY_SUCCESS))
                .filter(row -> !Double.isNaN(row.mean()))
                .sorted(Comparator.comparingDouble(SummaryRow::mean))
                .toList();
        if (rows.isEmpty()) {
            return "Nobody asked for an id.";
        }
        if (rows.stream().allMatch(row -> row.mean() == 1)) {
            return "Every request succeeds at the first try.";
        }
        return "First-try success: " + Phrases.listed(rows, row -> row.tenant() + " " + spoken(row)) + ".";
    }

    private static String exhaustion(VariantResult variant, SummaryIndex summary) {
        List<ReplicationResult> complete = ResultTables.complete(variant);
        long exhausted = complete.stream()
                .filter(replication -> Double.isFinite(timeToExhaustion(replication)))
                .count();
        if (exhausted == complete.size() && exhausted > 0) {
            return "The host runs out of ids after " + spoken(summary.host(Metric.TIME_TO_EXHAUSTION)) + ".";
        } else if (complete.size() < 2) {
            return "The host never runs out of ids.";
        }
        SummaryRow probability = summary.host(Metric.EXHAUSTION_PROBABILITY);
        return exhausted == 0
                ? "The host runs out of ids in none of " + complete.size() + " replications (probability "
                        + Wording.halfWidth(probability) + ")."
                : "The host runs out of ids in " + exhausted + " of " + complete.size() + " replications: probability "
                        + spoken(probability) + ", restricted mean time "
                        + spoken(summary.host(Metric.TIME_TO_EXHAUSTION_RMST)) + median(summary) + ".";
    }

    /** Returns the median time to exhaustion, where half of the replications saw one. */
    private static String median(SummaryIndex summary) {
        SummaryRow median = summary.host(Metric.TIME_TO_EXHAUSTION_P50);
        return Double.isFinite(median.mean()) ? ", median " + spoken(median) : "";
    }

    private static double timeToExhaustion(ReplicationResult replication) {
        return ResultTables.value(replication, replication.tenants().size(), Metric.TIME_TO_EXHAUSTION);
    }

    private static String refusals(VariantResult variant) {
        List<RefusalCount> refusals = ResultTables.refusalsByLimit(variant);
        if (refusals.isEmpty()) {
            return "No request is refused.";
        }
        RefusalCount most = refusals.get(0);
        long all = refusals.stream().mapToLong(RefusalCount::count).sum();
        String where = most.limit().word() + " at " + most.level() + " (-" + most.errno() + ")";
        if (most.count() == all) {
            return (all == 1 ? "The only refusal comes from " : "All " + Phrases.count(all) + " refusals come from ")
                    + where + ".";
        }
        return "The limit that says no most is " + where + ": " + Phrases.count(most.count()) + " of "
                + Phrases.count(all) + " refusals.";
    }

    private static List<String> comparisons(ExperimentResult result) {
        VariantResult baseline = baseline(result);
        if (baseline == null) {
            return List.of();
        }
        SummaryIndex before = new SummaryIndex(baseline);
        return result.variants().stream()
                .filter(variant -> !variant.name().equals(baseline.name()))
                .map(variant -> comparison(variant, baseline.name(), before) + fairness(variant, baseline))
                .toList();
    }

    /** Says who moved the fairness of shares, where it differs. */
    private static String fairness(VariantResult variant, VariantResult baseline) {
        return FairnessIndices.whatMoved(Metric.JAIN_ENTITLEMENT, baseline, variant)
                .map(sentence -> " " + sentence)
                .orElse("");
    }

    private static @Nullable VariantResult baseline(ExperimentResult result) {
        for (VariantResult variant : result.variants()) {
            if (variant.name().equals(result.file().baseline())) {
                return variant;
            }
        }
        return null;
    }

    /** A tenant's success in two variants. */
    private record Pair(SummaryRow now, SummaryRow before) {
        double change() {
            return Math.abs(now.mean() - before.mean());
        }

        /** Returns whether the two intervals are disjoint; false if there are none. */
        boolean differs() {
            return now.lower() > before.upper() || now.upper() < before.lower();
        }
    }

    private static String comparison(VariantResult variant, String baseline, SummaryIndex before) {
        SummaryIndex now = new SummaryIndex(variant);
        List<Pair> pairs = ResultTables.tenants(variant).stream()
                .map(tenant -> new Pair(
                        now.row(tenant, Metric.FIRST_TRY_SUCCESS), before.row(tenant, Metric.FIRST_TRY_SUCCESS)))
                .filter(pair -> !Double.isNaN(pair.change()))
                .sorted(Comparator.comparingDouble(Pair::change).reversed())
                .toList();
        List<Pair> different = pairs.stream().filter(Pair::differs).toList();
        List<Pair> same = pairs.stream().filter(pair -> !pair.differs()).toList();
        return "With " + variant.name() + " instead of " + baseline + ", " + changes(different, same);
    }

    private static String changes(List<Pair> different, List<Pair> same) {
        if (different.isEmpty()) {
            return "no difference in first-try success is shown" + (same.isEmpty() ? "." : " (the intervals overlap).");
        }
        String changed = "first-try success is "
                + Phrases.listed(
                        different,
                        pair -> spoken(pair.now()) + " instead of " + spoken(pair.before()) + " for "
                                + pair.now().tenant());
        return same.isEmpty()
                ? changed + "."
                : changed + "; no difference shown for "
                        + Phrases.listed(same, pair -> pair.now().tenant()) + ".";
    }

    private static String expectation(ExpectationResult result) {
        return (result.met() ? "Met: " : "NOT met: ") + result.expectation().text() + " (" + bounds(result) + ").";
    }

    /** Returns what was measured in the notation in which the bound is written beside it. */
    static String measured(ExpectationResult result, double value) {
        Metric metric = Metric.ofWord(result.expectation().metric());
        double bound = result.expectation().bound();
        return result.expectation().text().endsWith("%")
                ? Wording.inPercent(metric, value, bound)
                : Wording.value(metric, value, bound);
    }

    private static String bounds(ExpectationResult result) {
        String mean = "measured " + measured(result, result.mean());
        return Double.isFinite(result.lower()) && Double.isFinite(result.upper())
                ? mean + ", interval " + measured(result, result.lower()) + " to " + measured(result, result.upper())
                : mean;
    }

    private static String inBrackets(SummaryRow row) {
        return Wording.interval(row).replace(" (", "; ").replace(")", "");
    }

    private static String spoken(SummaryRow row) {
        String half = Wording.halfWidth(row);
        return half.startsWith("±") ? Wording.mean(row) + " " + half : Wording.interval(row);
    }
}
