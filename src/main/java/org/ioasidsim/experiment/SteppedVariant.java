package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.experiment.rare.Splitting;
import org.ioasidsim.experiment.summary.Known;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.Summaries;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.trace.Traces;
import org.jspecify.annotations.Nullable;

/**
 * One variant whose replications are asked for one at a time, in the calling thread: what {@link Experiment} does over the cores, for a
 * caller that shares them out itself. Each replication is the same as there.
 */
public final class SteppedVariant {
    private final String name;
    private final Scenario scenario;
    private final Traces traces = new Traces();
    private @Nullable WarmUpResult warmUp;
    private @Nullable Splitting splitting;

    /** Takes a variant whose warm-up is found where it is not given. */
    public SteppedVariant(String name, Scenario scenario) {
        this.name = name;
        this.scenario = scenario;
    }

    /** Takes a variant whose warm-up, in seconds, another run has settled: that of a variant that shares one with its neighbours. */
    public SteppedVariant(String name, Scenario scenario, double warmUpSeconds) {
        this(name, scenario);
        this.warmUp = WarmUpResult.given(warmUpSeconds);
    }

    /** Returns the warm-up; where the scenario leaves it open, from pilot runs, which the first call makes. */
    public double warmUpSeconds() {
        return warmUp().seconds();
    }

    private WarmUpResult warmUp() {
        WarmUpResult known = warmUp;
        if (known == null) {
            known = scenario.run().warmUpSeconds() == RunSpec.AUTO ? found() : WarmUp.given(scenario);
            warmUp = known;
        }
        return known;
    }

    private WarmUpResult found() {
        List<double[][]> pilots = new ArrayList<>();
        for (int number = 1; number <= WarmUp.pilots(Precision.first(scenario)); number++) {
            pilots.add(WarmUp.occupancy(scenario, number, traces, ReplicationStore.NONE, () -> false));
        }
        return WarmUp.find(pilots, scenario);
    }

    /** Returns how many replications the scenario asks for at first. */
    public int replications() {
        return Precision.first(scenario);
    }

    /**
     * Simulates a replication.
     *
     * @param number from 1; the first samples the state over time
     */
    public ReplicationResult replicate(int number) {
        var work = new ReplicationWork(scenario, number, warmUpSeconds(), number == 1);
        ReplicationResult result = Replication.run(work, traces, () -> false, null);
        if (scenario.run().estimate().isSplitting()) {
            result.estimate(splitting().callCongestion(number, () -> false));
        }
        return result;
    }

    private Splitting splitting() {
        Splitting known = splitting;
        if (known == null) {
            known = Splitting.of(scenario, warmUpSeconds(), () -> false);
            splitting = known;
        }
        return known;
    }

    /** Returns what {@code replications} of this variant, in their order, show. */
    public VariantResult result(List<ReplicationResult> replications) {
        Known known = scenario.run().drawsInputs() ? Known.NOTHING : KnownDemand.of(scenario, warmUpSeconds());
        return new VariantResult(
                name, scenario, replications, Summaries.of(name, scenario, replications, known), warmUp());
    }
}
