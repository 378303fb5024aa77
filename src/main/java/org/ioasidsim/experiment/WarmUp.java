package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.interval.Mser5;
import org.ioasidsim.stats.interval.Welch;
import org.ioasidsim.workload.Traces;

/**
 * Finds the warm-up by MSER-5 over the host's occupancy: the largest cut of the first replications, each run once without a warm-up.
 *
 * <p>Source: White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69, 1997.
 */
final class WarmUp {
    private static final int PILOTS = 5;
    private static final int SAMPLES = 1000;

    private WarmUp() {}

    /** Returns the number of pilot runs for {@code replications}. */
    static int pilots(int replications) {
        return Math.min(PILOTS, replications);
    }

    /** Returns the warm-up found from the occupancies of pilot runs of {@code seconds}. */
    static WarmUpResult find(List<double[]> pilots, double seconds) {
        double step = seconds / SAMPLES;
        List<Double> cuts = new ArrayList<>();
        boolean tooShort = false;
        for (double[] pilot : pilots) {
            Mser5 mser = Mser5.of(pilot);
            cuts.add(mser.cut() * step);
            tooShort |= mser.tooShort();
        }
        double[] mean = Welch.pointwiseMean(pilots.toArray(double[][]::new));
        double[] times = new double[mean.length];
        Arrays.setAll(times, sample -> sample * step);
        return new WarmUpResult(Collections.max(cuts), cuts, tooShort, times, mean);
    }

    /** Returns the ids held by all tenants in pilot run {@code number}, without a warm-up, at equal distances. */
    static double[] occupancy(
            Scenario scenario, int number, Traces traces, ReplicationStore store, BooleanSupplier isCancelled) {
        Scenario sampled =
                scenario.with(scenario.measure().sampled(scenario.run().durationSeconds() / SAMPLES));
        var work = new ReplicationWork(sampled, number, 0, true);
        ReplicationResult.Timeline timeline = store.get(work, () -> Replication.run(work, traces, isCancelled, null))
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
