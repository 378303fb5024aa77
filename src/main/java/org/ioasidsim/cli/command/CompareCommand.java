package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.run.Interruption;
import org.ioasidsim.cli.run.Reproduction;
import org.ioasidsim.cli.run.ResultPrinter;
import org.ioasidsim.cli.run.ResultsInProgress;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.ScenarioRun;
import org.ioasidsim.cli.run.ShardRun;
import org.ioasidsim.cli.run.Variants;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.scenario.ScenarioFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs all variants of a scenario and compares each with the baseline, replication by replication. */
@Command(
        name = CompareCommand.NAME,
        description = {
            "Run all variants of a scenario on common random numbers and compare each with the baseline: paired"
                    + " differences with intervals, p values after Holm's correction, who wins and who loses,"
                    + " which variants may be the best.",
            "Writes into DIR/SCENARIO/compare what 'run' writes, and comparison.csv, best.csv, comparison.txt and three charts."
        })
public final class CompareCommand implements Callable<Integer> {
    public static final String NAME = "compare";

    private final Console console;
    private final Options options;

    @Parameters(paramLabel = "FILE", description = "A scenario file with at least two variants.")
    private Path file = Path.of("");

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "Compare this variant only with the baseline; may be given again.")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description = "Compare with this variant, not with the file's baseline.")
    private @Nullable String baseline;

    public CompareCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        OutputDirectory.check(options.out);
        options.baseline = baseline;
        ScenarioFile scenario =
                chosen(ScenarioFiles.read(List.of(file), options).get(0));
        if (options.shard().isPresent()) {
            return new ShardRun(console, options, options.shard().get())
                    .run(List.of(scenario))
                    .code();
        }
        Drawing drawing = options.drawing();
        var printer = new ResultPrinter(console, options, 1);
        try (var interruption = Interruption.bySignals(console);
                var writing = new ResultsInProgress(console, options, drawing)) {
            var run = new ScenarioRun(
                    console,
                    options,
                    NAME,
                    scenario,
                    Reproduction.of("compare", scenario, Variants.words(variants), options),
                    null);
            ExitStatus status = run.run(interruption, printer, writing, result -> Optional.of(Comparison.of(result)));
            printer.finish();
            return status.or(interruption.status()).code();
        }
    }

    /** Returns the file with the baseline and the variants of {@code --variant}. */
    private ScenarioFile chosen(ScenarioFile all) {
        if (all.variants().size() < 2) {
            throw CommandFailure.invalid(all.path() + ": compare needs at least two variants, and this file has "
                    + all.variants().size() + ": add 'variants: {" + all.baseline()
                    + ": {}, other: {PATH: VALUE}}', or use 'run'");
        }
        if (variants.isEmpty()) {
            return all;
        }
        List<String> wanted = new ArrayList<>(variants);
        wanted.add(all.baseline());
        ScenarioFile some = Variants.select(all, wanted);
        if (some.variants().size() < 2) {
            throw CommandFailure.usage("--variant " + all.baseline()
                    + " is the baseline itself: name a variant to compare with it, " + all.path() + " has "
                    + others(all));
        }
        return some;
    }

    private static String others(ScenarioFile all) {
        List<String> names = all.variants().stream()
                .map(ScenarioFile.Variant::name)
                .filter(name -> !name.equals(all.baseline()))
                .toList();
        return String.join(", ", names);
    }
}
