package org.ioasidsim.experiment;

import java.util.List;
import org.ioasidsim.scenario.Scenario;

/** A variant with its replications, in their order, and their summary: tenants in the scenario's order, then the host. */
public record VariantResult(
        String name, Scenario scenario, List<ReplicationResult> replications, List<SummaryRow> summary) {
    public VariantResult {
        replications = List.copyOf(replications);
        summary = List.copyOf(summary);
    }
}
