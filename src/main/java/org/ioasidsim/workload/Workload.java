package org.ioasidsim.workload;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.random.Streams;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.sim.TimerHandler;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.workload.trace.Traces;
import org.jspecify.annotations.Nullable;

/**
 * All tenants of a run: starts what lives at time 0, hands each timer to the part that it belongs to, and answers what is known of a tenant. The loop
 * of the simulation ends here, in {@link #fire}.
 */
public final class Workload implements TimerHandler, Closeable, Kept {
    /** The number of tenants from which on it matters to the machine's cache whether they share what they can. */
    private static final int MANY = 10;

    private final WorkloadListener listener;
    private final Simulation simulation;
    private final Streams streams;
    private final Host host;
    private final InstanceTable instances;
    private final ProcessModel model;
    private final ProcessesOfInstance processes;
    private final QueuePass queuePass;
    private final ProcessLife processLife;
    private final InstanceLife instanceLife;
    private final List<TenantLife> tenants = new ArrayList<>();
    private final ScenarioEvents events;

    /** Whether an event may have consequences at once: requests may wait, daemons watch, or tenants are judged. */
    private final boolean hasConsequences;

    /**
     * Makes the cgroups and the tenants; nothing lives before {@link #start}.
     *
     * @param cgroups in the order in which they are made, the root left out; templates are made for each instance
     * @param traces the rows of recorded arrivals
     */
    public Workload(
            List<TenantSpec> specs,
            List<EventSpec> events,
            Map<CgroupPath, CgroupLimits> cgroups,
            Traces traces,
            Streams streams,
            Simulation simulation,
            Host host,
            WorkloadListener listener) {
        this.simulation = simulation;
        this.streams = streams;
        this.host = host;
        this.listener = listener;
        var groups = new TenantCgroups(host, cgroups);
        this.instances = new InstanceTable(host, simulation, specs.size());
        this.model = new ProcessModel(simulation, host, listener, instances);
        this.processes = model.ofInstance;
        this.queuePass = model.queuePass;
        this.processLife = model.life;
        this.instanceLife = new InstanceLife(simulation, host, listener, streams, traces, groups, instances, model);
        boolean losesDevices = events.stream().anyMatch(event -> event.action() instanceof EventSpec.Remove);
        for (TenantSpec spec : specs) {
            var tenant = new Tenant(spec, shared(spec.processes()), tenants.size(), host, losesDevices);
            tenants.add(new TenantLife(tenant, simulation, streams, traces, instances, instanceLife, processLife));
        }
        this.events = new ScenarioEvents(events, simulation, host, tenants, instances, model);
        // others wait only where a policy says so, and then tenants are judged
        this.hasConsequences = host.judges()
                || specs.stream().anyMatch(spec -> spec.processes().onRefusal() instanceof OnRefusal.WaitInQueue)
                || events.stream().anyMatch(event -> event.on() != null);
    }

    /**
     * Returns the processes of the tenant made last if those of the next one are equal: of many tenants described alike, one description is in the
     * machine's cache. Those of few are there anyway, and need not be compared.
     */
    private ProcessesSpec shared(ProcessesSpec next) {
        if (tenants.size() < MANY) {
            return next;
        }
        ProcessesSpec last = tenants.get(tenants.size() - 1).tenant().processes;
        return last.equals(next) ? last : next;
    }

    /** Starts all that lives at time 0, in the order of the scenario. */
    public void start() {
        startTenants();
        queuePass.run();
        host.judge();
    }

    /** Starts all that lives at time 0, and in random order the processes that live then in equilibrium without limits. */
    public void startInEquilibrium() {
        startTenants();
        var equilibrium = new EquilibriumStart(streams, processLife);
        tenants.forEach(tenant -> instances.alive(tenant.tenant()).forEach(equilibrium::add));
        equilibrium.arrive();
        queuePass.run();
        host.judge();
    }

    private void startTenants() {
        events.schedule();
        for (TenantLife tenant : tenants) {
            if (!tenant.tenant().spec.instances().startsOff()) {
                tenant.start();
            }
        }
    }

    @Override
    public void fire(int payload) {
        listener.advance(simulation.nowSeconds());
        if ((payload & Host.TIMER) != 0) {
            fireHost(payload);
        } else {
            int index = Payload.index(payload);
            switch (Payload.kind(payload)) {
                case Payload.PROCESS -> processLife.fire(index);
                case Payload.ARRIVAL -> arriveIn(instances.find(index));
                case Payload.INSTANCE_END_OR_ATTACH -> endOrAttach(index);
                default -> fireInstanceArrivalOrEvent(index);
            }
        }
        if (hasConsequences) {
            eventOver();
        }
    }

    /** Does what follows each event: serves those who wait, lets daemons see it, and has tenants judged. */
    private void eventOver() {
        queuePass.run();
        events.watch();
        host.judge();
    }

    private void fireHost(int payload) {
        int holder = host.fire(payload);
        Instance instance = holder == Host.NO_INSTANCE ? null : instances.find(holder);
        if (instance != null) {
            instances.reviewLimits(instance);
        }
    }

    private void arriveIn(@Nullable Instance instance) {
        if (instance != null) {
            instanceLife.arrive(instance);
        }
    }

    private void endOrAttach(int index) {
        Instance instance = instances.find(index / 2);
        if (instance == null) {
            return;
        }
        if ((index & 1) == 0) {
            instanceLife.end(instance, false);
        } else {
            instanceLife.attach(instance);
        }
    }

    private void fireInstanceArrivalOrEvent(int index) {
        if (Payload.isEvent(index)) {
            events.carryOut(index / 2);
        } else {
            tenants.get(index / 2).arrive();
        }
    }

    @Override
    public void prefetch(int[] payloads, int count) {
        processLife.prefetch(payloads, count);
    }

    /**
     * Draws other numbers from now on for all that is drawn: those of {@code branch}, any number but 0. What is pending and has no memory is
     * drawn anew too, which changes nothing of its law: the next arrival of a Poisson process, the rest of an exponential hold or pause.
     */
    public void branch(long branch) {
        model.draws.branch(branch);
        host.branch(branch);
        tenants.forEach(tenant -> tenant.branch(branch));
        simulation.retime(this::redrawn);
    }

    private double redrawn(int payload, double seconds) {
        if (Payload.isProcess(payload)) {
            return processLife.redrawn(payload, seconds);
        }
        boolean isArrival = (payload & Host.TIMER) == 0 && Payload.kind(payload) == Payload.ARRIVAL;
        Instance instance = isArrival ? instances.find(Payload.index(payload)) : null;
        return instance == null ? seconds : instance.arrivals.redrawn(simulation.nowSeconds(), seconds);
    }

    /**
     * Lets a process of a tenant arrive now, as if in the order of its arrivals.
     *
     * @param place of its instance among the live ones of the tenant, of which there must be one: a part of them, in [0, 1)
     * @param lifetimeSeconds NaN if it is to be drawn
     */
    public void arrive(int tenant, double place, double lifetimeSeconds) {
        Set<Instance> alive = instances.alive(tenants.get(tenant).tenant());
        long before = (long) (place * alive.size());
        processLife.arrive(alive.stream().skip(before).findFirst().orElseThrow(), lifetimeSeconds);
        queuePass.run();
        host.judge();
    }

    /** Closes the files of recorded arrivals. */
    @Override
    public void close() {
        tenants.forEach(TenantLife::close);
    }

    /** Reports to the listener every request that is still open; call it when the run has ended. */
    public void reportOpen() {
        for (TenantLife tenant : tenants) {
            instances.alive(tenant.tenant()).forEach(processes::reportOpen);
        }
    }

    /** Forgets the congestion measured so far, at the end of the warm-up. */
    public void restartMeasuring() {
        tenants.forEach(tenant -> tenant.tenant().congestion.restart(simulation.nowSeconds()));
    }

    /**
     * Returns how many ids the tenant's own limits let it hold at most now: its VMs' quotas, and every cgroup on its path below the root;
     * infinite when nothing limits it.
     */
    public double quota(int index) {
        Tenant tenant = tenant(index);
        double quota = quotaOfInstances(tenant);
        for (Cgroup cgroup = host.group(tenant.cgroup.common().text()).cgroup();
                cgroup != null && cgroup.parent() != null;
                cgroup = cgroup.parent()) {
            quota = Math.min(quota, host.idLimit(cgroup));
        }
        return quota;
    }

    private double quotaOfInstances(Tenant tenant) {
        if (instances.alive(tenant).isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double ofInstances = 0;
        for (Instance instance : instances.alive(tenant)) {
            double quota = instance.vm == null || tenant.spec.vmQuota() == Long.MAX_VALUE
                    ? Double.POSITIVE_INFINITY
                    : tenant.spec.vmQuota();
            ofInstances += instance.ownsGroup ? Math.min(quota, host.idLimit(instance.group.cgroup())) : quota;
        }
        return ofInstances;
    }

    /** Returns how many ids are held without end, of all tenants. */
    public long leakedIds() {
        long leaked = 0;
        for (TenantLife life : tenants) {
            Tenant tenant = life.tenant();
            if (tenant.processes.leakProbability() > 0) {
                for (Instance instance : instances.alive(tenant)) {
                    leaked += processes.countLeaked(instance);
                }
            }
        }
        return leaked;
    }

    /** Returns the share of time in which a request of an average live instance would have been refused. */
    public double timeCongestion(int index) {
        return tenant(index).congestion.share(simulation.nowSeconds());
    }

    /** Returns the time until {@code nowSeconds} in which a request of an average live instance would have been refused. */
    public double refusedSeconds(int index, double nowSeconds) {
        return tenant(index).congestion.refusedSeconds(nowSeconds);
    }

    /** Returns the time until {@code nowSeconds} in which any instance lived. */
    public double livedSeconds(int index, double nowSeconds) {
        return tenant(index).congestion.livedSeconds(nowSeconds);
    }

    private Tenant tenant(int index) {
        return tenants.get(index).tenant();
    }

    @Override
    public void keep(StateTape tape) {
        simulation.keep(tape);
        host.keep(tape);
        instances.keep(tape);
        model.keep(tape);
        tenants.forEach(tenant -> tenant.keep(tape));
    }
}
