package org.ioasidsim.experiment.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ioasidsim.experiment.exact.RefusalEstimate;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.scenario.EstimateSpec;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.RunCost;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SplittingNeeds;
import org.ioasidsim.scenario.SweepSpec;

/** The searches of a {@code plan:}: one, or one for each point of its further keys. */
public final class CapacityPlan {
    private static final double RARE = 1e-5;

    /** How many times as long the last value must take as the first one before it is not tried at once. */
    private static final double DEAR = 50;

    /** A share of refusals that few plain replications show. */
    private static final double OFTEN = 0.01;

    private final ScenarioFile file;
    private final PlanSpec plan;
    private final Overrides overrides;
    private final Function<Overrides, ScenarioFile> reader;
    private final Trials trials;
    private Listener listener = (probe, number, most) -> {};
    private BooleanSupplier isInterrupted = () -> false;

    /** Runs the plan's variant with other values. */
    public interface Trials {
        /**
         * Returns the summary of the plan's variant.
         *
         * @param changed the file read with these values, with no other variant
         * @throws CancellationException when it was interrupted
         */
        List<SummaryRow> run(ScenarioFile changed);
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
     * The answer at one point of the further keys.
     *
     * @param across the value; empty where there is no second key
     */
    public record Line(String across, PlanResult result) {}

    /**
     * Makes the searches of a plan.
     *
     * @param overrides with which {@code file} was read
     * @param reader reads the file again with other values, and selects the plan's variant
     */
    public CapacityPlan(
            ScenarioFile file,
            PlanSpec plan,
            Overrides overrides,
            Function<Overrides, ScenarioFile> reader,
            Trials trials) {
        this.reader = reader;
        this.file = file;
        this.overrides = overrides;
        this.trials = trials;
        this.plan = StartConditions.added(plan, ends(plan));
    }

    /** Returns the plan with all that must hold: that VMs start is asked without a word where some cannot. */
    public PlanSpec plan() {
        return plan;
    }

    private List<Scenario> ends(PlanSpec written) {
        List<Overrides> points = new ArrayList<>(written.acrossPoints().stream()
                .map(point -> point.over(overrides))
                .toList());
        if (points.isEmpty()) {
            points.add(overrides);
        }
        return points.stream()
                .flatMap(at -> Stream.of(written.over(at, written.from()), written.over(at, written.to())))
                .map(this::scenario)
                .toList();
    }

    /** Sets who is notified of each value. */
    public CapacityPlan onProbe(Listener newListener) {
        listener = newListener;
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
        for (SweepSpec.Point point : plan.acrossPoints()) {
            if (lines.isEmpty() || !isInterrupted.getAsBoolean()) {
                lines.add(new Line(PlanSpec.across(point), search(point.over(overrides))));
            }
        }
        return lines;
    }

    /**
     * A search before it is made.
     *
     * @param across the values of the further keys; empty where there is none
     * @param mostValues that it may try
     * @param cost of its first look at the dearest end, by a low estimate
     */
    public record Ahead(String across, int mostValues, Optional<PlanTheory> theory, RunCost cost) {}

    /** Returns the searches that would be made, with what theory says of each; nothing is simulated. */
    public List<Ahead> ahead() {
        List<Ahead> ahead = new ArrayList<>();
        if (plan.across().isEmpty()) {
            ahead.add(ahead("", overrides));
        }
        plan.acrossPoints().forEach(point -> ahead.add(ahead(PlanSpec.across(point), point.over(overrides))));
        return ahead;
    }

    private Ahead ahead(String across, Overrides at) {
        RunSpec run = run();
        Optional<PlanTheory> theory = theory(at);
        int most = search(run, at, (value, replications, confidence) -> List.of())
                .expecting(theory)
                .mostProbes();
        Scenario dear = scenario(plan.over(at, plan.isLargest() ? plan.to() : plan.from()));
        return new Ahead(across, most, theory, RunCost.of(dear, run.replications()));
    }

    private RunSpec run() {
        return file.variants().stream()
                .filter(variant -> variant.name().equals(plan.variant()))
                .findFirst()
                .orElseThrow()
                .scenario()
                .run();
    }

    private PlanSearch search(RunSpec run, Overrides at, PlanSearch.Trial trial) {
        PlanSearch search = PlanSearch.of(plan, run.replications(), run.confidence(), trial);
        return plan.isLargest() && seconds(at, plan.to()) > DEAR * seconds(at, plan.from())
                ? search.striding()
                : search;
    }

    private double seconds(Overrides at, long value) {
        return RunCost.of(scenario(plan.over(at, value)), 1).seconds();
    }

    /** Returns whether a condition is on so small a share of refusals, 1e-5 or less, that counts hardly ever show it. */
    public static boolean isRare(PlanSpec plan) {
        return plan.conditions().stream().anyMatch(CapacityPlan::isRare);
    }

    private static boolean isRare(Expectation condition) {
        double share = condition.metric().equals(Metric.FIRST_TRY_SUCCESS.word())
                ? 1 - condition.bound()
                : condition.metric().equals(Metric.CALL_CONGESTION.word()) ? condition.bound() : 1;
        return share > 0 && share <= RARE;
    }

    /** Has splitting estimate rare refusals. */
    private Overrides estimating(Overrides at) {
        Scenario first = scenario(plan.over(at, plan.from()));
        EstimateSpec estimate = first.run().estimate();
        if (!estimate.isAuto()
                || !isRare(plan)
                || !SplittingNeeds.lacking(first).isEmpty()) {
            return at;
        }
        return at.at(estimateKey(estimate), "splitting");
    }

    private static String estimateKey(EstimateSpec estimate) {
        return estimate.equals(EstimateSpec.AUTO) ? "run.estimate" : "run.estimate.kind";
    }

    private PlanResult search(Overrides given) {
        Optional<PlanTheory> theory = theory(given);
        Overrides at = estimating(given);
        PlanSearch search = search(
                        run(),
                        given,
                        (value, replications, confidence) -> trials.run(
                                reader.apply(changed(estimating(value, at, given), replications, confidence))))
                .expecting(theory);
        int[] count = {0};
        return search.onProbe(probe -> listener.probed(probe, ++count[0], search.mostProbes()))
                .run();
    }

    private Optional<PlanTheory> theory(Overrides at) {
        return PlanTheory.of(plan, value -> scenario(plan.over(at, value)));
    }

    private Scenario scenario(Overrides at) {
        return reader.apply(at).variants().get(0).scenario();
    }

    /** Returns how a value is run: by plain simulation where theory expects it to refuse often, so that no refusal needs to be looked for. */
    private Overrides estimating(String value, Overrides splitting, Overrides plain) {
        Scenario scenario = scenario(plan.over(plain, value));
        boolean refusesOften = plan.conditions().stream().anyMatch(condition -> refusesOften(scenario, condition));
        return plan.over(refusesOften ? plain : splitting, value);
    }

    private static boolean refusesOften(Scenario scenario, Expectation condition) {
        return isRare(condition)
                && RefusalEstimate.value(scenario, condition.tenant(), Metric.CALL_CONGESTION.word())
                        .filter(refused -> refused.value() >= OFTEN)
                        .isPresent();
    }

    /** The search decides itself how many replications a value needs. */
    private static Overrides changed(Overrides at, int replications, double confidence) {
        return at.replications(replications)
                .at("run.confidence", Numbers.text(confidence))
                .at("run.precision", "none");
    }
}
