package org.ioasidsim.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.Engine;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.Precision;
import org.ioasidsim.experiment.Progress;
import org.ioasidsim.experiment.ReplicationStore;
import org.ioasidsim.experiment.Replicator;
import org.ioasidsim.experiment.search.Sweep;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.kernel.KernelListener;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.ScenarioFile;

/** Runs experiments for a command: with a progress display, stopped by signals, reusing the replications that earlier runs kept. */
public final class Simulator {
    private final Console console;
    private final Options options;
    private final Interruption interruption;

    public Simulator(Console console, Options options, Interruption interruption) {
        this.console = console;
        this.options = options;
        this.interruption = interruption;
    }

    /**
     * Runs all variants of {@code file}, stores their replications with the results of {@code scenario}, and prints how many were reused.
     */
    public ExperimentResult run(ScenarioFile file, String scenario) {
        return run(file, scenario, variant -> {});
    }

    /** Does the same, and notifies {@code listener} of each variant when its replications are done. */
    public ExperimentResult run(ScenarioFile file, String scenario, Consumer<VariantResult> listener) {
        StoredReplications store = store(scenario);
        ExperimentResult result = run(
                Experiment.of(file).withRareRefusals().store(store).onVariant(listener), file, scenario, store::reused);
        report(store);
        if (whole(result, store).interrupted()) {
            tellHowToGoOn();
        }
        return result;
    }

    /**
     * Runs the only variant of {@code file} and sends the kernel operations of its first replication to {@code recorder}. Nothing is reused
     * or stored.
     */
    ExperimentResult record(
            ScenarioFile file, String scenario, KernelListener recorder, Consumer<VariantResult> listener) {
        return run(
                Experiment.of(file).withRareRefusals().recordTo(recorder).onVariant(listener), file, scenario, () -> 0);
    }

    /** Runs all variants of {@code file} on {@code store}; prints nothing but the progress, which counts the replications reused. */
    public ExperimentResult run(ScenarioFile file, String name, ReplicationStore store, IntSupplier reused) {
        return whole(run(Experiment.of(file).store(store), file, name, reused), store);
    }

    private ExperimentResult run(Experiment experiment, ScenarioFile file, String name, IntSupplier reused) {
        return run(experiment, file, name, 1, reused);
    }

    /** Runs all variants of {@code file} on a store that leaves out all but the replications of one of {@code shards}. */
    ExperimentResult run(ScenarioFile file, String name, ReplicationStore store, int shards, IntSupplier reused) {
        return run(Experiment.of(file).store(store), file, name, shards, reused);
    }

    private ExperimentResult run(
            Experiment experiment, ScenarioFile file, String name, int shards, IntSupplier reused) {
        Budget.of(file.path(), options).check(file);
        int replications = file.variants().stream()
                .mapToInt(variant -> Precision.first(variant.scenario()))
                .sum();
        try (var display = ProgressDisplay.of(console, options, name, replications / shards, reused)) {
            Progress ofShard = (variant, replication, finished, total) ->
                    display.done(variant, replication, finished, Math.max(finished, total / shards));
            Experiment prepared =
                    placed(experiment.jobs(options.jobs), file.path()).onProgress(ofShard);
            return interruption.during(prepared::interrupt, prepared::run);
        }
    }

    /** Runs {@code sweep} on {@code store}. */
    public SweepResult run(Sweep sweep, String name, StoredReplications store) {
        return whole(run(sweep, name, store, store::reused), store);
    }

    /** Runs {@code sweep} on {@code store}, which has reused some. */
    SweepResult run(Sweep sweep, String name, ReplicationStore store, IntSupplier reused) {
        try (var display = ProgressDisplay.of(console, options, name, sweep.replications(), reused)) {
            Sweep prepared = sweep.jobs(options.jobs).store(store).onProgress(display);
            options.engine().ifPresent(engine -> prepared.on(replicator(engine, prepared.path())));
            return interruption.during(prepared::interrupt, prepared::run);
        }
    }

    /** Runs {@code experiment} on {@code store} until its end or a signal; prints nothing. */
    public ExperimentResult run(Experiment experiment, ReplicationStore store) {
        Experiment prepared = placed(experiment.jobs(options.jobs).store(store), experiment.path());
        return interruption.during(prepared::interrupt, prepared::run);
    }

    /** Has the replications of a file simulated in the cluster in which this process runs, if it does. */
    private Experiment placed(Experiment experiment, Path file) {
        options.engine().ifPresent(engine -> experiment.on(replicator(engine, file)));
        return experiment;
    }

    private Replicator replicator(Engine engine, Path file) {
        return new RemoteReplicator(engine, file, options.program());
    }

    /** Returns the store of replications in the results of {@code scenario}, with what a run that was killed left of it. */
    public StoredReplications store(String scenario) {
        try {
            directory(scenario).recover();
        } catch (IOException e) {
            throw Failures.unwritable(e);
        }
        StoredReplications store = directory(scenario)
                .store(options.program(), options.fresh)
                .onForeignPacks(() -> warnOfOtherProgram(scenario));
        return options.keptBy == null ? store : store.keptOnly();
    }

    private void warnOfOtherProgram(String scenario) {
        console.err()
                .println("ioasid-sim: warning: " + directory(scenario).path()
                        + " has shards of another version of the program, its"
                        + " policies or Java, which this one does not use: same jar and same Java everywhere");
    }

    /** Returns {@code result} of what ran on {@code store}, unless that was to simulate nothing and lacks some of it. */
    private static <T> T whole(T result, ReplicationStore store) {
        if (store instanceof StoredReplications kept && kept.isLacking()) {
            throw CommandFailure.invalid(
                    "stored replications are missing or damaged, or the scenario has changed since: nothing was written");
        }
        return result;
    }

    /** Returns the directory of the results of {@code scenario}. */
    public ScenarioDirectory directory(String scenario) {
        return new ScenarioDirectory(options.out.resolve(scenario));
    }

    public boolean isInterrupted() {
        return interruption.hasArrived();
    }

    /** Prints how many replications were reused, and why others could not be stored. */
    public void report(StoredReplications store) {
        if (store.reused() > 0 && !options.quiet && options.keptBy == null) {
            console.err()
                    .println("reused " + store.reused() + (store.reused() == 1 ? " replication" : " replications")
                            + " of earlier runs (--fresh simulates them again)");
        }
        int passedOver = store.passedOver();
        if (passedOver > 0) {
            console.err()
                    .println(
                            "ioasid-sim: warning: "
                                    + Phrases.counted(passedOver, "replication") + " that shards kept here "
                                    + (passedOver == 1 ? "is" : "are") + " not used, and "
                                    + Phrases.count(store.simulated()) + (store.simulated() == 1 ? " was" : " were")
                                    + " simulated: shards of another command, or with another --seed, --set, --replications or file");
        }
        List<Path> refused = store.refused();
        if (!refused.isEmpty()) {
            console.err()
                    .println("ioasid-sim: " + refused.get(0)
                            + (refused.size() == 1 ? "" : " and " + (refused.size() - 1) + " more")
                            + ": damaged, or kept for something else: simulated again");
        }
        store.failure()
                .ifPresent(failure -> console.err()
                        .println("ioasid-sim: replications could not be kept for later runs: "
                                + Failures.reason(failure)));
    }

    /** Prints how to resume an interrupted command. */
    public void tellHowToGoOn() {
        console.err().println(Interruption.HOW_TO_GO_ON);
    }
}
