package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.trace.Traces;
import org.junit.jupiter.api.Test;

/** Who asks a run to end must not wait for simulated time to pass, however many events it holds. */
class CancelledRunTest {
    private static Scenario lasting(String duration) {
        return RunScenario.read("""
                        scenario: busy
                        question: Does it end when it is asked to?
                        host: {preset: arm64-smmuv3-64k, devices: {d: {}}}
                        cgroups: {/a: {}}
                        tenants:
                          t:
                            cgroup: /a
                            kind: container
                            instances: 1
                            processes: {arrivals: {poisson: 100000/s}, lifetime: {exponential: {mean: 1ms}}, devices: [d]}
                        run: {warm_up: 0s, replications: 1, duration: DURATION}
                        """.replace("DURATION", duration))
                .variants()
                .get(0)
                .scenario();
    }

    @Test
    void aRunIsAskedAfterEveryThousandEvents() {
        AtomicInteger looks = new AtomicInteger();
        ReplicationResult result =
                Replication.run(lasting("1s"), 1, 0, false, new Traces(), () -> looks.incrementAndGet() < 0);
        double events = result.value(result.tenants().size(), Metric.EVENTS);
        assertThat(events).isGreaterThan(100_000);
        assertThat(looks.get()).isGreaterThanOrEqualTo((int) (events / 1_024));
    }

    /** At this rate a day of simulated time would take an hour. */
    @Test
    void aRunOfBillionsOfEventsEndsAtOnce() {
        AtomicInteger looks = new AtomicInteger();
        assertThatThrownBy(() ->
                        Replication.run(lasting("1d"), 1, 0, false, new Traces(), () -> looks.incrementAndGet() > 10))
                .isInstanceOf(CancellationException.class);
        assertThat(looks).hasValue(11);
    }

    /** Memory that runs out is no property of the scenario: nothing may be made of it that looks like a result. */
    @Test
    void memoryThatRunsOutEndsTheRunAndIsNoReplicationThatFailed() {
        var file = new ScenarioFile(
                Path.of("busy.yaml"),
                "base",
                List.of(new ScenarioFile.Variant("base", lasting("1ms"))),
                List.of(),
                List.of());
        Experiment experiment = Experiment.of(file).store((work, simulation) -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThatThrownBy(experiment::run).isInstanceOf(OutOfMemoryError.class);
    }
}
