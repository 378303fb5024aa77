package org.ioasidsim.experiment.summary;

import java.util.List;
import org.ioasidsim.scenario.Scenario;

/**
 * A variant with its replications, in their order, and their summary: tenants in the scenario's order, then the host.
 *
 * @param rare what splitting says of tenants of which too few refusals were seen
 */
public record VariantResult(
        String name,
        Scenario scenario,
        List<ReplicationResult> replications,
        List<SummaryRow> summary,
        WarmUpResult warmUp,
        List<RareRefusals> rare) {
    /** Makes a variant of which splitting says nothing. */
    public VariantResult(
            String name,
            Scenario scenario,
            List<ReplicationResult> replications,
            List<SummaryRow> summary,
            WarmUpResult warmUp) {
        this(name, scenario, replications, summary, warmUp, List.of());
    }

    /** Returns the same with what splitting says. */
    public VariantResult with(List<RareRefusals> found) {
        return new VariantResult(name, scenario, replications, summary, warmUp, found);
    }

    public VariantResult {
        rare = List.copyOf(rare);
        replications = List.copyOf(replications);
        summary = List.copyOf(summary);
    }
}
