package org.ioasidsim.cli.run;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.ioasidsim.archive.ShardReplications;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.ReplicationStore;
import org.ioasidsim.experiment.Shard;
import org.ioasidsim.experiment.search.Sweep;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.scenario.ScenarioFile;

/**
 * Simulates one shard's part of what a command needs and keeps it, in a pack file of its own; writes no results. The same command without
 * {@code --shard} finds it all and writes them.
 */
public final class ShardRun {
    private final Console console;
    private final Options options;
    private final Shard shard;

    public ShardRun(Console console, Options options, Shard shard) {
        this.console = console;
        this.options = options;
        this.shard = shard;
    }

    /** Simulates this shard's replications of {@code files}. */
    public ExitStatus run(List<ScenarioFile> files) throws IOException {
        try (var interruption = Interruption.bySignals(console)) {
            ExitStatus status = ExitStatus.DONE;
            for (ScenarioFile file : files) {
                if (!interruption.hasArrived()) {
                    status = status.or(run(file, new Simulator(console, options, interruption)));
                }
            }
            return status.or(interruption.status());
        }
    }

    private ExitStatus run(ScenarioFile file, Simulator simulator) throws IOException {
        try (StoredReplications store = store(ScenarioRun.name(file), simulator)) {
            ExperimentResult result = simulator.run(
                    file, ScenarioRun.name(file), new ShardReplications(store, shard), shard.count(), store::reused);
            return report(ScenarioRun.name(file), store, new Outcome(result).failures(), simulator);
        }
    }

    /** Simulates this shard's part of a sweep of {@code file}: whole points where there are many, or where their runs depend on each other. */
    public ExitStatus sweep(ScenarioFile file, List<Sweep.Task> tasks, Interruption interruption) throws IOException {
        var simulator = new Simulator(console, options, interruption);
        try (StoredReplications store = store(ScenarioRun.name(file), simulator)) {
            boolean dealsPoints = Sweep.dealsPoints(tasks, shard);
            ReplicationStore own = dealsPoints ? store : new ShardReplications(store, shard);
            Sweep sweep = dealsPoints
                    ? Sweep.of(file, Sweep.points(tasks, shard))
                    : Sweep.of(file, Shard.shuffled(tasks)).dealtTo(shard.count());
            SweepResult result = simulator.run(sweep, ScenarioRun.name(file), own, store::reused);
            return report(ScenarioRun.name(file), store, result.failures(), simulator);
        }
    }

    /**
     * Simulates this shard's part of a search among the results of {@code name}.
     *
     * @param search simulates it on a store, and returns the failures
     */
    public ExitStatus search(String name, Simulator simulator, Function<StoredReplications, List<String>> search)
            throws IOException {
        try (StoredReplications store = store(name, simulator)) {
            return report(name, store, search.apply(store), simulator);
        }
    }

    private StoredReplications store(String name, Simulator simulator) {
        return simulator.store(name).packedAs("shard-" + shard.number() + "-of-" + shard.count());
    }

    private ExitStatus report(String name, StoredReplications store, List<String> failures, Simulator simulator) {
        simulator.report(store);
        failures.forEach(failure -> console.err().println("ioasid-sim: " + failure));
        if (simulator.isInterrupted()) {
            simulator.tellHowToGoOn();
        } else if (!options.quiet) {
            console.err()
                    .println("shard " + shard + " of " + name + ": " + store.simulated()
                            + (store.simulated() == 1 ? " replication" : " replications")
                            + " simulated and kept; once every shard is through, the same command without --shard"
                            + " writes the results");
        }
        ExitStatus kept = store.failure().isEmpty() ? ExitStatus.DONE : ExitStatus.INTERNAL_FAILURE;
        return kept.or(failures.isEmpty() ? ExitStatus.DONE : ExitStatus.REPLICATIONS_FAILED);
    }
}
