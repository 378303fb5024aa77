package org.ioasidsim.experiment.measure;

import java.util.Optional;
import java.util.function.Supplier;
import org.ioasidsim.host.Host;
import org.ioasidsim.host.HostListener;
import org.ioasidsim.host.ServiceTimes;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.rule.FirstCome;
import org.ioasidsim.random.Streams;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.sim.TimerHandler;
import org.ioasidsim.workload.Workload;
import org.ioasidsim.workload.WorkloadListener;
import org.ioasidsim.workload.trace.Traces;
import org.jspecify.annotations.Nullable;

/** The clock and the host of one replication and, once it is {@linkplain #populate populated}, its tenants. */
public final class SimulatedScenario {
    private final Simulation simulation;
    private final Host host;
    private final Scenario scenario;
    private final Streams streams;
    private final WorkloadListener listener;
    private final EventLoop loop;

    /**
     * Makes a host on which there is nothing.
     *
     * @param number of the replication, from 1; names its random streams together with the seed
     * @param loop receives the timers and hands them to the workload
     */
    public <L extends WorkloadListener & HostListener> SimulatedScenario(
            Scenario scenario, int number, L listener, EventLoop loop) {
        this.scenario = scenario;
        this.streams = new Streams(scenario.run().seed(), number);
        this.listener = listener;
        this.loop = loop;
        this.simulation = new Simulation(loop);
        var times = new ServiceTimes(
                simulation,
                scenario.costs().bindSeconds(),
                scenario.costs().freeSeconds(),
                scenario.costs().rolloverSeconds(),
                scenario.costs().invalidateSeconds(),
                scenario.costs().serialiseBind(),
                streams.key("*", 0, "costs"));
        this.host = new Host(
                scenario.kernel(),
                simulation,
                listener,
                times,
                scenario.policy().name(),
                policy(scenario));
    }

    /** Makes the cgroups and the tenants, once; nothing lives before {@link Workload#start}. */
    public Workload populate(Traces traces) {
        var workload = new Workload(
                scenario.tenants(), scenario.events(), scenario.cgroups(), traces, streams, simulation, host, listener);
        loop.workload = workload;
        return workload;
    }

    /** Returns what makes the policy that decides who may take an id; empty where the kernel alone decides, which is much faster. */
    private static Optional<Supplier<Policy>> policy(Scenario scenario) {
        return scenario.policy() instanceof FirstCome.Spec
                ? Optional.empty()
                : Optional.of(() -> scenario.policy().start(scenario.hostFacts()));
    }

    public Simulation simulation() {
        return simulation;
    }

    public Host host() {
        return host;
    }

    /** Hands timers to the workload, which needs the simulation before it can exist. */
    public static class EventLoop implements TimerHandler {
        private @Nullable Workload workload;

        @Override
        public void fire(int payload) {
            if (workload != null) {
                workload.fire(payload);
            }
        }

        @Override
        public void prefetch(int[] payloads, int count) {
            if (workload != null) {
                workload.prefetch(payloads, count);
            }
        }
    }
}
