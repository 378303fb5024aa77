package org.ioasidsim.experiment.rare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.ioasidsim.scenario.Scenario;

/**
 * Estimates call congestion of any size by paths that split. Pilots, which depend on the scenario and its seed alone, find where; each
 * repetition is then independent of the others and unbiased.
 */
public final class Splitting {
    private final Scenario scenario;
    private final List<Front> fronts;

    private Splitting(Scenario scenario, List<Front> fronts) {
        this.scenario = scenario;
        this.fronts = fronts;
    }

    /**
     * Prepares the estimate; runs the pilots.
     *
     * @param warmUpSeconds before paths count, where they start empty; 0: ten mean holds
     * @param isCancelled polled at intervals; once true, ends with a {@link java.util.concurrent.CancellationException}
     */
    public static Splitting of(Scenario scenario, double warmUpSeconds, BooleanSupplier isCancelled) {
        List<Front> fronts = new ArrayList<>();
        List<Approach> approaches = Approach.of(scenario, warmUpSeconds, isCancelled);
        for (Approach approach : approaches) {
            fronts.add(Front.find(approach, isCancelled));
        }
        return new Splitting(scenario, fronts);
    }

    /** Returns the call congestion of each tenant by repetition {@code number}, from 1; NaN where a tenant asked for nothing. */
    public double[] callCongestion(int number, BooleanSupplier isCancelled) {
        double[] sum = new double[scenario.tenants().size()];
        for (Front front : fronts) {
            double[] more = front.callCongestion(number, isCancelled);
            Arrays.setAll(sum, tenant -> sum[tenant] + more[tenant]);
        }
        return sum;
    }

    /** Returns how often a path splits on its way to the limits, the most of all. */
    public int splits() {
        return fronts.stream().mapToInt(front -> front.thresholds().top()).max().orElse(0);
    }

    List<Front> fronts() {
        return fronts;
    }
}
