package org.ioasidsim.cli;

import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.Precision;
import org.ioasidsim.kernel.Recorder;
import org.ioasidsim.scenario.ScenarioFile;

/** Runs experiments as a command does: with a progress display, ended by signals. */
final class Simulator {
    private final Console console;
    private final Options options;
    private final Interruption interruption;

    Simulator(Console console, Options options, Interruption interruption) {
        this.console = console;
        this.options = options;
        this.interruption = interruption;
    }

    /** Runs all variants of {@code file}, shown under the name of its scenario. */
    ExperimentResult run(ScenarioFile file, String scenario) {
        return run(Experiment.of(file), file, scenario);
    }

    /** Runs the only variant of {@code file} and tells {@code recorder} of the first replication. */
    ExperimentResult record(ScenarioFile file, String scenario, Recorder recorder) {
        return run(Experiment.of(file).recordTo(recorder), file, scenario);
    }

    private ExperimentResult run(Experiment experiment, ScenarioFile file, String scenario) {
        int replications = file.variants().stream()
                .mapToInt(variant -> Precision.first(variant.scenario()))
                .sum();
        try (var display = ProgressDisplay.of(console, options, scenario, replications)) {
            interruption.onArrival(experiment::interrupt);
            return experiment.jobs(options.jobs).onProgress(display).run();
        }
    }
}
