package org.ioasidsim.experiment.search;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.PrecisionResult;
import org.ioasidsim.experiment.Progress;
import org.ioasidsim.experiment.ReplicationStore;
import org.ioasidsim.experiment.Replicator;
import org.ioasidsim.experiment.Shard;
import org.ioasidsim.experiment.summary.ReplicationProof;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SweepSpec;

/**
 * Variants of a scenario over the points of a grid, all on common random numbers: streams are keyed by seed, replication, tenant and
 * purpose, never by the point. Runs in batches that keep all cores busy and release what a summary does not need.
 */
public final class Sweep {
    private static final int REPLICATIONS_A_JOB = 16;
    private static final int POINTS_A_SHARD = 16;

    private final ScenarioFile file;
    private final List<Task> tasks;
    private int shards = 1;
    private int jobs = Runtime.getRuntime().availableProcessors();
    private Progress progress = (variant, replication, done, total) -> {};
    private ReplicationStore store = ReplicationStore.NONE;
    private Consumer<Experiment> placing = experiment -> {};
    private Experiment running;
    private boolean isInterrupted;

    /** A variant at a point. */
    public record Task(SweepSpec.Point point, String variant, PointScenario scenario) {}

    private Sweep(ScenarioFile file, List<Task> tasks) {
        this.file = file;
        this.tasks = List.copyOf(tasks);
        this.running = Experiment.of(file);
    }

    /** Returns a sweep of {@code file} that runs {@code tasks}. */
    public static Sweep of(ScenarioFile file, List<Task> tasks) {
        return new Sweep(file, tasks);
    }

    /**
     * Returns whether a shard gets whole points rather than replications of all: where runs at a point depend on each other, and where there are
     * so many points for each shard that one more or less does not matter.
     */
    public static boolean dealsPoints(List<Task> tasks, Shard shard) {
        return hasCommonRules(tasks) || pointsOf(tasks).size() >= (long) POINTS_A_SHARD * shard.count();
    }

    /** Returns the tasks of the points that {@code shard} gets, those of a point together. */
    public static List<Task> points(List<Task> tasks, Shard shard) {
        Map<SweepSpec.Point, List<Task>> byPoint = tasks.stream().collect(Collectors.groupingBy(Task::point));
        return shard.part(pointsOf(tasks)).stream()
                .flatMap(point -> byPoint.getOrDefault(point, List.of()).stream())
                .toList();
    }

    private static List<SweepSpec.Point> pointsOf(List<Task> tasks) {
        return tasks.stream().map(Task::point).distinct().toList();
    }

    /** Says that the store leaves out all replications but those of one of {@code newShards} shards, so that batches must be longer. */
    public Sweep dealtTo(int newShards) {
        shards = newShards;
        return this;
    }

    /** Sets how many replications run at once, at least 1. */
    public Sweep jobs(int newJobs) {
        jobs = Math.max(1, newJobs);
        return this;
    }

    /** Sets the listener for finished replications, of all points together. */
    public Sweep onProgress(Progress newProgress) {
        progress = newProgress;
        return this;
    }

    /** Sets the store that is searched for a replication before simulating it, and that keeps it afterwards. */
    public Sweep store(ReplicationStore newStore) {
        store = newStore;
        return this;
    }

    /** Returns the file over whose points it runs. */
    public Path path() {
        return file.path();
    }

    /** Sets where replications are simulated, other than in this process. */
    @CanIgnoreReturnValue
    public Sweep on(Replicator replicator) {
        placing = experiment -> experiment.on(replicator);
        return jobs(Math.max(jobs, replicator.width()));
    }

    /** Ends the sweep soon: what is finished is kept. */
    public synchronized void interrupt() {
        isInterrupted = true;
        running.interrupt();
    }

    /** Returns how many replications the whole sweep has, or about how many a shard has of it. */
    public int replications() {
        return replications(tasks) / shards;
    }

    private static int replications(List<Task> some) {
        return some.stream().mapToInt(task -> task.scenario().replications()).sum();
    }

    /** Runs everything and returns what was measured. */
    public SweepResult run() {
        List<SweepResult.Cell> cells = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        List<String> imprecise = new ArrayList<>();
        int next = 0;
        int finished = 0;
        while (next < tasks.size() && !hasEnded()) {
            List<Task> batch = batch(next);
            ExperimentResult result = start(
                            batch, finished, replications(tasks.subList(next + batch.size(), tasks.size())))
                    .run();
            finished += result.variants().stream()
                    .mapToInt(variant -> variant.replications().size())
                    .sum();
            next += batch.size();
            if (result.interrupted()
                    && batch.stream().anyMatch(task -> task.scenario().growsUntilPrecise())) {
                break;
            }
            for (int i = 0; i < batch.size(); i++) {
                add(batch.get(i), result.variants().get(i), cells, failures);
            }
            batch.stream()
                    .map(Task::point)
                    .distinct()
                    .forEach(point -> addImprecise(point, result.precision(), imprecise));
        }
        return new SweepResult(file, variants(), cells, failures, imprecise, hasEnded());
    }

    /** A batch whose precision is judged is of one point. */
    private static void addImprecise(SweepSpec.Point point, List<PrecisionResult> results, List<String> imprecise) {
        for (PrecisionResult result : results) {
            if (!result.met()) {
                imprecise.add(point + ", " + result.reached().variant() + ": "
                        + result.target().tenant() + "."
                        + result.target().metric() + " is known to "
                        + result.reached().halfWidth() + " after "
                        + result.target().maxReplications()
                        + " replications at most, not to " + result.wanted() + " as run.precision asks");
            }
        }
    }

    private synchronized boolean hasEnded() {
        return isInterrupted;
    }

    /**
     * Returns the tasks to run together: enough for all cores, but only those of one point where the runs of one variant depend on the others,
     * so that no result depends on the number of jobs.
     */
    private List<Task> batch(int from) {
        int to = from + 1;
        while (to < tasks.size() && (hasCommonRules(tasks) ? isSamePoint(from, to) : leavesCoresIdle(from, to))) {
            to++;
        }
        return tasks.subList(from, to);
    }

    /** Returns whether variants share a warm-up or a number of replications that the run has to find. */
    private static boolean hasCommonRules(List<Task> tasks) {
        return tasks.stream().anyMatch(task -> task.scenario().hasCommonRules());
    }

    private boolean isSamePoint(int one, int other) {
        return tasks.get(one).point().equals(tasks.get(other).point());
    }

    private boolean leavesCoresIdle(int from, int to) {
        return replications(tasks.subList(from, to)) < (long) REPLICATIONS_A_JOB * jobs * shards;
    }

    private synchronized Experiment start(List<Task> batch, int before, int after) {
        var variants = batch.stream()
                .map(task ->
                        new ScenarioFile.Variant(task.variant(), task.scenario().get()))
                .toList();
        var together = new ScenarioFile(file.path(), file.baseline(), variants, List.of(), file.overrides());
        running = Experiment.of(together)
                .jobs(jobs)
                .store(store)
                .onProgress((variant, replication, done, ofBatch) ->
                        progress.done(variant, replication, before + done, before + (ofBatch + after) / shards));
        placing.accept(running);
        if (isInterrupted) {
            running.interrupt();
        }
        return running;
    }

    private static void add(Task task, VariantResult result, List<SweepResult.Cell> cells, List<String> failures) {
        for (ReplicationResult replication : result.replications()) {
            if (replication.failure() != null) {
                failures.add(task.point() + ", " + task.variant() + ", replication " + replication.replication()
                        + " failed: " + replication.failure());
            }
        }
        if (result.replications().size() >= task.scenario().replications()) {
            cells.add(new SweepResult.Cell(
                    task.point(),
                    task.variant(),
                    task.scenario(),
                    result.summary(),
                    result.warmUp().seconds(),
                    ReplicationProof.of(result)));
        }
    }

    private List<String> variants() {
        return tasks.stream().map(Task::variant).distinct().toList();
    }
}
