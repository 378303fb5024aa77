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

    public PairedValues(List<VariantResult> variants) {
        this.variants = variants;
        this.complete = variants.stream().map(PairedValues::complete).toList();
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
        List<String> names = variants.get(place).scenario().tenantNames();
        int row = tenant.equals(SummaryRow.HOST) ? names.size() : names.indexOf(tenant);
        Map<Integer, ReplicationResult> results = complete.get(place);
        if (row < 0) {
            return replications.stream().mapToDouble(any -> Double.NaN).toArray();
        }
        return PooledValues.of(
                variants.get(place).scenario(),
                replications.stream().map(results::get).toList(),
                row,
                metric);
    }

    /** Returns by how much a variant's values differ for drawn inputs, in {@code replications}; nothing where it draws none. */
    public double[] drawnDifferences(int place, String tenant, Metric metric, List<Integer> replications) {
        List<String> names = variants.get(place).scenario().tenantNames();
        int row = tenant.equals(SummaryRow.HOST) ? names.size() : names.indexOf(tenant);
        if (row < 0 || !variants.get(place).scenario().run().drawsInputs()) {
            return new double[0];
        }
        Map<Integer, ReplicationResult> results = complete.get(place);
        return replications.stream()
                .map(results::get)
                .mapToDouble(result -> result.drawnDifference(row, metric))
                .toArray();
    }
}
