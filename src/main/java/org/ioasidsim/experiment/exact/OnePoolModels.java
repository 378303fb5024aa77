package org.ioasidsim.experiment.exact;

import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.policy.rule.FirstCome;
import org.ioasidsim.policy.rule.TrunkReservation;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.Engset;
import org.ioasidsim.stats.exact.Loss;
import org.ioasidsim.stats.exact.Queues;
import org.ioasidsim.stats.exact.Retrial;
import org.ioasidsim.stats.exact.Scaled;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.OnRefusal;
import org.ioasidsim.workload.TenantSpec;

/** Models in which all tenants meet one limit: waiting requests, retries, finite populations, and ids reserved for some tenants. */
final class OnePoolModels {
    private final Scenario scenario;
    private final List<TenantSpec> active;
    private final ExactValues values;

    OnePoolModels(Scenario scenario, ExactValues values) {
        this.scenario = scenario;
        this.active = ModelNeeds.active(scenario);
        this.values = values;
    }

    /** Adds the values of the model that fits, if one does. */
    void add() {
        var needs = new ModelNeeds(scenario);
        needs.undisturbedHost();
        needs.knownLimits(active);
        active.forEach(needs::plainProcesses);
        if (!needs.areMet() || active.stream().anyMatch(needs::ownsIds)) {
            return;
        }
        var tree = new LimitTree(scenario, active, needs.poolOf(active), tenant -> 1);
        if (!tree.isOnePool()) {
            return;
        }
        if (scenario.policy().name().equals(FirstCome.NAME)) {
            firstCome(tree.ids());
        } else if (scenario.policy() instanceof TrunkReservation.Spec reservation
                && tree.ids() == scenario.capacity()) {
            trunkReservation(tree.ids(), reservation);
        }
    }

    private void firstCome(int ids) {
        TenantSpec first = active.get(0);
        OnRefusal reaction = first.processes().onRefusal();
        if (first.processes().arrivals() instanceof ArrivalsSpec.Closed closed) {
            finiteSources(first, closed, ids);
        } else if (reaction instanceof OnRefusal.WaitInQueue) {
            waiting(ids);
        } else if (reaction instanceof OnRefusal.Retry retry) {
            retrying(ids, retry);
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
        String why = Numbers.counted(sources, "source") + ", lost when refused, on one pool of "
                + Numbers.counted(ids, "id") + "; any law of hold and pause";
        values.addRefused(tenant, engset.call().doubleValue(), "Engset", why);
        values.add(tenant, Metric.TIME_CONGESTION, engset.time().doubleValue(), "Engset", why);
        values.add(tenant, Metric.HELD_MEAN, engset.carried(), "Engset", why);
    }

    private void repairman(TenantSpec tenant, int sources, int ids, double ratio) {
        String model = "machine repairman";
        String why = Numbers.counted(sources, "source") + " that " + (sources == 1 ? "waits" : "wait")
                + " for one pool of " + Numbers.counted(ids, "id") + "; exponential holds, any law of pause";
        Queues.Repairman queue = Queues.repairman(sources, ids, ratio);
        values.add(tenant, Metric.TIME_CONGESTION, queue.blocked().doubleValue(), model, why);
        values.add(tenant, Metric.HELD_MEAN, queue.held(), model, why);
        values.add(tenant, Metric.DEMAND_MEAN, queue.present(), model, why);
    }

    private void trunkReservation(int ids, TrunkReservation.Spec reservation) {
        var needs = new ModelNeeds(scenario);
        active.forEach(needs::memorylessLoss);
        double hold = active.get(0).processes().lifetimeSeconds().mean();
        if (!needs.areMet() || !areHoldsAlike(hold)) {
            return;
        }
        String model = "trunk reservation";
        String why = "Poisson requests, lost when refused, on one pool of " + Numbers.counted(ids, "id")
                + " of which the last " + reservation.keep() + " are kept; exponential holds";
        double[] loads = new double[2];
        active.forEach(tenant -> loads[classOf(tenant, reservation)] += ModelNeeds.requestRate(tenant) * hold);
        Scaled[] refused = Loss.trunkReservation(ids, loads[0], loads[1], (int) reservation.keep());
        double held = 0;
        for (TenantSpec tenant : active) {
            double ofTenant = refused[classOf(tenant, reservation)].doubleValue();
            double load = ModelNeeds.requestRate(tenant) * hold;
            values.addRefused(tenant, ofTenant, model, why);
            values.add(tenant, Metric.TIME_CONGESTION, ofTenant, model, why);
            values.add(tenant, Metric.HELD_MEAN, load * (1 - ofTenant), model, why);
            values.add(tenant, Metric.DEMAND_MEAN, load, model, why);
            held += load * (1 - ofTenant);
        }
        addHost(held, model, why);
    }

    /** Returns 0 for a tenant for which ids are kept, 1 for others. */
    private static int classOf(TenantSpec tenant, TrunkReservation.Spec reservation) {
        return reservation.tenants().contains(tenant.name()) ? 0 : 1;
    }

    private void addHost(double held, String model, String why) {
        values.addHost(Metric.HELD_MEAN, held, model, why);
        values.addHost(Metric.UTILISATION, held / scenario.capacity(), model, why);
    }

    private boolean areHoldsAlike(double hold) {
        return active.stream()
                .allMatch(tenant -> tenant.processes().lifetimeSeconds().mean() == hold);
    }

    private void waiting(int ids) {
        double load = memorylessLoad(OnRefusal.WaitInQueue.class);
        if (!(load > 0 && load < ids)) {
            return;
        }
        String why = "Poisson requests that wait in the order of arrival for one pool of " + Numbers.counted(ids, "id")
                + "; exponential holds";
        open(
                Queues.erlangC(load, ids).doubleValue(),
                Queues.meanWaiting(load, ids).doubleValue() / load,
                "Erlang C",
                why);
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
        String why = "Poisson requests that try again after exponential pauses on one pool of "
                + Numbers.counted(ids, "id") + "; exponential holds";
        open(queue.blocked().doubleValue(), queue.orbit().doubleValue() / load, "M/M/C retrial queue", why);
    }

    /** Adds the values of requests that all get their ids in the end; {@code unmet} is the mean number of unmet ones per Erlang. */
    private void open(double refused, double unmet, String model, String why) {
        double held = 0;
        for (TenantSpec tenant : active) {
            double load = ModelNeeds.requestRate(tenant)
                    * tenant.processes().lifetimeSeconds().mean();
            if (tenant.processes().onRefusal() instanceof OnRefusal.Retry) {
                values.addRefused(tenant, refused, model, why);
            }
            values.add(tenant, Metric.TIME_CONGESTION, refused, model, why);
            values.add(tenant, Metric.HELD_MEAN, load, model, why);
            values.add(tenant, Metric.DEMAND_MEAN, load * (1 + unmet), model, why);
            held += load;
        }
        addHost(held, model, why);
    }

    /** Returns the load of all tenants together when they arrive, hold and react alike and without memory; else NaN. */
    private double memorylessLoad(Class<? extends OnRefusal> reaction) {
        var needs = new ModelNeeds(scenario);
        for (TenantSpec tenant : active) {
            needs.poisson(tenant);
            needs.patient(tenant, reaction);
        }
        double hold = active.get(0).processes().lifetimeSeconds().mean();
        return needs.areMet() && areHoldsAlike(hold)
                ? active.stream().mapToDouble(ModelNeeds::requestRate).sum() * hold
                : Double.NaN;
    }
}
