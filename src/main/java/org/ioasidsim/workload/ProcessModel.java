package org.ioasidsim.workload;

import org.ioasidsim.host.Host;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** The processes of a run: puts the parts together. Each part knows only those below it. */
final class ProcessModel implements Kept {
    private final LiveProcesses processes;
    final Draws draws;
    private final Forks forks;
    final Brokers brokers;
    final ProcessLife life;
    final ProcessesOfInstance ofInstance;
    final WaitQueue waiting;
    final QueuePass queuePass;

    ProcessModel(Simulation simulation, Host host, WorkloadListener listener, InstanceTable instances) {
        processes = new LiveProcesses();
        var timers = new ProcessTimers(simulation, processes);
        draws = new Draws(processes);
        var refusals = new Refusals(host, listener);
        var privateIds = new PrivateIds(host, listener, processes, timers, instances, refusals);
        forks = new Forks(host, processes, privateIds, timers, draws);
        brokers = new Brokers(host);
        var bonds = new Bonds(host, processes, timers, instances, refusals, brokers);
        var thinking = new Thinking(processes, timers, draws);
        var unmet = new UnmetDemand(listener, processes, timers, forks, thinking);
        waiting = new WaitQueue(processes, host, instances);
        var requests = new Requests(
                host,
                listener,
                processes,
                timers,
                instances,
                waiting,
                draws,
                forks,
                bonds,
                privateIds,
                refusals,
                unmet);
        queuePass = new QueuePass(host, waiting, requests);
        life = new ProcessLife(host, processes, timers, instances, draws, forks, bonds, requests, unmet, thinking);
        ofInstance = new ProcessesOfInstance(
                host, processes, timers, instances, forks, bonds, brokers, requests, privateIds, refusals, life);
    }

    @Override
    public void keep(StateTape tape) {
        processes.keep(tape);
        forks.keep(tape);
        brokers.keep(tape);
        waiting.keep(tape);
        draws.keep(tape);
    }
}
