package org.ioasidsim.experiment.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.compare.ScaledLoad;
import org.ioasidsim.experiment.exact.Accuracy;
import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.exact.ExactValue;
import org.ioasidsim.experiment.exact.InstanceRoom;
import org.ioasidsim.experiment.exact.RefusalEstimate;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.TenantSpec;

/**
 * What theory says of a plan, where it has a value for every condition, exact in steady state or an approximation; simulation confirms both sides.
 *
 * @param met the last value that meets all conditions; empty if none does. Where the conditions come back after a miss, one that does
 * @param missed the first value that misses one; empty if none does
 * @param models the formulas that it rests on
 * @param accuracy of all of them together
 * @param underLoad the last value that meets all conditions when each tenant has {@link #MORE_LOAD} times its load; empty where that is not asked, or
 *     no value does
 * @param curve the values that theory was asked about, ascending
 */
public record PlanTheory(
        OptionalLong met,
        OptionalLong missed,
        List<String> models,
        Accuracy accuracy,
        OptionalLong underLoad,
        List<Point> curve) {
    /** The load at which the headroom of an answer is told. */
    public static final double MORE_LOAD = 1.1;

    /** Parts of the range at whose ends theory is asked whether the conditions come back, where the two ends do not differ as expected. */
    private static final int PARTS = 8;

    /** The model by which VMs that do not start are known. */
    static final String COUNT_OF_VMS = "count of VMs";

    /** The most values beside the border at which theory is asked in addition. */
    private static final int BESIDE = 6;

    /** Up to this height on both sides of the bound the curve is nearly straight. */
    private static final double STRAIGHT = 10;

    /** How far beyond the height at which a condition is plainly met or missed, as {@link ConditionScale} has it, the curve must be known. */
    private static final double NOT_FAR = 1;

    /** How far a load that is rounded may be off. */
    private static final double CLOSE = 0.01;

    public PlanTheory {
        models = List.copyOf(models);
        curve = List.copyOf(curve);
    }

    /** What theory says at a value: the figure of each condition. */
    public record Point(long value, List<Double> figures) {
        public Point {
            figures = List.copyOf(figures);
        }
    }

    /**
     * Returns what theory says; empty if a condition has no value at an end. Where the conditions hold at the near end and not at the far one, it goes to where the
     * line through the figures crosses the bound, and bisects where that does not halve what is left; else a few values between tell whether they all agree. Where the plan looks for the most instances, also with more load.
     */
    static Optional<PlanTheory> of(PlanSpec plan, LongFunction<Scenario> scenarios) {
        Optional<PlanTheory> theory = search(new Search(plan, scenarios, true));
        boolean hasHeadroom = plan.isLargest()
                && plan.countsInstances()
                && scenarios.apply(plan.from()).tenants().stream().allMatch(PlanTheory::canBeLoaded);
        OptionalLong underLoad = theory.filter(known ->
                        hasHeadroom && known.met.isPresent() && known.missed.isPresent() && known.isOrdered(plan))
                .flatMap(known -> search(new Search(plan, value -> loaded(scenarios.apply(value)), false)))
                .map(PlanTheory::met)
                .orElse(OptionalLong.empty());
        return theory.map(
                known -> new PlanTheory(known.met, known.missed, known.models, known.accuracy, underLoad, known.curve));
    }

    /** Returns whether a number of processes at the start, which is whole, can be so much larger. */
    private static boolean canBeLoaded(TenantSpec tenant) {
        int initial = tenant.processes().initial();
        return Math.abs(Math.rint(initial * MORE_LOAD) - initial * MORE_LOAD) <= CLOSE * initial;
    }

    private static Scenario loaded(Scenario scenario) {
        Scenario loaded = scenario;
        for (String tenant : scenario.tenantNames()) {
            loaded = ScaledLoad.of(loaded, tenant, MORE_LOAD);
        }
        return loaded;
    }

    private static Optional<PlanTheory> search(Search search) {
        Optional<Boolean> first = search.isMet(0);
        Optional<Boolean> last = search.isMet(search.plan.to() - search.plan.from());
        return first.isEmpty() || last.isEmpty() ? Optional.empty() : search.between(first.get(), last.get());
    }

    /** Returns whether no value beyond a miss meets the conditions. Else {@link #met} lies beyond {@link #missed}. */
    public boolean isOrdered(PlanSpec plan) {
        return met.isEmpty()
                || missed.isEmpty()
                || (plan.isLargest() ? met.getAsLong() < missed.getAsLong() : met.getAsLong() > missed.getAsLong());
    }

    /**
     * Returns the figure of a condition at a value: between two that theory was asked about, on the straight line of {@link ConditionScale} between
     * these.
     *
     * @param condition its number
     * @return NaN outside the values that theory was asked about
     */
    public double figure(PlanSpec plan, int condition, long value) {
        int after = 0;
        while (after < curve.size() && curve.get(after).value() < value) {
            after++;
        }
        if (after == curve.size() || (after == 0 && curve.get(0).value() > value)) {
            return Double.NaN;
        }
        Point right = curve.get(after);
        Point left = curve.get(Math.max(0, after - 1));
        double part =
                right.value() == left.value() ? 1 : (value - left.value()) / (double) (right.value() - left.value());
        return ConditionScale.between(
                plan.conditions().get(condition),
                left.figures().get(condition),
                right.figures().get(condition),
                part);
    }

    /** Returns the value that is worth trying first; empty if all values meet the conditions or none does. */
    OptionalLong border() {
        return missed.isEmpty() ? missed : met;
    }

    /** Returns the first value that misses a condition if it does because VMs do not start, which every replication shows; empty where ids are refused. */
    OptionalLong firstShortOfVms() {
        boolean isCounted = missed.isPresent()
                && models.contains(COUNT_OF_VMS)
                && curve.stream().noneMatch(point -> point.value() == missed.getAsLong());
        return isCounted ? missed : OptionalLong.empty();
    }

    /** The formulas on which a verdict rests. */
    private record Ground(List<String> models, Accuracy accuracy) {
        static Ground of(List<ExactValue> values) {
            return new Ground(
                    values.stream().map(ExactValue::model).toList(),
                    values.stream().map(ExactValue::accuracy).reduce(Accuracy.EXACT, Accuracy::and));
        }
    }

    private static final class Search {
        private final PlanSpec plan;
        private final LongFunction<Scenario> scenarios;
        private final boolean asksBeside;
        private final Map<Long, Ground> grounds = new TreeMap<>();
        private final Map<Long, Point> curve = new TreeMap<>();

        /**
         * @param asksBeside whether the curve is wanted beside the border, too
         */
        Search(PlanSpec plan, LongFunction<Scenario> scenarios, boolean asksBeside) {
            this.plan = plan;
            this.scenarios = scenarios;
            this.asksBeside = asksBeside;
        }

        Optional<PlanTheory> between(boolean isFirstMet, boolean isLastMet) {
            long span = plan.to() - plan.from();
            if (!isFirstMet) {
                return Optional.of(theory(unlike(false), OptionalLong.of(at(0))));
            } else if (isLastMet) {
                return Optional.of(theory(OptionalLong.of(at(span)), unlike(true)));
            }
            long met = 0;
            long missed = span;
            boolean halves = true;
            while (missed - met > 1) {
                long width = missed - met;
                long next = halves ? crossing(met, missed) : met + width / 2;
                Optional<Boolean> isMet = isMet(next);
                if (isMet.isEmpty()) {
                    return Optional.empty();
                }
                met = isMet.get() ? next : met;
                missed = isMet.get() ? missed : next;
                halves = !halves || missed - met <= width / 2;
            }
            List<Ground> both =
                    LongStream.of(at(met), at(missed)).mapToObj(grounds::get).toList();
            if (asksBeside && accuracy(both) == Accuracy.EXACT) {
                askBeside(met, -1);
                askBeside(missed, 1);
            }
            return Optional.of(theory(OptionalLong.of(at(met)), OptionalLong.of(at(missed))));
        }

        /** Returns the step between two at which the line through their heights crosses the bound; the middle where one is far away. */
        private long crossing(long met, long missed) {
            double below = height(met);
            double above = height(missed);
            boolean isStraight = Math.max(-below, above) <= STRAIGHT && above > below;
            double part = isStraight ? -below / (above - below) : 0.5;
            return Math.max(met + 1, Math.min(missed - 1, met + Math.round(part * (missed - met))));
        }

        /**
         * Asks at a few more values on one side of an exact border, so that the curve is known up to where a condition is plainly met or missed, and simulation
         * can confirm it there: the bisection may have left nothing but a far end.
         *
         * @param side -1 towards what is met, 1 towards what is missed
         */
        private void askBeside(long border, int side) {
            long near = border;
            long far = curve.keySet().stream()
                    .mapToLong(this::step)
                    .map(step -> side * step)
                    .filter(step -> step > side * border && isPlain(side * step, side))
                    .min()
                    .orElse(side * border);
            far *= side;
            for (int i = 0;
                    i < BESIDE && Math.abs(far - near) > 1 && !(Math.abs(height(far) - plain(side)) <= NOT_FAR);
                    i++) {
                long middle = near + (far - near) / 2;
                if (isMet(middle).isEmpty() || Double.isNaN(height(middle))) {
                    return;
                }
                if (isPlain(middle, side)) {
                    far = middle;
                } else {
                    near = middle;
                }
            }
        }

        private boolean isPlain(long step, int side) {
            return side * (height(step) - plain(side)) >= 0;
        }

        private static double plain(int side) {
            return side < 0 ? ConditionScale.PLAINLY_MET : ConditionScale.PLAINLY_MISSED;
        }

        /** Returns how far theory is above the bound of the condition that is worst at a step, upwards for worse; NaN where it was not asked about a share there. */
        private double height(long step) {
            Point point = curve.get(at(step));
            double worst = Double.NEGATIVE_INFINITY;
            for (int i = 0; point != null && i < plan.conditions().size(); i++) {
                Expectation condition = plan.conditions().get(i);
                if (!isOfStarts(condition)) {
                    worst = Math.max(
                            worst,
                            ConditionScale.height(condition, point.figures().get(i)));
                }
            }
            return point == null ? Double.NaN : worst;
        }

        private long step(long value) {
            return plan.isLargest() ? value - plan.from() : plan.to() - value;
        }

        /** Returns a value beyond the near end whose verdict differs from that of the near end; empty if none of those asked about does. */
        private OptionalLong unlike(boolean isFirstMet) {
            long span = plan.to() - plan.from();
            for (int i = 1; i <= PARTS; i++) {
                long step = Math.round((double) span * i / PARTS);
                if (isMet(step).filter(isMet -> isMet != isFirstMet).isPresent()) {
                    return OptionalLong.of(at(step));
                }
            }
            return OptionalLong.empty();
        }

        private PlanTheory theory(OptionalLong met, OptionalLong missed) {
            List<Ground> both = LongStream.concat(met.stream(), missed.stream())
                    .mapToObj(grounds::get)
                    .toList();
            return new PlanTheory(
                    met,
                    missed,
                    both.stream()
                            .flatMap(ground -> ground.models().stream())
                            .distinct()
                            .sorted()
                            .toList(),
                    accuracy(both),
                    OptionalLong.empty(),
                    new ArrayList<>(curve.values()));
        }

        private static Accuracy accuracy(List<Ground> grounds) {
            return grounds.stream().map(Ground::accuracy).reduce(Accuracy.EXACT, Accuracy::and);
        }

        private long at(long step) {
            return plan.isLargest() ? plan.from() + step : plan.to() - step;
        }

        /** Returns whether theory meets all conditions at a step; empty if it says nothing of one. */
        Optional<Boolean> isMet(long step) {
            Scenario scenario = scenarios.apply(at(step));
            if (isShortOfVms(scenario)) {
                grounds.put(at(step), new Ground(List.of(COUNT_OF_VMS), Accuracy.EXACT));
                return Optional.of(false);
            }
            List<ExactValue> values = ExactModels.of(scenario);
            boolean isMet = true;
            List<Double> figures = new ArrayList<>();
            List<ExactValue> known = new ArrayList<>();
            for (Expectation condition : plan.conditions()) {
                if (isOfStarts(condition)) {
                    if (!startsAll(scenario, condition)) {
                        return Optional.empty();
                    }
                    figures.add(1.0);
                    continue;
                }
                Optional<ExactValue> value = value(scenario, values, condition);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                known.add(value.get());
                figures.add(value.get().value());
                isMet &= ConditionVerdict.isMet(condition, value.get().value());
            }
            grounds.put(at(step), Ground.of(known));
            curve.put(at(step), new Point(at(step), figures));
            return Optional.of(isMet);
        }

        /** Returns the exact value at any time where there is one, else that of the steady state, else an approximation. */
        private static Optional<ExactValue> value(Scenario scenario, List<ExactValue> steady, Expectation condition) {
            Optional<ExactValue> estimate = RefusalEstimate.value(scenario, condition.tenant(), condition.metric());
            return estimate.filter(value -> value.accuracy() == Accuracy.EXACT)
                    .or(() -> ExactModels.find(steady, condition.tenant(), condition.metric()))
                    .or(() -> estimate);
        }

        private boolean isOfStarts(Expectation condition) {
            return condition.metric().equals(Metric.VM_SUCCESS.word());
        }

        /** Returns whether too few VMs start at all. */
        private boolean isShortOfVms(Scenario scenario) {
            return plan.conditions().stream()
                    .filter(this::isOfStarts)
                    .anyMatch(condition -> scenario.tenants().stream()
                            .filter(tenant -> tenant.name().equals(condition.tenant()))
                            .anyMatch(tenant -> InstanceRoom.share(scenario, tenant).stream()
                                    .anyMatch(share -> !ConditionVerdict.isMet(condition, share))));
        }

        private static boolean startsAll(Scenario scenario, Expectation condition) {
            return scenario.tenants().stream()
                    .filter(tenant -> tenant.name().equals(condition.tenant()))
                    .allMatch(tenant -> InstanceRoom.startsAll(scenario, tenant));
        }
    }
}
