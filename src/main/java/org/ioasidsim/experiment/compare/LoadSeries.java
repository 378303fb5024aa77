package org.ioasidsim.experiment.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.PooledValues;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.workload.TenantSpec;

/**
 * The runs of one variant with growing load of one tenant, replication by replication on common random numbers.
 *
 * @param factors ascending, the first 0, 1 among them
 * @param runs one for each factor
 */
record LoadSeries(String variant, String aggressor, List<Double> factors, List<VariantResult> runs) {
    LoadSeries {
        factors = List.copyOf(factors);
        runs = List.copyOf(runs);
    }

    /** Returns the names of all tenants but the aggressor, in their order. */
    List<String> victims() {
        return runs.get(0).scenario().tenantNames().stream()
                .filter(name -> !name.equals(aggressor))
                .toList();
    }

    double confidence() {
        return runs.get(0).scenario().run().confidence();
    }

    /** Returns the aggressor at factor 1, as the file describes it. */
    TenantSpec aggressorAsWritten() {
        return runs.get(factors.indexOf(1.0)).scenario().tenants().stream()
                .filter(tenant -> tenant.name().equals(aggressor))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the numbers of the replications that the runs at all of {@code places} completed, ascending. */
    List<Integer> shared(List<Integer> places) {
        return complete(places.get(0)).stream()
                .sorted()
                .filter(number ->
                        places.stream().allMatch(place -> complete(place).contains(number)))
                .toList();
    }

    private Set<Integer> complete(int place) {
        return runs.get(place).replications().stream()
                .filter(replication -> replication.failure() == null)
                .map(ReplicationResult::replication)
                .collect(Collectors.toSet());
    }

    /** Returns the {@link PooledValues} of a metric of a tenant in {@code replications} of the run at {@code place}, in their order. */
    double[] values(int place, String tenant, Metric metric, List<Integer> replications) {
        VariantResult run = runs.get(place);
        int row = run.scenario().tenantNames().indexOf(tenant);
        return PooledValues.of(run.scenario(), results(run, replications), row, metric);
    }

    /** Returns the values as the replications have them: a pair that is equal in these is equal. */
    double[] plain(int place, String tenant, Metric metric, List<Integer> replications) {
        VariantResult run = runs.get(place);
        return PooledValues.plain(
                results(run, replications), run.scenario().tenantNames().indexOf(tenant), metric);
    }

    private static List<ReplicationResult> results(VariantResult run, List<Integer> replications) {
        return replications.stream()
                .flatMap(number -> run.replications().stream().filter(result -> result.replication() == number))
                .toList();
    }

    /** Returns the requests of all tenants together in {@code replications} of the run at {@code place}. */
    double[] requests(int place, List<Integer> replications) {
        int tenants = runs.get(place).scenario().tenants().size();
        return of(place, replications, result -> {
            double sum = 0;
            for (int row = 0; row < tenants; row++) {
                sum += value(result, row, Metric.REQUESTS);
            }
            return sum;
        });
    }

    /** A figure of one replication. */
    @FunctionalInterface
    private interface Figure {
        double of(ReplicationResult result);
    }

    private double[] of(int place, List<Integer> replications, Figure figure) {
        List<ReplicationResult> all = runs.get(place).replications();
        return replications.stream()
                .mapToDouble(number -> all.stream()
                        .filter(result -> result.replication() == number)
                        .mapToDouble(figure::of)
                        .findFirst()
                        .orElse(Double.NaN))
                .toArray();
    }

    @SuppressWarnings("EnumOrdinal") // result records are arrays by ordinal
    private static double value(ReplicationResult result, int row, Metric metric) {
        return result.values()[row][metric.ordinal()];
    }

    /** Returns the mean of a metric in the run at {@code place} and the two ends of its interval; NaN where the summary has none. */
    double[] interval(int place, String tenant, Metric metric) {
        return runs.get(place).summary().stream()
                .filter(row -> row.tenant().equals(tenant) && row.metric() == metric)
                .map(row -> new double[] {row.mean(), row.lower(), row.upper()})
                .findFirst()
                .orElseGet(() -> {
                    var undefined = new double[3];
                    Arrays.fill(undefined, Double.NaN);
                    return undefined;
                });
    }
}
