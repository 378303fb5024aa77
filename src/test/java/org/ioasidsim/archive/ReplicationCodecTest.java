package org.ioasidsim.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.Digests;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.stats.interval.RatioBatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored must come back to the last bit, and what was damaged must never come back at all. */
class ReplicationCodecTest {
    private static final List<ReplicationResult> ALL = Fixture.typical().variants().stream()
            .map(VariantResult::replications)
            .flatMap(List::stream)
            .toList();

    private static final String KEY = "program/content/1";

    @Test
    void aFileOfAnotherKeyIsNone() throws IOException {
        byte[] bytes = ReplicationCodec.encode(KEY, ALL.get(1));
        assertThat(ReplicationCodec.decode("program/content/2", bytes)).isEmpty();
        assertThat(ReplicationCodec.decode("program/other/1", bytes)).isEmpty();
    }

    /** The checksum holds, the sizes are made up: no array may be asked for that the file could not fill. */
    @ParameterizedTest
    @ValueSource(ints = {-5, 7, Integer.MAX_VALUE})
    void aFileWithAMadeUpSizeIsNone(int size) throws IOException {
        var body = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new DeflaterOutputStream(body))) {
            out.writeUTF(KEY);
            out.writeInt(1); // the replication
            out.writeLong(0); // its hash
            out.writeInt(1);
            out.writeUTF("web");
            out.writeInt(0); // metrics
            out.writeInt(size); // rows
        }
        var file = new ByteArrayOutputStream();
        file.write(ReplicationCodec.encode(KEY, ALL.get(0)), 0, 8); // the mark
        file.write(Digests.sha256().digest(body.toByteArray()));
        file.write(body.toByteArray());
        assertThat(ReplicationCodec.decode(KEY, file.toByteArray())).isEmpty();
    }

    @Test
    void everyPartComesBackAsItWas() throws IOException {
        for (ReplicationResult result : ALL) {
            byte[] bytes = ReplicationCodec.encode(KEY, result);
            ReplicationResult back = ReplicationCodec.decode(KEY, bytes).orElseThrow();
            assertThat(back)
                    .usingRecursiveComparison()
                    .withComparatorForType(Double::compare, Double.class) // NaN is NaN
                    .isEqualTo(result);
            assertThat(ReplicationCodec.encode(KEY, back)).isEqualTo(bytes);
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
                List.of(batched));
        ReplicationResult back = ReplicationCodec.decode(KEY, ReplicationCodec.encode(KEY, steady))
                .orElseThrow();
        assertThat(back.batches())
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(List.of(batched));
    }

    @Test
    void valuesForDrawnInputsComeBackToTheLastBit() throws IOException {
        ReplicationResult plain = ALL.get(0);
        double[][] drawn = new double[plain.values().length][plain.values()[0].length];
        for (int row = 0; row < drawn.length; row++) {
            for (int column = 0; column < drawn[row].length; column++) {
                drawn[row][column] = column == 0 ? Double.NaN : row + 1.0 / column;
            }
        }
        byte[] bytes = ReplicationCodec.encode(KEY, plain.withDrawn(drawn));

        assertThat(Arrays.deepEquals(
                        ReplicationCodec.decode(KEY, bytes).orElseThrow().drawnValues(), drawn))
                .isTrue();
    }

    @Test
    void aFileCutShortAnywhereIsNone() throws IOException {
        byte[] bytes = ReplicationCodec.encode(KEY, ALL.get(1));
        for (int length = 0; length < bytes.length; length++) {
            assertThat(ReplicationCodec.decode(KEY, Arrays.copyOf(bytes, length)))
                    .as("the first %d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void aFileWithOneBitTurnedIsNone() throws IOException {
        byte[] bytes = ReplicationCodec.encode(KEY, ALL.get(1));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 4;
            assertThat(ReplicationCodec.decode(KEY, bytes)).as("byte %d", i).isEmpty();
            bytes[i] ^= 4;
        }
    }
}
