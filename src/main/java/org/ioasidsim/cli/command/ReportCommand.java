package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.ioasidsim.cli.run.Reproduction;
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

/** Writes the results of a command again from its stored replications. */
@Command(
        name = ReportCommand.NAME,
        description =
                "Write tables, charts and pages of a command again from its stored replications, without simulating.")
public final class ReportCommand implements Callable<Integer> {
    public static final String NAME = "report";

    private final Console console;
    private final Options options;
    private final Again again;

    @Parameters(
            paramLabel = "DIR",
            description =
                    "Results of a command, such as results/my-question/run, or of a scenario, of all its commands.")
    private Path directory = Path.of("");

    /** Executes a command on the replications that a program has stored, and on no others. */
    public interface Again {
        /**
         * Returns its exit status.
         *
         * @param program the fingerprint of the one that stored them
         */
        int execute(String program, List<String> words);
    }

    public ReportCommand(Console console, Options options, Again again) {
        this.console = console;
        this.options = options;
        this.again = again;
    }

    @Override
    public Integer call() throws IOException {
        List<RunDirectory> all = RunDirectory.allIn(directory, options);
        List<RunDirectory> runs =
                all.stream().filter(RunDirectory::isRunOrComparison).toList();
        boolean isOneDocument = options.format == Options.Format.JSON || options.format == Options.Format.CSV;
        if (isOneDocument && all.size() > 1 && runs.size() < all.size()) {
            throw CommandFailure.usage("--format " + options.format.name().toLowerCase(Locale.ROOT)
                    + " prints one document: name a directory of one command, such as "
                    + all.get(0).directory());
        }
        OutputDirectory.check(directory);
        ExitStatus status = runs.isEmpty() ? ExitStatus.DONE : write(runs);
        for (RunDirectory other : all) {
            status = other.isRunOrComparison() ? status : status.or(ExitStatus.of(execute(other)));
        }
        return status.code();
    }

    private ExitStatus write(List<RunDirectory> runs) throws IOException {
        Drawing drawing = options.drawing();
        var printer = ResultPrinter.ofStored(console, options, runs.size());
        ExitStatus status = ExitStatus.DONE;
        for (RunDirectory run : runs) {
            status = status.or(write(run, drawing, printer));
        }
        printer.finish();
        return status;
    }

    /** Has a command that chooses by its answers what it asks next, or that runs many points, go through its stored replications again. */
    private int execute(RunDirectory run) {
        Path own = run.directory().toAbsolutePath().normalize();
        Path scenario = own.getParent();
        String name = run.manifest().scenario();
        if (scenario == null
                || scenario.getParent() == null
                || !scenario.endsWith(name)
                || !own.endsWith(run.manifest().command())) {
            throw CommandFailure.invalid(run.directory() + ": report writes results of "
                    + run.manifest().command() + " where it wrote them, " + name + "/"
                    + run.manifest().command() + ": give the directories these names again");
        }
        List<String> words =
                new ArrayList<>(Reproduction.words(run.manifest().info().commandLine()));
        words.addAll(List.of("--out", String.valueOf(scenario.getParent())));
        words.addAll(List.of("--format", options.format.name().toLowerCase(Locale.ROOT)));
        words.addAll(List.of("--jobs", Integer.toString(options.jobs)));
        flag(words, "--no-charts", options.noCharts);
        flag(words, "--full", options.full);
        flag(words, "--quiet", options.quiet);
        return again.execute(run.manifest().info().program(), words);
    }

    private static void flag(List<String> words, String name, boolean isSet) {
        if (isSet) {
            words.add(name);
        }
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
