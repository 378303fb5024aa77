package org.ioasidsim.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ioasidsim.experiment.Comparison;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.PrecisionResult;
import org.ioasidsim.experiment.ReplicationResult;
import org.ioasidsim.experiment.VariantResult;
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
        ExperimentResult result = simulate(interruption);
        List<String> failures = failures(result);
        failures.forEach(failure -> console.err().println("ioasid-sim: " + failure));
        if (countComplete(result) == 0) {
            console.err().println("ioasid-sim: " + name(scenario) + ": no replication finished, nothing was written");
            return ExitStatus.REPLICATIONS_FAILED;
        }
        RunInfo info = info(startedAt);
        Optional<Comparison> comparison = comparing.apply(result);
        ResultWriter.Written written = write(result, comparison, info);
        written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
        if (!options.quiet) {
            Findings.of(result).forEach(finding -> console.err().println("ioasid-sim: warning: " + finding));
        }
        printer.print(result, comparison, info);
        if (!options.quiet) {
            console.err().println("results are in " + written.directory());
        }
        return status(result, failures);
    }

    /** Returns the name that all variants of a file share. */
    static String name(ScenarioFile scenario) {
        return scenario.variants().get(0).scenario().name();
    }

    private ResultWriter.Written write(ExperimentResult result, Optional<Comparison> comparison, RunInfo info) {
        try {
            return ResultWriter.write(result, comparison, info, options.out, !options.noCharts);
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

    /** Returns a line for each replication that failed. */
    static List<String> failures(ExperimentResult result) {
        List<String> failures = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            for (ReplicationResult replication : variant.replications()) {
                if (replication.failure() != null) {
                    failures.add(variant.name() + ", replication " + replication.replication() + " failed: "
                            + replication.failure());
                }
            }
        }
        return failures;
    }

    /** Returns how many replications there are to report on. */
    static long countComplete(ExperimentResult result) {
        return result.variants().stream()
                .flatMap(variant -> variant.replications().stream())
                .filter(replication -> replication.failure() == null)
                .count();
    }

    private RunInfo info(Instant startedAt) {
        return Version.current().info(commandLine, startedAt, options);
    }

    static ExitStatus status(ExperimentResult result, List<String> failures) {
        ExitStatus status = failures.isEmpty() ? ExitStatus.DONE : ExitStatus.REPLICATIONS_FAILED;
        if (!result.precision().stream().allMatch(PrecisionResult::met)) {
            status = status.or(ExitStatus.PRECISION_NOT_REACHED);
        }
        boolean isMet = result.expectations().stream().allMatch(expectation -> expectation.met());
        return status.or(isMet ? ExitStatus.DONE : ExitStatus.CHECK_NOT_MET);
    }
}
