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
import java.util.stream.Collectors;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.base.Version;
import org.ioasidsim.cli.run.Budget;
import org.ioasidsim.cli.run.Interruption;
import org.ioasidsim.cli.run.Outcome;
import org.ioasidsim.cli.run.ReplacedValues;
import org.ioasidsim.cli.run.Reproduction;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.ScenarioRun;
import org.ioasidsim.cli.run.Simulator;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.search.CapacityPlan;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.PlanWriter;
import org.ioasidsim.report.answer.PlanMail;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.table.KeyWords;
import org.ioasidsim.report.table.PlanAnswer;
import org.ioasidsim.report.table.PlanTables;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioPoints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches the value that the {@code plan:} of a scenario asks for. */
@Command(
        name = PlanCommand.NAME,
        description =
                "Find the largest or smallest value that meets the conditions of 'plan:', with stated confidence.")
public final class PlanCommand implements Callable<Integer> {
    public static final String NAME = "plan";

    private final Console console;
    private final Options options;
    private final List<String> failures = new ArrayList<>();

    /** The run with the most replications at each value. */
    private final Map<String, Manifest.Variant> tried = new LinkedHashMap<>();

    @Parameters(paramLabel = "FILE", description = "A scenario file with 'plan:'.")
    private Path path = Path.of("");

    @Option(
            names = "--list",
            description = "Print the searches with what theory says of each and what they cost; simulate nothing.")
    private boolean list;

    public PlanCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        OutputDirectory.check(options.out);
        Instant startedAt = Instant.now();
        ScenarioFile file = ScenarioFiles.read(List.of(path), options).get(0);
        PlanSpec plan = file.plan()
                .orElseThrow(
                        () -> CommandFailure.invalid(path + ": plan: expected what to look for, found none: add it,"
                                + " such as `plan: {find: largest tenants.NAME.instances, between: [1, 400], such_that:"
                                + " [NAME.call_congestion <= 1%]}`"));
        if (list && options.format != Options.Format.TEXT) {
            throw CommandFailure.usage("--list prints text only: leave --format out");
        }
        var replaced = new ReplacedValues(console, options, path, plan.variant());
        plan.across().forEach(axis -> replaced.tell("plan.across", axis.path()));
        plan.over(Overrides.NONE, plan.from())
                .settings()
                .forEach(setting -> replaced.tellIfOption("plan.between", setting.path()));
        if (list) {
            CapacityPlan search = search(file, plan, changed -> List.of());
            console.out().print(PlanTables.list(file, search.plan(), search.ahead(), options.jobs));
            return ExitStatus.DONE.code();
        }
        try (var interruption = Interruption.bySignals(console)) {
            Drawing drawing = options.drawing();
            var simulator = new Simulator(console, options, interruption);
            StoredReplications store = simulator.store(ScenarioRun.name(file));
            List<PlanAnswer.Line> lines = interruption.during(() -> lines(file, plan, simulator, store));
            simulator.report(store);
            failures.forEach(failure -> console.err().println("ioasid-sim: " + failure));
            if (interruption.hasArrived()) {
                simulator.tellHowToGoOn();
            }
            var answer = new PlanAnswer(
                    file,
                    lines,
                    Version.current().info(Reproduction.of("plan", file, List.of(), options), startedAt, options));
            write(answer, simulator, interruption.hasArrived(), interruption.hasArrived() ? Drawing.NONE : drawing);
            return status(answer).or(interruption.status()).code();
        }
    }

    private List<PlanAnswer.Line> lines(
            ScenarioFile file, PlanSpec plan, Simulator simulator, StoredReplications store) {
        return search(file, plan, changed -> trial(plan, changed, simulator, store))
                .onProbe((probe, number, most) -> tell(plan, probe, number, most))
                .until(simulator::isInterrupted)
                .lines()
                .stream()
                .map(line -> new PlanAnswer.Line(line.across(), line.result()))
                .toList();
    }

    private CapacityPlan search(ScenarioFile file, PlanSpec plan, CapacityPlan.Trials trials) {
        ScenarioPoints points = ScenarioFiles.points(path, options);
        return new CapacityPlan(
                file,
                plan,
                options.overrides(),
                changed -> ScenarioFiles.read(points, changed, List.of(plan.variant())),
                trials);
    }

    private List<SummaryRow> trial(PlanSpec plan, ScenarioFile changed, Simulator simulator, StoredReplications store) {
        Budget.of(path, NAME, options).check(changed);
        ExperimentResult result = simulator.run(changed, valueOf(plan, changed), store, store::reused);
        if (result.interrupted()) {
            throw new CancellationException("interrupted");
        }
        new Outcome(result)
                .failures().stream()
                        .map(failure -> plan.path() + ", " + failure)
                        .filter(failure -> !failures.contains(failure))
                        .forEach(failures::add);
        String point = changed.overrides().stream()
                .filter(override -> !override.startsWith("run."))
                .collect(Collectors.joining(" "));
        tried.put(point, Manifest.variant(result.variants().get(0), point));
        return result.variants().get(0).summary();
    }

    /** Returns what is tried, in a few words for the progress bar: the last key of its path with its value. */
    private static String valueOf(PlanSpec plan, ScenarioFile changed) {
        String last = plan.path().substring(plan.path().lastIndexOf('.') + 1);
        return changed.overrides().stream()
                .filter(text -> text.startsWith(plan.path() + "="))
                .reduce((first, second) -> second)
                .map(text -> last + text.substring(plan.path().length()))
                .orElse(last);
    }

    private void tell(PlanSpec plan, PlanResult.Probe probe, int number, int most) {
        if (!options.quiet && options.keptBy == null) {
            console.err()
                    .println("[" + number + " of at most " + most + "] " + KeyWords.of(plan.path()) + " "
                            + KeyWords.value(plan.text(probe.value())) + ": "
                            + switch (probe.verdict()) {
                                case MET -> "met";
                                case NOT_MET -> "missed";
                                case UNDECIDED -> "undecided";
                            }
                            + " after " + probe.replications() + " replications");
        }
    }

    private void write(PlanAnswer answer, Simulator simulator, boolean isInterrupted, Drawing drawing)
            throws IOException {
        WrittenFiles written = PlanWriter.write(
                answer,
                List.copyOf(tried.values()),
                isInterrupted,
                simulator.directory(ScenarioRun.name(answer.file())).of(NAME),
                drawing);
        written.warnings().forEach(warning -> console.err().println("ioasid-sim: " + warning));
        console.out()
                .print(
                        switch (options.format) {
                            case TEXT -> options.full ? PlanTables.text(answer) : PlanTables.brief(answer);
                            case LKML -> options.full ? PlanMail.full(answer) : PlanMail.text(answer);
                            case JSON -> PlanTables.json(answer);
                            case CSV -> PlanTables.csv(answer).text();
                            case MARKDOWN -> PlanTables.markdown(answer);
                        });
        if (!options.quiet) {
            console.err().println("results are in " + written.directory());
        }
    }

    private ExitStatus status(PlanAnswer answer) {
        ExitStatus status = failures.isEmpty() ? ExitStatus.DONE : ExitStatus.REPLICATIONS_FAILED;
        for (PlanAnswer.Line line : answer.lines()) {
            boolean isFound = line.result().shownToMeet().isPresent()
                    && line.result().contrary().isEmpty();
            status = status.or(isFound ? ExitStatus.DONE : ExitStatus.CHECK_NOT_MET)
                    .or(line.result().isUndecided() ? ExitStatus.PRECISION_NOT_REACHED : ExitStatus.DONE);
        }
        return status;
    }
}
