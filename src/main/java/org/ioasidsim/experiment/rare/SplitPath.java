package org.ioasidsim.experiment.rare;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.ioasidsim.experiment.measure.SimulatedScenario;
import org.ioasidsim.host.HostListener;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.random.NamedStream;
import org.ioasidsim.random.Streams;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.workload.Workload;
import org.ioasidsim.workload.WorkloadListener;
import org.ioasidsim.workload.trace.Traces;
import org.jspecify.annotations.Nullable;

/**
 * One path of a scenario that splits on its way to a limit (RESTART). The path has a phase: it enters phase k when its importance reaches
 * threshold k, and leaves it when its importance falls below threshold k - 1. Where it enters a phase, its state is saved, and what follows up
 * to the end of the phase is simulated several times, each time with other random numbers; the last of these goes on behind
 * the end. What happens in a phase counts with the product of the repeats' inverses, so that every sum is unbiased whatever importance and thresholds are.
 *
 * <p>A phase ends a threshold below the one where it began, so that a path which swings about a threshold is not saved at each swing.
 *
 * <p>Source: Villén-Altamirano and Villén-Altamirano, "RESTART: a straightforward method for fast simulation of rare events", Winter
 * Simulation Conference 1994; ends below the threshold: the same, "Analysis of RESTART simulation: theoretical basis and sensitivity study",
 * European Transactions on Telecommunications 13(4), 2002.
 */
final class SplitPath implements WorkloadListener, HostListener {
    /** The parts of a state that are saved or restored, or the limits that are looked at, in the time of an event: about 5 of 200 ns each. */
    private static final long PARTS_AN_EVENT = 40;

    /** Later than any path gets to. */
    private static final double NEVER = 1e300;

    private final BooleanSupplier isCancelled;
    private final Simulation simulation;
    private final Workload workload;
    private final Levels levels;
    private final Thresholds thresholds;
    private final NamedStream random;
    private final @Nullable Floor floor;
    private final boolean countsAll;
    private final StateTape[] tapes;
    private final int[] repeatsLeft;
    private final double[] weights;
    private final long[] entries;
    private final long[][] requests;
    private final long[][] refused;
    private @Nullable ImportanceHistogram histogram;
    private double startSeconds;
    private long events;
    private boolean isWarmingUp;

    /** The parts of all states that were saved or restored. */
    private long movedParts;

    private int phase;
    private double entersAt;
    private double leavesBelow;
    private boolean isFirstTry;
    private boolean hasRefused;
    private long episodes;

    /** For paths without a floor. */
    static final FloorMaker NO_FLOOR = (levels, random) -> null;

    /** Makes the floor of a path, if it has one, from its limits and its random numbers. */
    interface FloorMaker {
        @Nullable
        Floor of(Levels levels, NamedStream random);
    }

    /**
     * Makes a path at its start.
     *
     * @param number of the path, from 1; names its random numbers together with the seed
     * @param choice which of the limits count for the importance
     * @param countsAll whether refusals count that are not of the chosen limits
     */
    SplitPath(
            Scenario scenario,
            int number,
            Function<Levels, Levels> choice,
            Thresholds thresholds,
            FloorMaker floorMaker,
            boolean countsAll,
            BooleanSupplier isCancelled) {
        var simulated = new SimulatedScenario(scenario, number, this, new Watch());
        this.isCancelled = isCancelled;
        this.simulation = simulated.simulation();
        this.workload = simulated.populate(new Traces());
        this.levels = choice.apply(Levels.of(scenario, simulated.host()));
        this.thresholds = thresholds;
        this.random = new Streams(scenario.run().seed(), number).stream("*", 0, "splitting");
        this.floor = floorMaker.of(levels, random);
        this.countsAll = countsAll;
        int phases = thresholds.top() + 1;
        int tenants = scenario.tenants().size();
        this.tapes = new StateTape[phases];
        Arrays.setAll(tapes, any -> new StateTape());
        this.repeatsLeft = new int[phases];
        this.entries = new long[phases];
        this.weights = new double[phases];
        Arrays.setAll(weights, thresholds::weight);
        this.requests = new long[phases][tenants];
        this.refused = new long[phases][tenants];
        start(scenario); // when all that listens to it is there
    }

    private void start(Scenario scenario) {
        if (scenario.run().isStationary()) {
            workload.startInEquilibrium();
        } else {
            workload.start();
        }
    }

    /** Goes to where counting starts: to the floor, or behind the warm-up. */
    void warmUp(double seconds) {
        entersAt = Double.POSITIVE_INFINITY;
        leavesBelow = Double.NEGATIVE_INFINITY;
        if (floor != null) {
            floor.fill(workload);
            floor.refill(workload);
        } else {
            isWarmingUp = true;
            simulation.runUntil(seconds);
            isWarmingUp = false;
        }
        startSeconds = simulation.nowSeconds();
        events = 0;
        movedParts = 0;
        for (int i = 0; i <= thresholds.top(); i++) {
            Arrays.fill(requests[i], 0);
            Arrays.fill(refused[i], 0);
        }
        stay(0);
    }

    /** Has {@code newHistogram} see the importance after each event. */
    void watchBy(ImportanceHistogram newHistogram) {
        histogram = newHistogram;
    }

    /** Returns how long the path is: the requests that kept it on its floor, or simulated seconds. */
    double length() {
        return floor == null ? simulation.nowSeconds() - startSeconds : Math.max(1, floor.followed());
    }

    /** Runs the path, with all of its repeats, until it has this length. */
    void run(double length) {
        run(length, Long.MAX_VALUE);
    }

    /** Runs the path until it has this length or has taken this much work, in the middle of its repeats if need be. */
    void run(double length, long mostWork) {
        double end = floor == null ? startSeconds + length : NEVER;
        while ((phase > 0 || !isOver(length, end)) && work() < mostWork) {
            if (isCancelled.getAsBoolean()) {
                throw new CancellationException("interrupted");
            }
            simulation.runUntil(end);
            move();
        }
    }

    private boolean isOver(double length, double end) {
        return floor == null ? simulation.nowSeconds() >= end : floor.followed() >= length;
    }

    private void move() {
        if (simulation.isPaused() && levels.importance() >= entersAt) {
            enter();
        } else if (phase > 0) {
            leave();
        }
        if (phase == 0 && floor != null) {
            floor.refill(workload);
            hasRefused = false;
        }
    }

    private void enter() {
        stay(phase + 1);
        entries[phase]++;
        repeatsLeft[phase] = thresholds.repeats(phase) - 1;
        workload.saveTo(tapes[phase]);
        movedParts += tapes[phase].parts();
        branch();
    }

    private void leave() {
        if (repeatsLeft[phase] > 0) {
            repeatsLeft[phase]--;
            workload.restoreFrom(tapes[phase]);
            movedParts += tapes[phase].parts();
            branch();
        } else {
            stay(phase - 1);
        }
    }

    private void branch() {
        workload.branch(random.nextLong());
    }

    private void stay(int newPhase) {
        phase = newPhase;
        entersAt = thresholds.entersAt(phase);
        leavesBelow = thresholds.leavesBelow(phase);
    }

    private void look() {
        if (isWarmingUp) {
            return;
        }
        events++;
        double importance = levels.importance();
        if (histogram != null) {
            histogram.add(importance, weights[phase]);
        }
        if (importance >= entersAt || importance < leavesBelow || (floor != null && floor.isBelow())) {
            simulation.pause();
        }
    }

    Levels levels() {
        return levels;
    }

    /** Returns how often the highest phase was entered. */
    long entriesOfTop() {
        return entries[thresholds.top()];
    }

    /** Returns how often the path has left its floor and been refused. */
    long episodes() {
        return episodes;
    }

    /** Returns how many requests were refused of the tenant that was refused least, of those that ask for anything. */
    long fewestRefusals() {
        long fewest = Long.MAX_VALUE;
        for (int tenant = 0; tenant < refused[0].length; tenant++) {
            if (sum(requests, tenant) > 0) {
                fewest = Math.min(fewest, sum(refused, tenant));
            }
        }
        return fewest;
    }

    private static long sum(long[][] counts, int tenant) {
        return Arrays.stream(counts).mapToLong(ofPhase -> ofPhase[tenant]).sum();
    }

    long events() {
        return events;
    }

    /** Returns the effort that the path took: its events, and the events in whose time limits are looked at, states saved and restored. */
    long work() {
        return events * (1 + levels.count() / PARTS_AN_EVENT) + movedParts / PARTS_AN_EVENT;
    }

    /** Returns the share of a tenant's requests that were refused at their first try; NaN without requests. */
    double callCongestion(int tenant) {
        return weighted(refused, tenant) / weighted(requests, tenant);
    }

    /** Returns how many requests of a tenant were refused at their first try in each second of stationary time; only with a floor. */
    double refusedPerSecond(int tenant) {
        return floor == null ? Double.NaN : weighted(refused, tenant) / floor.followed() * floor.arrivalsPerSecond();
    }

    private double weighted(long[][] counts, int tenant) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += weights[i] * counts[i][tenant];
        }
        return sum;
    }

    @Override
    public void requested(int tenant) {
        requests[phase][tenant]++;
        isFirstTry = true;
    }

    @Override
    public void attempted(int tenant, double arrivalSeconds) {}

    @Override
    public void refused(int tenant, Refusal refusal) {
        if (isFirstTry && (countsAll || levels.areOf(refusal.level()))) {
            refused[phase][tenant]++;
            episodes += hasRefused ? 0 : 1;
            hasRefused = true;
        }
        isFirstTry = false;
    }

    @Override
    public void granted(int tenant, double arrivalSeconds, double holdSeconds, int attempts) {}

    @Override
    public void grantedAtOnce(int tenant, double holdSeconds) {
        requests[phase][tenant]++;
    }

    @Override
    public void gaveUp(int tenant, double arrivalSeconds) {}

    @Override
    public void unmetEnded(int tenant, double arrivalSeconds) {}

    @Override
    public void openAtEnd(int tenant, double arrivalSeconds, boolean gaveUp) {}

    @Override
    public void advance(double nowSeconds) {
        isFirstTry = false; // a try in a later event is not the first
    }

    @Override
    public void heldChanged(int tenant, int delta, boolean ofPool) {}

    @Override
    public void asidsChanged(int tenant, int delta) {}

    /** Looks at the importance after each event. */
    private final class Watch extends SimulatedScenario.EventLoop {
        @Override
        public void fire(int payload) {
            super.fire(payload);
            look();
        }
    }
}
