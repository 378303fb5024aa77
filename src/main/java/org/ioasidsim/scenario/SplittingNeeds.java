package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.rule.FirstCome;
import org.ioasidsim.random.Constant;
import org.ioasidsim.state.Kept;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.EventSpec;
import org.ioasidsim.workload.TenantSpec;

/** What splitting needs: it estimates a steady state, from states that it saves. */
public final class SplittingNeeds {
    private final List<String> lacking = new ArrayList<>();

    private SplittingNeeds() {}

    /** Returns what a scenario lacks for splitting, each as a part of a sentence; none if it has it all. */
    public static List<String> lacking(Scenario scenario) {
        return lacking(
                scenario.events(), scenario.costs(), scenario.tenants(), scenario.policy(), scenario.hostFacts());
    }

    static List<String> lacking(
            List<EventSpec> events,
            HostCosts costs,
            Collection<TenantSpec> tenants,
            PolicySpec policy,
            HostFacts facts) {
        var needs = new SplittingNeeds();
        needs.steadyHost(events, costs);
        needs.timelessKernel(costs);
        tenants.forEach(needs::randomArrivals);
        needs.keptBooks(policy, facts);
        return needs.lacking;
    }

    private void steadyHost(List<EventSpec> events, HostCosts costs) {
        if (!events.isEmpty()) {
            lacking.add("the scenario has events, and splitting estimates a steady state");
        }
        if (!costs.bindSeconds().equals(new Constant(0))) {
            lacking.add("binds take time (costs.bind), and splitting knows requests that are decided at once");
        }
    }

    private void timelessKernel(HostCosts costs) {
        if (!costs.rolloverSeconds().equals(new Constant(0))
                || !costs.invalidateSeconds().equals(new Constant(0))) {
            lacking.add("rollovers or invalidations take time (costs.rollover, costs.invalidate), and splitting knows"
                    + " requests that are decided at once");
        }
    }

    private void randomArrivals(TenantSpec tenant) {
        String arrivalsOf = "the arrivals of tenant " + tenant.name();
        for (ArrivalsSpec arrivals :
                List.of(tenant.processes().arrivals(), tenant.instances().arrivals())) {
            if (arrivals instanceof ArrivalsSpec.Trace
                    || arrivals instanceof ArrivalsSpec.At
                    || arrivals instanceof ArrivalsSpec.Scheduled) {
                lacking.add(arrivalsOf + " are given, so that no path differs from another");
            } else if (arrivals instanceof ArrivalsSpec.Profile) {
                lacking.add(arrivalsOf + " follow a profile, and splitting estimates a steady state");
            }
        }
    }

    private void keptBooks(PolicySpec policy, HostFacts facts) {
        if (!(policy instanceof FirstCome.Spec)
                && policy.misfits(facts).isEmpty()
                && !(policy.start(facts) instanceof Kept)) {
            lacking.add("the policy " + policy.name() + " cannot save its books");
        }
    }
}
