package org.ioasidsim.experiment.summary;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values of variants, replication by replication, so that values from the same random numbers have the same index. */
public final class PairedValues {
    private final List<VariantResult> variants;
    private final List<Map<Integer, ReplicationResult>> complete;
    private final List<MetricBounds> bounds;

    public PairedValues(List<VariantResult> variants) {
        this.variants = variants;
        this.complete = variants.stream().map(PairedValues::complete).toList();
        this.bounds = variants.stream()
                .map(variant -> new MetricBounds(variant.scenario()))
                .toList();
    }

    private static Map<Integer, ReplicationResult> complete(VariantResult variant) {
        Map<Integer, ReplicationResult> complete = new LinkedHashMap<>();
        for (ReplicationResult replication : variant.replications()) {
            if (replication.failure() == null) {
                complete.put(replication.replication(), replication);
            }
        }
        return complete;
    }

    /** Returns the tenants of any variant, each in the order of the first variant that has it. */
    public List<String> tenants() {
        Set<String> tenants = new LinkedHashSet<>();
        variants.forEach(variant -> tenants.addAll(variant.scenario().tenantNames()));
        return List.copyOf(tenants);
    }

    /** Returns the numbers of the replications that all of {@code variants}, given by index, completed. */
    public List<Integer> shared(List<Integer> places) {
        return complete.get(places.get(0)).keySet().stream()
                .filter(number ->
                        places.stream().allMatch(place -> complete.get(place).containsKey(number)))
                .toList();
    }

    /** Returns the {@link PooledValues} of a variant in {@code replications}; NaN where it has no such tenant. {@code *} is the host. */
    public double[] values(int place, String tenant, Metric metric, List<Integer> replications) {
        int row = row(place, tenant);
        return row < 0
                ? undefined(replications)
                : PooledValues.of(variants.get(place).scenario(), results(place, replications), row, metric);
    }

    /** Returns the values of a variant as its replications have them, otherwise as {@link #values}: a pair that is equal in these is equal. */
    public double[] plain(int place, String tenant, Metric metric, List<Integer> replications) {
        int row = row(place, tenant);
        return row < 0 ? undefined(replications) : PooledValues.plain(results(place, replications), row, metric);
    }

    private int row(int place, String tenant) {
        List<String> names = variants.get(place).scenario().tenantNames();
        return tenant.equals(SummaryRow.HOST) ? names.size() : names.indexOf(tenant);
    }

    private List<ReplicationResult> results(int place, List<Integer> replications) {
        return replications.stream().map(complete.get(place)::get).toList();
    }

    private static double[] undefined(List<Integer> replications) {
        return replications.stream().mapToDouble(any -> Double.NaN).toArray();
    }

    /** Returns how far two values of a metric can be apart in any of the variants; infinite where it has no bounds. */
    public double range(String tenant, Metric metric) {
        boolean isOfHost = tenant.equals(SummaryRow.HOST);
        return metric.isProportion()
                ? 1
                : bounds.stream()
                        .map(ofVariant -> ofVariant.of(metric, isOfHost))
                        .mapToDouble(ofMetric -> ofMetric.upper() - ofMetric.lower())
                        .max()
                        .orElse(Double.POSITIVE_INFINITY);
    }

    /** Returns by how much a variant's values differ for drawn inputs, in {@code replications}; nothing where it draws none. */
    public double[] drawnDifferences(int place, String tenant, Metric metric, List<Integer> replications) {
        int row = row(place, tenant);
        if (row < 0 || !variants.get(place).scenario().run().drawsInputs()) {
            return new double[0];
        }
        return results(place, replications).stream()
                .mapToDouble(result -> result.drawnDifference(row, metric))
                .toArray();
    }
}
