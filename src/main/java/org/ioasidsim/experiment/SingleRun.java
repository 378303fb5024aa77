package org.ioasidsim.experiment;

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

    private double host(ReplicationResult result, Metric metric) {
        return result.values()[scenario.tenants().size()][metric.ordinal()];
    }

    private ReplicationResult run(double seconds) {
        return Replication.run(scenario, 1, scenario.run().warmUpSeconds() + seconds, false, traces, () -> false);
    }
}
