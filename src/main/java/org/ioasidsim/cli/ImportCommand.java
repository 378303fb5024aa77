package org.ioasidsim.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ioasidsim.report.AtomicFiles;
import org.ioasidsim.report.CsvTable;
import org.ioasidsim.workload.ktrace.Lifetime;
import org.ioasidsim.workload.ktrace.Lifetimes;
import org.ioasidsim.workload.ktrace.MalformedTraceException;
import org.ioasidsim.workload.ktrace.TraceSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns kernel trace text into lifetimes of address spaces. */
@Command(
        name = "import",
        description = {
            "Turn kernel trace text into lifetimes of address spaces, for arrivals: {trace: ...}.",
            "Reads ftrace's trace, trace-cmd report and perf script, plain or .gz; what was skipped goes to standard error."
        })
final class ImportCommand implements Callable<Integer> {
    private final Console console;
    private final Options options;

    @Parameters(paramLabel = "FILE", description = "Trace with task_newtask and sched_process_fork, _exec and _exit.")
    private Path trace = Path.of("");

    @Option(names = "-o", required = true, paramLabel = "OUT.csv", description = "Where the lifetimes are written.")
    private Path csv = Path.of("");

    ImportCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        try (Lifetimes lifetimes = Lifetimes.read(trace)) {
            AtomicFiles.write(csv, new CsvTable(Lifetime.COLUMNS, rows -> lifetimes.forEachByStart(rows::add)));
            tell(lifetimes);
        } catch (MalformedTraceException e) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, trace + ":" + e.line() + ": " + e.getMessage(), e);
        }
        return ExitStatus.DONE.code();
    }

    private void tell(Lifetimes lifetimes) {
        TraceSummary summary = lifetimes.summary();
        console.out().println(csv + ": " + lifetimes);
        if (!options.quiet) {
            summary.sentences().forEach(sentence -> console.err().println(trace + ": " + sentence));
        }
    }
}
