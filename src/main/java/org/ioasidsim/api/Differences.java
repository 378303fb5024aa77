package org.ioasidsim.api;

import java.util.List;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.compare.ComparisonRow;

/**
 * The variants of a scenario against its baseline, replication by replication on common random numbers.
 *
 * @param confidence of intervals and verdicts, between 0 and 1
 * @param results of the run that was compared, with its failures
 * @param differences variants in the order of the file without the baseline, tenants in the order of the scenario with the host last
 */
public record Differences(String baseline, double confidence, Results results, List<Difference> differences) {
    public Differences {
        differences = List.copyOf(differences);
    }

    static Differences of(Comparison comparison, Results results) {
        return new Differences(
                comparison.baseline(),
                comparison.confidence(),
                results,
                comparison.rows().stream().map(Difference::of).toList());
    }

    /**
     * A metric in a variant less the same in the baseline.
     *
     * @param tenant a name, or {@link Estimate#HOST}
     * @param pairs replications in which both are defined
     * @param difference of the means, in the metric's unit; NaN where it is undefined
     * @param halfWidth of its paired t interval; 0 where it is the same in each replication; NaN where there is no interval
     * @param pHolm the two-sided p value after Holm's correction over all variants and tenants of this metric; NaN where nothing is
     *     tested
     * @param verdict {@code better}, {@code worse} or {@code differs} where a difference is shown; {@code no difference shown},
     *     {@code identical}, {@code one replication} or {@code undefined}
     */
    public record Difference(
            String variant,
            String tenant,
            String metric,
            int pairs,
            double difference,
            double halfWidth,
            double pHolm,
            String verdict) {
        private static Difference of(ComparisonRow row) {
            return new Difference(
                    row.variant(),
                    row.tenant(),
                    row.metric().word(),
                    row.pairs(),
                    row.difference(),
                    row.halfWidth(),
                    row.pHolm(),
                    row.verdict().word());
        }
    }

    /**
     * Returns the difference of a metric of a tenant between a variant and the baseline.
     *
     * @param tenant a name, or {@link Estimate#HOST}
     * @throws IllegalArgumentException naming those that exist, if there is no such difference, as for the baseline itself
     */
    public Difference difference(String variant, String tenant, String metric) {
        List<Difference> ofVariant =
                Names.only(differences, Difference::variant, "variant compared with " + baseline, variant);
        List<Difference> ofTenant = Names.only(ofVariant, Difference::tenant, "tenant", tenant);
        return Names.only(ofTenant, Difference::metric, "metric of " + tenant, metric)
                .get(0);
    }
}
