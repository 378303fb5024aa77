package org.ioasidsim.cli.run;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ReplicationWork;
import org.ioasidsim.experiment.search.Sweep;
import org.ioasidsim.report.table.SweepList;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;

/**
 * Estimates how long a sweep will take by running one replication at its first, middle and last point. These pilots are stored, so that no
 * work is lost; one that takes too long is stopped and counts with the time until then.
 */
public final class SweepEstimate {
    private static final long PILOT_SECONDS = 5;
    private static final double ENOUGH_SECONDS = 0.5;
    private static final int ROUNDS = 3;

    private final Simulator simulator;
    private final StoredReplications store;
    private final int jobs;
    private final AtomicInteger kept = new AtomicInteger();
    private boolean isStopped;

    public SweepEstimate(Simulator simulator, StoredReplications store, int jobs) {
        this.simulator = simulator;
        this.store = store;
        this.jobs = jobs;
    }

    /** Counts what is stored of a task; from several threads, while its scenario is in memory. */
    public void count(Sweep.Task task) {
        if (!store.isEmpty()) {
            kept.addAndGet(stored(task));
        }
    }

    /**
     * Returns the points with the estimate; each was counted.
     *
     * @param shortened returns the same task with one replication
     */
    public SweepList of(ScenarioFile file, List<Sweep.Task> tasks, UnaryOperator<Sweep.Task> shortened) {
        int all =
                tasks.stream().mapToInt(task -> task.scenario().replications()).sum();
        int stored = kept.get();
        List<Sweep.Task> pilots = new TreeSet<>(List.of(0, tasks.size() / 2, tasks.size() - 1))
                .stream().map(tasks::get).map(shortened).toList();
        double seconds = 0;
        for (int round = 0;
                round < ROUNDS && seconds < ENOUGH_SECONDS;
                round++) { // code of the first round is not compiled yet
            seconds = pilots.stream().mapToDouble(pilot -> seconds(file, pilot)).sum() / pilots.size();
        }
        double left = all == stored ? 0 : seconds * (all - stored) / jobs;
        return new SweepList(file.sweep(), tasks, all, stored, left, isStopped, pilots.size(), jobs);
    }

    /** Returns how many replications are stored; 0 while the warm-up, which is part of their key, is not yet found. */
    private int stored(Sweep.Task task) {
        Scenario scenario = task.scenario().get();
        RunSpec run = scenario.run();
        int stored = 0;
        for (int number = 1; number <= task.scenario().replications() && !run.findsWarmUp(); number++) {
            stored += store.find(new ReplicationWork(scenario, number, run.warmUpSeconds(), number == 1))
                            .isPresent()
                    ? 1
                    : 0;
        }
        return stored;
    }

    private double seconds(ScenarioFile file, Sweep.Task pilot) {
        var variant = new ScenarioFile.Variant(pilot.variant(), pilot.scenario().get());
        var one = new ScenarioFile(file.path(), pilot.variant(), List.of(variant), List.of(), List.of());
        Experiment experiment = Experiment.of(one);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            var unused = clock.schedule(experiment::interrupt, PILOT_SECONDS, TimeUnit.SECONDS);
            long start = System.nanoTime();
            var result = simulator.run(experiment, (work, simulation) -> {
                var simulated = simulation.get(); // timed even if it is stored
                return store.get(work, () -> simulated);
            });
            isStopped |= result.interrupted();
            return (System.nanoTime() - start) / 1e9;
        } finally {
            clock.shutdownNow();
        }
    }
}
