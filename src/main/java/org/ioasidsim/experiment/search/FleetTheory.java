package org.ioasidsim.experiment.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.exact.ExactValue;
import org.ioasidsim.experiment.exact.InstanceRoom;
import org.ioasidsim.experiment.exact.RefusalEstimate;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.math.PortableMath;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.FleetSpec;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * What theory says of one cell of a fleet: the largest number with which its conditions, on shares of refused requests, hold. That is where Erlang's
 * formula or another exact model gives the share, or where the law of the demand is known and the share is approximated.
 */
final class FleetTheory {
    /** A condition that asks for no refusal at all is taken as met below this share. */
    private static final double AS_GOOD_AS_NONE = 1e-9;

    private final FleetSpec fleet;
    private final LongFunction<Scenario> scenarios;
    private final InstanceRoom room;
    private final Scenario first;
    private final Optional<RefusalEstimate> ofFirst;
    private final Map<Long, Optional<Shares>> known = new HashMap<>();
    private final Function<RefusalEstimate, RefusalEstimate> look;
    private long guess;
    private boolean isNear;

    /**
     * What is known at one number.
     *
     * @param ofAllowed the odds of a refusal by those that each condition allows; the largest of them
     */
    private record Shares(double ofAllowed, boolean isExact, String model, Map<String, Double> byLevel) {}

    private FleetTheory(FleetSpec fleet, LongFunction<Scenario> scenarios) {
        this.fleet = fleet;
        this.scenarios = scenarios;
        this.first = scenarios.apply(fleet.plan().from());
        this.room = fleet.tenant()
                .map(tenant -> InstanceRoom.of(first, tenant))
                .orElse(new InstanceRoom(Long.MAX_VALUE, ""));
        this.ofFirst = RefusalEstimate.of(first);
        this.look = estimate -> estimate;
    }

    /** Makes the theory of the same cell, by fewer moments of each run. */
    private FleetTheory(FleetTheory other) {
        this.fleet = other.fleet;
        this.scenarios = other.scenarios;
        this.first = other.first;
        this.room = other.room;
        this.ofFirst = other.ofFirst.map(RefusalEstimate::rough);
        this.look = RefusalEstimate::rough;
        this.guess = other.guess;
    }

    /** Returns the theory of a cell, whose scenario {@code scenarios} gives for a number; empty where none is known at the border. */
    static Optional<FleetTheory> of(FleetSpec fleet, LongFunction<Scenario> scenarios) {
        var theory = new FleetTheory(fleet, scenarios);
        long from = fleet.plan().from();
        theory.guess = from;
        if (theory.shares(from).isEmpty()) {
            return Optional.empty();
        }
        theory.ofFirst
                .filter(estimate -> estimate.load() > 0)
                .ifPresent(estimate -> theory.guess = (long) (from * (estimate.ids() / estimate.load())));
        if (theory.ofFirst
                .filter(estimate -> !estimate.isSteady())
                .isPresent()) { // which costs a look at each moment of the run for each number
            theory.guess = new FleetTheory(theory).fits(1);
            theory.isNear = true;
        }
        return theory.endsWithinWhatIsKnown() ? Optional.of(theory) : Optional.empty();
    }

    /** Returns whether the border is one of shares: a model of one instance, say with a quota of its own, may be none of two, which says nothing. */
    private boolean endsWithinWhatIsKnown() {
        long beyond = Math.min(fleet.plan().to(), fits(1) + 1);
        return shares(beyond).isPresent();
    }

    /**
     * Returns the largest number at which the odds of a refusal are at most {@code factor} times the allowed ones; one below the plan's range if none
     * is. Odds are as good as shares where these are small, and a multiple of them is never beyond all requests.
     */
    long fits(double factor) {
        PlanSpec plan = fleet.plan();
        long below = plan.from() - 1;
        long above = plan.to() + 1;
        long at = Math.max(plan.from(), Math.min(plan.to(), guess));
        long step = isNear ? 1 : Math.max(1, at / 64);
        isNear = false;
        for (int tried = 0; above - below > 1; tried++) {
            if (isMet(at, factor)) {
                below = at;
            } else {
                above = at;
            }
            boolean isBracketed = below >= plan.from() && above <= plan.to();
            long next = isBracketed ? between(below, above, factor, tried) : below == at ? at + step : at - step;
            at = Math.max(below + 1, Math.min(above - 1, next));
            step = step > above / 4 ? step : 2 * step;
        }
        guess = below;
        return below;
    }

    /** Returns where the straight line through the logarithms of both shares meets that of the factor; each third time, and without them, the middle. */
    private long between(long below, long above, double factor, int tried) {
        double low = PortableMath.log(ofAllowed(below) / factor);
        double high = PortableMath.log(ofAllowed(above) / factor);
        boolean isLine = tried % 3 != 2 && Double.isFinite(low) && Double.isFinite(high) && high > low;
        return below + (long) ((above - below) * (isLine ? -low / (high - low) : 0.5));
    }

    private boolean isMet(long number, double factor) {
        return ofAllowed(number) <= factor;
    }

    private double ofAllowed(long number) {
        return shares(number).map(Shares::ofAllowed).orElse(Double.POSITIVE_INFINITY);
    }

    /** Returns whether the share next to the border is exact in steady state. */
    boolean isExact(long fits) {
        return at(fits).isExact();
    }

    /** Returns the largest number of instances that can start; {@code Long.MAX_VALUE} where nothing limits them. */
    long room() {
        return room.instances();
    }

    String model(long fits) {
        return at(fits).model();
    }

    /** Returns the level that refuses most beyond the border: {@code ids}, {@code ASIDs}, or a limit; empty where all that was asked about fits. */
    String binds(long fits) {
        if (fits >= fleet.plan().to()) {
            return "";
        }
        return at(fits + 1).byLevel().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private Shares at(long number) {
        PlanSpec plan = fleet.plan();
        return shares(Math.max(plan.from(), Math.min(plan.to(), number))).orElseThrow();
    }

    private Optional<Shares> shares(long number) {
        return known.computeIfAbsent(number, this::find);
    }

    private Optional<Shares> find(long number) {
        if (number > room.instances()) {
            return Optional.of(
                    new Shares(Double.POSITIVE_INFINITY, true, PlanTheory.COUNT_OF_VMS, Map.of(room.level(), 1.0)));
        }
        Optional<RefusalEstimate> ofVms = ofVms(number);
        Scenario scenario = ofVms.isPresent() ? first : scenarios.apply(number);
        Optional<RefusalEstimate> estimate =
                ofVms.isPresent() ? ofVms : RefusalEstimate.of(scenario).map(look);
        List<ExactValue> exact = estimate.isPresent() ? List.of() : ExactModels.of(scenario);
        Shares worst = new Shares(-1, true, "", Map.of());
        for (Expectation condition : fleet.plan().conditions()) {
            Optional<Shares> shares = allowed(condition).isEmpty()
                    ? Optional.empty()
                    : estimate.isPresent()
                            ? Optional.of(shares(condition, estimate.get(), scenario))
                            : shares(condition, exact, scenario);
            if (shares.isEmpty()) {
                return Optional.empty();
            }
            worst = shares.get().ofAllowed() > worst.ofAllowed() ? shares.get() : worst;
        }
        return Optional.of(worst);
    }

    private static Shares shares(Expectation condition, RefusalEstimate estimate, Scenario scenario) {
        RefusalEstimate.Refused refused = estimate.refused(condition.tenant());
        Map<String, Double> named = new HashMap<>();
        refused.byLevel().forEach((level, share) -> named.merge(named(level, scenario), share, Double::sum));
        return new Shares(oddsOfAllowed(refused.share(), condition), estimate.isExact(), estimate.model(), named);
    }

    /** Returns the estimate at a number of VMs; empty where another number changes more than their count. */
    private Optional<RefusalEstimate> ofVms(long number) {
        return fleet.tenant()
                .filter(this::isOfVms)
                .flatMap(tenant ->
                        ofFirst.map(estimate -> estimate.withVms(tenant, (int) Math.min(Integer.MAX_VALUE, number))));
    }

    private boolean isOfVms(String tenant) {
        return first.tenants().stream()
                .filter(one -> one.name().equals(tenant))
                .allMatch(one -> one.kind() == TenantSpec.Kind.VM
                        && one.instances().initial() > 0
                        && one.instances().arrivals() instanceof ArrivalsSpec.None);
    }

    private static Optional<Shares> shares(Expectation condition, List<ExactValue> exact, Scenario scenario) {
        return ExactModels.find(exact, condition.tenant(), Metric.CALL_CONGESTION.word())
                .map(value -> new Shares(
                        oddsOfAllowed(value.value(), condition),
                        true,
                        value.model(),
                        Map.of(named("/", scenario), value.value())));
    }

    private static double oddsOfAllowed(double refused, Expectation condition) {
        double allowed = allowed(condition).orElseThrow();
        return allowed >= 1 ? 0 : odds(refused) / odds(allowed);
    }

    private static double odds(double share) {
        return share / (1 - share);
    }

    private static String named(String level, Scenario scenario) {
        if (!level.equals("/")) {
            return level.startsWith("/") && !level.contains(" ") ? level + " " + file(scenario) : level;
        }
        return scenario.bindingResource().isAsids() ? "ASIDs" : "ids";
    }

    /** Returns the file in which cgroups of a scenario limit ids. */
    private static String file(Scenario scenario) {
        return (scenario.kernel().miscPasid() ? Resource.MISC_PASID : Resource.IOASIDS).maxFile();
    }

    /** Returns the share of requests that a condition lets be refused; empty where it is not on that. */
    private static OptionalDouble allowed(Expectation condition) {
        boolean isUpper = condition.relation() == Expectation.Relation.AT_MOST
                || condition.relation() == Expectation.Relation.LESS;
        if (condition.metric().equals(Metric.FIRST_TRY_SUCCESS.word()) && !isUpper) {
            return OptionalDouble.of(Math.max(AS_GOOD_AS_NONE, 1 - condition.bound()));
        }
        return condition.metric().equals(Metric.CALL_CONGESTION.word()) && isUpper
                ? OptionalDouble.of(Math.max(AS_GOOD_AS_NONE, condition.bound()))
                : OptionalDouble.empty();
    }
}
