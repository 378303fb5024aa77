package org.ioasidsim.experiment;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.ioasidsim.scenario.MeasureSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.Mser5;
import org.ioasidsim.workload.TraceRows;

/**
 * Finds the warm-up by MSER-5 over the host's occupancy: the largest cut of the first replications, each run once without a warm-up.
 *
 * <p>Source: White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69, 1997.
 */
final class WarmUp {
    private static final int PILOTS = 5;
    private static final int SAMPLES = 1000;

    private WarmUp() {}

    /** Returns the warm-up in seconds. */
    static double find(
            Scenario scenario, Map<String, TraceRows> traces, ReplicationStore store, BooleanSupplier isCancelled) {
        int cut = 0;
        for (int i = 1; i <= Math.min(PILOTS, scenario.run().replications()); i++) {
            cut = Math.max(
                    cut,
                    Mser5.of(occupancy(scenario, i, traces, store, isCancelled)).cut());
        }
        return scenario.run().durationSeconds() * cut / SAMPLES;
    }

    private static double[] occupancy(
            Scenario scenario,
            int number,
            Map<String, TraceRows> traces,
            ReplicationStore store,
            BooleanSupplier isCancelled) {
        Scenario sampled = scenario.with(new MeasureSpec(
                scenario.measure().starvationAfterSeconds(),
                scenario.measure().windowSeconds(),
                scenario.run().durationSeconds() / SAMPLES));
        var work = new ReplicationWork(sampled, number, 0, true);
        ReplicationResult.Timeline timeline = store.get(work, () -> Replication.run(work, traces, isCancelled))
                .timeline();
        if (timeline == null) {
            throw new IllegalStateException("the pilot run has no timeline");
        }
        double[] held = new double[timeline.timeSeconds().length];
        for (int sample = 0; sample < held.length; sample++) {
            for (int[] ofTenant : timeline.held()) {
                held[sample] += ofTenant[sample];
            }
        }
        return held;
    }
}
