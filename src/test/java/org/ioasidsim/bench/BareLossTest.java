package org.ioasidsim.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.SingleRun;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.MetricNames;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;

/** A bare loop that did less, or drew other numbers, than the simulation beside it would make every ratio a lie. */
class BareLossTest {
    private static final String SMALL = Models.LOSS
            .replace("max_pasids: 65537", "max_pasids: 101")
            .replace("66000/s", "110/s")
            .replace("warm_up: 4s, duration: 12s", "warm_up: 0s, duration: 200s");

    @Test
    void refusesTheRequestsThatTheSimulationRefuses() throws InvalidScenarioException {
        ScenarioFile loss = read(SMALL);
        var bare = new BareLoss(loss);
        long events = bare.run();

        assertThat(events).isGreaterThan(30_000);
        assertThat(bare.refused()).isPositive().isEqualTo(refusedInASimulation(loss));
    }

    private static long refusedInASimulation(ScenarioFile loss) {
        VariantResult only = Experiment.of(loss).jobs(1).run().variants().get(0);
        return only.replications().get(0).refusals().stream()
                .mapToLong(ReplicationResult.RefusalCount::count)
                .sum();
    }

    @Test
    void theSimulationAllocatesNothingForAnEvent() throws InvalidScenarioException {
        var run = new SingleRun(read(SMALL));
        assertThat(run.events()).isPositive(); // classes are loaded

        double bytes = Contest.bytesPerEvent(() -> run.events(600), run::events);

        assertThat(bytes).isLessThan(1); // the smallest object has 16 bytes; arrays still grow now and then
    }

    private static ScenarioFile read(String text) throws InvalidScenarioException {
        var reader = new ScenarioReader(
                BuiltInPolicies.catalogue(),
                new MetricNames(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), word -> ""));
        return reader.readResolved(Path.of("loss.yaml"), text, Overrides.NONE);
    }
}
