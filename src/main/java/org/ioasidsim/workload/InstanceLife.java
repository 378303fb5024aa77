package org.ioasidsim.workload;

import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.random.Streams;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.workload.trace.Traces;
import org.jspecify.annotations.Nullable;

/** The life of an instance: it starts, with its cgroup and its VM, lets processes arrive, and ends with all of them. */
final class InstanceLife {
    private final Simulation simulation;
    private final Host host;
    private final WorkloadListener listener;
    private final Streams streams;
    private final Traces traces;
    private final TenantCgroups cgroups;
    private final InstanceTable instances;
    private final ProcessModel processes;
    private final ProcessLife life;
    private final Attaches attaches;

    InstanceLife(
            Simulation simulation,
            Host host,
            WorkloadListener listener,
            Streams streams,
            Traces traces,
            TenantCgroups cgroups,
            InstanceTable instances,
            ProcessModel processes) {
        this.simulation = simulation;
        this.host = host;
        this.listener = listener;
        this.streams = streams;
        this.traces = traces;
        this.cgroups = cgroups;
        this.instances = instances;
        this.processes = processes;
        this.life = processes.life;
        this.attaches = new Attaches(simulation, host, listener, streams);
    }

    /**
     * Starts an instance; returns null if its VM, its broker or its cgroup was refused.
     *
     * @param ordinal its number among its tenant's, which its random numbers are keyed by
     * @param traceLifetimeSeconds NaN if its lifetime is to be drawn
     */
    @Nullable
    Instance start(Tenant tenant, int ordinal, double traceLifetimeSeconds) {
        Group group = cgroups.enter(tenant, ordinal);
        if (group == null) {
            countVm(tenant, false);
            listener.refused(tenant.index, host.kernel().refusal());
            return null;
        }
        var instance = new Instance(tenant, instances.size(), ordinal, group, streams);
        instance.ownsGroup = tenant.hasOwnGroups();
        host.actFor(tenant.index, group, instance.index);
        if ((tenant.isVm && !startVm(instance)) || (tenant.broker != null && !startBroker(instance, tenant.broker))) {
            cgroups.leave(instance);
            return null;
        }
        instances.add(instance);
        scheduleEnd(instance, traceLifetimeSeconds);
        startProcesses(instance);
        attaches.start(instance);
        return instance;
    }

    /** Has the VM of an instance attach its next PASID. */
    void attach(Instance instance) {
        attaches.attach(instance);
    }

    private boolean startVm(Instance instance) {
        Tenant tenant = instance.tenant;
        TenantSpec spec = tenant.spec;
        instance.vm = host.syscalls()
                .tryStartVm(
                        instance.group.cgroup(),
                        instance.user,
                        spec.vmmThreads(),
                        spec.vmOn(host.kernel().config()));
        countVm(tenant, instance.vm != null);
        if (instance.vm == null) {
            listener.refused(tenant.index, host.kernel().refusal());
        }
        return instance.vm != null;
    }

    private void countVm(Tenant tenant, boolean isStarted) {
        if (tenant.isVm) {
            listener.askedForVm(tenant.index, isStarted);
        }
    }

    private boolean startBroker(Instance instance, Group group) {
        boolean isStarted = processes.brokers.tryStart(instance, group);
        if (!isStarted) {
            listener.refused(instance.tenant.index, host.kernel().refusal());
        }
        return isStarted;
    }

    private void scheduleEnd(Instance instance, double traceLifetimeSeconds) {
        double seconds = Double.isNaN(traceLifetimeSeconds) ? drawLifetime(instance) : traceLifetimeSeconds;
        if (seconds < Double.POSITIVE_INFINITY) {
            simulation.schedule(simulation.nowSeconds() + seconds, Payload.instanceEnd(instance));
        }
    }

    private double drawLifetime(Instance instance) {
        TenantSpec spec = instance.tenant.spec;
        long key = streams.key(spec.name(), instance.ordinal, "instance lifetime");
        return processes.draws.draw(spec.instances().lifetimeSeconds(), key, 0);
    }

    private void startProcesses(Instance instance) {
        Tenant tenant = instance.tenant;
        ProcessesSpec spec = tenant.processes;
        if (spec.arrivals() instanceof ArrivalsSpec.Closed closed) {
            for (int i = 0; i < closed.population(); i++) {
                life.addSource(instance);
            }
        }
        for (int i = initial(instance, spec); i > 0; i--) {
            life.arrive(instance, Double.NaN);
        }
        if (tenant.isMadeByRows) {
            return; // the tenant's rows say when processes arrive, and in which instance
        }
        instance.arrivals = Arrivals.of(
                arrivals(instance, spec.arrivals()),
                simulation.nowSeconds(),
                streams.stream(tenant.spec.name(), instance.ordinal, "arrivals"),
                traces);
        Arrivals.scheduleNext(instance.arrivals, simulation, Payload.arrival(instance));
    }

    private int initial(Instance instance, ProcessesSpec spec) {
        EachSpec each = spec.initialEach();
        return each == null
                ? spec.initial()
                : (int) Math.rint(each.of(streams, instance.tenant.spec.name(), instance.ordinal));
    }

    private ArrivalsSpec arrivals(Instance instance, ArrivalsSpec spec) {
        return spec instanceof ArrivalsSpec.Each each
                ? each.times(each.factor().of(streams, instance.tenant.spec.name(), instance.ordinal))
                : spec;
    }

    /** Lets the processes arrive that are due now in an instance, if it still lives. */
    void arrive(Instance instance) {
        if (!instance.isAlive) {
            return;
        }
        Arrivals arrivals = instance.arrivals;
        for (int i = arrivals.count(); i > 0; i--) {
            life.arrive(instance, arrivals.lifetimeSeconds());
        }
        Arrivals.scheduleNext(arrivals, simulation, Payload.arrival(instance));
    }

    /**
     * Ends an instance with all its processes, if it still lives.
     *
     * @param isKilled whether its VM ends without giving back what only an orderly end gives back
     */
    void end(Instance instance, boolean isKilled) {
        if (!instance.isAlive) {
            return;
        }
        instance.arrivals.close();
        Tenant tenant = instance.tenant;
        host.actFor(tenant.index, instance.group, instance.index);
        processes.ofInstance.end(instance);
        if (instance.vm != null) {
            host.syscalls().endVm(instance.vm, instance.user, tenant.spec.vmmThreads(), isKilled);
        }
        if (tenant.broker != null) {
            processes.brokers.end(instance, tenant.broker);
        }
        host.noteReleased();
        host.refresh(instance.group);
        instances.end(instance);
        cgroups.leave(instance);
    }
}
