package org.ioasidsim.experiment;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.exact.RefusalBound;
import org.ioasidsim.experiment.exact.UncappedDemand;
import org.ioasidsim.experiment.summary.Controls;
import org.ioasidsim.experiment.summary.Known;
import org.ioasidsim.scenario.Scenario;

/** Says what the law of the demand tells: its mean for each tenant, how much of all of it is above the capacity, and how many requests a limit refuses at most. */
public final class KnownDemand {
    private KnownDemand() {}

    /**
     * Returns what is known of a scenario.
     *
     * @param warmUpSeconds after which replications count
     */
    public static Known of(Scenario scenario, double warmUpSeconds) {
        var demand = UncappedDemand.of(scenario);
        double to = warmUpSeconds + scenario.run().durationSeconds();
        double[] means = IntStream.range(0, scenario.tenants().size())
                .mapToDouble(tenant -> demand.mean(tenant, warmUpSeconds, to).orElse(Double.NaN))
                .toArray();
        var bound = RefusalBound.of(scenario, warmUpSeconds, to);
        Map<Integer, OptionalDouble> mostRefused = new HashMap<>();
        var controls = new Controls(means, demand.excess(warmUpSeconds, to).orElse(Double.NaN));
        return new Known(
                controls,
                row -> row < means.length ? mostRefused.computeIfAbsent(row, bound::share) : OptionalDouble.empty());
    }
}
