package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.bench.Bench;
import org.ioasidsim.bench.Figure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.StartUp;
import org.ioasidsim.report.BenchReport;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import picocli.CommandLine.Command;

/** Measures how fast this machine simulates, beside a bare loop and other event lists. */
@Command(
        name = BenchCommand.NAME,
        description = {
            "Measure how fast this machine simulates: the event list beside java.util.PriorityQueue and SSJ's default "
                    + "list, the loss model of 65,536 ids beside a loop that does nothing else, what a live process "
                    + "costs in memory and time, many tenants, replications on all cores, and the start of the program.",
            "Takes about a minute; with --full, which adds 1,000,000 and 4,000,000 pending events, about ten. For peers "
                    + "that the program does not ship see src/jmh/run."
        })
public final class BenchCommand implements Callable<Integer> {
    public static final String NAME = "bench";

    private static final List<Integer> QUICK = List.of(1_000, 100_000);
    private static final List<Integer> FULL = List.of(1_000, 100_000, 1_000_000, 4_000_000);
    private static final int STARTS = 5;

    private final Console console;
    private final Options options;

    public BenchCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var bench = new Bench(options.full ? 9 : 5, this::tell, this::read);
        List<Integer> sizes = options.full ? FULL : QUICK;
        List<Figure> figures = new ArrayList<>(bench.all(sizes, sizes));
        tell("start of the program");
        figures.addAll(StartUp.measure(STARTS));
        var report = new BenchReport(machine(), figures);
        console.out()
                .print(
                        switch (options.format) {
                            case TEXT, LKML -> report.text();
                            case JSON -> report.json();
                            case CSV -> report.csv().text();
                            case MARKDOWN -> report.markdown();
                        });
        return ExitStatus.DONE.code();
    }

    private ScenarioFile read(String text) {
        try {
            return ScenarioFiles.reader(options).readResolved(Path.of("bench.yaml"), text, Overrides.NONE);
        } catch (InvalidScenarioException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tell(String what) {
        if (!options.quiet) {
            console.err().println("ioasid-sim: measuring: " + what);
        }
    }

    private static String machine() {
        return "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " cores, heap of "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB";
    }
}
