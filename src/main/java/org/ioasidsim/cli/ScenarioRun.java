package org.ioasidsim.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ioasidsim.experiment.Comparison;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.report.Drawing;
import org.ioasidsim.report.Findings;
import org.ioasidsim.report.ResultWriter;
import org.ioasidsim.report.RunInfo;
import org.ioasidsim.scenario.ScenarioFile;
import org.jspecify.annotations.Nullable;

/** A scenario file on its way to results: simulated under a progress display, failures told, files written, the summary printed. */
final class ScenarioRun {
    private final Console console;
    private final Options options;
    private final ScenarioFile scenario;
    private final String commandLine;
    private final @Nullable Recording recording;

    /**
     * Makes a run of {@code scenario}.
     *
     * @param commandLine what gives the same results again
     * @param recording of the first replication; null for none
     */
    ScenarioRun(
            Console console,
            Options options,
            ScenarioFile scenario,
            String commandLine,
            @Nullable Recording recording) {
        this.console = console;
        this.options = options;
        this.scenario = scenario;
        this.commandLine = commandLine;
        this.recording = recording;
    }

    /** Runs everything, compares the variants if {@code comparing} does, and returns the exit status. */
    ExitStatus run(
            Interruption interruption,
            ResultPrinter printer,
            Function<ExperimentResult, Optional<Comparison>> comparing) {
        Instant startedAt = Instant.now();
        Drawing drawing = options.noCharts ? Drawing.NONE : Drawing.ahead();
        ExperimentResult result = simulate(interruption);
        var outcome = new Outcome(result);
        outcome.failures().forEach(failure -> console.err().println("ioasid-sim: " + failure));
        if (outcome.isEmpty()) {
            console.err().println("ioasid-sim: " + name(scenario) + ": no replication finished, nothing was written");
            return ExitStatus.REPLICATIONS_FAILED;
        }
        RunInfo info = info(startedAt);
        Optional<Comparison> comparison = comparing.apply(result);
        ResultWriter.Written written = write(result, comparison, info, drawing);
        written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
        if (!options.quiet) {
            Findings.of(result).forEach(finding -> console.err().println("ioasid-sim: warning: " + finding));
        }
        printer.print(result, comparison, info);
        if (!options.quiet) {
            console.err().println("results are in " + written.directory());
        }
        return outcome.status();
    }

    /** Returns the name that all variants of a file share. */
    static String name(ScenarioFile scenario) {
        return scenario.variants().get(0).scenario().name();
    }

    private ResultWriter.Written write(
            ExperimentResult result, Optional<Comparison> comparison, RunInfo info, Drawing drawing) {
        try {
            return ResultWriter.write(result, comparison, info, options.out, drawing);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Returns what to say when results cannot be written. */
    static CommandFailure unwritable(IOException failure) {
        return new CommandFailure(
                ExitStatus.INTERNAL_FAILURE,
                "results cannot be written: " + Failures.reason(failure) + ": make room, or choose another --out DIR",
                failure);
    }

    private ExperimentResult simulate(Interruption interruption) {
        var simulator = new Simulator(console, options, interruption);
        return recording == null
                ? simulator.run(scenario, name(scenario))
                : recording.record(
                        List.of("recorded by " + commandLine),
                        recorder -> simulator.record(scenario, name(scenario), recorder));
    }

    private RunInfo info(Instant startedAt) {
        return Version.current().info(commandLine, startedAt, options);
    }
}
