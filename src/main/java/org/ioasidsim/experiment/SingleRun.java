package org.ioasidsim.experiment;

import java.lang.management.ManagementFactory;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.trace.Traces;

/** The first replication of the first variant of a file, run repeatedly in the calling thread to measure its cost. */
public final class SingleRun {
    private final Scenario scenario;
    private final Traces traces = new Traces();

    /** Takes a file that states its warm-up, rather than have it found. */
    public SingleRun(ScenarioFile file) {
        this.scenario = file.variants().get(0).scenario();
    }

    /** Runs it and returns the number of events, warm-up included. */
    public long events() {
        return events(0);
    }

    /** Runs it with a warm-up longer by {@code seconds} and returns the number of events. */
    public long events(double seconds) {
        return (long) host(run(seconds), Metric.EVENTS);
    }

    /** Runs it and returns the live heap near its end, less that after it, in bytes for each id held on average. */
    public double bytesPerHeldId() {
        var heap = new HeapProbe();
        ReplicationResult result =
                Replication.run(scenario, 1, scenario.run().warmUpSeconds(), false, traces, heap::look);
        return (heap.liveBytes - HeapProbe.liveBytesNow()) / host(result, Metric.HELD_MEAN);
    }

    /** Samples the live heap at some of the run's polls for cancellation; the last sample counts. */
    private static final class HeapProbe {
        private static final int EACH = 100;

        /** SerialGC leaves some dead objects in place in three of four full collections. */
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
