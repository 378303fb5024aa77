package org.ioasidsim.experiment.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ioasidsim.experiment.exact.InstanceRoom;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.TenantSpec;

/**
 * The conditions that a plan has besides those written: a VM that does not start asks for no id and is refused none, so that as large a share of a tenant's
 * VMs must start as of its requests is to be granted. They are added only where some of the VMs cannot start, or may not, as they come and go.
 */
final class StartConditions {
    private StartConditions() {}

    /**
     * Returns the plan with them.
     *
     * @param ends the plan's scenario with the least and the greatest value
     */
    static PlanSpec added(PlanSpec plan, List<Scenario> ends) {
        List<Expectation> all = new ArrayList<>(plan.conditions());
        for (Expectation condition : plan.conditions()) {
            of(condition)
                    .filter(starts -> ends.stream().anyMatch(scenario -> isShort(scenario, starts.tenant())))
                    .filter(starts -> all.stream().noneMatch(known -> isOfSame(known, starts)))
                    .ifPresent(all::add);
        }
        return all.size() == plan.conditions().size() ? plan : plan.with(all);
    }

    private static boolean isShort(Scenario scenario, String name) {
        return scenario.tenants().stream()
                .filter(tenant -> tenant.name().equals(name) && tenant.kind() == TenantSpec.Kind.VM)
                .anyMatch(tenant -> {
                    OptionalDouble share = InstanceRoom.share(scenario, tenant);
                    return share.isPresent()
                            ? share.getAsDouble() < 1
                            : InstanceRoom.of(scenario, name).isLimited();
                });
    }

    private static boolean isOfSame(Expectation known, Expectation starts) {
        return known.tenant().equals(starts.tenant()) && known.metric().equals(starts.metric());
    }

    private static Optional<Expectation> of(Expectation condition) {
        if (condition.metric().equals(Metric.FIRST_TRY_SUCCESS.word())
                && condition.relation().isFloor()) {
            return Optional.of(starts(condition, condition.relation(), condition.bound()));
        }
        if (condition.metric().equals(Metric.CALL_CONGESTION.word())
                && !condition.relation().isFloor()) {
            Expectation.Relation relation = condition.relation() == Expectation.Relation.LESS
                    ? Expectation.Relation.GREATER
                    : Expectation.Relation.AT_LEAST;
            return Optional.of(starts(condition, relation, 1 - condition.bound()));
        }
        return Optional.empty();
    }

    private static Expectation starts(Expectation condition, Expectation.Relation relation, double share) {
        String metric = Metric.VM_SUCCESS.word();
        return new Expectation(
                condition.variant(),
                condition.tenant(),
                metric,
                relation,
                share,
                condition.tenant() + "." + metric + " " + relation.sign() + " " + Numbers.text(share));
    }
}
