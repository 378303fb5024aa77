package org.ioasidsim.experiment.exact;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.scenario.BindingResource;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.KaufmanRoberts;
import org.ioasidsim.stats.exact.Loss;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;

/** Models of Poisson requests that are lost when refused, exact for any law of the hold. */
final class LossModels {
    /** The model of the demand, and why it holds. */
    static final String DEMAND = "M/G/infinity";

    static final String WHY_DEMAND =
            "Poisson requests that want their id for a lifetime, granted or not; any law of the hold";

    private static final double MOST_STEPS = 2e8;
    private static final double RUNS_PER_EXHAUSTION = 20;

    private final Scenario scenario;
    private final List<TenantSpec> active;
    private final ExactValues values;

    LossModels(Scenario scenario, ExactValues values) {
        this.scenario = scenario;
        this.active = ModelNeeds.active(scenario);
        this.values = values;
    }

    /** Adds the values of the product form. */
    void network(LossNetwork network) {
        if (network.tree().steps() > MOST_STEPS) {
            demand();
            return;
        }
        boolean isOnePool = network.tree().isOnePool();
        String model = isOnePool ? "Erlang B" : "product form";
        String why = "Poisson requests, lost when refused, on "
                + (isOnePool ? "one pool of " + Numbers.counted(network.tree().ids(), "id") : "a tree of hard caps")
                + (scenario.kernel().deferFree() ? ", held until they are free again" : "") + "; any law of the hold";
        String whyAlone = "each VM a pool of its own, Poisson requests, lost when refused; any law of the hold";
        double held = 0;
        for (TenantSpec tenant : network.tenants()) {
            boolean isShared = network.isSharing(tenant);
            double refused = network.refusals(tenant).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            lost(tenant, network.load(tenant), refused, isShared ? model : "Erlang B", isShared ? why : whyAlone);
            held += isShared ? network.load(tenant) * (1 - refused) : 0;
        }
        if (!network.sharing().isEmpty()) {
            values.addHost(Metric.HELD_MEAN, held, model, why);
            values.addHost(Metric.UTILISATION, held / scenario.capacity(), model, why);
        }
        if (isOnePool && network.tree().ids() == scenario.capacity()) {
            exhaustion(network);
        }
    }

    private void lost(TenantSpec tenant, double load, double refused, String model, String why) {
        values.addRefused(tenant, refused, model, why);
        values.add(tenant, Metric.EVENTUAL_SUCCESS, 1 - refused, model, why);
        values.add(tenant, Metric.ATTEMPT_SUCCESS, 1 - refused, model, why);
        values.add(tenant, Metric.TIME_CONGESTION, refused, model, why);
        values.add(tenant, Metric.HELD_MEAN, load * (1 - refused), model, why);
        double freeing =
                ModelNeeds.requestRate(tenant) * scenario.costs().freeSeconds().mean();
        values.add(tenant, Metric.DEMAND_MEAN, load - freeing * refused, model, why);
    }

    /** The time to exhaustion of a pool that starts empty, or with the demand's equilibrium: the one value that is not of the steady state. */
    private void exhaustion(LossNetwork network) {
        List<TenantSpec> tenants = network.sharing();
        double hold = tenants.get(0).processes().lifetimeSeconds().mean();
        boolean isMarkov = tenants.stream()
                .map(tenant -> tenant.processes())
                .allMatch(processes -> processes.initial() == 0
                        && processes.lifetimeSeconds() instanceof Exponential lifetime
                        && lifetime.mean() == hold);
        double load = tenants.stream().mapToDouble(network::load).sum();
        if (isMarkov && !scenario.kernel().deferFree() && load > 0) {
            boolean isStationary = scenario.run().isStationary();
            int ids = network.tree().ids();
            double mean = hold
                    * (isStationary
                            ? Loss.timeToExhaustionFromDemand(load, ids)
                            : Loss.timeToExhaustion(load, ids).doubleValue());
            double run =
                    Math.max(0, scenario.run().warmUpSeconds()) + scenario.run().durationSeconds();
            if (mean * RUNS_PER_EXHAUSTION <= run) {
                values.addHost(
                        Metric.TIME_TO_EXHAUSTION,
                        mean,
                        "first passage of M/M/C/C",
                        "Poisson requests and exponential holds, from "
                                + (isStationary ? "the equilibrium of the demand" : "an empty pool"));
            }
        }
    }

    /** Adds the demand: a lost request still counts as demand for the hold drawn for it, whatever the limits. */
    void demand() {
        var host = new ModelNeeds(scenario);
        host.steadyHost();
        if (host.areMet()) {
            List<TenantSpec> tenants = scenario.tenants();
            IdentityHashMap<TenantSpec, Integer> numbers = new IdentityHashMap<>();
            for (int number = 0; number < tenants.size(); number++) {
                numbers.put(tenants.get(number), number);
            }
            BindingResource resource = scenario.bindingResource();
            active.forEach(tenant -> demand(tenant, resource.unitsOf(Objects.requireNonNull(numbers.get(tenant)))));
        }
    }

    private void demand(TenantSpec tenant, double units) {
        var needs = new ModelNeeds(scenario);
        needs.lossStream(tenant);
        needs.demandIsCounted(tenant);
        if (needs.areMet()) {
            values.add(
                    tenant,
                    Metric.DEMAND_MEAN,
                    ModelNeeds.requestRate(tenant)
                            * tenant.processes().lifetimeSeconds().mean()
                            * units,
                    DEMAND,
                    WHY_DEMAND);
        }
    }

    /** Adds the values of VMs that reserve a block of ids each. */
    void blocks() {
        long reserved = scenario.cgroups().values().stream()
                .mapToLong(limits -> limits.of(Resource.IOASIDS).orElse(0))
                .sum();
        long ids = scenario.kernel().maxPasids() - reserved;
        var needs = new ModelNeeds(scenario);
        needs.steadyHost();
        needs.uniformPaths(active);
        needs.onlyTheCapacityRefuses(active, ids);
        active.forEach(needs::blocks);
        if (!needs.areMet()) {
            return;
        }
        KaufmanRoberts model = KaufmanRoberts.of(
                (int) ids,
                active.stream().mapToDouble(LossModels::liveInstances).toArray(),
                active.stream()
                        .mapToInt(tenant -> (int) Math.min(tenant.vmQuota(), ids + 1))
                        .toArray());
        String why = "VMs that reserve a block of ids or none, of a capacity of " + Numbers.counted(ids, "id")
                + "; any law of their lifetime";
        double held = 0;
        for (int i = 0; i < active.size(); i++) {
            TenantSpec tenant = active.get(i);
            double refused = model.blocking()[i].doubleValue();
            double ofTenant =
                    liveInstances(tenant) * (1 - refused) * tenant.processes().initial();
            values.addRefused(tenant, refused, "Kaufman-Roberts", why);
            values.add(tenant, Metric.HELD_MEAN, ofTenant, "Kaufman-Roberts", why);
            held += ofTenant;
        }
        values.addHost(Metric.HELD_MEAN, held, "Kaufman-Roberts", why);
        values.addHost(Metric.UTILISATION, held / scenario.capacity(), "Kaufman-Roberts", why);
    }

    private static double liveInstances(TenantSpec tenant) {
        return tenant.instances().arrivals() instanceof ArrivalsSpec.Poisson poisson
                ? poisson.perSecond() * tenant.instances().lifetimeSeconds().mean()
                : tenant.instances().initial();
    }
}
