package org.ioasidsim.experiment;

import java.lang.management.ManagementFactory;
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

    /** Runs it, and returns what the heap holds more than before, near the end of the run, for each id held on average. */
    public double bytesPerHeldId() {
        var heap = new HeapProbe();
        ReplicationResult result =
                Replication.run(scenario, 1, scenario.run().warmUpSeconds(), false, traces, heap::look);
        return heap.grownBytes / host(result, Metric.HELD_MEAN);
    }

    /** Looks at the heap now and then, as a run asks whether it is cancelled; what it saw last counts. */
    private static final class HeapProbe {
        private static final int EACH = 100;

        private final long bytesBefore = liveBytes();
        private int asked;
        private double grownBytes = Double.NaN;

        boolean look() {
            asked++;
            if (asked % EACH == 0) {
                grownBytes = liveBytes() - bytesBefore;
            }
            return false;
        }

        private static long liveBytes() {
            var memory = ManagementFactory.getMemoryMXBean();
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed();
        }
    }

    private double host(ReplicationResult result, Metric metric) {
        return result.values()[scenario.tenants().size()][metric.ordinal()];
    }

    private ReplicationResult run(double seconds) {
        return Replication.run(scenario, 1, scenario.run().warmUpSeconds() + seconds, false, traces, () -> false);
    }
}
