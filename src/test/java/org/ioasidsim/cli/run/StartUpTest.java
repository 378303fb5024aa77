package org.ioasidsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.ioasidsim.bench.Bench;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;

/** What {@code bench} calls a trivial scenario must be one, or its time says nothing of the start of the program. */
class StartUpTest {
    /** 90 arrivals a second for 25 s in 5 replications, each once taken and once given back: 22,500 events at most, and a few. */
    @Test
    void runsATrivialScenarioOfOneTenantAndOneVariant() throws InvalidScenarioException {
        ScenarioFile file = new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names())
                .readResolved(Path.of("trivial.yaml"), Bench.TRIVIAL, Overrides.NONE);

        ExperimentResult result = Experiment.of(file).jobs(1).run();

        assertThat(result.variants()).hasSize(1);
        assertThat(result.variants().get(0).scenario().tenantNames()).containsExactly("web");
        assertThat(RunScenario.row(result, "base", "*", Metric.EVENTS).mean()).isBetween(3000.0, 5000.0);
    }
}
