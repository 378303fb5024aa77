package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputFile;
import org.ioasidsim.cli.run.ImportFile;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.recording.dataset.DataSet;
import org.ioasidsim.recording.dataset.FunctionDurations;
import org.ioasidsim.recording.dataset.FunctionMinutes;
import org.ioasidsim.recording.dataset.MinuteWindow;
import org.ioasidsim.recording.dataset.WorkQueues;
import org.ioasidsim.recording.ktrace.KernelTrace;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.TraceTable;
import org.ioasidsim.scenario.RunSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts recordings of real systems into what scenarios read: a table of lifetimes, or devices. */
@Command(
        name = ImportCommand.NAME,
        description = {
            "Turn a recording of a real system into a table of lifetimes for arrivals: {trace: ...}, sorted by start;"
                    + " or a work-queue configuration into devices of a scenario.",
            "The content tells the format, plain or .gz; what was left out goes to standard error."
        })
public final class ImportCommand implements Callable<Integer> {
    public static final String NAME = "import";

    private final Console console;
    private final Options options;

    @Parameters(paramLabel = "FILE", description = "A file of one of the formats below.")
    private Path input = Path.of("");

    @Option(
            names = "-o",
            paramLabel = "OUT",
            description = "Where the table (CSV) or the devices (YAML) are written (default: standard output).")
    private @Nullable Path output;

    @Option(
            names = "--pasids",
            description = "Take the lifetimes of PASIDs, not of address spaces, of a kernel trace that has both.")
    private boolean wantsPasids;

    @Option(
            names = "--durations",
            paramLabel = "FILE",
            description = "Azure Functions 2019: the file with the quantiles of each function's durations.")
    private @Nullable Path durations;

    @Option(
            names = "--window",
            paramLabel = "A-B",
            description = "Azure Functions 2019: the minutes to expand, such as 721-730 (default: the day, 1-1440).")
    private @Nullable String window;

    public ImportCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    /** Lists the formats below the options. */
    @Spec
    void describe(CommandSpec spec) {
        List<String> lines = new ArrayList<>(List.of("", "Formats:"));
        KernelTrace.formats()
                .forEach(format -> lines.add("  " + format + " (kernel trace text: lifetimes of address spaces)"));
        Arrays.stream(DataSet.values()).forEach(format -> lines.add("  " + format));
        lines.add("  " + FunctionMinutes.TITLE + "; with --durations FILE, --window A-B, --seed N");
        lines.add("  " + WorkQueues.TITLE);
        lines.add("  perf.data and trace.dat, where perf and trace-cmd are installed to make text of them");
        spec.usageMessage().footer(lines.toArray(String[]::new));
    }

    @Override
    public Integer call() throws IOException {
        OutputFile.check(output);
        requireOtherOutput();
        return ImportFile.reading(input, lines -> {
            String first = lines.peek();
            boolean isByMinute = FunctionMinutes.isMatch(first);
            if (!isByMinute && (durations != null || window != null)) {
                throw CommandFailure.usage(
                        "--durations and --window belong to " + FunctionMinutes.TITLE + ", which " + input + " is not");
            }
            if (WorkQueues.isMatch(first)) {
                return devices(WorkQueues.read(lines));
            }
            try (TraceTable table = isByMinute ? minutes(lines) : ImportFile.table(first, lines, wantsPasids)) {
                return rows(table);
            }
        });
    }

    private void requireOtherOutput() throws IOException {
        if (output != null && Files.exists(output) && Files.exists(input) && Files.isSameFile(input, output)) {
            throw CommandFailure.usage("-o " + output + " is the file that is read: name another one");
        }
    }

    private FunctionMinutes minutes(BoundedLines lines) throws IOException {
        if (durations == null) {
            throw CommandFailure.usage(
                    input + " has counts by minute, not durations: name the file with their quantiles, "
                            + "--durations FILE (in the data set: function_durations_percentiles)");
        }
        MinuteWindow minutes = window == null
                ? MinuteWindow.DAY
                : MinuteWindow.parse(window)
                        .orElseThrow(() -> CommandFailure.usage(
                                "--window: expected minutes from 1 to 1440 such as 721-730, found " + window));
        long seed = options.seed == null ? RunSpec.SEED : Long.parseLong(options.seed);
        FunctionDurations quantiles = ImportFile.reading(durations, FunctionDurations::read);
        return FunctionMinutes.read(lines, quantiles, minutes, seed);
    }

    private int rows(TraceTable table) throws IOException {
        ImportFile.requireRows(table, input);
        write(new CsvTable(table.columns(), rows -> table.forEachByStart(rows::add)));
        return tell(table.toString(), table.sentences());
    }

    private int devices(WorkQueues queues) throws IOException {
        if (queues.count() == 0) {
            throw CommandFailure.invalid(
                    input + ": expected a work queue that processes can open, found none: " + queues
                            + (queues.sentences().isEmpty() ? "" : "; " + String.join("; ", queues.sentences()))
                            + "; enable one of type user ('accel-config enable-wq') and save again");
        }
        String text = SafeText.line("# from " + input.getFileName() + ", to be included by a scenario") + "\n"
                + queues.scenarioPart();
        write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        return tell(queues.toString(), queues.sentences());
    }

    private void write(AtomicFiles.Content content) throws IOException {
        OutputFile.write(output, console, content);
    }

    private int tell(String what, List<String> sentences) {
        if (!OutputFile.isStandardOutput(output)) {
            console.out().println(SafeText.line(output + ": " + what));
        } else if (!options.quiet) {
            console.err().println(input + ": " + what);
        }
        if (!options.quiet) {
            sentences.forEach(sentence -> console.err().println(input + ": " + sentence));
        }
        return ExitStatus.DONE.code();
    }
}
