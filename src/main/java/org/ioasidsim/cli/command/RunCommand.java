package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.run.Interruption;
import org.ioasidsim.cli.run.OpScriptRecording;
import org.ioasidsim.cli.run.Reproduction;
import org.ioasidsim.cli.run.ResultPrinter;
import org.ioasidsim.cli.run.ResultsInProgress;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.ScenarioRun;
import org.ioasidsim.cli.run.ShardRun;
import org.ioasidsim.cli.run.Variants;
import org.ioasidsim.experiment.Shard;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.scenario.ScenarioFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs scenarios, writes their results and prints the summary. */
@Command(
        name = RunCommand.NAME,
        description = "Run each variant of each scenario with its replications; write the results and print a summary.")
public final class RunCommand implements Callable<Integer> {
    public static final String NAME = "run";

    private final Console console;
    private final Options options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--variant", paramLabel = "NAME", description = "Run this variant only; may be given again.")
    private List<String> variants = new ArrayList<>();

    public RunCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        OutputDirectory.check(options.out);
        if (options.shard().isPresent()) {
            return shard(options.shard().get()).code();
        }
        Drawing drawing = options.drawing();
        List<ScenarioFile> scenarios = scenarios();
        OpScriptRecording recording = options.record == null ? null : OpScriptRecording.of(options.record, scenarios);
        var printer = new ResultPrinter(console, options, scenarios.size());
        try (var interruption = Interruption.bySignals(console);
                var writing = new ResultsInProgress(console, options, drawing)) {
            ExitStatus status = ExitStatus.DONE;
            for (ScenarioFile scenario : scenarios) {
                if (!interruption.hasArrived()) {
                    var run = new ScenarioRun(
                            console,
                            options,
                            NAME,
                            scenario,
                            Reproduction.of("run", scenario, Variants.words(variants), options),
                            recording);
                    status = status.or(run.run(interruption, printer, writing, result -> Optional.empty()));
                }
            }
            printer.finish();
            return status.or(interruption.status()).code();
        }
    }

    private ExitStatus shard(Shard shard) throws IOException {
        if (options.record != null) {
            throw CommandFailure.usage(
                    "--record with --shard: what is recorded is simulated in one process, leave one out");
        }
        return new ShardRun(console, options, shard).run(scenarios());
    }

    private List<ScenarioFile> scenarios() {
        List<ScenarioFile> scenarios = ScenarioFiles.read(files, options).stream()
                .map(file -> Variants.select(file, variants))
                .toList();
        requireDistinctNames(scenarios);
        return scenarios;
    }

    /** Two scenarios of one name would write to one directory. */
    private static void requireDistinctNames(List<ScenarioFile> scenarios) {
        Set<String> names = new HashSet<>();
        for (ScenarioFile scenario : scenarios) {
            if (!names.add(ScenarioRun.name(scenario))) {
                throw CommandFailure.usage(scenario.path() + ": another FILE has the name " + ScenarioRun.name(scenario)
                        + " and would write to the same directory, run it apart");
            }
        }
    }
}
