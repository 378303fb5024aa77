package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.base.Version;
import org.ioasidsim.cli.run.Interruption;
import org.ioasidsim.cli.run.Outcome;
import org.ioasidsim.cli.run.Reproduction;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.ShardRun;
import org.ioasidsim.cli.run.Simulator;
import org.ioasidsim.cli.run.Variants;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Isolation;
import org.ioasidsim.experiment.compare.IsolationDesign;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.IsolationReport;
import org.ioasidsim.report.answer.IsolationText;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.yaml.Spelling;
import org.ioasidsim.yaml.Units;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what one tenant's load does to all others, in each variant. */
@Command(
        name = IsolationCommand.NAME,
        description =
                "Run each variant with and without one tenant, the aggressor, and with its load scaled, on the same "
                        + "random numbers; say what the others lose, and from which load on.")
public final class IsolationCommand implements Callable<Integer> {
    public static final String NAME = "isolation";

    private final Console console;
    private final Options options;

    @Parameters(paramLabel = "FILE", description = "A scenario file.")
    private Path path = Path.of("");

    @Option(
            names = "--aggressor",
            required = true,
            paramLabel = "TENANT",
            description = "The tenant from which the others are to be isolated.")
    private String aggressor = "";

    @Option(
            names = "--factors",
            split = ",",
            paramLabel = "LIST",
            description =
                    "The aggressor's load over that of the file, as in 0.1,1,10; 0 is off. 0 and 1 are always among "
                            + "them (default: 0.01 to 10).")
    private @Nullable List<Double> factors;

    @Option(
            names = "--slo",
            paramLabel = "P",
            description = "The first-try success that the others are promised (default: ${DEFAULT-VALUE}).")
    private String slo = "99%";

    @Option(names = "--variant", paramLabel = "NAME", description = "Run this variant only; may be given again.")
    private List<String> variants = new ArrayList<>();

    public IsolationCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        OutputDirectory.check(options.out);
        double promised = promised();
        ScenarioFile file =
                Variants.select(ScenarioFiles.read(List.of(path), options).get(0), variants);
        file.variants().forEach(this::requireVictims);
        IsolationDesign design = IsolationDesign.of(file, aggressor, factors(file));
        if (options.shard().isPresent()) {
            return new ShardRun(console, options, options.shard().get())
                    .run(List.of(design.file()))
                    .code();
        }
        try (var interruption = Interruption.bySignals(console)) {
            return run(file, design, promised, interruption)
                    .or(interruption.status())
                    .code();
        }
    }

    private double promised() {
        double promised = Units.fraction(slo).orElse(Double.NaN);
        if (!(promised > 0 && promised <= 1)) {
            throw CommandFailure.usage("--slo '" + slo + "' is not a share above 0 and of at most 100%, such as 99.9%");
        }
        return promised;
    }

    private void requireVictims(ScenarioFile.Variant variant) {
        List<String> tenants = variant.scenario().tenantNames();
        if (tenants.size() == 1) {
            throw CommandFailure.invalid(path + ": variant " + variant.name() + " has one tenant, " + tenants.get(0)
                    + ": isolation needs another one that suffers, add it under tenants:");
        }
        if (!tenants.contains(aggressor)) {
            throw CommandFailure.usage("--aggressor " + aggressor + ": variant " + variant.name() + " of " + path
                    + " has " + String.join(", ", tenants) + Spelling.didYouMean(aggressor, tenants));
        }
    }

    private List<Double> factors(ScenarioFile file) {
        Optional<String> obstacle = IsolationDesign.obstacle(file, aggressor);
        if (factors == null) {
            obstacle.ifPresent(why -> tell("the load of " + aggressor + " is on or off only, for " + why));
            return obstacle.isPresent() ? IsolationDesign.WITH_AND_WITHOUT : IsolationDesign.STANDARD_FACTORS;
        }
        for (double factor : factors) {
            if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
                throw CommandFailure.usage("--factors " + factor + " must be a number of at least 0");
            }
            if (obstacle.isPresent() && factor != 0 && factor != 1) {
                throw CommandFailure.usage(
                        "--factors " + factor + ": the load of " + aggressor + " cannot be scaled, for "
                                + obstacle.get() + ": leave --factors out, or write its arrivals as a rate");
            }
        }
        return factors;
    }

    private void tell(String note) {
        if (!options.quiet) {
            console.err().println(note);
        }
    }

    private ExitStatus run(ScenarioFile file, IsolationDesign design, double promised, Interruption interruption) {
        Instant startedAt = Instant.now();
        Drawing drawing = options.drawing();
        String name = file.variants().get(0).scenario().name();
        ExperimentResult runs = new Simulator(console, options, interruption).run(design.file(), name);
        List<String> failures = new Outcome(runs).failures();
        failures.forEach(failure -> console.err().println("ioasid-sim: " + failure));
        Isolation isolation = design.evaluate(runs, promised);
        var outcome = new Outcome(isolation.asWritten());
        if (outcome.isEmpty()) {
            console.err().println("ioasid-sim: " + name + ": no replication finished, nothing was written");
            return ExitStatus.REPLICATIONS_FAILED;
        }
        RunInfo info = Version.current().info(Reproduction.of("isolation", file, words(), options), startedAt, options);
        List<Manifest.Variant> variants = Manifest.variants(design.loads(), runs);
        WrittenFiles written = write(isolation, variants, info, interruption.hasArrived() ? Drawing.NONE : drawing);
        written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
        console.out().print(text(isolation, info));
        tell("results are in " + written.directory());
        return outcome.status().or(failures.isEmpty() ? ExitStatus.DONE : ExitStatus.REPLICATIONS_FAILED);
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(List.of("--aggressor", aggressor));
        if (factors != null) {
            words.addAll(
                    List.of("--factors", factors.stream().map(String::valueOf).collect(Collectors.joining(","))));
        }
        words.addAll(List.of("--slo", slo));
        words.addAll(Variants.words(variants));
        return words;
    }

    private WrittenFiles write(Isolation isolation, List<Manifest.Variant> variants, RunInfo info, Drawing drawing) {
        Path directory = options.out.resolve(isolation.asWritten().scenarioName());
        try {
            return IsolationReport.write(isolation, variants, info, new ScenarioDirectory(directory).of(NAME), drawing);
        } catch (IOException e) {
            throw Failures.unwritable(e);
        }
    }

    private String text(Isolation isolation, RunInfo info) {
        return switch (options.format) {
            case TEXT -> options.full ? IsolationText.text(isolation) : IsolationText.brief(isolation);
            case JSON -> IsolationText.json(isolation);
            case CSV -> IsolationText.csv(isolation);
            case MARKDOWN -> IsolationText.markdown(isolation);
            case LKML -> IsolationText.lkml(isolation, info);
        };
    }
}
