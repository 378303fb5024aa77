package org.ioasidsim.api;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.search.CapacityPlan;
import org.ioasidsim.experiment.search.PointScenario;
import org.ioasidsim.experiment.search.Sweep;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.PolicyPlugin;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioPoints;
import org.ioasidsim.scenario.ScenarioReader;
import org.ioasidsim.scenario.SweepSpec;
import org.ioasidsim.yaml.Spelling;

/**
 * A scenario file and the values with which it is to be run. Immutable: each method that changes something returns another simulation. The
 * same file, values and version of the program give the same numbers, whatever the number of {@link #jobs}.
 *
 * <p>A wrong value is a {@link ScenarioException} of the method that runs, before anything is simulated. Its problems name a value as the
 * command line does: {@code --seed}, {@code --set tenants.web.instances}.
 *
 * <p>Interrupting the calling thread ends a run soon. It returns what was finished by then, marked as interrupted, and leaves the thread
 * interrupted.
 */
public final class Simulation {
    private final Path path;
    private final Overrides overrides;
    private final List<String> variants;
    private final Policies policies;
    private final int jobs;

    private Simulation(Path path, Overrides overrides, List<String> variants, Policies policies, int jobs) {
        this.path = path;
        this.overrides = overrides;
        this.variants = variants;
        this.policies = policies;
        this.jobs = jobs;
    }

    /** Returns the simulation of the scenario file at {@code path}, as the file says. It is read when something is run. */
    public static Simulation of(Path path) {
        return new Simulation(
                Objects.requireNonNull(path),
                Overrides.NONE,
                List.of(),
                BuiltInPolicies.catalogue(),
                Runtime.getRuntime().availableProcessors());
    }

    /** Returns the same with another seed. */
    public Simulation seed(long seed) {
        return with(overrides.seed(seed));
    }

    /** Returns the same with another number of replications, at least 1. */
    public Simulation replications(int replications) {
        return with(overrides.replications(replications));
    }

    /** Returns the same with another measured time, written with its unit, such as {@code 10s}. */
    public Simulation duration(String duration) {
        return with(overrides.duration(duration));
    }

    /**
     * Returns the same with another value in the file, as {@code --set} takes it: {@code tenants.web.instances=40}.
     *
     * @throws IllegalArgumentException if there is no {@code =} behind a path
     */
    public Simulation set(String pathAndValue) {
        return with(overrides.set(pathAndValue));
    }

    private Simulation with(Overrides newOverrides) {
        return new Simulation(path, newOverrides, variants, policies, jobs);
    }

    /** Returns the same with only these variants of the file; all of them where none is named. */
    public Simulation variants(String... names) {
        return new Simulation(path, overrides, List.of(names), policies, jobs);
    }

    /**
     * Returns the same with one more policy that the scenario may name.
     *
     * <pre>{@code
     * Results results = Simulation.of(file)
     *         .policy(new OwnPolicy())
     *         .set("controls.policy={name: head-count, max: 3}")
     *         .run();
     * }</pre>
     *
     * @throws IllegalArgumentException if there is already one of that name
     */
    public Simulation policy(PolicyPlugin plugin) {
        Policies.Entry entry = plugin.policy();
        if (policies.entries().stream().anyMatch(known -> known.name().equals(entry.name()))) {
            throw new IllegalArgumentException("there is a policy '" + entry.name() + "' already");
        }
        return new Simulation(path, overrides, variants, policies.with(entry), jobs);
    }

    /** Returns the same with another number of replications that run at once (below 1 counts as 1); by default one for each processor. */
    public Simulation jobs(int newJobs) {
        return new Simulation(path, overrides, variants, policies, Math.max(1, newJobs));
    }

    /**
     * Runs every variant with all its replications.
     *
     * @throws ScenarioException if the file or a value is wrong, before anything is simulated
     */
    public Results run() throws ScenarioException {
        return new Results(experiment(chosen()).run());
    }

    /**
     * Runs every variant and compares each with the baseline; among {@link #variants}, the baseline need not be named.
     *
     * <pre>{@code
     * Differences differences = Simulation.of(file).variants("misc").compare();
     * Differences.Difference web = differences.difference("misc", "web", "first_try_success");
     * String verdict = web.verdict(); // such as "better"
     * }</pre>
     *
     * @throws ScenarioException if the file or a value is wrong, or if there is nothing to compare
     */
    public Differences compare() throws ScenarioException {
        ScenarioFile whole = read(overrides);
        ScenarioFile file = variants.isEmpty() ? whole : select(whole, withBaseline(whole));
        if (file.variants().size() < 2) {
            throw new ScenarioException(
                    path + ": a comparison needs a variant besides the baseline, " + file.baseline());
        }
        ExperimentResult result = experiment(file).run();
        return Differences.of(Comparison.of(result), new Results(result));
    }

    private List<String> withBaseline(ScenarioFile whole) {
        return Stream.concat(variants.stream(), Stream.of(whole.baseline())).toList();
    }

    /**
     * Runs the grid of the file's {@code sweep:} for the baseline, or for the {@link #variants} named.
     *
     * <pre>{@code
     * for (Grid.Cell cell : Simulation.of(file).sweep().cells()) {
     *     double success = cell.estimate("web", "first_try_success").mean();
     *     lines.append(cell.point()).append(' ').append(success).append('\n');
     * }
     * }</pre>
     *
     * @throws ScenarioException if the file, a value or a point of the grid is wrong, or if there is no {@code sweep:}
     */
    public Grid sweep() throws ScenarioException {
        ScenarioFile whole = read(overrides);
        if (whole.sweep().axes().isEmpty()) {
            throw new ScenarioException(path + ": there is no sweep: in it");
        }
        List<String> names = variants.isEmpty() ? List.of(whole.baseline()) : variants;
        ScenarioFile chosen = select(whole, names);
        SweepResult result = Sweep.of(chosen, tasks(whole, names)).jobs(jobs).run();
        return Grid.of(result, Thread.currentThread().isInterrupted());
    }

    private List<Sweep.Task> tasks(ScenarioFile whole, List<String> names) throws ScenarioException {
        ScenarioPoints points = points();
        List<Sweep.Task> tasks = new ArrayList<>();
        for (SweepSpec.Point point : whole.sweep().points()) {
            Overrides at = point.over(overrides);
            for (ScenarioFile.Variant variant : read(points, at, names).variants()) {
                List<String> name = List.of(variant.name());
                tasks.add(new Sweep.Task(
                        point,
                        variant.name(),
                        PointScenario.of(
                                variant.scenario(),
                                () -> reread(points, at, name).variants().get(0).scenario())));
            }
        }
        return tasks;
    }

    private ScenarioPoints points() throws ScenarioException {
        try {
            return new ScenarioReader(policies, Metric.names()).points(path);
        } catch (InvalidScenarioException e) {
            throw new ScenarioException(e);
        }
    }

    private static ScenarioFile read(ScenarioPoints points, Overrides at, List<String> names) throws ScenarioException {
        try {
            return points.at(at, names);
        } catch (InvalidScenarioException e) {
            throw new ScenarioException(e);
        }
    }

    /** Reads values of which it is known that they can be read. */
    private static ScenarioFile reread(ScenarioPoints points, Overrides at, List<String> names) {
        try {
            return points.at(at, names);
        } catch (InvalidScenarioException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Searches the value that the file's {@code plan:} asks for.
     *
     * <pre>{@code
     * PlannedCapacity plan = Simulation.of(file).plan();
     * PlannedCapacity.Range range = plan.ranges().get(0);
     * String text = plan.path() + ": " + range.shownToMeet() + " will do, " + range.shownToFail() + " will not";
     * }</pre>
     *
     * @throws ScenarioException if the file or a value is wrong, or if there is no {@code plan:}
     */
    public PlannedCapacity plan() throws ScenarioException {
        ScenarioFile file = read(overrides);
        PlanSpec plan = file.plan().orElseThrow(() -> new ScenarioException(path + ": there is no plan: in it"));
        ScenarioPoints points = points();
        List<String> names = List.of(plan.variant()); // whose values at both ends of the range were read with the file
        List<String> failures = new ArrayList<>();
        var lines = new CapacityPlan(
                        file,
                        plan,
                        overrides,
                        changed -> reread(points, changed, names),
                        changed -> trial(changed, failures))
                .lines();
        return new PlannedCapacity(
                plan.path(), lines.stream().map(PlannedCapacity.Range::of).toList(), failures);
    }

    private List<SummaryRow> trial(ScenarioFile changed, List<String> failures) {
        ExperimentResult result = experiment(changed).run();
        if (result.interrupted()) {
            throw new CancellationException("interrupted");
        }
        failures.addAll(result.failures());
        return result.variants().get(0).summary();
    }

    private Experiment experiment(ScenarioFile file) {
        return Experiment.of(file).jobs(jobs);
    }

    private ScenarioFile chosen() throws ScenarioException {
        ScenarioFile file = read(overrides);
        return variants.isEmpty() ? file : select(file, variants);
    }

    private ScenarioFile read(Overrides values) throws ScenarioException {
        try {
            return new ScenarioReader(policies, Metric.names()).read(path, values);
        } catch (InvalidScenarioException e) {
            throw new ScenarioException(e);
        }
    }

    private static ScenarioFile select(ScenarioFile file, List<String> names) throws ScenarioException {
        List<String> known =
                file.variants().stream().map(ScenarioFile.Variant::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ScenarioException(file.path() + ": expected one of its variants, " + String.join(", ", known)
                        + ", found " + name + Spelling.didYouMean(name, known));
            }
        }
        return file.only(names);
    }
}
