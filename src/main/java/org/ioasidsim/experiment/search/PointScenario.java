package org.ioasidsim.experiment.search;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.ioasidsim.experiment.Precision;
import org.ioasidsim.scenario.RunCost;
import org.ioasidsim.scenario.Scenario;

/**
 * The scenario at a point of a grid, which is read again whenever it is asked for and nobody holds it: a grid of any size needs no more
 * memory than the points that are running.
 */
public final class PointScenario implements Supplier<Scenario> {
    private final Supplier<Scenario> reader;
    private final RunCost cost;
    private final int replications;
    private final boolean findsWarmUp;
    private final boolean growsUntilPrecise;
    private WeakReference<Scenario> read;

    private PointScenario(Supplier<Scenario> reader, Scenario first) {
        this.reader = reader;
        this.read = new WeakReference<>(first);
        this.replications = Precision.first(first);
        this.cost = RunCost.of(first, replications);
        this.findsWarmUp = first.run().findsWarmUp();
        this.growsUntilPrecise = !first.run().precision().isEmpty();
    }

    /** Returns a scenario that is kept. */
    public static PointScenario of(Scenario scenario) {
        return new PointScenario(() -> scenario, scenario);
    }

    /**
     * Returns a scenario that is not kept.
     *
     * @param first what {@code reader} returns
     */
    public static PointScenario of(Scenario first, Supplier<Scenario> reader) {
        return new PointScenario(reader, first);
    }

    @Override
    public synchronized Scenario get() {
        Scenario scenario = read.get();
        if (scenario == null) {
            scenario = reader.get();
            read = new WeakReference<>(scenario);
        }
        return scenario;
    }

    /** Returns what its replications cost. */
    public RunCost cost() {
        return cost;
    }

    /** Returns how many replications it starts with. */
    public int replications() {
        return replications;
    }

    /** Returns whether its runs depend on those of the other variants at the point. */
    boolean hasCommonRules() {
        return findsWarmUp || growsUntilPrecise;
    }

    boolean growsUntilPrecise() {
        return growsUntilPrecise;
    }
}
