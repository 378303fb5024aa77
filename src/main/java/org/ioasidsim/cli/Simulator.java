package org.ioasidsim.cli;

import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
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
        int replications = file.variants().stream()
                .mapToInt(variant -> variant.scenario().run().replications())
                .sum();
        try (var display = ProgressDisplay.of(console, options, scenario, replications)) {
            Experiment experiment = Experiment.of(file).jobs(options.jobs).onProgress(display);
            interruption.onArrival(experiment::interrupt);
            return experiment.run();
        }
    }
}
