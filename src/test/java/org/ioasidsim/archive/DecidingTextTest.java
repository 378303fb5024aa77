package org.ioasidsim.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.TestScenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kept replication must be found again after a change that cannot touch it, and must not be found after one that can. */
class DecidingTextTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "question=Another?",
                "scenario=another",
                "run.replications=99",
                "run.confidence=0.9",
                "run.warm_up=1s",
                "run.precision={metric: call_congestion, tenant: web, half_width: 1%}"
            })
    void whatCannotTouchAReplicationLeavesItsTextAlone(String change) throws Exception {
        assertThat(text(Overrides.NONE.set(change))).isEqualTo(text(Overrides.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run.seed=43",
                "run.duration=11s",
                "measure.window=5s",
                "measure.timeline=2s",
                "measure.starvation_after=2s",
                "host.cpus=127",
                "/web/pids.max=9",
                "controls.misc_pasid=on",
                "controls.policy=blocking-bind",
                "run.analysis={kind: steady, batches: 20}",
                "tenants.web.weight=2",
                "tenants.web.processes.arrivals.poisson=3/s",
                "events=[{at: 1s, kill: web}]"
            })
    void whatMayTouchAReplicationChangesItsText(String change) throws Exception {
        assertThat(text(Overrides.NONE.set(change))).isNotEqualTo(text(Overrides.NONE));
    }

    @Test
    void anotherLoadMadeByAProgramChangesTheText() throws Exception {
        Scenario scenario = scenario(Overrides.NONE);
        assertThat(DecidingText.of(
                        scenario.with(scenario.tenants(), scenario.events(), "x_load: {tenant: web, factor: 2}")))
                .isNotEqualTo(DecidingText.of(scenario));
    }

    @ParameterizedTest
    @ValueSource(strings = {"empirical", "fit"})
    void anotherContentOfADataFileChangesTheText(String law) throws Exception {
        Path data = directory.resolve("data.csv");
        var fromFile = Overrides.NONE.set(
                "tenants.web.processes.lifetime={" + law + ": {file: " + data.toAbsolutePath() + ", column: s}}");
        Files.writeString(data, "s\n1\n2\n");
        String before = text(fromFile);
        assertThat(text(fromFile)).isEqualTo(before);
        Files.writeString(data, "s\n1\n3\n");
        assertThat(text(fromFile)).isNotEqualTo(before);
    }

    private String text(Overrides overrides) throws IOException, InvalidScenarioException {
        return DecidingText.of(scenario(overrides));
    }

    private Scenario scenario(Overrides overrides) throws IOException, InvalidScenarioException {
        Path file = Files.writeString(directory.resolve("s.yaml"), TestScenarios.SMALL);
        return TestScenarios.reader().read(file, overrides).variants().get(0).scenario();
    }
}
