package org.ioasidsim.api;

import java.util.List;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.table.ResultTables;

/**
 * What one variant of a scenario gave.
 *
 * @param tenants names, in the order of the scenario
 * @param capacity ids that tenants can hold together
 * @param replications that were completed
 * @param summary of this variant alone
 * @param refusals in all completed replications together
 */
public record Variant(
        String name, List<String> tenants, long capacity, int replications, Summary summary, List<Refusal> refusals) {
    public Variant {
        tenants = List.copyOf(tenants);
        refusals = List.copyOf(refusals);
    }

    /**
     * How often a limit refused a tenant.
     *
     * @param limit the word of {@code refusals.csv}: {@code pool} and {@code asid} are the host itself, all others are controls
     * @param level a cgroup's path, a device, a VM, or {@code host}
     * @param errno the error that the process saw, such as {@code EBUSY}
     * @param count attempts refused, over all completed replications
     */
    public record Refusal(String tenant, String limit, String level, String errno, long count) {}

    static Variant of(VariantResult result) {
        return new Variant(
                result.name(),
                result.scenario().tenantNames(),
                result.scenario().capacity(),
                ResultTables.complete(result).size(),
                Summary.of(result.summary()),
                ResultTables.refusals(result).stream()
                        .map(refusal -> new Refusal(
                                refusal.tenant(),
                                refusal.limit().word(),
                                refusal.level(),
                                refusal.errno().name(),
                                refusal.count()))
                        .toList());
    }

    /**
     * Returns a metric of a tenant.
     *
     * @param tenant a name, or {@link Estimate#HOST}
     * @param metric as scenario files write it, such as {@code first_try_success}
     * @throws IllegalArgumentException naming those that exist, if the tenant or its metric does not
     */
    public Estimate estimate(String tenant, String metric) {
        return summary.estimate(name, tenant, metric);
    }
}
