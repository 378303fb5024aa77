package org.ioasidsim.experiment.rare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ioasidsim.scenario.Scenario;

/**
 * Estimates call congestion of any size by paths that split. Pilots, which depend on the scenario and its seed alone, find where; each
 * repetition is then independent of the others and unbiased.
 */
public final class Splitting {
    private static final int FEWEST_REPETITIONS = 5;
    private static final int MOST_REPETITIONS = 20;

    /** Where an effort is bounded, paths are rather shorter than fewer than this: of few, the interval is wide. */
    private static final int WANTED_REPETITIONS = 10;

    /** The least part of the last pilot, which saw a hundred refusals, that a path has: with less many would see none. */
    private static final double LEAST_LENGTH = 0.2;

    /** The fewest paths, pilots and repetitions together, of a bounded effort. */
    private static final int LEAST_PATHS = 10;

    private final Scenario scenario;
    private final List<Front> fronts;
    private final Effort effort;

    private Splitting(Scenario scenario, List<Front> fronts, Effort effort) {
        this.scenario = scenario;
        this.fronts = fronts;
        this.effort = effort;
    }

    /** Returns these paths, shortened where the effort would not be enough for as many as wanted. */
    private Splitting shortened() {
        double length = (double) effort.left() / Math.max(1, WANTED_REPETITIONS * work());
        return length >= 1
                ? this
                : new Splitting(
                        scenario,
                        fronts.stream()
                                .map(front -> front.shortened(Math.max(LEAST_LENGTH, length)))
                                .toList(),
                        effort);
    }

    /**
     * Prepares the estimate; runs the pilots.
     *
     * @param warmUpSeconds before paths count, where they start empty; 0: ten mean holds
     * @param isCancelled polled at intervals; once true, ends with a {@link java.util.concurrent.CancellationException}
     */
    public static Splitting of(Scenario scenario, double warmUpSeconds, BooleanSupplier isCancelled) {
        return find(scenario, Approach.of(scenario, warmUpSeconds, isCancelled), Effort.unbounded(), isCancelled)
                .orElseThrow();
    }

    /**
     * Prepares an estimate that takes at most about as many events; empty where they do not suffice, or where no limit can be reached.
     *
     * @param warmUpSeconds as above
     * @param events of the pilots and of {@link #repetitions} together
     * @param eventsPerSecond of simulated time, as other runs of the scenario had them
     * @param isCancelled as above
     */
    public static Optional<Splitting> within(
            Scenario scenario, double warmUpSeconds, long events, double eventsPerSecond, BooleanSupplier isCancelled) {
        if (!Reach.isPossible(scenario)) {
            return Optional.empty();
        }
        List<Approach> approaches = Approach.of(scenario, warmUpSeconds, isCancelled);
        double seconds = approaches.stream().mapToDouble(Approach::leastSeconds).sum();
        return seconds * eventsPerSecond * LEAST_PATHS > events
                ? Optional.empty()
                : find(scenario, approaches, Effort.of(events), isCancelled)
                        .filter(found -> found.repetitions() >= FEWEST_REPETITIONS);
    }

    private static Optional<Splitting> find(
            Scenario scenario, List<Approach> approaches, Effort effort, BooleanSupplier isCancelled) {
        List<Front> fronts = new ArrayList<>();
        for (Approach approach : approaches) {
            Optional<Front> front = Front.find(approach, effort, isCancelled);
            if (front.isEmpty()) {
                return Optional.empty();
            }
            fronts.add(front.get());
        }
        return Optional.of(new Splitting(scenario, fronts, effort).shortened());
    }

    /** Returns how many repetitions the effort is enough for, as many as are of use at most. */
    public int repetitions() {
        return (int) Math.min(MOST_REPETITIONS, effort.left() / Math.max(1, work()));
    }

    private long work() {
        return fronts.stream().mapToLong(Front::work).sum();
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
