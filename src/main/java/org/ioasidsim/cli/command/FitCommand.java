package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.InputFile;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.FitReport;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.stats.fit.CensoredTimes;
import org.ioasidsim.stats.fit.Fit;
import org.ioasidsim.workload.trace.LifetimeColumn;
import org.ioasidsim.yaml.Problem;
import org.ioasidsim.yaml.Units;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fits distributions to a column of times. */
@Command(
        name = FitCommand.NAME,
        description =
                "Fit distributions to a column of a CSV file (.gz as it is) by maximum likelihood; print each as a "
                        + "scenario writes it, the best first, and draw observed against fitted quantiles.")
public final class FitCommand implements Callable<Integer> {
    public static final String NAME = "fit";

    private final Console console;
    private final Options options;

    @Parameters(paramLabel = "FILE", description = "A CSV file with a line of column names.")
    private Path path = Path.of("");

    @Option(names = "--column", paramLabel = "C", required = true, description = "The column with times in seconds.")
    private String column = "";

    @Option(
            names = "--censored",
            paramLabel = "C",
            description = "The column that marks times cut off while they went on: R, L, LR, 1 or true; complete ones "
                    + "have nothing, 0 or false.")
    private @Nullable String censored;

    @Option(
            names = "--zero-as",
            paramLabel = "T",
            description = "Count a time of 0 as T, such as 5ms: half a tick of the clock that measured it.")
    private @Nullable String zeroAs;

    public FitCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        OutputDirectory.check(options.out);
        Optional<Double> zero = zero();
        InputFile.requireReadable(path);
        LifetimeColumn read = LifetimeColumn.read(path, column, Optional.ofNullable(censored), zero);
        if (!read.problems().isEmpty()) {
            throw new CommandFailure(
                    ExitStatus.INPUT_INVALID,
                    read.problems().stream().map(Problem::toString).toList());
        }
        if (read.ignoredMarks() > 0) {
            console.err().println("ioasid-sim: " + path + ": " + ignoredMarks(read));
        }
        CensoredTimes lifetimes = CensoredTimes.of(read.values(), read.isCutOff());
        if (lifetimes.endedValues() < 2) {
            throw CommandFailure.invalid(path + ": " + column + ": expected at least two different times that are not "
                    + "cut off, found " + lifetimes.endedValues());
        }
        Drawing drawing = options.drawing();
        var report = new FitReport(path.getFileName() + ", " + column, lifetimes, Fit.all(lifetimes));
        WrittenFiles written = report.write(directory(), drawing);
        written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
        console.out()
                .print(
                        switch (options.format) {
                            case TEXT, LKML -> report.text();
                            case JSON -> report.json();
                            case CSV -> report.csv().text();
                            case MARKDOWN -> report.markdown();
                        });
        if (!options.quiet) {
            console.err().println("results are in " + written.directory());
        }
        return ExitStatus.DONE.code();
    }

    /** Returns the warning about censored times read as complete, which make every fitted law too short. */
    private static String ignoredMarks(LifetimeColumn read) {
        int rows = read.ignoredMarks();
        return "the column " + LifetimeColumn.CENSORED + " marks " + rows + (rows == 1 ? " row" : " rows")
                + " as cut off, which count as complete: add --censored " + LifetimeColumn.CENSORED
                + " to fit them as cut off";
    }

    private Optional<Double> zero() {
        if (zeroAs == null) {
            return Optional.empty();
        }
        OptionalDouble seconds = Units.seconds(zeroAs);
        if (!LifetimeColumn.isPossible(seconds.orElse(0))) {
            throw CommandFailure.usage(
                    "--zero-as '" + zeroAs + "' is not a time from 1e-12s to 1e15s with its unit, such as 5ms");
        }
        return Optional.of(seconds.getAsDouble());
    }

    private Path directory() {
        String name = path.getFileName().toString().replaceFirst("(\\.csv)?(\\.gz)?$", "");
        return options.out.resolve("fit-" + name + "-" + column.replaceAll("[^A-Za-z0-9._-]", "-"));
    }
}
