package org.ioasidsim.workload;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.host.Congestion;
import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.random.KeyedStream;
import org.ioasidsim.random.Streams;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.sim.TimerHandler;
import org.jspecify.annotations.Nullable;

/**
 * All tenants of a run: starts their instances, lets processes arrive, carries out the scenario's events, and hands each timer to whom it
 * belongs. The loop of the simulation ends here, in {@link #fire}.
 */
public final class Workload implements TimerHandler, Closeable {
    private static final int KIND = 3 << 28;
    private static final int PROCESS = 0;
    private static final int ARRIVAL = 1 << 28;
    private static final int INSTANCE_END = 2 << 28;
    private static final int RARE = 3 << 28;

    private final List<EventSpec> events;
    private final Map<CgroupPath, CgroupLimits> cgroups;
    private final Traces traces;
    private final Streams streams;
    private final WorkloadListener listener;
    private final Simulation simulation;
    private final Host host;
    private final List<Tenant> tenants = new ArrayList<>();
    private final Map<String, Tenant> byName = new HashMap<>();
    private final KeyedStream stream = new KeyedStream();
    private final LiveProcesses processes = new LiveProcesses();
    private final InstanceTable instances;
    private final WaitQueue waiting;
    private final ProcessLife life;

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
        this.events = List.copyOf(events);
        this.cgroups = cgroups;
        this.traces = traces;
        this.streams = streams;
        this.simulation = simulation;
        this.host = host;
        this.listener = listener;
        this.instances = new InstanceTable(host, simulation);
        this.waiting = new WaitQueue(processes, host, instances);
        this.life = new ProcessLife(simulation, host, listener, processes, instances, waiting);
        makeCgroups();
        for (TenantSpec spec : specs) {
            addTenant(spec);
        }
    }

    private void makeCgroups() {
        List<CgroupPath> paths =
                cgroups.keySet().stream().filter(path -> !path.isTemplate()).toList();
        paths.forEach(path -> host.mkdir(path.text()));
        paths.forEach(path -> writeLimits(host.group(path.text()), path));
    }

    private void writeLimits(Group group, CgroupPath path) {
        cgroups.getOrDefault(path, CgroupLimits.NONE).writes().forEach(write -> write(group, write));
    }

    private void write(Group group, LimitWrite limit) {
        var unused = host.write(
                group, limit.file(), limit.value()); // refused: the limit stays as it was, as for an administrator
    }

    private void addTenant(TenantSpec spec) {
        boolean isVm = spec.kind() == TenantSpec.Kind.VM;
        User user = host.kernel().user(spec.rlimitNproc());
        var congestion = new Congestion(
                host,
                tenants.size(),
                host.group(spec.cgroup().common().text()),
                user,
                spec.rlimitNproc() != Long.MAX_VALUE,
                isVm ? 0 : spec.processes().threads(),
                spec.processes().devices(),
                isVm,
                0);
        boolean isReset = events.stream().anyMatch(event -> event.action() instanceof EventSpec.Reset);
        var tenant = new Tenant(
                spec, tenants.size(), user, host.devices(spec.processes().devices()), isReset, congestion);
        tenants.add(tenant);
        byName.put(spec.name(), tenant);
    }

    /** Starts all that lives at time 0, in the order of the scenario. */
    public void start() {
        for (int i = 0; i < events.size(); i++) {
            simulation.schedule(events.get(i).atSeconds(), RARE | (2 * i));
        }
        for (Tenant tenant : tenants) {
            if (!tenant.isOff) {
                startTenant(tenant);
            }
        }
        waiting.serve(life);
        host.judge();
    }

    @Override
    public void fire(int payload) {
        listener.advance(simulation.nowSeconds());
        if ((payload & Host.TIMER) != 0) {
            int holder = host.fire(payload);
            if (holder != Host.NO_INSTANCE) {
                instances.touched(instances.at(holder));
            }
        } else {
            int index = payload & ~KIND;
            switch (payload & KIND) {
                case PROCESS -> life.fire(index);
                case ARRIVAL -> arrive(instances.at(index));
                case INSTANCE_END -> endInstance(instances.at(index), false);
                default -> fireRare(index);
            }
        }
        waiting.serve(life);
        host.judge();
    }

    @Override
    public void expect(int[] payloads, int count) {
        for (int i = 0; i < count; i++) {
            if ((payloads[i] & (KIND | Host.TIMER)) == PROCESS) {
                life.expect(payloads[i]);
            }
        }
    }

    /** Closes the files of recorded arrivals. */
    @Override
    public void close() {
        for (Tenant tenant : tenants) {
            tenant.instanceArrivals.close();
            tenant.alive.forEach(instance -> instance.arrivals.close());
        }
    }

    /** Tells the listener of every request that is still open; call it when the run has ended. */
    public void reportOpen() {
        for (Tenant tenant : tenants) {
            for (Instance instance : tenant.alive) {
                life.reportOpen(instance);
            }
        }
    }

    /** Forgets the congestion measured so far, at the end of the warm-up. */
    public void restartMeasuring() {
        tenants.forEach(tenant -> tenant.congestion.restart(simulation.nowSeconds()));
    }

    /**
     * Returns how many ids the tenant's own limits let it hold at most now: its VMs' quotas, and every cgroup on its path below the root;
     * infinite when nothing limits it.
     */
    public double quota(int index) {
        Tenant tenant = tenants.get(index);
        double ofInstances = 0;
        for (Instance instance : tenant.alive) {
            double quota = instance.vm == null || tenant.spec.vmQuota() == Long.MAX_VALUE
                    ? Double.POSITIVE_INFINITY
                    : tenant.spec.vmQuota();
            ofInstances += instance.ownsGroup ? Math.min(quota, host.idLimit(instance.group.cgroup())) : quota;
        }
        double quota = tenant.alive.isEmpty() ? Double.POSITIVE_INFINITY : ofInstances;
        for (Cgroup cgroup = host.group(tenant.cgroup.common().text()).cgroup();
                cgroup != null && cgroup.parent() != null;
                cgroup = cgroup.parent()) {
            quota = Math.min(quota, host.idLimit(cgroup));
        }
        return quota;
    }

    /** Returns the ids of holders that never let go. */
    public long leakedIds() {
        long leaked = 0;
        for (Tenant tenant : tenants) {
            if (tenant.spec.processes().leakProbability() > 0) {
                for (Instance instance : tenant.alive) {
                    leaked += life.countLeaked(instance);
                }
            }
        }
        return leaked;
    }

    /** Returns the share of time in which a request of an average live instance would have been refused. */
    public double timeCongestion(int tenant) {
        return tenants.get(tenant).congestion.share(simulation.nowSeconds());
    }

    /** Returns the time until {@code nowSeconds} in which a request of an average live instance would have been refused. */
    public double refusedSeconds(int tenant, double nowSeconds) {
        return tenants.get(tenant).congestion.refusedSeconds(nowSeconds);
    }

    /** Returns the time until {@code nowSeconds} in which any instance lived. */
    public double livedSeconds(int tenant, double nowSeconds) {
        return tenants.get(tenant).congestion.livedSeconds(nowSeconds);
    }

    private void fireRare(int index) {
        if (index % 2 == 0) {
            carryOut(events.get(index / 2).action());
        } else {
            arriveInstance(tenants.get(index / 2));
        }
    }

    private void startTenant(Tenant tenant) {
        tenant.isOff = false;
        InstancesSpec spec = tenant.spec.instances();
        for (int i = 0; i < spec.initial(); i++) {
            startInstance(tenant, Double.NaN);
        }
        ArrivalsSpec arrivals =
                tenant.spec.isMadeByRows() ? tenant.spec.processes().arrivals() : spec.arrivals();
        if (!(arrivals instanceof ArrivalsSpec.None)) {
            tenant.instanceArrivals.close();
            tenant.instanceArrivals = Arrivals.of(
                    arrivals,
                    simulation.nowSeconds(),
                    streams.stream(tenant.spec.name(), tenant.nextInstance, "instances"),
                    traces);
            scheduleInstanceArrival(tenant);
        }
    }

    private void arriveInstance(Tenant tenant) {
        if (tenant.isOff || simulation.nowSeconds() != tenant.arrivalDueSeconds) {
            return; // an arrival from before the tenant was stopped
        }
        if (tenant.spec.isMadeByRows()) {
            arriveRow(tenant);
        } else {
            for (int i = tenant.instanceArrivals.count(); i > 0; i--) {
                admitInstance(tenant, tenant.instanceArrivals.lifetimeSeconds());
            }
        }
        scheduleInstanceArrival(tenant);
    }

    /** Lets a process of a recorded row arrive in the instance that the row names, which is started where it does not live. */
    private void arriveRow(Tenant tenant) {
        int number = tenant.instanceArrivals.instance();
        Instance instance = tenant.ofRows.get(number);
        if (instance == null || !instance.isAlive) {
            instance = admitInstance(tenant, Double.NaN);
            if (instance == null) {
                return;
            }
            tenant.ofRows.put(number, instance);
        }
        life.arrive(instance, tenant.instanceArrivals.lifetimeSeconds());
    }

    /** Starts an instance; returns null where as many live as may, or the VM could not be made. */
    @CanIgnoreReturnValue
    private @Nullable Instance admitInstance(Tenant tenant, double traceLifetimeSeconds) {
        if (tenant.alive.size() < tenant.spec.instances().max()) {
            return startInstance(tenant, traceLifetimeSeconds);
        }
        tenant.nextInstance++;
        return null;
    }

    @CanIgnoreReturnValue
    private @Nullable Instance startInstance(Tenant tenant, double traceLifetimeSeconds) {
        int ordinal = tenant.nextInstance++;
        Group group = groupFor(tenant, ordinal);
        var instance = new Instance(tenant, instances.size(), ordinal, group, streams);
        instance.ownsGroup = tenant.hasOwnGroups();
        host.actFor(tenant.index, group, instance.index);
        if (tenant.isVm && !startVm(instance)) {
            leaveGroup(instance);
            return null;
        }
        instances.add(instance);
        scheduleInstanceEnd(instance, traceLifetimeSeconds);
        startProcesses(instance);
        return instance;
    }

    private Group groupFor(Tenant tenant, int ordinal) {
        if (!tenant.hasOwnGroups()) {
            return host.group(tenant.cgroup.text());
        }
        Group group = host.mkdir(tenant.cgroup.forInstance(ordinal).text());
        writeLimits(group, tenant.cgroup);
        return group;
    }

    private boolean startVm(Instance instance) {
        Tenant tenant = instance.tenant;
        TenantSpec spec = tenant.spec;
        instance.vm = host.syscalls()
                .tryStartVm(
                        instance.group.cgroup(), tenant.user, spec.vmmThreads(), spec.vmQuota(), spec.guestPidMax());
        if (instance.vm == null) {
            listener.refused(tenant.index, host.kernel().refusal());
        }
        return instance.vm != null;
    }

    private void scheduleInstanceEnd(Instance instance, double traceLifetimeSeconds) {
        double seconds = Double.isNaN(traceLifetimeSeconds) ? drawLifetime(instance) : traceLifetimeSeconds;
        if (seconds < Double.POSITIVE_INFINITY) {
            simulation.schedule(simulation.nowSeconds() + seconds, INSTANCE_END | instance.index);
        }
    }

    private double drawLifetime(Instance instance) {
        stream.restart(streams.key(instance.tenant.spec.name(), instance.ordinal, "instance lifetime"), 0);
        return instance.tenant.spec.instances().lifetimeSeconds().draw(stream);
    }

    private void startProcesses(Instance instance) {
        Tenant tenant = instance.tenant;
        ProcessesSpec spec = tenant.spec.processes();
        if (spec.arrivals() instanceof ArrivalsSpec.Closed closed) {
            for (int i = 0; i < closed.population(); i++) {
                life.addSource(instance);
            }
        }
        for (int i = 0; i < spec.initial(); i++) {
            life.arrive(instance, Double.NaN);
        }
        if (tenant.spec.isMadeByRows()) {
            return;
        }
        instance.arrivals = Arrivals.of(
                spec.arrivals(),
                simulation.nowSeconds(),
                streams.stream(tenant.spec.name(), instance.ordinal, "arrivals"),
                traces);
        scheduleArrival(instance.arrivals, ARRIVAL | instance.index);
    }

    private void scheduleInstanceArrival(Tenant tenant) {
        tenant.arrivalDueSeconds = scheduleArrival(tenant.instanceArrivals, RARE | (2 * tenant.index + 1));
    }

    /** Schedules the next arrival and returns its time, infinite for none. */
    @CanIgnoreReturnValue
    private double scheduleArrival(Arrivals arrivals, int payload) {
        double at = arrivals.next();
        if (at < Double.POSITIVE_INFINITY) {
            simulation.schedule(at, payload);
        }
        return at;
    }

    private void arrive(Instance instance) {
        if (!instance.isAlive) {
            return;
        }
        for (int i = instance.arrivals.count(); i > 0; i--) {
            life.arrive(instance, instance.arrivals.lifetimeSeconds());
        }
        scheduleArrival(instance.arrivals, ARRIVAL | instance.index);
    }

    private void endInstance(Instance instance, boolean killed) {
        if (!instance.isAlive) {
            return;
        }
        instance.arrivals.close();
        Tenant tenant = instance.tenant;
        host.actFor(tenant.index, instance.group, instance.index);
        life.endAll(instance, instance.vm != null);
        if (instance.vm != null) {
            host.syscalls().endVm(instance.vm, tenant.user, tenant.spec.vmmThreads(), killed);
        }
        host.noteReleased();
        host.refresh(instance.group);
        instances.end(instance);
        leaveGroup(instance);
    }

    private void leaveGroup(Instance instance) {
        if (instance.ownsGroup) {
            host.rmdir(instance.group);
        }
    }

    private void carryOut(EventSpec.Action action) {
        if (action instanceof EventSpec.Kill kill) {
            endTenant(tenant(kill.tenant()), true);
        } else if (action instanceof EventSpec.Stop stop) {
            endTenant(tenant(stop.tenant()), false);
        } else if (action instanceof EventSpec.Start start) {
            startTenant(tenant(start.tenant()));
        } else if (action instanceof EventSpec.Migrate migrate) {
            migrate(tenant(migrate.tenant()), migrate.to());
        } else if (action instanceof EventSpec.Write write) {
            write(host.group(write.cgroup().text()), write.limit());
        } else if (action instanceof EventSpec.Reset reset) {
            reset(reset.device());
        }
    }

    private Tenant tenant(String name) {
        Tenant tenant = byName.get(name);
        if (tenant == null) {
            throw new IllegalStateException("no tenant " + name);
        }
        return tenant;
    }

    private void endTenant(Tenant tenant, boolean killed) {
        tenant.isOff = true;
        for (Instance instance : List.copyOf(tenant.alive)) {
            endInstance(instance, killed);
        }
    }

    private void migrate(Tenant tenant, CgroupPath to) {
        Group target = host.group(to.text());
        for (Instance instance : tenant.alive) {
            Group from = instance.group;
            host.actFor(tenant.index, target, instance.index);
            life.moveAll(instance, target);
            if (instance.vm != null) {
                host.syscalls().moveVm(instance.vm, target.cgroup(), tenant.spec.vmmThreads());
            }
            host.moveCharges(tenant.index, from, target);
            host.moveWaiting(tenant.index, from, target, waiting.count(instance));
            instance.group = target;
            host.refresh(from);
            if (instance.ownsGroup) {
                instance.ownsGroup = false;
                host.rmdir(from);
            }
            instances.touched(instance);
        }
        tenant.cgroup = to;
        tenant.congestion.move(target, simulation.nowSeconds());
        host.noteReleased();
    }

    private void reset(String device) {
        for (Tenant tenant : tenants) {
            if (tenant.spec.processes().devices().contains(device)) {
                for (Instance instance : tenant.alive) {
                    life.resetAll(instance);
                }
            }
        }
    }
}
