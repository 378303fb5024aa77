package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.cli.base.Candidates;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.base.Version;
import org.ioasidsim.cli.run.Budget;
import org.ioasidsim.cli.run.Interruption;
import org.ioasidsim.cli.run.ReplacedValues;
import org.ioasidsim.cli.run.Reproduction;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.ScenarioRun;
import org.ioasidsim.cli.run.ShardRun;
import org.ioasidsim.cli.run.Simulator;
import org.ioasidsim.cli.run.SweepEstimate;
import org.ioasidsim.cli.run.SweptAxes;
import org.ioasidsim.cli.run.Variants;
import org.ioasidsim.experiment.Shard;
import org.ioasidsim.experiment.search.PointScenario;
import org.ioasidsim.experiment.search.Sweep;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.SweepWriter;
import org.ioasidsim.report.answer.SweepMail;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.table.SweepList;
import org.ioasidsim.report.table.SweepScreen;
import org.ioasidsim.report.table.SweepTables;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioPoints;
import org.ioasidsim.scenario.SweepSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a scenario at each point of its {@code sweep:}. */
@Command(
        name = SweepCommand.NAME,
        description =
                "Run a scenario over the grid of its 'sweep:'; only what earlier runs have not kept is simulated.")
public final class SweepCommand implements Callable<Integer> {
    public static final String NAME = "sweep";

    private final Console console;
    private final Options options;

    @Parameters(
            paramLabel = "FILE",
            description = "A scenario file with 'sweep:', or else with the 'plan:' whose range is swept.")
    private Path path = Path.of("");

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "Run this variant at each point; may be given again (default: the baseline).")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--axis",
            paramLabel = "PATH=VALUES",
            description = {
                "Sweep this in place of the file's 'sweep:', as in /web/misc.max.pasid=1,2,4 or =500..20000; given again,"
                        + " the axes are crossed. A range of fewer than ten counts takes them all, one over a decade or more takes"
                        + " both ends and 1, 2, 5, 10, ... between them, any other range six values; to take others, list them."
                        + " Several paths, with commas between them, get each value at the same time."
            })
    private List<String> axes = new ArrayList<>();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            completionCandidates = Candidates.Metrics.class,
            description = "Draw and print METRIC or TENANT.METRIC in place of 'sweep.metrics'; may be given again.")
    private List<String> metrics = new ArrayList<>();

    @Option(names = "--list", description = "Print the points and about how long they will take; run nothing else.")
    private boolean list;

    public SweepCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        if (list && options.format == Options.Format.LKML) {
            throw CommandFailure.usage("--list prints text, json, csv or markdown, no mail: leave --format lkml out");
        }
        OutputDirectory.check(options.out);
        SweptAxes asked = SweptAxes.of(axes, metrics, variants);
        ScenarioFile whole = read(asked);
        if (whole.sweep().axes().isEmpty() && axes.isEmpty()) {
            Optional<SweptAxes> ofPlan = whole.plan().flatMap(asked::ofPlan);
            whole = ofPlan.isPresent() ? read(ofPlan.get()) : whole;
            whole.sweep().axes().forEach(axis -> tellValues("plan.between", axis));
        }
        if (whole.sweep().axes().isEmpty()) {
            throw CommandFailure.invalid(path + ": sweep: expected a path with its values, found none: add one, such as"
                    + " `sweep: {tenants.NAME.instances: [1, 2, 4]}`, or give it: --axis tenants.NAME.instances=1,2,4");
        }
        List<String> ranges = SweptAxes.ranges(axes);
        whole.sweep().axes().stream()
                .filter(axis -> ranges.contains(axis.path()))
                .forEach(axis -> tellValues("--axis", axis));
        List<String> names = variants.isEmpty() ? List.of(whole.baseline()) : variants;
        var replaced = new ReplacedValues(console, options, path, names.get(0));
        whole.sweep().axes().forEach(axis -> replaced.tellIfOption("the sweep", axis.path()));
        ScenarioFile file = Variants.select(whole, names);
        try (var interruption = Interruption.bySignals(console)) {
            if (options.shard().isPresent() && !list) {
                return shard(file, names, options.shard().get(), interruption).code();
            }
            var simulator = new Simulator(console, options, interruption);
            ExitStatus status = list ? list(file, names, simulator) : run(file, names, simulator);
            return status.or(interruption.status()).code();
        }
    }

    /** Says which values of a range are swept, since the range does not say it. */
    private void tellValues(String range, SweepSpec.Axis axis) {
        if (!options.quiet) {
            console.err()
                    .println("ioasid-sim: note: of the range that " + range + " gives " + axis.path() + ", "
                            + String.join(", ", axis.values()) + " are swept; for others: --axis " + axis.path()
                            + "=VALUE,VALUE,...");
        }
    }

    private ScenarioFile read(SweptAxes swept) {
        return ScenarioFiles.read(List.of(path), options, swept::over).get(0);
    }

    private ExitStatus shard(ScenarioFile file, List<String> names, Shard shard, Interruption interruption)
            throws IOException {
        List<Sweep.Task> tasks = tasks(ScenarioFiles.points(path, options), file.sweep(), names, any -> {});
        return new ShardRun(console, options, shard)
                .sweep(file, tasks, interruption)
                .or(interruption.status());
    }

    private ExitStatus list(ScenarioFile file, List<String> names, Simulator simulator) {
        ScenarioPoints points = ScenarioFiles.points(path, options);
        var estimate = new SweepEstimate(simulator, simulator.store(ScenarioRun.name(file)), options.jobs);
        List<Sweep.Task> tasks = tasks(points, file.sweep(), names, estimate::count);
        SweepList listed = estimate.of(
                file,
                tasks,
                task -> tasks(
                                points,
                                task.point(),
                                List.of(task.variant()),
                                options.overrides().replications(1).at("run.precision", "none"),
                                any -> {})
                        .get(0));
        console.out()
                .print(
                        switch (options.format) {
                            case TEXT, LKML -> listed.text();
                            case JSON -> listed.json();
                            case CSV -> listed.csv();
                            case MARKDOWN -> listed.markdown();
                        });
        return ExitStatus.DONE;
    }

    private ExitStatus run(ScenarioFile file, List<String> names, Simulator simulator) throws IOException {
        Instant startedAt = Instant.now();
        List<Sweep.Task> tasks = tasks(ScenarioFiles.points(path, options), file.sweep(), names, any -> {});
        Drawing drawing = options.drawing();
        StoredReplications store = simulator.store(ScenarioRun.name(file));
        Sweep sweep = Sweep.of(file, tasks);
        SweepResult result = simulator.run(sweep, ScenarioRun.name(file), store);
        simulator.report(store);
        result.failures().forEach(failure -> console.err().println("ioasid-sim: " + failure));
        result.imprecise().forEach(point -> console.err().println("ioasid-sim: warning: " + point));
        if (result.interrupted()) {
            simulator.tellHowToGoOn();
        }
        if (result.cells().isEmpty()) {
            console.err()
                    .println("ioasid-sim: " + ScenarioRun.name(file) + ": no point is finished, nothing was written");
            return ExitStatus.REPLICATIONS_FAILED;
        }
        RunInfo info = Version.current().info(Reproduction.of(NAME, file, words(), options), startedAt, options);
        WrittenFiles written = SweepWriter.write(
                result,
                info,
                simulator.directory(ScenarioRun.name(file)).of(NAME),
                result.interrupted() ? Drawing.NONE : drawing);
        written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
        print(result, info);
        if (!options.quiet) {
            console.err().println("results are in " + written.directory());
        }
        ExitStatus status = result.failures().isEmpty() ? ExitStatus.DONE : ExitStatus.REPLICATIONS_FAILED;
        return status.or(result.imprecise().isEmpty() ? ExitStatus.DONE : ExitStatus.PRECISION_NOT_REACHED);
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        axes.forEach(axis -> words.addAll(List.of("--axis", axis)));
        metrics.forEach(metric -> words.addAll(List.of("--metric", metric)));
        words.addAll(Variants.words(variants));
        return words;
    }

    private void print(SweepResult result, RunInfo info) {
        console.out()
                .print(
                        switch (options.format) {
                            case TEXT -> options.full ? SweepTables.text(result) : SweepScreen.text(result);
                            case LKML -> options.full ? SweepMail.full(result, info) : SweepMail.text(result, info);
                            case JSON -> SweepTables.json(result);
                            case CSV -> SweepTables.csv(result).text();
                            case MARKDOWN -> SweepTables.markdown(result);
                        });
    }

    /**
     * Returns a task for each point and variant. A point that makes the scenario invalid, or a grid that is too dear, ends the command before
     * anything runs.
     *
     * @param reader is given each task while its scenario is in memory
     */
    private List<Sweep.Task> tasks(
            ScenarioPoints points, SweepSpec sweep, List<String> names, Consumer<Sweep.Task> reader) {
        List<Sweep.Task> tasks = sweep.points().parallelStream()
                .flatMap(point -> tasks(points, point, names, options.overrides(), reader).stream())
                .toList();
        Budget.of(path, NAME, options)
                .check(tasks.stream().map(task -> task.scenario().cost()));
        return tasks;
    }

    private static List<Sweep.Task> tasks(
            ScenarioPoints points,
            SweepSpec.Point point,
            List<String> names,
            Overrides overrides,
            Consumer<Sweep.Task> reader) {
        Overrides at = point.over(overrides);
        List<Sweep.Task> tasks = new ArrayList<>();
        for (ScenarioFile.Variant variant :
                ScenarioFiles.read(points, at, names).variants()) {
            var task = new Sweep.Task(point, variant.name(), scenario(points, variant, at));
            reader.accept(task);
            tasks.add(task);
        }
        return tasks;
    }

    private static PointScenario scenario(ScenarioPoints points, ScenarioFile.Variant variant, Overrides at) {
        List<String> name = List.of(variant.name());
        return PointScenario.of(
                variant.scenario(),
                () -> ScenarioFiles.read(points, at, name).variants().get(0).scenario());
    }
}
