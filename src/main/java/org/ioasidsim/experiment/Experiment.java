package org.ioasidsim.experiment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.ioasidsim.experiment.rare.Splitting;
import org.ioasidsim.experiment.summary.Known;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.Summaries;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.kernel.KernelListener;
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.trace.Traces;
import org.jspecify.annotations.Nullable;

/**
 * All variants and replications of a scenario file, run over the cores. Each replication depends on the seed and its number alone, so that
 * any number of jobs gives the same results; one that fails does not lose the others.
 */
public final class Experiment {
    private static final int LOOK_MILLIS = 100;

    private final ScenarioFile file;
    private final Traces traces = new Traces();
    private final AtomicInteger finished = new AtomicInteger();
    private int jobs = Runtime.getRuntime().availableProcessors();
    private Progress progress = (variant, replication, done, total) -> {};
    private Consumer<VariantResult> listener = variant -> {};
    private @Nullable KernelListener recorder;
    private ReplicationStore store = ReplicationStore.NONE;
    private @Nullable Replicator replicator;
    private boolean findsRareRefusals;
    private volatile boolean isInterrupted;

    private Experiment(ScenarioFile file) {
        this.file = file;
    }

    /** Returns an experiment that runs every variant of {@code file}. */
    public static Experiment of(ScenarioFile file) {
        return new Experiment(file);
    }

    /** Returns the file whose variants it runs. */
    public Path path() {
        return file.path();
    }

    /** Sets how many replications run at once, at least 1. */
    public Experiment jobs(int newJobs) {
        jobs = Math.max(1, newJobs);
        return this;
    }

    /** Sets the listener for finished replications. */
    public Experiment onProgress(Progress newProgress) {
        progress = newProgress;
        return this;
    }

    /**
     * Sets the listener for finished variants, called in the order of the file on the thread of {@link #run}. Called while later variants are
     * still running; with a precision target, all variants finish together and are reported at the end.
     */
    @CanIgnoreReturnValue
    public Experiment onVariant(Consumer<VariantResult> newListener) {
        listener = newListener;
        return this;
    }

    /** Sets the recorder of all kernel operations in the first replication of the first variant. */
    @CanIgnoreReturnValue
    public Experiment recordTo(KernelListener newRecorder) {
        recorder = newRecorder;
        return this;
    }

    /** Sets the store that is searched for a replication before simulating it, and that keeps it afterwards. The recorded replication is always
     * simulated. */
    @CanIgnoreReturnValue
    public Experiment store(ReplicationStore newStore) {
        store = newStore;
        return this;
    }

    /** Has replications simulated elsewhere, as far as they can be. */
    @CanIgnoreReturnValue
    public Experiment on(Replicator newReplicator) {
        replicator = newReplicator;
        return this;
    }

    /** Has splitting estimate call congestion beside the replications where too few of them saw a refusal, unless the scenario does not want it. */
    @CanIgnoreReturnValue
    public Experiment withRareRefusals() {
        findsRareRefusals = true;
        return this;
    }

    /** Ends the run soon: replications that are finished are kept. */
    public void interrupt() {
        isInterrupted = true;
    }

    /** Runs everything and returns what was measured. */
    public ExperimentResult run() {
        // a thread waits for each replication that is elsewhere: a wait costs next to nothing
        ExecutorService executor = Executors.newFixedThreadPool(
                replicator == null ? jobs : Math.max(jobs, replicator.width()), Experiment::daemon);
        try {
            List<VariantRun> runs = new ArrayList<>();
            for (ScenarioFile.Variant variant : file.variants()) {
                KernelListener told = runs.isEmpty() ? recorder : null;
                runs.add(new VariantRun(variant.name(), variant.scenario(), told));
            }
            findWarmUps(runs, executor);
            return gather(runs, replicate(runs, executor));
        } finally {
            executor.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "replication");
        thread.setDaemon(true);
        return thread;
    }

    /** Finds the warm-up of the variants that leave it open: one for all, so that their replications stay pairs. */
    private void findWarmUps(List<VariantRun> runs, ExecutorService executor) {
        List<VariantRun> open = runs.stream()
                .filter(run -> run.scenario.run().warmUpSeconds() == RunSpec.AUTO)
                .toList();
        open.forEach(run -> run.submitPilots(executor));
        open.forEach(VariantRun::awaitPilots);
        shareLongest(open);
        shareLongest(
                runs.stream().filter(run -> run.scenario.run().isStationary()).toList());
    }

    private static void shareLongest(List<VariantRun> runs) {
        double longest =
                runs.stream().mapToDouble(run -> run.warmUp.seconds()).max().orElse(0);
        runs.forEach(run -> run.warmUp = run.warmUp.with(longest));
    }

    /**
     * Submits all replications. With a precision target, awaits them and adds more until every target is met or no more are allowed. Returns
     * the results of the targets.
     */
    private List<PrecisionResult> replicate(List<VariantRun> runs, ExecutorService executor) {
        boolean isOpen =
                runs.stream().anyMatch(run -> !run.scenario.run().precision().isEmpty());
        int first = runs.stream()
                .mapToInt(run -> Precision.first(run.scenario))
                .max()
                .orElse(0);
        runs.forEach(run -> run.wanted = isOpen ? first : Precision.first(run.scenario));
        submit(runs, executor);
        while (isOpen) {
            runs.forEach(VariantRun::await);
            List<PrecisionResult> results =
                    runs.stream().flatMap(run -> run.precision().stream()).toList();
            int done = runs.get(0).wanted;
            int next = isInterrupted || hasFailed(runs) || lacksSome(runs) ? done : Precision.next(done, results);
            if (next == done) {
                return results;
            }
            runs.forEach(run -> run.wanted = next);
            submit(runs, executor);
        }
        return List.of();
    }

    private static void submit(List<VariantRun> runs, ExecutorService executor) {
        int total = runs.stream().mapToInt(run -> run.wanted).sum();
        runs.forEach(run -> run.submit(executor, total));
    }

    /** Returns whether the store left some out, without which nobody knows how many more are needed. */
    private static boolean lacksSome(List<VariantRun> runs) {
        return runs.stream().anyMatch(run -> run.done.size() < run.wanted);
    }

    private static boolean hasFailed(List<VariantRun> runs) {
        return runs.stream().flatMap(run -> run.done.stream()).anyMatch(result -> result.failure() != null);
    }

    /** Awaits the variants in their order and reports each. */
    private ExperimentResult gather(List<VariantRun> runs, List<PrecisionResult> precision) {
        List<VariantResult> variants = new ArrayList<>();
        for (VariantRun run : runs) {
            run.await();
            VariantResult result = rare(run.result());
            variants.add(result);
            listener.accept(result);
        }
        return new ExperimentResult(file, variants, Expectations.check(file, variants), precision, isInterrupted);
    }

    private VariantResult rare(VariantResult result) {
        if (!findsRareRefusals || isInterrupted || result.scenario().run().drawsInputs()) {
            return result;
        }
        try {
            return result.with(RareSearch.of(result, () -> isInterrupted));
        } catch (CancellationException interrupted) {
            return result;
        }
    }

    /** Ends everything where memory ran out, or an engine gave up: the machines' failure, which another run may not have, and no result. */
    private void requireMachines(ExecutionException ended) {
        if (ended.getCause() instanceof EngineFailure failure) {
            interrupt();
            throw failure;
        }
        if (ended.getCause() instanceof OutOfMemoryError memory) {
            interrupt();
            throw memory;
        }
    }

    private synchronized void tell(String variant, int replication, int total) {
        progress.done(variant, replication, finished.incrementAndGet(), total);
    }

    /** The replications of one variant, submitted and awaited in their order. */
    private final class VariantRun {
        private final String name;
        private final Scenario scenario;
        private final @Nullable KernelListener told;
        private final List<Future<double[][]>> pilots = new ArrayList<>();
        private final List<Future<ReplicationResult>> futures = new ArrayList<>();
        private final List<ReplicationResult> done = new ArrayList<>();
        private @Nullable Splitting splitting;
        private int wanted;
        private WarmUpResult warmUp;
        private String pilotFailure = "";

        VariantRun(String name, Scenario scenario, @Nullable KernelListener told) {
            this.name = name;
            this.scenario = scenario;
            this.told = told;
            this.warmUp = WarmUp.given(scenario);
        }

        void submitPilots(ExecutorService executor) {
            for (int number = 1; number <= WarmUp.pilots(Precision.first(scenario)); number++) {
                int pilot = number;
                pilots.add(
                        executor.submit(() -> WarmUp.occupancy(scenario, pilot, traces, store, () -> isInterrupted)));
            }
        }

        void awaitPilots() {
            List<double[][]> occupancies = new ArrayList<>();
            for (Future<double[][]> pilot : pilots) {
                try {
                    occupancies.add(pilot.get());
                } catch (ExecutionException ended) {
                    requireMachines(ended);
                    if (!(ended.getCause() instanceof CancellationException)) {
                        pilotFailure = "a pilot run for the warm-up failed: " + ended.getCause();
                    }
                } catch (InterruptedException interruption) {
                    interrupt();
                    Thread.currentThread().interrupt();
                }
            }
            if (!occupancies.isEmpty()) {
                warmUp = WarmUp.find(occupancies, scenario);
            }
        }

        void submit(ExecutorService executor, int total) {
            for (int number = futures.size() + 1; number <= wanted; number++) {
                int replication = number;
                futures.add(executor.submit(() -> {
                    ReplicationResult result = replicate(replication);
                    tell(name, replication, total);
                    return result;
                }));
            }
        }

        /** Returns the result of a replication of this variant after this warm-up. */
        private ReplicationResult replicate(int number) {
            if (!pilotFailure.isEmpty() && !isInterrupted) {
                return Replication.failed(scenario, number, pilotFailure);
            }
            try {
                var work = new ReplicationWork(scenario, number, warmUp.seconds(), number == 1);
                KernelListener listener = number == 1 ? told : null;
                ReplicationStore source = listener == null ? store : ReplicationStore.NONE;
                return source.get(work, () -> simulate(work, listener));
            } catch (CancellationException | EngineFailure noResult) {
                throw noResult;
            } catch (PolicyBreach breach) {
                return Replication.failed(scenario, number, String.valueOf(breach.getMessage()));
            } catch (Exception failure) {
                return Replication.failed(scenario, number, failure.toString());
            }
        }

        private ReplicationResult simulate(ReplicationWork work, @Nullable KernelListener listener) {
            if (isInterrupted) {
                throw new CancellationException("interrupted");
            }
            Optional<Future<ReplicationResult>> elsewhere =
                    replicator == null || listener != null ? Optional.empty() : replicator.submit(work);
            return elsewhere.isPresent() ? awaited(elsewhere.get()) : simulateHere(work, listener);
        }

        private ReplicationResult awaited(Future<ReplicationResult> elsewhere) {
            while (!isInterrupted) {
                try {
                    return elsewhere.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    // looks again whether it was interrupted
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                    break;
                } catch (ExecutionException ended) {
                    throw ended.getCause() instanceof EngineFailure failure
                            ? failure
                            : new EngineFailure(String.valueOf(ended.getCause()), ended);
                }
            }
            throw new CancellationException("interrupted");
        }

        private ReplicationResult simulateHere(ReplicationWork work, @Nullable KernelListener listener) {
            ReplicationResult result = Replication.run(work, traces, () -> isInterrupted, listener);
            if (scenario.run().estimate().isSplitting()) {
                result.estimate(splitting().callCongestion(work.number(), () -> isInterrupted));
            }
            return result;
        }

        /** Returns what finds rare refusals; the first replication that needs it has it run its pilots. */
        private synchronized Splitting splitting() {
            Splitting known = splitting;
            if (known == null) {
                known = Splitting.of(scenario, warmUp.seconds(), () -> isInterrupted);
                splitting = known;
            }
            return known;
        }

        List<PrecisionResult> precision() {
            return Precision.judge(name, scenario, done, known());
        }

        private Known known() {
            return scenario.run().drawsInputs() ? Known.NOTHING : KnownDemand.of(scenario, warmUp.seconds());
        }

        VariantResult result() {
            return new VariantResult(name, scenario, done, Summaries.of(name, scenario, done, known()), warmUp);
        }

        /** Waits for all submitted replications and leaves out those that were interrupted. */
        void await() {
            done.clear();
            for (Future<ReplicationResult> future : futures) {
                try {
                    done.add(future.get());
                } catch (ExecutionException ended) {
                    requireMachines(ended);
                    if (!(ended.getCause() instanceof CancellationException)) {
                        throw new IllegalStateException(ended.getCause());
                    }
                } catch (InterruptedException interruption) {
                    interrupt();
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
