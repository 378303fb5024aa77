package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.run.LiveReports;
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

    @Parameters(
            paramLabel = "DIR",
            description = "A directory that 'run' or 'compare' wrote, such as results/my-question/run.")
    private Path directory = Path.of("");

    public ReportCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        List<RunDirectory> all = RunDirectory.allIn(directory, options);
        List<RunDirectory> runs =
                all.stream().filter(RunDirectory::isRunOrComparison).toList();
        if (runs.isEmpty()) {
            throw CommandFailure.invalid(
                    directory + ": report writes what 'run' and 'compare' write; this writes it again: "
                            + all.get(0).manifest().info().commandLine());
        }
        OutputDirectory.check(directory);
        Drawing drawing = options.drawing();
        var printer = new ResultPrinter(console, options, runs.size());
        ExitStatus status = ExitStatus.DONE;
        for (RunDirectory run : runs) {
            status = status.or(write(run, drawing, printer));
        }
        printer.finish();
        return status.code();
    }

    private ExitStatus write(RunDirectory run, Drawing drawing, ResultPrinter printer) throws IOException {
        LiveReports.announce(run.file(), console, options);
        ExperimentResult result = result(run);
        RunInfo info = info(run.manifest().info());
        Optional<Comparison> comparison = run.isComparison() ? Optional.of(Comparison.of(result)) : Optional.empty();
        WrittenFiles written = ResultWriter.writeInto(
                run.directory(), result, comparison, LiveReports.of(result, options), info, drawing);
        written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
        printer.print(result, comparison, info);
        return new Outcome(result).status();
    }

    private ExperimentResult result(RunDirectory run) {
        Manifest manifest = run.manifest();
        var store = new StoredOnly(run.store(), manifest);
        Experiment experiment =
                Experiment.of(run.file()).withRareRefusals().jobs(options.jobs).store(store);
        ExperimentResult result = experiment.run();
        if (store.isIncomplete() || new Outcome(result).isEmpty()) {
            throw CommandFailure.invalid(run.directory()
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
