package org.ioasidsim.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.report.ResultWriter;
import org.ioasidsim.report.RunInfo;
import org.ioasidsim.scenario.ScenarioFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs scenarios, writes their results and prints the summary. */
@Command(
        name = "run",
        description = "Run each variant of each scenario with its replications; write the results and print a summary.")
final class RunCommand implements Callable<Integer> {
    private final Console console;
    private final Options options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--variant", paramLabel = "NAME", description = "Run this variant only; may be given again.")
    private List<String> variants = new ArrayList<>();

    RunCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        OutputDirectory.check(options.out);
        List<ScenarioFile> scenarios = ScenarioFiles.read(files, options).stream()
                .map(file -> Variants.select(file, variants))
                .toList();
        requireDistinctNames(scenarios);
        var printer = new ResultPrinter(console, options, scenarios.size());
        try (var interruption = Interruption.bySignals()) {
            ExitStatus status = ExitStatus.DONE;
            for (ScenarioFile scenario : scenarios) {
                if (!interruption.hasArrived()) {
                    status = status.or(run(scenario, interruption, printer));
                }
            }
            printer.finish();
            return status.or(interruption.status()).code();
        }
    }

    /** Two scenarios of one name would write to one directory. */
    private static void requireDistinctNames(List<ScenarioFile> scenarios) {
        Set<String> names = new HashSet<>();
        for (ScenarioFile scenario : scenarios) {
            if (!names.add(name(scenario))) {
                throw CommandFailure.usage(scenario.path() + ": another FILE has the name " + name(scenario)
                        + " and would write to the same directory, run it apart");
            }
        }
    }

    private ExitStatus run(ScenarioFile scenario, Interruption interruption, ResultPrinter printer) {
        Instant startedAt = Instant.now();
        var simulator = new Simulator(console, options, interruption);
        ExperimentResult result = simulator.run(scenario, name(scenario));
        var outcome = new Outcome(result);
        outcome.failures().forEach(failure -> console.err().println("ioasid-sim: " + failure));
        if (outcome.isEmpty()) {
            console.err().println("ioasid-sim: " + name(scenario) + ": no replication finished, nothing was written");
            return ExitStatus.REPLICATIONS_FAILED;
        }
        RunInfo info = simulator.info(Reproduction.of("run", scenario, variants, options), startedAt);
        ResultWriter.Written written = write(result, info);
        written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
        printer.print(result, info);
        if (!options.quiet) {
            console.err().println("results are in " + written.directory());
        }
        return outcome.status();
    }

    private ResultWriter.Written write(ExperimentResult result, RunInfo info) {
        try {
            return ResultWriter.write(result, info, options.out, !options.noCharts);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitStatus.INTERNAL_FAILURE,
                    "results cannot be written: " + Failures.reason(e) + ": make room, or choose another --out DIR",
                    e);
        }
    }

    private static String name(ScenarioFile scenario) {
        return scenario.variants().get(0).scenario().name();
    }
}
