package org.ioasidsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.ioasidsim.archive.ProgramFingerprint;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.Engine;
import org.ioasidsim.experiment.EngineFailure;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.TestScenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Elsewhere must give what here gives, a worker that is another program nothing, and an engine that gives up no result. */
class RemoteReplicatorTest {
    private static final String SCENARIO = TestScenarios.SMALL + "  warm_up: 2s\n  replications: 4\n  seed: 1\n";

    @TempDir
    private Path directory = Path.of("");

    private final AtomicInteger tasks = new AtomicInteger();

    @Test
    void aWorkerGivesWhatIsSimulatedHere() throws IOException {
        ScenarioFile file = file();
        List<SummaryRow> here = Experiment.of(file).run().variants().get(0).summary();
        assertThat(elsewhere(file, ProgramFingerprint.own(), RemoteTask::run)).isEqualTo(here);
        assertThat(tasks).hasValue(4);
    }

    @Test
    void aWorkerOfAnotherProgramSaysHowItDiffers() throws IOException {
        ScenarioFile file = file();
        String own = ProgramFingerprint.own();
        assertThatThrownBy(() -> elsewhere(file, "0123456789abcdef", RemoteTask::run))
                .isInstanceOf(EngineFailure.class)
                .hasMessageStartingWith("a worker has program and Java " + own)
                .hasMessageContaining("and not 0123456789abcdef");
    }

    /** A model that fails is a result like any other, told with its replication; nobody simulates it again. */
    @Test
    void aModelThatFailsThereIsAReplicationThatFailed() throws IOException {
        byte[] words = "the policy broke its word".getBytes(StandardCharsets.UTF_8);
        UnaryOperator<byte[]> failing = task -> ByteBuffer.allocate(1 + Integer.BYTES + words.length)
                .put((byte) 1)
                .putInt(words.length)
                .put(words)
                .array();
        VariantResult result = result(file(), ProgramFingerprint.own(), failing);
        assertThat(result.replications())
                .hasSize(4)
                .allMatch(replication -> "the policy broke its word".equals(replication.failure()));
        assertThat(tasks).hasValue(4);
    }

    @Test
    void anEngineThatGivesUpGivesNoResult() throws IOException {
        ScenarioFile file = file();
        UnaryOperator<byte[]> dead = task -> {
            throw new EngineFailure("all workers are lost", null);
        };
        assertThatThrownBy(() -> elsewhere(file, ProgramFingerprint.own(), dead))
                .isInstanceOf(EngineFailure.class)
                .hasMessage("all workers are lost");
    }

    @Test
    void damagedBytesAreNoResult() throws IOException {
        ScenarioFile file = file();
        UnaryOperator<byte[]> careless = task -> {
            byte[] answer = RemoteTask.run(task);
            answer[answer.length - 1]++;
            return answer;
        };
        assertThatThrownBy(() -> elsewhere(file, ProgramFingerprint.own(), careless))
                .isInstanceOf(EngineFailure.class)
                .hasMessage("a result came back damaged");
    }

    private ScenarioFile file() throws IOException {
        Path file = Files.writeString(directory.resolve("far-away.yaml"), SCENARIO);
        return ScenarioFiles.read(List.of(file), new Options()).get(0);
    }

    private List<SummaryRow> elsewhere(ScenarioFile file, String program, UnaryOperator<byte[]> worker) {
        return result(file, program, worker).summary();
    }

    private VariantResult result(ScenarioFile file, String program, UnaryOperator<byte[]> worker) {
        var replicator = new RemoteReplicator(new Near(worker), file.path(), program);
        return Experiment.of(file).on(replicator).run().variants().get(0);
    }

    /** An engine whose workers are threads here. */
    private final class Near implements Engine {
        private final UnaryOperator<byte[]> worker;

        Near(UnaryOperator<byte[]> worker) {
            this.worker = worker;
        }

        @Override
        public void start() {}

        @Override
        public int width() {
            return 2;
        }

        @Override
        public CompletableFuture<byte[]> submit(byte[] task) {
            tasks.incrementAndGet();
            try {
                return CompletableFuture.completedFuture(worker.apply(task));
            } catch (EngineFailure gaveUp) {
                return CompletableFuture.failedFuture(gaveUp);
            }
        }

        @Override
        public void close() {}
    }
}
