package org.ioasidsim.experiment.exact;

import java.util.List;
import java.util.Map;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.ErlangB;
import org.ioasidsim.workload.TenantSpec;

/**
 * A scenario as a network of hard caps: its tenants are Poisson streams of requests that are lost when refused. The product form
 * is then exact, for any law of the hold.
 */
public final class LossNetwork {
    private final Scenario scenario;
    private final ModelNeeds needs;
    private final List<TenantSpec> sharing;
    private final LimitTree tree;

    private LossNetwork(Scenario scenario) {
        this.scenario = scenario;
        this.needs = new ModelNeeds(scenario);
        this.sharing = sharing(scenario, needs);
        this.tree = new LimitTree(scenario, sharing, needs.poolOf(sharing), this::loadOfInstance);
    }

    /** Returns the network; its answers are exact only if {@link #lacking} is empty. */
    public static LossNetwork of(Scenario scenario) {
        return new LossNetwork(scenario);
    }

    /** Returns the properties that {@code scenario} lacks to be such a network, each as a sentence; none when it is one. */
    public static List<String> lacking(Scenario scenario) {
        var needs = new ModelNeeds(scenario);
        needs.steadyHost();
        needs.knownLimits(sharing(scenario, needs));
        for (TenantSpec tenant : ModelNeeds.active(scenario)) {
            needs.lossStream(tenant);
        }
        return needs.lacking();
    }

    /** Returns whether every tenant is a Poisson stream of requests that are lost when refused, whatever refuses them. */
    public static boolean isOfLossStreams(Scenario scenario) {
        var needs = new ModelNeeds(scenario);
        needs.undisturbedHost();
        ModelNeeds.active(scenario).forEach(needs::lossStream);
        return needs.areMet();
    }

    private static List<TenantSpec> sharing(Scenario scenario, ModelNeeds needs) {
        return ModelNeeds.active(scenario).stream()
                .filter(tenant -> !needs.ownsIds(tenant))
                .toList();
    }

    /** Returns the tenants that ask for ids, in the scenario's order. */
    public List<TenantSpec> tenants() {
        return ModelNeeds.active(scenario);
    }

    /** Returns the tenants whose ids come from one pool; the others are VMs whose guests own their ids. */
    List<TenantSpec> sharing() {
        return sharing;
    }

    /** Returns whether the tenant is one of {@link #sharing}. */
    boolean isSharing(TenantSpec tenant) {
        return !needs.ownsIds(tenant);
    }

    /** Returns the limits between those tenants and the pool. */
    LimitTree tree() {
        return tree;
    }

    /** Returns the ids of the pool that tenants share. */
    public long ids() {
        return needs.poolOf(sharing);
    }

    /** Returns the mean number of ids that the tenant would hold if it were never refused. */
    public double load(TenantSpec tenant) {
        return tenant.instances().initial() * loadOfInstance(tenant);
    }

    /** Returns the probability that a request is refused, by the level (a cgroup, {@code /} for the pool, {@code vm-quota}) that refuses it. */
    public Map<String, Double> refusals(TenantSpec tenant) {
        return needs.ownsIds(tenant)
                ? Map.of("width", ErlangB.blocking(loadOfInstance(tenant), needs.guestIds(tenant)))
                : tree.refusals(tenant.name());
    }

    private double loadOfInstance(TenantSpec tenant) {
        return loadOfInstance(scenario, tenant);
    }

    /** Returns the mean number of ids that an instance would hold if it were never refused. */
    static double loadOfInstance(Scenario scenario, TenantSpec tenant) {
        double held = tenant.processes().lifetimeSeconds().mean()
                + scenario.costs().freeSeconds().mean();
        return ModelNeeds.requestsPerSecond(tenant) * held;
    }
}
