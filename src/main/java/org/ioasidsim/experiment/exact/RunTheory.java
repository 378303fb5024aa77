package org.ioasidsim.experiment.exact;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.BindingResource;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.TenantSpec;

/**
 * What theory says of one run, which starts empty and may end long before its steady state. The mean demand is known at any time ({@link
 * UncappedDemand}) and given for the measured time, and so is what one pool refuses ({@link LossOverTime}). The other values hold in steady state: how far the run is from it shows by how much its demand
 * is off.
 */
public final class RunTheory {
    private static final double ENOUGH_LIFETIMES = 5;
    private static final double NEGLIGIBLE = 1e-4;
    private static final String OF_MEASURED_TIME = LossModels.WHY_DEMAND + "; on average over the measured time";

    private final Scenario scenario;
    private final double from;
    private final double to;
    private final UncappedDemand demand;
    private final BindingResource binding;

    private RunTheory(Scenario scenario, double warmUpSeconds) {
        this.scenario = scenario;
        this.from = warmUpSeconds;
        this.to = warmUpSeconds + scenario.run().durationSeconds();
        this.demand = UncappedDemand.of(scenario);
        this.binding = scenario.bindingResource();
    }

    /**
     * A value and how far the run is from what it holds for.
     *
     * @param exact of the measured time, or of the steady state
     * @param offIds by how many ids the mean demand in the measured time differs from that in steady state, summed over tenants for the host; 0 for a
     *     value of this run itself, and after a warm-up of five mean lifetimes where the demand is not known; NaN where that is shorter
     */
    public record Value(ExactValue exact, double offIds) {}

    /**
     * Returns the exact values for a run, as {@link ExactModels#of}.
     *
     * @param warmUpSeconds after which the run is measured
     */
    public static List<Value> of(Scenario scenario, double warmUpSeconds) {
        Map<Map.Entry<String, Metric>, ExactValue> known = new HashMap<>();
        ExactModels.of(scenario).forEach(value -> known.put(Map.entry(value.tenant(), value.metric()), value));
        RefusalEstimate.ofRun(scenario.atEstimates())
                .forEach(value -> known.put(Map.entry(value.tenant(), value.metric()), value));
        List<ExactValue> values = ExactValues.sorted(List.copyOf(known.values()), scenario.tenantNames());
        return values.isEmpty() ? List.of() : new RunTheory(scenario.atEstimates(), warmUpSeconds).values(values);
    }

    private List<Value> values(List<ExactValue> steady) {
        Map<String, OptionalDouble> means = new HashMap<>();
        Map<String, Double> off = new HashMap<>();
        List<String> names = scenario.tenantNames();
        IntStream.range(0, names.size()).forEach(tenant -> {
            OptionalDouble mean = demand.mean(tenant, from, to);
            means.put(names.get(tenant), mean);
            off.put(names.get(tenant), offIds(scenario.tenants().get(tenant), tenant, mean));
        });
        double ofHost = ModelNeeds.active(scenario).stream()
                .mapToDouble(tenant -> off.getOrDefault(tenant.name(), 0.0))
                .sum();
        off.put(SummaryRow.HOST, ofHost);
        return steady.stream()
                .map(value -> {
                    OptionalDouble mean = means.getOrDefault(value.tenant(), OptionalDouble.empty());
                    return value.metric() == Metric.DEMAND_MEAN && mean.isPresent()
                            ? ofRun(value, mean.getAsDouble())
                            : new Value(value, isOfRun(value) ? 0 : off.getOrDefault(value.tenant(), 0.0));
                })
                .toList();
    }

    private static boolean isOfRun(ExactValue value) {
        return value.accuracy() == Accuracy.EXACT || value.metric() == Metric.TIME_TO_EXHAUSTION;
    }

    /** A run that is in steady state has no value of its own. */
    private static Value ofRun(ExactValue steady, double mean) {
        boolean isSteady = Math.abs(mean - steady.value()) <= NEGLIGIBLE * steady.value();
        return new Value(
                isSteady
                        ? steady
                        : new ExactValue(
                                steady.tenant(),
                                steady.metric(),
                                mean,
                                LossModels.DEMAND,
                                OF_MEASURED_TIME,
                                Accuracy.EXACT),
                0);
    }

    private double offIds(TenantSpec tenant, int number, OptionalDouble mean) {
        double hold = DoubleStream.of(
                        tenant.processes().lifetimeSeconds().mean(),
                        tenant.instances().lifetimeSeconds().mean())
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        if (mean.isPresent()) {
            double steady = ModelNeeds.requestRate(tenant)
                    * tenant.processes().lifetimeSeconds().mean()
                    * binding.unitsOf(number);
            return Math.abs(mean.getAsDouble() - steady);
        }
        boolean hasSettled = scenario.run().warmUpSeconds() == RunSpec.AUTO
                || scenario.run().isStationary()
                || from >= ENOUGH_LIFETIMES * hold;
        return hasSettled ? 0 : Double.NaN;
    }
}
