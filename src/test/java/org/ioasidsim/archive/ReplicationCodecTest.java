package org.ioasidsim.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.stats.interval.RatioBatches;
import org.junit.jupiter.api.Test;

/** What is stored must come back to the last bit, and what was damaged must never come back at all. */
class ReplicationCodecTest {
    private static final List<ReplicationResult> ALL = Fixture.typical().variants().stream()
            .map(VariantResult::replications)
            .flatMap(List::stream)
            .toList();

    @Test
    void everyPartComesBackAsItWas() throws IOException {
        for (ReplicationResult result : ALL) {
            byte[] bytes = ReplicationCodec.encode(result);
            ReplicationResult back = ReplicationCodec.decode(bytes).orElseThrow();
            assertThat(back)
                    .usingRecursiveComparison()
                    .withComparatorForType(Double::compare, Double.class) // NaN is NaN
                    .isEqualTo(result);
            assertThat(ReplicationCodec.encode(back)).isEqualTo(bytes);
        }
    }

    @Test
    void batchesComeBackToTheLastBit() throws IOException {
        double[] means = {0.1 + 0.2, -0.0, Double.NaN};
        var batched = new ReplicationResult.Batched(
                "web", Metric.UTILISATION, new RatioBatches(1.0 / 3, means, Double.MIN_VALUE, Double.MAX_VALUE));
        ReplicationResult plain = ALL.get(0);
        var steady = new ReplicationResult(
                plain.replication(),
                null,
                plain.eventHash(),
                plain.tenants(),
                plain.values(),
                plain.refusals(),
                plain.blameIdSeconds(),
                plain.timeToBind(),
                plain.fairness(),
                plain.timeline(),
                plain.denialWindows(),
                List.of(batched));
        ReplicationResult back =
                ReplicationCodec.decode(ReplicationCodec.encode(steady)).orElseThrow();
        assertThat(back.batches())
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(List.of(batched));
    }

    @Test
    void aFileCutShortAnywhereIsNone() throws IOException {
        byte[] bytes = ReplicationCodec.encode(ALL.get(1));
        for (int length = 0; length < bytes.length; length++) {
            assertThat(ReplicationCodec.decode(Arrays.copyOf(bytes, length)))
                    .as("the first %d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void aFileWithOneBitTurnedIsNone() throws IOException {
        byte[] bytes = ReplicationCodec.encode(ALL.get(1));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 4;
            assertThat(ReplicationCodec.decode(bytes)).as("byte %d", i).isEmpty();
            bytes[i] ^= 4;
        }
    }
}
