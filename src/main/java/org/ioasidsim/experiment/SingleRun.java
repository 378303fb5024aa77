package org.ioasidsim.experiment;

import java.lang.management.ManagementFactory;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.Traces;

/** The first replication of the first variant of a file, in the calling thread, as often as wanted: for those who measure what it costs. */
public final class SingleRun {
    private final Scenario scenario;
    private final Traces traces = new Traces();

    /** Takes a file whose warm-up is given, not found. */
    public SingleRun(ScenarioFile file) {
        this.scenario = file.variants().get(0).scenario();
    }

    /** Runs it, and returns how many events it had, the warm-up's included. */
    public long events() {
        return events(0);
    }

    /** Runs it with a warm-up longer by {@code seconds}, and returns how many events it had. */
    public long events(double seconds) {
        return (long) host(run(seconds), Metric.EVENTS);
    }

    /** Runs it, and returns the refusals in measured time, the host's by all tenants. */
    public long refused() {
        return run(0).refusals().stream()
                .mapToLong(ReplicationResult.RefusalCount::count)
                .sum();
    }

    /** Runs it, and returns what the heap holds near the end of the run more than after it, for each id held on average. */
    public double bytesPerHeldId() {
        var heap = new HeapProbe();
        ReplicationResult result =
                Replication.run(scenario, 1, scenario.run().warmUpSeconds(), false, traces, heap::look);
        return (heap.liveBytes - HeapProbe.liveBytesNow()) / host(result, Metric.HELD_MEAN);
    }

    /** Looks at the heap now and then, as a run asks whether it is cancelled; what it saw last counts. */
    private static final class HeapProbe {
        private static final int EACH = 100;

        /** One in four of SerialGC's full collections leaves no dead objects where they are. */
        private static final int COLLECTIONS = 4;

        private int asked;
        private double liveBytes = Double.NaN;

        boolean look() {
            asked++;
            if (asked % EACH == 0) {
                liveBytes = liveBytesNow();
            }
            return false;
        }

        private static long liveBytesNow() {
            var memory = ManagementFactory.getMemoryMXBean();
            long least = Long.MAX_VALUE;
            for (int i = 0; i < COLLECTIONS; i++) {
                memory.gc();
                least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
            }
            return least;
        }
    }

    private double host(ReplicationResult result, Metric metric) {
        return result.values()[scenario.tenants().size()][metric.ordinal()];
    }

    private ReplicationResult run(double seconds) {
        return Replication.run(scenario, 1, scenario.run().warmUpSeconds() + seconds, false, traces, () -> false);
    }
}
