package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.ScenarioFile;
import org.junit.jupiter.api.Test;

/** Variants and replications are run, reported and counted one by one; what fails or is interrupted loses nothing else. */
class ExperimentByHandTest {
    private static ScenarioFile.Variant variant(String name, String run) {
        return new ScenarioFile.Variant(
                name,
                RunScenario.read("""
                        scenario: runs
                        question: Which are run?
                        host: {preset: x86-vtd-20bit, max_pasids: 9, devices: {dsa: {}}}
                        cgroups: {/web: {}}
                        tenants:
                          web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {at: [1s]}, lifetime: 5s, devices: [dsa]}}
                        run: {duration: 2s, warm_up: none, RUN}
                        """.replace("RUN", run)).variants().get(0).scenario());
    }

    private static ScenarioFile file(ScenarioFile.Variant... variants) {
        ScenarioFile any = RunScenario.read("""
                scenario: runs
                question: Which are run?
                host: {preset: x86-vtd-20bit, max_pasids: 9, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: none, lifetime: 5s, devices: [dsa]}}
                run: {duration: 2s, replications: 1}
                """);
        return new ScenarioFile(any.path(), variants[0].name(), List.of(variants), List.of(), any.overrides());
    }

    private static List<Integer> sizes(ExperimentResult result) {
        return result.variants().stream()
                .map(variant -> variant.replications().size())
                .toList();
    }

    @Test
    void eachVariantHasItsReplicationsAndIsReportedInOrder() {
        List<String> progress = Collections.synchronizedList(new ArrayList<>());
        List<String> reported = new ArrayList<>();
        ExperimentResult result = Experiment.of(
                        file(variant("two", "replications: 2"), variant("three", "replications: 3")))
                .jobs(1)
                .onProgress((variant, replication, done, total) -> {
                    assertThat(Thread.currentThread().isDaemon()).isTrue();
                    progress.add(variant + " " + replication + ", " + done + " of " + total);
                })
                .onVariant(variant -> reported.add(variant.name()))
                .run();
        assertThat(sizes(result)).containsExactly(2, 3);
        assertThat(progress)
                .containsExactly(
                        "two 1, 1 of 5", "two 2, 2 of 5", "three 1, 3 of 5", "three 2, 4 of 5", "three 3, 5 of 5");
        assertThat(reported).containsExactly("two", "three");
        assertThat(result.interrupted()).isFalse();
        assertThat(result.precision()).isEmpty();
        VariantResult two = result.variants().get(0);
        assertThat(two.replications())
                .extracting(ReplicationResult::replication)
                .containsExactly(1, 2);
        assertThat(two.replications()).allMatch(one -> one.value(0, Metric.HELD_MEAN) == 0.5);
    }

    /** The first has nothing to narrow, but the other grows to its four: pairs stay complete. */
    @Test
    void aTargetOfOneVariantIsForAll() {
        String target =
                "replications: 2, precision: {metric: time_to_bind_max, tenant: web, half_width: 1s, max_replications: 4}";
        ExperimentResult result = Experiment.of(file(variant("none", "replications: 2"), variant("target", target)))
                .jobs(2)
                .run();
        assertThat(sizes(result)).containsExactly(4, 4);
        assertThat(result.precision()).hasSize(1);
    }

    @Test
    void whatWasInterruptedHasNoReplications() {
        Experiment experiment = Experiment.of(file(variant("two", "replications: 2")));
        experiment.interrupt();
        ExperimentResult result = experiment.run();
        assertThat(sizes(result)).containsExactly(0);
        assertThat(result.interrupted()).isTrue();
    }

    @Test
    void aReplicationThatFailsIsNamedAndLosesNoOther() {
        ReplicationStore broken = (work, simulation) -> {
            if (work.number() == 2) {
                throw new IllegalStateException("no space left");
            }
            return simulation.get();
        };
        ExperimentResult result = Experiment.of(file(variant("three", "replications: 3")))
                .store(broken)
                .run();
        List<ReplicationResult> all = result.variants().get(0).replications();
        assertThat(all)
                .extracting(ReplicationResult::failure)
                .containsExactly(null, "java.lang.IllegalStateException: no space left", null);
        assertThat(all.get(1).replication()).isEqualTo(2);
        assertThat(all.get(1).tenants()).containsExactly("web");
        assertThat(all.get(1).values()).hasDimensions(2, Metric.values().length);
        assertThat(all.get(1).value(0, Metric.HELD_MEAN)).isNaN();
        assertThat(all.get(1).value(1, Metric.HELD_MEAN)).isNaN();
        assertThat(RunScenario.row(result, "three", "web", Metric.HELD_MEAN).replications())
                .isEqualTo(2);
    }
}
