package org.ioasidsim.experiment;

import java.util.List;
import org.ioasidsim.scenario.Scenario;

/** A variant with its replications, in their order, and their summary: tenants in the scenario's order, then the host. */
public record VariantResult(
        String name,
        Scenario scenario,
        List<ReplicationResult> replications,
        List<SummaryRow> summary,
        WarmUpResult warmUp) {
    /** Makes the result of a variant whose scenario says the warm-up. */
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
}
