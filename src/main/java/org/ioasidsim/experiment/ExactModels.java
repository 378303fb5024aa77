package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.Engset;
import org.ioasidsim.stats.KaufmanRoberts;
import org.ioasidsim.stats.Loss;
import org.ioasidsim.stats.Queues;
import org.ioasidsim.stats.Retrial;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.OnRefusal;
import org.ioasidsim.workload.TenantSpec;

/**
 * Recognises scenarios, or parts of them, that are textbook models, and says what theory expects of their metrics in steady state.
 *
 * <p>A model is recognised only where every rule of {@link ModelNeeds} that it rests on is met; a scenario that differs in anything else
 * gets no value rather than a wrong one.
 */
public final class ExactModels {
    private static final double MOST_STEPS = 2e8;
    private static final double RUNS_PER_EXHAUSTION = 20;
    private static final double ENOUGH_LIFETIMES = 5;

    private final Scenario scenario;
    private final List<TenantSpec> active;
    private final List<ExactValue> values = new ArrayList<>();

    private ExactModels(Scenario scenario) {
        this.scenario = scenario;
        this.active = ModelNeeds.active(scenario);
    }

    /** Returns all that is known exactly, tenants in the scenario's order, the host last; nothing where no model fits. */
    public static List<ExactValue> of(Scenario scenario) {
        var models = new ExactModels(scenario);
        models.recognise();
        List<String> names = scenario.tenantNames();
        return models.values.stream()
                .sorted(Comparator.comparingInt((ExactValue value) -> rank(names, value.tenant()))
                        .thenComparing(ExactValue::metric))
                .toList();
    }

    /** Returns the exact value of one metric of a tenant ({@code *}: the host), where one is known. */
    public static OptionalDouble value(Scenario scenario, String tenant, Metric metric) {
        return of(scenario).stream()
                .filter(value -> value.tenant().equals(tenant) && value.metric() == metric)
                .mapToDouble(ExactValue::value)
                .findFirst();
    }

    /** Returns what to bear in mind when simulated and exact values are compared, in a sentence. */
    public static String caveat(Scenario scenario) {
        double hold = ModelNeeds.active(scenario).stream()
                .flatMapToDouble(tenant -> DoubleStream.of(
                        tenant.processes().lifetimeSeconds().mean(),
                        tenant.instances().lifetimeSeconds().mean()))
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        double warmUp = scenario.run().warmUpSeconds();
        String warm = "warms up for " + String.format(Locale.ROOT, "%.1f", warmUp / hold) + " mean lifetimes";
        if (warmUp == RunSpec.AUTO) {
            warm = "warms up for as long as MSER-5 finds";
        } else if (warmUp == 0) {
            warm = "does not warm up";
        }
        boolean isShort = warmUp != RunSpec.AUTO && warmUp < ENOUGH_LIFETIMES * hold;
        return "Exact in steady state; this run starts empty and " + warm
                + (isShort ? ", which is short: expect it to differ." : ".");
    }

    private static int rank(List<String> names, String name) {
        int index = names.indexOf(name);
        return index < 0 ? names.size() : index;
    }

    private void recognise() {
        if (active.isEmpty()) {
            return;
        }
        if (LossNetwork.lacking(scenario).isEmpty()) {
            lossNetwork(LossNetwork.of(scenario));
        } else {
            active.forEach(this::demand);
            onePool();
            blocks();
        }
    }

    private void add(TenantSpec tenant, Metric metric, double value, String model, String because) {
        values.add(new ExactValue(tenant.name(), metric, value, model, because));
    }

    private void addHost(Metric metric, double value, String model, String because) {
        values.add(new ExactValue(SummaryRow.HOST, metric, value, model, because));
    }

    private void addRefused(TenantSpec tenant, double refused, String model, String because) {
        add(tenant, Metric.CALL_CONGESTION, refused, model, because);
        add(tenant, Metric.FIRST_TRY_SUCCESS, 1 - refused, model, because);
    }

    private void lossNetwork(LossNetwork network) {
        if (network.tree().steps() > MOST_STEPS) {
            active.forEach(this::demand);
            return;
        }
        boolean isOnePool = network.tree().isOnePool();
        String model = isOnePool ? "Erlang B" : "product form";
        String why = "Poisson requests, lost when refused, on "
                + (isOnePool ? "one pool of " + network.tree().ids() + " ids" : "a tree of hard caps")
                + (scenario.kernel().deferFree() ? ", held until they are free again" : "") + "; any law of the hold";
        String whyAlone = "each VM a pool of its own, Poisson requests, lost when refused; any law of the hold";
        double held = 0;
        for (TenantSpec tenant : network.tenants()) {
            boolean isShared = network.sharing().contains(tenant);
            double refused = network.refusals(tenant).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            lost(tenant, network.load(tenant), refused, isShared ? model : "Erlang B", isShared ? why : whyAlone);
            held += isShared ? network.load(tenant) * (1 - refused) : 0;
        }
        if (!network.sharing().isEmpty()) {
            addHost(Metric.HELD_MEAN, held, model, why);
            addHost(Metric.UTILISATION, held / scenario.capacity(), model, why);
        }
        if (isOnePool && network.tree().ids() == scenario.capacity()) {
            exhaustion(network);
        }
    }

    private void lost(TenantSpec tenant, double load, double refused, String model, String why) {
        addRefused(tenant, refused, model, why);
        add(tenant, Metric.EVENTUAL_SUCCESS, 1 - refused, model, why);
        add(tenant, Metric.ATTEMPT_SUCCESS, 1 - refused, model, why);
        add(tenant, Metric.TIME_CONGESTION, refused, model, why);
        add(tenant, Metric.HELD_MEAN, load * (1 - refused), model, why);
        double freeing = requestRate(tenant) * scenario.costs().freeSeconds().mean();
        add(tenant, Metric.DEMAND_MEAN, load - freeing * refused, model, why);
    }

    /** The one value that holds from time 0 on, of a pool that starts empty. */
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
            double mean = hold * Loss.timeToExhaustion(load, network.tree().ids());
            double run =
                    Math.max(0, scenario.run().warmUpSeconds()) + scenario.run().durationSeconds();
            if (mean * RUNS_PER_EXHAUSTION <= run) {
                addHost(
                        Metric.TIME_TO_EXHAUSTION,
                        mean,
                        "first passage of M/M/C/C",
                        "Poisson requests and exponential holds, from an empty pool");
            }
        }
    }

    /** Requests that are lost still want their id for the time drawn for them, whatever the limits. */
    private void demand(TenantSpec tenant) {
        var needs = new ModelNeeds(scenario);
        needs.steadyHost();
        needs.lossStream(tenant);
        needs.demandIsCounted(tenant);
        if (needs.areMet()) {
            add(
                    tenant,
                    Metric.DEMAND_MEAN,
                    requestRate(tenant) * tenant.processes().lifetimeSeconds().mean(),
                    "M/G/infinity",
                    "Poisson requests that want their id for a lifetime, granted or not; any law of the hold");
        }
    }

    /** All tenants do alike on one limit: they wait, try again, or are few. */
    private void onePool() {
        var needs = new ModelNeeds(scenario);
        needs.steadyHost();
        needs.knownLimits(active);
        active.forEach(needs::plainProcesses);
        if (!needs.areMet() || active.stream().anyMatch(needs::ownsIds)) {
            return;
        }
        var tree = new LimitTree(scenario, active, needs.poolOf(active), tenant -> 1);
        if (!tree.isOnePool()) {
            return;
        }
        TenantSpec first = active.get(0);
        OnRefusal reaction = first.processes().onRefusal();
        if (first.processes().arrivals() instanceof ArrivalsSpec.Closed closed) {
            finiteSources(first, closed, tree.ids());
        } else if (reaction instanceof OnRefusal.WaitInQueue) {
            waiting(tree.ids());
        } else if (reaction instanceof OnRefusal.Retry retry) {
            retrying(tree.ids(), retry);
        }
    }

    private void finiteSources(TenantSpec tenant, ArrivalsSpec.Closed closed, int ids) {
        var needs = new ModelNeeds(scenario);
        needs.finiteSources(tenant);
        long sources = (long) closed.population() * tenant.instances().initial();
        if (active.size() > 1 || !needs.areMet() || sources > Integer.MAX_VALUE) {
            return;
        }
        double ratio = tenant.processes().lifetimeSeconds().mean()
                / closed.thinkSeconds().mean();
        if (tenant.processes().onRefusal() instanceof OnRefusal.GiveUp) {
            engset(tenant, Engset.of((int) sources, ids, ratio), sources, ids);
        } else if (tenant.processes().onRefusal() instanceof OnRefusal.WaitInQueue
                && tenant.processes().lifetimeSeconds() instanceof Exponential) {
            repairman(tenant, (int) sources, ids, ratio);
        }
    }

    private void engset(TenantSpec tenant, Engset engset, long sources, int ids) {
        String why = sources + " sources, lost when refused, on one pool of " + ids + " ids; any law of hold and pause";
        addRefused(tenant, engset.call(), "Engset", why);
        add(tenant, Metric.TIME_CONGESTION, engset.time(), "Engset", why);
        add(tenant, Metric.HELD_MEAN, engset.carried(), "Engset", why);
    }

    private void repairman(TenantSpec tenant, int sources, int ids, double ratio) {
        String model = "machine repairman";
        String why =
                sources + " sources that wait for one pool of " + ids + " ids; exponential holds, any law of pause";
        Queues.Repairman queue = Queues.repairman(sources, ids, ratio);
        add(tenant, Metric.TIME_CONGESTION, queue.blocked(), model, why);
        add(tenant, Metric.HELD_MEAN, queue.present() - queue.waiting(), model, why);
        add(tenant, Metric.DEMAND_MEAN, queue.present(), model, why);
    }

    private void waiting(int ids) {
        double load = memorylessLoad(OnRefusal.WaitInQueue.class);
        if (!(load > 0 && load < ids)) {
            return;
        }
        String why =
                "Poisson requests that wait in the order of arrival for one pool of " + ids + " ids; exponential holds";
        open(Queues.erlangC(load, ids), Queues.meanWaiting(load, ids) / load, "Erlang C", why);
    }

    private void retrying(int ids, OnRefusal.Retry retry) {
        boolean isAlike = active.stream()
                .allMatch(tenant -> retry.equals(tenant.processes().onRefusal()));
        double load = memorylessLoad(OnRefusal.Retry.class);
        if (!(load > 0 && load < ids)
                || !isAlike
                || retry.attempts() != Integer.MAX_VALUE
                || !(retry.pauseSeconds() instanceof Exponential pause)) {
            return;
        }
        double hold = active.get(0).processes().lifetimeSeconds().mean();
        Retrial queue;
        try {
            queue = Retrial.of(ids, load, hold / pause.mean(), 1);
        } catch (IllegalArgumentException tooLong) {
            return;
        }
        String why = "Poisson requests that try again after exponential pauses on one pool of " + ids
                + " ids; exponential holds";
        open(queue.blocked(), queue.orbit() / load, "M/M/C retrial queue", why);
    }

    /** Adds the values of requests that all get their ids in the end; {@code unmet} is the mean number of unmet ones per Erlang. */
    private void open(double refused, double unmet, String model, String why) {
        double held = 0;
        for (TenantSpec tenant : active) {
            double load =
                    requestRate(tenant) * tenant.processes().lifetimeSeconds().mean();
            if (tenant.processes().onRefusal() instanceof OnRefusal.Retry) {
                addRefused(tenant, refused, model, why);
            }
            add(tenant, Metric.TIME_CONGESTION, refused, model, why);
            add(tenant, Metric.HELD_MEAN, load, model, why);
            add(tenant, Metric.DEMAND_MEAN, load * (1 + unmet), model, why);
            held += load;
        }
        addHost(Metric.HELD_MEAN, held, model, why);
        addHost(Metric.UTILISATION, held / scenario.capacity(), model, why);
    }

    /** Returns the load of all tenants together when they arrive, hold and react alike and without memory; else NaN. */
    private double memorylessLoad(Class<? extends OnRefusal> reaction) {
        var needs = new ModelNeeds(scenario);
        for (TenantSpec tenant : active) {
            needs.poisson(tenant);
            needs.patient(tenant, reaction);
        }
        double hold = active.get(0).processes().lifetimeSeconds().mean();
        boolean isAlike = active.stream()
                .allMatch(tenant -> tenant.processes().lifetimeSeconds().mean() == hold);
        return needs.areMet() && isAlike
                ? active.stream().mapToDouble(ExactModels::requestRate).sum() * hold
                : Double.NaN;
    }

    /** VMs that reserve a block of ids each. */
    private void blocks() {
        long reserved = scenario.cgroups().values().stream()
                .mapToLong(files -> LimitTree.ioasidsMax(files, 0))
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
                active.stream().mapToDouble(ExactModels::liveInstances).toArray(),
                active.stream()
                        .mapToInt(tenant -> (int) Math.min(tenant.vmQuota(), ids + 1))
                        .toArray());
        String why =
                "VMs that reserve a block of ids or none, of a capacity of " + ids + " ids; any law of their lifetime";
        double held = 0;
        for (int i = 0; i < active.size(); i++) {
            TenantSpec tenant = active.get(i);
            double refused = model.blocking()[i];
            double ofTenant =
                    liveInstances(tenant) * (1 - refused) * tenant.processes().initial();
            addRefused(tenant, refused, "Kaufman-Roberts", why);
            add(tenant, Metric.HELD_MEAN, ofTenant, "Kaufman-Roberts", why);
            held += ofTenant;
        }
        addHost(Metric.HELD_MEAN, held, "Kaufman-Roberts", why);
        addHost(Metric.UTILISATION, held / scenario.capacity(), "Kaufman-Roberts", why);
    }

    private static double liveInstances(TenantSpec tenant) {
        return tenant.instances().arrivals() instanceof ArrivalsSpec.Poisson poisson
                ? poisson.perSecond() * tenant.instances().lifetimeSeconds().mean()
                : tenant.instances().initial();
    }

    private static double requestRate(TenantSpec tenant) {
        return tenant.instances().initial() * ModelNeeds.requestsPerSecond(tenant);
    }
}
