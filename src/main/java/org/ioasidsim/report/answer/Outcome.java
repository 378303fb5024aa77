package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.table.SummaryIndex;

/** Variants that came out the same, with their numbers. The first of them stands for all. */
final class Outcome {
    /** Figures that differ by no more than this part of the larger one are the same to a reader. */
    private static final double SAME = 0.01;

    private final Criterion criterion;
    private final List<VariantResult> variants = new ArrayList<>();
    private final List<SummaryIndex> summaries = new ArrayList<>();
    private final Set<String> judged;
    private final ConditionVerdict verdict;

    private Outcome(Criterion criterion, VariantResult variant) {
        this.criterion = criterion;
        this.judged = Set.copyOf(criterion.tenants());
        variants.add(variant);
        summaries.add(new SummaryIndex(variant));
        this.verdict = judged(variant)
                .map(tenant -> criterion.verdict(deciding(tenant)))
                .reduce(ConditionVerdict::and)
                .orElse(ConditionVerdict.UNDECIDED);
    }

    /** Returns the outcomes of all variants that have any result, in the order of the file. */
    static List<Outcome> of(ExperimentResult result, Criterion criterion) {
        List<Outcome> outcomes = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            if (!ResultTables.complete(variant).isEmpty()) {
                var outcome = new Outcome(criterion, variant);
                outcomes.stream()
                        .filter(other -> other.isSameAs(outcome))
                        .findFirst()
                        .ifPresentOrElse(other -> other.join(outcome), () -> outcomes.add(outcome));
            }
        }
        return outcomes;
    }

    private void join(Outcome other) {
        variants.addAll(other.variants);
        summaries.addAll(other.summaries);
    }

    private boolean isSameAs(Outcome other) {
        return verdict == other.verdict
                && ResultTables.tenants(variant()).equals(ResultTables.tenants(other.variant()))
                && tenants().stream()
                        .allMatch(tenant -> isSame(deciding(tenant), other.deciding(tenant))
                                && isSame(other, tenant, Metric.FIRST_TRY_SUCCESS)
                                && isSame(other, tenant, Metric.HELD_MEAN))
                && isSame(other, ResultTables.HOST, Metric.TIME_TO_EXHAUSTION)
                && isSame(other, ResultTables.HOST, Metric.HELD_MEAN);
    }

    private boolean isSame(Outcome other, String tenant, Metric metric) {
        return isSame(summary().row(tenant, metric), other.summary().row(tenant, metric));
    }

    private boolean isSame(SummaryRow mine, SummaryRow theirs) {
        if (mine.metric() != theirs.metric()) {
            return false;
        }
        if (Double.compare(mine.mean(), theirs.mean()) == 0) {
            return true;
        }
        boolean isFraction = mine.metric().unit() == Metric.Unit.FRACTION;
        double larger = isFraction ? 1 : Math.max(Math.abs(mine.mean()), Math.abs(theirs.mean()));
        boolean isNear = Math.abs(mine.mean() - theirs.mean()) <= SAME * larger;
        return isNear && (!isJudged(mine.tenant()) || criterion.verdict(mine) == criterion.verdict(theirs));
    }

    ConditionVerdict verdict() {
        return verdict;
    }

    List<String> names() {
        return variants.stream().map(VariantResult::name).toList();
    }

    /** Returns the variant that stands for all. */
    VariantResult variant() {
        return variants.get(0);
    }

    SummaryIndex summary() {
        return summaries.get(0);
    }

    /** Returns the tenants of its scenario; those of the criterion first, the one that fares worst before all. */
    List<String> tenants() {
        Comparator<String> byMean =
                Comparator.comparingDouble(tenant -> deciding(tenant).mean());
        List<String> first = judged(variant())
                .sorted(criterion.isFloor() ? byMean : byMean.reversed())
                .toList();
        return Stream.concat(first.stream(), others().stream()).toList();
    }

    private Stream<String> judged(VariantResult variant) {
        Set<String> present = Set.copyOf(ResultTables.tenants(variant));
        return criterion.tenants().stream()
                .filter(tenant -> tenant.equals(ResultTables.HOST) || present.contains(tenant));
    }

    boolean isJudged(String tenant) {
        return judged.contains(tenant);
    }

    /** Returns the tenants that the criterion is not about. */
    List<String> others() {
        return ResultTables.tenants(variant()).stream()
                .filter(tenant -> !isJudged(tenant))
                .toList();
    }

    private SummaryRow deciding(String tenant) {
        return criterion.row(summary(), tenant);
    }

    /** Returns whether the criterion is about any tenant of whose VMs some do not start. */
    boolean losesVms() {
        return judged(variant()).anyMatch(tenant -> summary().vms(tenant).mean() < 1);
    }

    /** Returns the figure that decides what becomes of a tenant, as {@link #row(String, Metric)} does. */
    SummaryRow row(String tenant) {
        return row(tenant, deciding(tenant).metric());
    }

    /** Returns the figure of the first variant, with an interval that covers those of all. */
    SummaryRow row(String tenant, Metric metric) {
        SummaryRow first = summary().row(tenant, metric);
        List<SummaryRow> rows =
                summaries.stream().map(summary -> summary.row(tenant, metric)).toList();
        double lower = rows.stream().mapToDouble(SummaryRow::lower).min().orElse(Double.NaN);
        double upper = rows.stream().mapToDouble(SummaryRow::upper).max().orElse(Double.NaN);
        return new SummaryRow(
                first.variant(),
                tenant,
                metric,
                first.mean(),
                Math.max(upper - first.mean(), first.mean() - lower),
                lower,
                upper,
                first.confidence(),
                first.replications());
    }

    /** Returns the ids that the tenants beyond the criterion hold together; nothing if there are none. */
    OptionalDouble heldByOthers() {
        return others().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(others().stream()
                        .mapToDouble(tenant ->
                                summary().row(tenant, Metric.HELD_MEAN).mean())
                        .sum());
    }

    double host(Metric metric) {
        return summary().host(metric).mean();
    }

    /** Returns how many of its replications, and of how many, had nothing free at some time. */
    int exhausted() {
        return (int) ResultTables.complete(variant()).stream()
                .filter(one ->
                        Double.isFinite(ResultTables.value(one, one.tenants().size(), Metric.TIME_TO_EXHAUSTION)))
                .count();
    }

    /** Returns the limits that refused anybody, the most frequent first, with their counts. */
    Map<String, Long> refusals() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (VariantResult variant : variants) {
            for (RefusalCount refusal : ResultTables.refusalsByLimit(variant)) {
                counts.merge(refusal.limit().word(), refusal.count(), Long::sum);
            }
        }
        return counts;
    }
}
