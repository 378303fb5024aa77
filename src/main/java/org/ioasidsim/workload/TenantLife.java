package org.ioasidsim.workload;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.random.Streams;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.workload.trace.Traces;
import org.jspecify.annotations.Nullable;

/** The life of a tenant: it starts, with its first instances, lets further ones arrive, and stops; it may start again. */
final class TenantLife implements Kept {
    private final Tenant tenant;
    private final Simulation simulation;
    private final Streams streams;
    private final Traces traces;
    private final InstanceTable instances;
    private final InstanceLife instanceLife;
    private final ProcessLife processLife;

    /** The instances that rows of a trace have made, by the number that their rows bear; some may have ended. */
    private final Map<Integer, Instance> ofRows = new HashMap<>();

    private boolean isOff = true;
    private boolean startsAtBoot;
    private int nextInstance;
    private Arrivals arrivals = Arrivals.NONE;
    private double arrivalDueSeconds = Double.POSITIVE_INFINITY;

    TenantLife(
            Tenant tenant,
            Simulation simulation,
            Streams streams,
            Traces traces,
            InstanceTable instances,
            InstanceLife instanceLife,
            ProcessLife processLife) {
        this.tenant = tenant;
        this.simulation = simulation;
        this.streams = streams;
        this.traces = traces;
        this.instances = instances;
        this.instanceLife = instanceLife;
        this.processLife = processLife;
    }

    Tenant tenant() {
        return tenant;
    }

    /** Starts the first instances, and the arrivals of further ones, or of the rows that make them. */
    void start() {
        isOff = false;
        InstancesSpec spec = tenant.spec.instances();
        for (int i = 0; i < spec.initial(); i++) {
            startInstance(Double.NaN);
        }
        ArrivalsSpec arrivalsSpec = tenant.isMadeByRows ? tenant.processes.arrivals() : spec.arrivals();
        if (!(arrivalsSpec instanceof ArrivalsSpec.None)) {
            arrivals.close();
            arrivals = Arrivals.of(
                    arrivalsSpec,
                    simulation.nowSeconds(),
                    streams.stream(tenant.spec.name(), nextInstance, "instances"),
                    traces);
            scheduleArrival();
        }
    }

    /** Lets arrive what is due now: instances, or a row that may make one. */
    void arrive() {
        if (isOff || simulation.nowSeconds() != arrivalDueSeconds) {
            return; // an arrival from before the tenant was stopped
        }
        if (tenant.isMadeByRows) {
            arriveRow();
        } else {
            for (int i = arrivals.count(); i > 0; i--) {
                admitInstance(arrivals.lifetimeSeconds());
            }
        }
        scheduleArrival();
    }

    /** Lets the process of a row arrive in the instance that the row names, which starts if it does not live. */
    private void arriveRow() {
        int number = arrivals.instance();
        Instance instance = ofRows.get(number);
        if (instance == null || !instance.isAlive) {
            instance = admitInstance(Double.NaN);
            if (instance == null) {
                return;
            }
            ofRows.put(number, instance);
        }
        processLife.arrive(instance, arrivals.lifetimeSeconds());
    }

    /** Starts an instance; returns null if the most live that may, or its VM was refused. */
    @CanIgnoreReturnValue
    private @Nullable Instance admitInstance(double traceLifetimeSeconds) {
        if (instances.alive(tenant).size() < tenant.spec.instances().max()) {
            return startInstance(traceLifetimeSeconds);
        }
        nextInstance++; // one that is lost has its number too, so that the next meets the same random numbers whatever
        // the policy
        return null;
    }

    @CanIgnoreReturnValue
    private @Nullable Instance startInstance(double traceLifetimeSeconds) {
        return instanceLife.start(tenant, nextInstance++, traceLifetimeSeconds);
    }

    private void scheduleArrival() {
        arrivalDueSeconds = Arrivals.scheduleNext(arrivals, simulation, Payload.instanceArrival(tenant));
    }

    /** Ends all instances; none arrives until the tenant starts again. */
    void stop(boolean isKilled) {
        isOff = true;
        for (Instance instance : List.copyOf(instances.alive(tenant))) {
            instanceLife.end(instance, isKilled);
        }
    }

    /** Ends, without clean-up, the instances that live in a cgroup or below it. */
    void killAtOrBelow(CgroupPath path) {
        for (Instance instance : List.copyOf(instances.alive(tenant))) {
            if (new CgroupPath(instance.group.cgroup().path()).isAtOrBelow(path)) {
                instanceLife.end(instance, true);
            }
        }
    }

    /** Goes down with the machine. */
    void goDown() {
        startsAtBoot = !isOff;
        stop(true);
    }

    /** Sets whether it starts with the machine, which is down. */
    void startAtBoot(boolean starts) {
        startsAtBoot = starts;
    }

    /** Starts again with the machine, if it ran before. */
    void comeUp() {
        if (startsAtBoot) {
            start();
        }
    }

    /** Draws other numbers from now on for what arrives: those of {@code branch}. */
    void branch(long branch) {
        arrivals.branch(branch);
        instances.alive(tenant).forEach(instance -> instance.arrivals.branch(branch));
    }

    /** Closes the files of recorded arrivals. */
    void close() {
        arrivals.close();
        instances.alive(tenant).forEach(instance -> instance.arrivals.close());
    }

    @Override
    public void keep(StateTape tape) {
        tape.keepEntries(ofRows);
        isOff = tape.keep(isOff);
        startsAtBoot = tape.keep(startsAtBoot);
        nextInstance = tape.keep(nextInstance);
        arrivals = tape.keepReference(arrivals);
        arrivals.keep(tape);
        arrivalDueSeconds = tape.keep(arrivalDueSeconds);
    }
}
