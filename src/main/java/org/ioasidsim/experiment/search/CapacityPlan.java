package org.ioasidsim.experiment.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SweepSpec;
import org.jspecify.annotations.Nullable;

/** The searches of a {@code plan:}: one, or one for each value of its second key. */
public final class CapacityPlan {
    private final ScenarioFile file;
    private final PlanSpec plan;
    private final Overrides overrides;
    private final Trials trials;
    private Listener listener = (probe, number, most) -> {};
    private BooleanSupplier isInterrupted = () -> false;
    private @Nullable Function<Overrides, Scenario> reader;

    /** Reads the plan's scenario again with other values, and runs it. */
    public interface Trials {
        /**
         * Returns the summary of the plan's variant.
         *
         * @param changed all values that differ from those of the file; a precision that the file asks for does not count
         * @throws CancellationException when it was interrupted
         */
        List<SummaryRow> run(Overrides changed);
    }

    /** Is notified of each value as soon as it has a verdict. */
    public interface Listener {
        /**
         * Notifies of a value.
         *
         * @param number of the value in its search, from 1
         * @param most values that its search may try
         */
        void probed(PlanResult.Probe probe, int number, int most);
    }

    /**
     * The answer at one value of the second key.
     *
     * @param across the value; empty where there is no second key
     */
    public record Line(String across, PlanResult result) {}

    /**
     * Makes the searches of a plan.
     *
     * @param overrides with which {@code file} was read
     */
    public CapacityPlan(ScenarioFile file, PlanSpec plan, Overrides overrides, Trials trials) {
        this.file = file;
        this.plan = plan;
        this.overrides = overrides;
        this.trials = trials;
    }

    /** Sets who is notified of each value. */
    public CapacityPlan onProbe(Listener newListener) {
        listener = newListener;
        return this;
    }

    /** Sets what reads the plan's variant with other values, so that theory can say where its conditions cease to hold. */
    public CapacityPlan withTheoryOf(Function<Overrides, Scenario> newReader) {
        reader = newReader;
        return this;
    }

    /** Sets what is asked before each search but the first: whether to leave out the rest. */
    public CapacityPlan until(BooleanSupplier newIsInterrupted) {
        isInterrupted = newIsInterrupted;
        return this;
    }

    /** Searches, and returns what was found for each value of the second key, at least one line. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        if (plan.across().isEmpty()) {
            lines.add(new Line("", search(overrides)));
        }
        for (SweepSpec.Axis axis : plan.across()) {
            for (String value : axis.values()) {
                if (lines.isEmpty() || !isInterrupted.getAsBoolean()) {
                    lines.add(new Line(value, search(overrides.at(axis.path(), value))));
                }
            }
        }
        return lines;
    }

    private PlanResult search(Overrides at) {
        RunSpec run = file.variants().stream()
                .filter(variant -> variant.name().equals(plan.variant()))
                .findFirst()
                .orElseThrow()
                .scenario()
                .run();
        PlanSearch search = PlanSearch.of(
                plan,
                run.replications(),
                run.confidence(),
                (value, replications, confidence) -> trials.run(changed(at, value, replications, confidence)));
        theory(at).ifPresent(theory -> {
            var unused = search.expecting(theory);
        });
        int[] count = {0};
        return search.onProbe(probe -> listener.probed(probe, ++count[0], search.mostProbes()))
                .run();
    }

    private Optional<PlanTheory> theory(Overrides at) {
        Function<Overrides, Scenario> known = reader;
        return known == null
                ? Optional.empty()
                : PlanTheory.of(plan, value -> known.apply(at.at(plan.path(), plan.text(value))));
    }

    /** The search decides itself how many replications a value needs. */
    private Overrides changed(Overrides at, String value, int replications, double confidence) {
        return at.at(plan.path(), value)
                .replications(replications)
                .at("run.confidence", Numbers.text(confidence))
                .at("run.precision", "none");
    }
}
