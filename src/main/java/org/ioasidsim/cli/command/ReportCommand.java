package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.run.Outcome;
import org.ioasidsim.cli.run.ResultPrinter;
import org.ioasidsim.cli.run.RunDirectory;
import org.ioasidsim.cli.run.StoredOnly;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.ResultWriter;
import org.ioasidsim.report.draw.Drawing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the results of a run again from its stored replications. */
@Command(
        name = ReportCommand.NAME,
        description =
                "Write tables, charts and report of a run again from its stored replications, without simulating.")
public final class ReportCommand implements Callable<Integer> {
    public static final String NAME = "report";

    private final Console console;
    private final Options options;

    @Parameters(paramLabel = "DIR", description = "A directory that 'run' wrote, such as results/my-question.")
    private Path directory = Path.of("");

    public ReportCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        RunDirectory run = RunDirectory.in(directory, options);
        OutputDirectory.check(directory);
        if (run.isIsolation()) {
            throw CommandFailure.invalid(
                    directory + ": report writes what 'run' and 'compare' write; this writes it again: "
                            + run.manifest().info().commandLine());
        }
        Drawing drawing = options.drawing();
        ExperimentResult result = result(run);
        RunInfo info = info(run.manifest().info());
        Optional<Comparison> comparison = run.isComparison() ? Optional.of(Comparison.of(result)) : Optional.empty();
        WrittenFiles written = ResultWriter.writeInto(directory, result, comparison, info, drawing);
        written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
        var printer = new ResultPrinter(console, options, 1);
        printer.print(result, comparison, info);
        printer.finish();
        return new Outcome(result).status().code();
    }

    private ExperimentResult result(RunDirectory run) {
        Manifest manifest = run.manifest();
        var store =
                new StoredOnly(StoredReplications.in(directory, manifest.info().program(), false), manifest);
        Experiment experiment =
                Experiment.of(run.file()).withRareRefusals().jobs(options.jobs).store(store);
        ExperimentResult result = experiment.run();
        if (store.isIncomplete() || new Outcome(result).isEmpty()) {
            throw CommandFailure.invalid(directory
                    + ": stored replications are missing or damaged; this simulates them again: "
                    + manifest.info().commandLine());
        }
        return manifest.interrupted()
                ? new ExperimentResult(
                        result.file(), result.variants(), result.expectations(), result.precision(), true)
                : result;
    }

    private RunInfo info(RunInfo written) {
        return new RunInfo(
                written.commandLine(),
                written.version(),
                written.commit(),
                written.javaVersion(),
                written.program(),
                written.startedAt(),
                written.finishedAt(),
                options.jobs);
    }
}
