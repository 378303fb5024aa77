package org.ioasidsim.experiment.rare;

import java.util.Map;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;

/** Whether so many processes can live at once that a limit refuses one. */
final class Reach {
    private Reach() {}

    static boolean isPossible(Scenario scenario) {
        return most(scenario, CgroupPath.ROOT) > scenario.capacity()
                || scenario.cgroups().entrySet().stream().anyMatch(group -> isPossible(scenario, group));
    }

    private static boolean isPossible(Scenario scenario, Map.Entry<CgroupPath, CgroupLimits> group) {
        CgroupLimits limits = group.getValue();
        double most =
                group.getKey().isTemplate() ? mostOfInstance(scenario, group.getKey()) : most(scenario, group.getKey());
        return limits.resources().stream()
                .anyMatch(resource ->
                        limits.isLimited(resource) && most > limits.of(resource).orElseThrow());
    }

    private static double mostOfInstance(Scenario scenario, CgroupPath template) {
        return scenario.tenants().stream()
                .filter(tenant -> tenant.cgroup().isAtOrBelow(template))
                .mapToDouble(Reach::mostOfInstance)
                .sum();
    }

    private static double most(Scenario scenario, CgroupPath group) {
        return scenario.tenants().stream()
                .filter(tenant -> tenant.cgroup().common().isAtOrBelow(group))
                .mapToDouble(Reach::most)
                .sum();
    }

    /** Returns the most processes of a tenant that live at once. */
    private static double most(TenantSpec tenant) {
        boolean isFixed = tenant.instances().arrivals() instanceof ArrivalsSpec.None;
        double instances =
                isFixed ? tenant.instances().initial() : tenant.instances().max();
        return instances == 0 ? 0 : instances * mostOfInstance(tenant);
    }

    private static double mostOfInstance(TenantSpec tenant) {
        ArrivalsSpec arrivals = tenant.processes().arrivals();
        double further = arrivals instanceof ArrivalsSpec.None
                ? 0
                : arrivals instanceof ArrivalsSpec.Closed closed ? closed.population() : Double.POSITIVE_INFINITY;
        return tenant.processes().mostInitial() + further;
    }
}
