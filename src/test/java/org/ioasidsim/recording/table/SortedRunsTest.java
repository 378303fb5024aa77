package org.ioasidsim.recording.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However many runs went to disk and were merged, every record must come back once and in its place. */
class SortedRunsTest {
    private static final SortedRuns.Codec<String> TEXTS = new SortedRuns.Codec<>() {
        @Override
        public void write(String value, DataOutputStream out) throws IOException {
            SortedRuns.writeText(value, out);
        }

        @Override
        public String read(DataInputStream in) throws IOException {
            return SortedRuns.readText(in);
        }
    };

    /** Runs of 3 merged 2 at a time: 100 records make 33 runs and merges on five levels. */
    @ParameterizedTest
    @CsvSource({"0, 3, 2", "1, 3, 2", "3, 3, 2", "100, 3, 2", "100, 100, 2", "1000, 7, 3", "99, 1, 64"})
    void givesAllRecordsInTheirOrder(int records, int runLength, int fanIn) throws IOException {
        List<String> expected = new ArrayList<>();
        var random = new Random(1);
        try (var runs = new SortedRuns<String>(Comparator.naturalOrder(), TEXTS, runLength, fanIn)) {
            for (int i = 0; i < records; i++) {
                String value = Long.toHexString(random.nextLong());
                expected.add(value);
                runs.add(value);
            }
            expected.sort(Comparator.naturalOrder());
            assertThat(taken(runs)).isEqualTo(expected);
            assertThat(taken(runs)).as("a second time").isEqualTo(expected);
            assertThat(runs.count()).isEqualTo(records);
        }
    }

    @Test
    void keepsTextsOfAnyLength() throws IOException {
        String longText = "\uFFFD\u00e9x".repeat(60_000);
        try (var runs = new SortedRuns<String>(Comparator.naturalOrder(), TEXTS, 1, 64)) {
            runs.add(longText);
            assertThat(taken(runs)).containsExactly(longText);
        }
    }

    private static List<String> taken(SortedRuns<String> runs) {
        List<String> taken = new ArrayList<>();
        runs.forEach(taken::add);
        return taken;
    }
}
