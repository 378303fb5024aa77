package org.ioasidsim.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.ReplicationStore;
import org.ioasidsim.experiment.Sweep;
import org.ioasidsim.experiment.SweepResult;
import org.ioasidsim.report.ProgramFingerprint;
import org.ioasidsim.report.RunInfo;
import org.ioasidsim.report.StoredReplications;
import org.ioasidsim.scenario.ScenarioFile;

/** Runs experiments as a command does: with a progress display, ended by signals, on the replications that earlier runs have kept. */
final class Simulator {
    private final Console console;
    private final Options options;
    private final Interruption interruption;

    Simulator(Console console, Options options, Interruption interruption) {
        this.console = console;
        this.options = options;
        this.interruption = interruption;
    }

    /** Runs all variants of {@code file}, keeps their replications among the results of {@code scenario}, and says how many were reused. */
    ExperimentResult run(ScenarioFile file, String scenario) {
        StoredReplications store = store(scenario);
        ExperimentResult result = run(file, scenario, store, store::reused);
        report(store);
        if (result.interrupted()) {
            tellHowToGoOn();
        }
        return result;
    }

    /** Runs all variants of {@code file} on {@code store}, and says nothing but how far it is and how many replications were reused. */
    ExperimentResult run(ScenarioFile file, String name, ReplicationStore store, IntSupplier reused) {
        int replications = file.variants().stream()
                .mapToInt(variant -> variant.scenario().run().replications())
                .sum();
        try (var display = ProgressDisplay.of(console, options, name, replications, reused)) {
            Experiment experiment =
                    Experiment.of(file).jobs(options.jobs).store(store).onProgress(display);
            interruption.onArrival(experiment::interrupt);
            return experiment.run();
        }
    }

    /** Runs {@code sweep} on {@code store}. */
    SweepResult run(Sweep sweep, String name, StoredReplications store) {
        try (var display = ProgressDisplay.of(console, options, name, sweep.replications(), store::reused)) {
            Sweep prepared = sweep.jobs(options.jobs).store(store).onProgress(display);
            interruption.onArrival(prepared::interrupt);
            return prepared.run();
        }
    }

    /** Runs {@code experiment} on {@code store} until its end or a signal, and says nothing. */
    ExperimentResult run(Experiment experiment, ReplicationStore store) {
        Experiment prepared = experiment.jobs(options.jobs).store(store);
        interruption.onArrival(prepared::interrupt);
        return prepared.run();
    }

    /** Returns how results that are ready now came about. */
    RunInfo info(String commandLine, Instant startedAt) {
        Version version = Version.current();
        return new RunInfo(
                commandLine,
                version.version(),
                version.commit(),
                version.java(),
                startedAt,
                Instant.now(),
                options.jobs);
    }

    /** Returns the replications that are kept among the results of {@code scenario}. */
    StoredReplications store(String scenario) {
        return StoredReplications.in(directory(scenario), ProgramFingerprint.current(), options.fresh);
    }

    /** Returns where the results of {@code scenario} go. */
    Path directory(String scenario) {
        return options.out.resolve(scenario);
    }

    boolean isInterrupted() {
        return interruption.hasArrived();
    }

    /** Says how many replications were reused, and why others could not be kept. */
    void report(StoredReplications store) {
        if (store.reused() > 0 && !options.quiet) {
            console.err()
                    .println("reused " + store.reused() + (store.reused() == 1 ? " replication" : " replications")
                            + " of earlier runs (--fresh simulates them again)");
        }
        store.failure()
                .ifPresent(failure -> console.err()
                        .println("ioasid-sim: replications could not be kept for later runs: "
                                + Failures.reason(failure)));
    }

    /** Says how an interrupted command is taken up again. */
    void tellHowToGoOn() {
        console.err()
                .println(
                        "ioasid-sim: interrupted: what was finished is kept, the same command line goes on from there");
    }
}
