package org.ioasidsim.experiment.exact;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;

/**
 * Recognises scenarios, or parts of them, that are textbook models, and returns the steady-state values that theory gives for their metrics.
 *
 * <p>A model is recognised only where every rule of {@link ModelNeeds} that it rests on is met; a scenario that differs in any way
 * gets no value rather than a wrong one.
 */
public final class ExactModels {
    private static final double ENOUGH_LIFETIMES = 5;

    private ExactModels() {}

    /** Returns all exact values, tenants in the scenario's order, the host last; none if no model fits. */
    public static List<ExactValue> of(Scenario scenario) {
        var values = new ExactValues();
        if (!ModelNeeds.active(scenario).isEmpty()) {
            recognise(scenario.atEstimates(), values);
        }
        return values.sorted(scenario.tenantNames());
    }

    private static void recognise(Scenario scenario, ExactValues values) {
        var loss = new LossModels(scenario, values);
        if (LossNetwork.lacking(scenario).isEmpty()) {
            loss.network(LossNetwork.of(scenario));
        } else {
            loss.demand();
            loss.blocks();
            new OnePoolModels(scenario, values).add();
        }
    }

    /** Returns the exact value of one metric of a tenant ({@code *}: the host), where one is known; first-try success from its complement. */
    public static OptionalDouble value(Scenario scenario, String tenant, Metric metric) {
        return find(of(scenario), tenant, metric.word()).stream()
                .mapToDouble(ExactValue::value)
                .findFirst();
    }

    /** Returns the value of one metric among {@code values}; first-try success from its complement. */
    public static Optional<ExactValue> find(List<ExactValue> values, String tenant, String metric) {
        if (metric.equals(Metric.FIRST_TRY_SUCCESS.word())) {
            return find(values, tenant, Metric.CALL_CONGESTION.word())
                    .map(congestion -> new ExactValue(
                            tenant,
                            Metric.FIRST_TRY_SUCCESS,
                            1 - congestion.value(),
                            congestion.model(),
                            congestion.because(),
                            congestion.accuracy()));
        }
        return values.stream()
                .filter(value ->
                        value.tenant().equals(tenant) && value.metric().word().equals(metric))
                .findFirst();
    }

    /** Returns the caveat for comparing simulated and exact values, as a sentence. */
    public static String caveat(Scenario scenario) {
        double hold = ModelNeeds.active(scenario).stream()
                .flatMapToDouble(tenant -> DoubleStream.of(
                        tenant.processes().lifetimeSeconds().mean(),
                        tenant.instances().lifetimeSeconds().mean()))
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        double warmUp = scenario.run().warmUpSeconds();
        String warm = "warms up for " + String.format(Locale.ROOT, "%.1f", warmUp / hold) + " mean lifetimes";
        if (warmUp == RunSpec.AUTO) {
            warm = "warms up for as long as its pilot runs need";
        } else if (scenario.run().isStationary()) {
            return "Exact in steady state; this run starts in the equilibrium of its demand.";
        } else if (warmUp == 0) {
            warm = "does not warm up";
        }
        boolean isShort = warmUp != RunSpec.AUTO && warmUp < ENOUGH_LIFETIMES * hold;
        boolean isEmpty = ModelNeeds.active(scenario).stream()
                .allMatch(tenant -> tenant.processes().initial() == 0);
        return "Exact in steady state; this run starts " + (isEmpty ? "empty" : "with those that are there at first")
                + " and " + warm + (isShort ? ", which is short." : ".");
    }
}
