package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.metric.Headline;
import org.ioasidsim.report.metric.Wording;

/** Which fairness indices tell variants apart, and which tenant moved them: an index alone explains nothing. */
public final class FairnessIndices {
    /** The indices over tenants, in the order of {@link Metric}. */
    public static final List<Metric> ALL = List.of(
            Metric.JAIN_SATISFACTION,
            Metric.JAIN_ENTITLEMENT,
            Metric.GINI_SATISFACTION,
            Metric.THEIL_ENTITLEMENT,
            Metric.THEIL_BETWEEN,
            Metric.THEIL_WITHIN);

    /** What differs by no more than this is rounding. */
    private static final double ROUNDING = 1e-9;

    private FairnessIndices() {}

    /** Returns the indices that differ between any two of {@code variants}; none if there is only one variant. */
    public static List<Metric> differing(List<VariantResult> variants) {
        List<SummaryIndex> summaries = variants.stream().map(SummaryIndex::new).toList();
        return ALL.stream().filter(index -> differs(summaries, index)).toList();
    }

    /** Returns the headline metrics of the host; of several variants, without the indices that tell none from another. */
    public static List<Metric> headline(List<VariantResult> variants) {
        List<Metric> same = same(variants);
        return Headline.OF_HOST.stream()
                .filter(metric -> !same.contains(metric))
                .toList();
    }

    /** Returns a sentence about the indices that {@link #headline} leaves out; empty if it leaves out none. */
    public static String leftOut(List<VariantResult> variants) {
        List<String> same = same(variants).stream().map(Wording::label).toList();
        return same.isEmpty() ? "" : "No difference between the variants is shown in " + String.join("; ", same) + ".";
    }

    private static List<Metric> same(List<VariantResult> variants) {
        List<Metric> differing = differing(variants);
        return Headline.OF_HOST.stream()
                .filter(metric -> variants.size() > 1 && ALL.contains(metric) && !differing.contains(metric))
                .toList();
    }

    private static boolean differs(List<SummaryIndex> summaries, Metric index) {
        List<SummaryRow> rows =
                summaries.stream().map(summary -> summary.host(index)).toList();
        return rows.stream().anyMatch(a -> rows.stream().anyMatch(b -> isBelow(a, b)));
    }

    /** Returns whether the interval of {@code a} ends below that of {@code b}; a value without an interval stands for itself. */
    private static boolean isBelow(SummaryRow a, SummaryRow b) {
        double upper = Double.isNaN(a.upper()) ? a.mean() : a.upper();
        double lower = Double.isNaN(b.lower()) ? b.mean() : b.lower();
        return upper < lower - ROUNDING;
    }

    /**
     * Returns a sentence on what moved {@code index} from the baseline to {@code variant}: the tenant of which the underlying value changed most;
     * empty where the index does not differ.
     */
    public static Optional<String> whatMoved(Metric index, VariantResult baseline, VariantResult variant) {
        var before = new SummaryIndex(baseline);
        var now = new SummaryIndex(variant);
        boolean isLower = isBelow(now.host(index), before.host(index));
        if (!isLower && !isBelow(before.host(index), now.host(index))) {
            return Optional.empty();
        }
        Metric of = underlying(index);
        return changes(of, before, now, ResultTables.tenants(variant)).stream()
                .max(Comparator.comparingDouble(Change::size))
                .map(change -> Wording.label(index) + " is " + (isLower ? "lower" : "higher") + " with "
                        + variant.name() + " than with " + baseline.name() + " ("
                        + Wording.value(index, now.host(index).mean()) + ", not "
                        + Wording.value(index, before.host(index).mean()) + ") since " + change.words(variant.name())
                        + (of == Metric.ENTITLEMENT_SHARE ? idle(change, now) : "") + ".");
    }

    /** Returns the metric of tenants over which {@code index} is taken. */
    private static Metric underlying(Metric index) {
        return index == Metric.JAIN_SATISFACTION || index == Metric.GINI_SATISFACTION
                ? Metric.EVENTUAL_SUCCESS
                : Metric.ENTITLEMENT_SHARE;
    }

    /** A tenant's value in two variants. */
    private record Change(Metric metric, String tenant, double before, double now) {
        double size() {
            return Math.abs(now - before);
        }

        String words(String variant) {
            boolean isOfRequests = metric == Metric.EVENTUAL_SUCCESS;
            return variant + (isOfRequests ? " grants " : " holds ") + tenant + (isOfRequests ? " " : " at ")
                    + Wording.value(metric, now) + " of its " + (isOfRequests ? "requests" : "share") + ", not "
                    + Wording.value(metric, before);
        }
    }

    private static List<Change> changes(Metric of, SummaryIndex before, SummaryIndex now, List<String> tenants) {
        List<Change> changes = new ArrayList<>();
        for (String tenant : tenants) {
            double was = before.row(tenant, of).mean();
            double is = now.row(tenant, of).mean();
            if (!Double.isNaN(was) && !Double.isNaN(is)) {
                changes.add(new Change(of, tenant, was, is));
            }
        }
        return changes;
    }

    /** Says how many ids lie idle that are wanted, where a tenant is held below its share. */
    private static String idle(Change change, SummaryIndex now) {
        double stranded = now.host(Metric.STRANDED_CAPACITY).mean();
        return change.now() < 1 && change.now() < change.before() && stranded > 0
                ? ", while ids lie idle that are wanted (" + Wording.roughly(stranded) + " on average)"
                : "";
    }
}
