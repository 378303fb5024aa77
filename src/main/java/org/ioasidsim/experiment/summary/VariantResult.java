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
    public VariantResult {
        replications = List.copyOf(replications);
        summary = List.copyOf(summary);
    }
}
