package org.ioasidsim.report.table;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.BestRow;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.compare.Verdict;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.VariantResult;

/** Looks up a comparison and the result that it was made from by variant, tenant and metric. */
public final class ComparisonIndex {
    private final ExperimentResult result;
    private final Comparison comparison;
    private final Map<String, Map<String, Map<Metric, ComparisonRow>>> rows = new HashMap<>();
    private final Map<String, SummaryIndex> summaries = new LinkedHashMap<>();

    public ComparisonIndex(ExperimentResult result, Comparison comparison) {
        this.result = result;
        this.comparison = comparison;
        for (ComparisonRow row : comparison.rows()) {
            rows.computeIfAbsent(row.variant(), name -> new HashMap<>())
                    .computeIfAbsent(row.tenant(), name -> new EnumMap<>(Metric.class))
                    .put(row.metric(), row);
        }
        result.variants().forEach(variant -> summaries.put(variant.name(), new SummaryIndex(variant)));
    }

    public Comparison comparison() {
        return comparison;
    }

    public ExperimentResult result() {
        return result;
    }

    /** Returns the variant that all others are compared with. */
    public VariantResult baseline() {
        return result.variants().stream()
                .filter(variant -> variant.name().equals(comparison.baseline()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the names of the variants without the baseline, in the order of the file. */
    public List<String> others() {
        return result.variants().stream()
                .map(VariantResult::name)
                .filter(name -> !name.equals(comparison.baseline()))
                .toList();
    }

    /** Returns the tenants that any variant has, in the order of the first that has them. */
    public List<String> tenants() {
        Set<String> tenants = new LinkedHashSet<>();
        result.variants().forEach(variant -> tenants.addAll(ResultTables.tenants(variant)));
        return List.copyOf(tenants);
    }

    /** Returns the row of a variant other than the baseline. */
    public ComparisonRow row(String variant, String tenant, Metric metric) {
        ComparisonRow row = rows.getOrDefault(variant, Map.of())
                .getOrDefault(tenant, Map.of())
                .get(metric);
        return row != null ? row : undefined(variant, tenant, metric);
    }

    /** Returns the summary of a variant or of the baseline. */
    public SummaryIndex summary(String variant) {
        return summaries.getOrDefault(variant, new SummaryIndex(baseline()));
    }

    /** Returns the largest finite absolute difference of a tenant over all variants. */
    public double largestDifference(String tenant, Metric metric) {
        return others().stream()
                .mapToDouble(variant -> Math.abs(row(variant, tenant, metric).difference()))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** Returns the variants that may be the best in {@code metric}, by tenant or host; without those about which nothing is known. */
    public Map<String, List<String>> best(Metric metric) {
        Map<String, List<String>> best = new LinkedHashMap<>();
        for (BestRow row : comparison.best()) {
            if (row.metric() == metric && row.mayBeBest()) {
                best.computeIfAbsent(row.tenant(), name -> new java.util.ArrayList<>())
                        .add(row.variant());
            }
        }
        return best;
    }

    private static ComparisonRow undefined(String variant, String tenant, Metric metric) {
        double none = Double.NaN;
        return new ComparisonRow(variant, tenant, metric, 0, 0, none, none, none, none, none, Verdict.UNDEFINED);
    }
}
