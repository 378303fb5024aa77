package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.TraceRows;

/**
 * All variants and replications of a scenario file, run over the cores. Each replication depends on the seed and its number alone, so that
 * any number of jobs gives the same results; one that fails does not lose the others.
 */
public final class Experiment {
    private final ScenarioFile file;
    private final AtomicInteger finished = new AtomicInteger();
    private int jobs = Runtime.getRuntime().availableProcessors();
    private Progress progress = (variant, replication, done, total) -> {};
    private ReplicationStore store = ReplicationStore.NONE;
    private volatile boolean isInterrupted;

    private Experiment(ScenarioFile file) {
        this.file = file;
    }

    /** Returns an experiment that runs every variant of {@code file}. */
    public static Experiment of(ScenarioFile file) {
        return new Experiment(file);
    }

    /** Sets how many replications run at once, at least 1. */
    public Experiment jobs(int newJobs) {
        jobs = Math.max(1, newJobs);
        return this;
    }

    /** Sets who is told of finished replications. */
    public Experiment onProgress(Progress newProgress) {
        progress = newProgress;
        return this;
    }

    /** Sets where replications are looked for before they are simulated, and kept after. */
    public Experiment store(ReplicationStore newStore) {
        store = newStore;
        return this;
    }

    /** Ends the run soon: replications that are finished are kept. */
    public void interrupt() {
        isInterrupted = true;
    }

    /** Runs everything and returns what was measured. */
    public ExperimentResult run() {
        ExecutorService executor = Executors.newFixedThreadPool(jobs, Experiment::daemon);
        try {
            List<VariantRun> runs = new ArrayList<>();
            for (ScenarioFile.Variant variant : file.variants()) {
                runs.add(new VariantRun(variant.name(), variant.scenario()));
            }
            int total = runs.stream()
                    .mapToInt(run -> run.scenario.run().replications())
                    .sum();
            runs.forEach(run -> run.submit(executor, total));
            return gather(runs);
        } finally {
            executor.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "replication");
        thread.setDaemon(true);
        return thread;
    }

    private ExperimentResult gather(List<VariantRun> runs) {
        List<VariantResult> variants = new ArrayList<>();
        for (VariantRun run : runs) {
            List<ReplicationResult> done = run.await();
            variants.add(new VariantResult(run.name, run.scenario, done, Summaries.of(run.name, run.scenario, done)));
        }
        return new ExperimentResult(file, variants, Expectations.check(file, variants), isInterrupted);
    }

    private synchronized void tell(String variant, int replication, int total) {
        progress.done(variant, replication, finished.incrementAndGet(), total);
    }

    /** The replications of one variant, submitted and awaited in their order. */
    private final class VariantRun {
        private final String name;
        private final Scenario scenario;
        private final List<Future<ReplicationResult>> futures = new ArrayList<>();

        VariantRun(String name, Scenario scenario) {
            this.name = name;
            this.scenario = scenario;
        }

        void submit(ExecutorService executor, int total) {
            Callable<Map<String, TraceRows>> traces = Lazily.once(() -> TraceRows.of(scenario.tenants()));
            Callable<Double> warmUp = Lazily.once(() -> warmUpSeconds(traces.call()));
            for (int number = 1; number <= scenario.run().replications(); number++) {
                int replication = number;
                futures.add(executor.submit(() -> replicate(replication, warmUp, traces, total)));
            }
        }

        private double warmUpSeconds(Map<String, TraceRows> traces) {
            double given = scenario.run().warmUpSeconds();
            return given == RunSpec.AUTO ? WarmUp.find(scenario, traces, store, () -> isInterrupted) : given;
        }

        private ReplicationResult replicate(
                int number, Callable<Double> warmUp, Callable<Map<String, TraceRows>> traces, int total) {
            ReplicationResult result;
            try {
                var work = new ReplicationWork(scenario, number, warmUp.call(), number == 1);
                Map<String, TraceRows> rows = traces.call();
                result = store.get(work, () -> Replication.run(work, rows, () -> isInterrupted));
            } catch (CancellationException interrupted) {
                throw interrupted;
            } catch (Exception | OutOfMemoryError failure) {
                result = Replication.failed(scenario, number, failure.toString());
            }
            tell(name, number, total);
            return result;
        }

        List<ReplicationResult> await() {
            List<ReplicationResult> done = new ArrayList<>();
            for (Future<ReplicationResult> future : futures) {
                try {
                    done.add(future.get());
                } catch (ExecutionException ended) {
                    if (!(ended.getCause() instanceof CancellationException)) {
                        throw new IllegalStateException(ended.getCause());
                    }
                } catch (InterruptedException interruption) {
                    interrupt();
                    Thread.currentThread().interrupt();
                    return done;
                }
            }
            return done;
        }
    }
}
