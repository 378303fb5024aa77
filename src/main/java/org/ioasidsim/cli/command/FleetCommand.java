package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.base.Version;
import org.ioasidsim.cli.run.Interruption;
import org.ioasidsim.cli.run.Outcome;
import org.ioasidsim.cli.run.Reproduction;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.ScenarioRun;
import org.ioasidsim.cli.run.ShardRun;
import org.ioasidsim.cli.run.Simulator;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.Shard;
import org.ioasidsim.experiment.search.FleetCell;
import org.ioasidsim.experiment.search.FleetSearch;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.FleetWriter;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.FleetAnswer;
import org.ioasidsim.report.table.FleetTables;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.FleetSpec;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioPoints;
import org.ioasidsim.yaml.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers the {@code fleet:} of a scenario: by theory at once, and then by simulation for as long as the user gives it. */
@Command(
        name = FleetCommand.NAME,
        description =
                "Say how many of each flavour of 'fleet:' fit on each type of host, and how many hosts are needed.")
public final class FleetCommand implements Callable<Integer> {
    public static final String NAME = "fleet";

    /** Who waits no longer need not be told beforehand what theory says: the answer says it. */
    private static final double SOON_SECONDS = 60;

    private final Console console;
    private final Options options;
    private final List<String> failures = new ArrayList<>();

    /** What was simulated, by the cell's changes and the number. */
    private final Map<String, Manifest.Variant> tried = new LinkedHashMap<>();

    @Parameters(paramLabel = "FILE", description = "A scenario file with 'fleet:'.")
    private Path path = Path.of("");

    @Option(
            names = "--time",
            paramLabel = "T",
            description =
                    "How long to confirm cells by simulation (default: ${DEFAULT-VALUE}); 0s for theory alone. The next command goes on.")
    private String time = "1min";

    @Option(
            names = "--list",
            description = "Print what theory says in the order in which cells would be confirmed; simulate nothing.")
    private boolean list;

    public FleetCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        double seconds = Units.seconds(time).stream()
                .filter(given -> given >= 0)
                .findFirst()
                .orElseThrow(() ->
                        CommandFailure.usage("--time '" + time + "' is not a time with its unit, such as 10min or 0s"
                                + Units.guess(time)
                                        .map(guess -> " (did you mean " + guess + "?)")
                                        .orElse("")));
        OutputDirectory.check(options.out);
        Instant startedAt = Instant.now();
        ScenarioFile file = ScenarioFiles.read(List.of(path), options).get(0);
        FleetSpec fleet = file.fleet()
                .orElseThrow(() -> CommandFailure.invalid(path + ": fleet: expected hosts and flavours, found none: add"
                        + " them, such as `fleet: {find: instances of NAME, such_that: [NAME.first_try_success >="
                        + " 99.9%], hosts: {arm: {}}, flavours: {small: {}}}`"));
        ScenarioPoints points = ScenarioFiles.points(path, options).over(options.overrides());
        String variant = fleet.plan().variant();
        var search = new FleetSearch(fleet, host -> new CellReader(points.over(host.changes()), variant));
        List<FleetCell> theory = options.steps()
                .during("theory of " + Phrases.counted(fleet.cells().size(), "cell"), search::theory);
        if (list) {
            console.err()
                    .println(Phrases.counted(theory.size(), "cell")
                            + " by theory; a first look at all by simulation takes "
                            + Wording.seconds(search.seconds(theory) / options.jobs) + " or more");
            print(answer(file, fleet, search.inOrder(theory), startedAt), true);
            return ExitStatus.DONE.code();
        }
        try (var interruption = Interruption.bySignals(console)) {
            var simulator = new Simulator(console, options, interruption);
            if (options.shard().isPresent()) {
                Shard shard = options.shard().get();
                FleetSearch own = search.dealtTo(shard);
                return new ShardRun(console, options, shard)
                        .search(
                                ScenarioRun.name(file),
                                simulator,
                                store -> failures(own, theory, simulator, store, interruption, seconds))
                        .or(interruption.status())
                        .code();
            }
            Drawing drawing = options.drawing();
            StoredReplications store = simulator.store(ScenarioRun.name(file));
            if (seconds > 0 && !options.quiet) {
                String first = "theory, which simulation confirms for " + time;
                if (seconds > SOON_SECONDS) {
                    String byTheory = String.join(" ", FleetTables.sentences(answer(file, fleet, theory, startedAt)));
                    WrappedText.of(first + ": " + byTheory, "", ScreenText.WIDTH)
                            .lines()
                            .forEach(console.err()::println);
                } else {
                    console.err().println(Phrases.counted(theory.size(), "cell") + " by " + first);
                }
            }
            List<FleetCell> cells =
                    seconds > 0 ? confirmed(search, theory, simulator, store, interruption, seconds) : theory;
            simulator.report(store);
            failures.forEach(failure -> console.err().println("ioasid-sim: " + failure));
            FleetAnswer answer = answer(file, fleet, cells, startedAt);
            print(answer, false);
            console.out().flush();
            WrittenFiles written = FleetWriter.write(
                    answer,
                    List.copyOf(tried.values()),
                    interruption.hasArrived(),
                    simulator.directory(ScenarioRun.name(file)).of(NAME),
                    interruption.hasArrived() ? Drawing.NONE : drawing);
            written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
            if (!options.quiet) {
                console.err().println("results are in " + written.directory());
            }
            return status(answer).or(interruption.status()).code();
        }
    }

    /** Reads the cells of a host. */
    private record CellReader(ScenarioPoints onHost, String variant) implements FleetSearch.Reader {
        @Override
        public ScenarioFile file(Overrides changes) {
            return ScenarioFiles.read(onHost, changes, List.of(variant));
        }

        @Override
        public Scenario scenario(Overrides changes) {
            return ScenarioFiles.forTheory(onHost, changes, variant);
        }
    }

    private FleetAnswer answer(ScenarioFile file, FleetSpec fleet, List<FleetCell> cells, Instant startedAt) {
        return new FleetAnswer(
                file,
                fleet,
                cells,
                Version.current()
                        .info(Reproduction.of(NAME, file, List.of("--time", time), options), startedAt, options));
    }

    private List<String> failures(
            FleetSearch own,
            List<FleetCell> theory,
            Simulator simulator,
            StoredReplications store,
            Interruption interruption,
            double seconds) {
        var unused = confirmed(own, theory, simulator, store, interruption, seconds);
        return failures;
    }

    private List<FleetCell> confirmed(
            FleetSearch search,
            List<FleetCell> theory,
            Simulator simulator,
            StoredReplications store,
            Interruption interruption,
            double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            return interruption.during(
                    () -> search.confirm(theory, changed -> run(changed, simulator, store, clock, end), this::tell));
        } finally {
            clock.shutdownNow();
        }
    }

    private VariantResult run(
            ScenarioFile changed,
            Simulator simulator,
            StoredReplications store,
            ScheduledExecutorService clock,
            long end) {
        long left = end - System.nanoTime();
        if (left <= 0 || simulator.isInterrupted()) {
            throw new CancellationException("the time is over");
        }
        Experiment experiment = Experiment.of(changed);
        var atEnd = clock.schedule(experiment::interrupt, left, TimeUnit.NANOSECONDS);
        ExperimentResult result = simulator.run(experiment, store);
        atEnd.cancel(false);
        if (result.interrupted()) {
            throw new CancellationException("the time is over");
        }
        new Outcome(result)
                .failures().stream()
                        .filter(failure -> !failures.contains(failure))
                        .forEach(failures::add);
        String point = point(changed);
        tried.merge(
                point,
                Manifest.variant(result.variants().get(0), point),
                (old, more) -> old.replications().size() > more.replications().size() ? old : more);
        return result.variants().get(0);
    }

    /** Returns the changes of a cell and its number, without what the search itself sets: more replications at a number are of the same point. */
    private static String point(ScenarioFile changed) {
        return changed.overrides().stream()
                .filter(override -> FleetSearch.OWN_KEYS.stream().noneMatch(key -> override.startsWith(key + "=")))
                .collect(Collectors.joining(" "));
    }

    private void tell(FleetCell cell, int number, int most) {
        if (!options.quiet) {
            console.err()
                    .println("[" + number + " of at most " + most + "] "
                            + cell.cell().name() + ": " + cell.state().word());
        }
    }

    private void print(FleetAnswer answer, boolean isList) {
        console.out()
                .print(
                        switch (options.format) {
                            case TEXT, LKML -> isList ? FleetTables.list(answer) : FleetTables.text(answer);
                            case JSON -> FleetTables.json(answer);
                            case CSV -> FleetTables.csv(answer).text();
                            case MARKDOWN -> FleetTables.markdown(answer);
                        });
    }

    private ExitStatus status(FleetAnswer answer) {
        boolean isContradicted = answer.count(FleetCell.State.REFUTED) > 0;
        return (failures.isEmpty() ? ExitStatus.DONE : ExitStatus.REPLICATIONS_FAILED)
                .or(isContradicted ? ExitStatus.PRECISION_NOT_REACHED : ExitStatus.DONE);
    }
}
