package org.ioasidsim.experiment;

import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.summary.Controls;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.OnRefusal;
import org.ioasidsim.workload.TenantSpec;

/** Says of which tenants the mean demand is known: in a run that starts in the equilibrium of its demand, of those whose processes give up when refused. */
final class KnownDemand {
    private KnownDemand() {}

    static Controls controls(Scenario scenario) {
        return scenario.run().isStationary()
                ? new Controls(scenario.tenants().stream()
                        .mapToDouble(tenant -> demand(scenario, tenant))
                        .toArray())
                : Controls.NONE;
    }

    private static double demand(Scenario scenario, TenantSpec tenant) {
        return tenant.processes().onRefusal() instanceof OnRefusal.GiveUp
                ? ExactModels.value(scenario, tenant.name(), Metric.DEMAND_MEAN).orElse(Double.NaN)
                : Double.NaN;
    }
}
