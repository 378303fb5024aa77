package org.ioasidsim.experiment.summary;

import java.util.List;
import org.ioasidsim.scenario.Scenario;

/** A variant with its replications, in their order, and their summary: tenants in the scenario's order, then the host. */
public record VariantResult(
        String name,
        Scenario scenario,
        List<ReplicationResult> replications,
        List<SummaryRow> summary,
        WarmUpResult warmUp) {
    /** Makes the result of a variant whose scenario gives the warm-up. */
    public VariantResult(
            String name, Scenario scenario, List<ReplicationResult> replications, List<SummaryRow> summary) {
        this(
                name,
                scenario,
                replications,
                summary,
                WarmUpResult.given(Math.max(0, scenario.run().warmUpSeconds())));
    }

    public VariantResult {
        replications = List.copyOf(replications);
        summary = List.copyOf(summary);
    }

    /**
     * Returns the row of a metric.
     *
     * @param tenant a name, or {@link SummaryRow#HOST}
     * @throws IllegalArgumentException if the tenant does not exist or has no such metric
     */
    public SummaryRow row(String tenant, Metric metric) {
        return summary.stream()
                .filter(row -> row.tenant().equals(tenant) && row.metric() == metric)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + metric.word() + " of '" + tenant
                        + "', the tenants are " + scenario.tenantNames() + ", and the host is " + SummaryRow.HOST));
    }
}
