package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Variants must be compared on the same demand, and nobody may get other figures because his machine has more cores. */
@Tag("slow")
class SameNumbersTest {
    private static final Path NOISY = Path.of("scenarios/noisy-neighbour-arm64.yaml");

    private static ScenarioFile file() {
        return RunScenario.read(NOISY, Overrides.NONE.replications(2).duration("200ms"));
    }

    @Test
    void everyVariantMeetsTheSameRequests() {
        ExperimentResult result = Experiment.of(file()).jobs(2).run();
        for (String tenant : List.of("web", "noisy")) {
            double first =
                    RunScenario.row(result, "no-limit", tenant, Metric.REQUESTS).mean();
            assertThat(first).isPositive();
            for (VariantResult variant : result.variants()) {
                assertThat(RunScenario.row(result, variant.name(), tenant, Metric.REQUESTS)
                                .mean())
                        .as(variant.name())
                        .isEqualTo(first);
            }
        }
    }

    @Test
    void anyNumberOfJobsGivesTheSameEvents() {
        ExperimentResult one = Experiment.of(file()).jobs(1).run();
        ExperimentResult three = Experiment.of(file()).jobs(3).run();
        for (int i = 0; i < one.variants().size(); i++) {
            VariantResult expected = one.variants().get(i);
            VariantResult actual = three.variants().get(i);
            assertThat(actual.summary()).isEqualTo(expected.summary());
            assertThat(actual.replications().stream().map(ReplicationResult::eventHash))
                    .containsExactlyElementsOf(expected.replications().stream()
                            .map(ReplicationResult::eventHash)
                            .toList());
        }
    }

    /** A store that lets the second variant begin only when the first was told: an experiment that tells at its end would never end. */
    @Test
    void eachVariantIsToldInItsOrderBeforeTheNextIsSimulated() {
        ScenarioFile file = file();
        var isTold = new CountDownLatch(1);
        List<VariantResult> told = new ArrayList<>();
        ReplicationStore waiting = (work, simulation) -> {
            if (!work.scenario().equals(file.variants().get(0).scenario())) {
                assertThat(isReached(isTold)).isTrue();
            }
            return simulation.get();
        };

        ExperimentResult result = Experiment.of(file)
                .jobs(2)
                .store(waiting)
                .onVariant(variant -> {
                    told.add(variant);
                    isTold.countDown();
                })
                .run();

        assertThat(told).isEqualTo(result.variants());
        assertThat(result.variants())
                .allSatisfy(variant -> assertThat(variant.replications())
                        .allSatisfy(
                                replication -> assertThat(replication.failure()).isNull()));
    }

    private static boolean isReached(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void replicationsDiffer() {
        List<ReplicationResult> replications =
                Experiment.of(file()).run().variants().get(0).replications();
        assertThat(replications.get(0).eventHash())
                .isNotEqualTo(replications.get(1).eventHash());
    }
}
