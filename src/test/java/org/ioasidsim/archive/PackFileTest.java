package org.ioasidsim.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer that is killed anywhere must not cost what it had written before, nor leave anything that reads as a replication. */
class PackFileTest {
    private static final List<String> KEYS = List.of("0a/1/1", "0a/1/2", "0a/2/1");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void recordsComeBackInTheirOrder() throws IOException {
        Path file = written();
        assertThat(keys(file)).containsExactlyElementsOf(KEYS);
        Packs packs = Packs.in(directory);
        for (String key : KEYS) {
            assertThat(packs.find(key))
                    .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(body(key)));
        }
        assertThat(packs.find("0a/3/1")).isEmpty();
    }

    @Test
    void aFileCutAnywhereKeepsTheRecordsBeforeTheCut() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        Path cut = directory.resolve("cut.1.pack");
        List<Long> ends = ends(whole);
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            long upTo = length;
            long before = ends.stream().filter(end -> end <= upTo).count();
            assertThat(keys(cut)).as("cut at %d", length).containsExactlyElementsOf(KEYS.subList(0, (int) before));
        }
    }

    /** A bit of a body is found by its own checksum when it is decoded. */
    @Test
    void aBitTurnedInAHeadEndsTheFile() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        int second = Math.toIntExact(ends(whole).get(0));
        int headAndKey = 3 * Integer.BYTES + KEYS.get(1).length();
        for (int bit = 8 * second; bit < 8 * (second + headAndKey); bit++) {
            byte[] turned = whole.clone();
            turned[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, turned);
            assertThat(keys(file)).as("bit %d", bit).containsExactly(KEYS.get(0));
        }
    }

    @Test
    void aFileThatIsNoPackHasNoRecords() throws IOException {
        Path file = Files.writeString(directory.resolve("other.1.pack"), "x".repeat(100));
        assertThat(keys(file)).isEmpty();
    }

    /** Whoever was killed may have left half a record, behind which nothing would be found. */
    @Test
    void anotherWriterOfTheSameNameWritesAnotherFile() throws IOException {
        var unused = written();
        assertThat(written()).hasFileName("shard.2.pack");
        assertThat(Packs.files(directory)).hasSize(2);
    }

    @Test
    void nothingWrittenIsNoFile() throws IOException {
        new PackFile(directory, "shard").close();
        assertThat(directory).isEmptyDirectory();
    }

    private Path written() throws IOException {
        Packs packs = Packs.in(directory);
        try (var pack = new PackFile(directory, "shard")) {
            for (String key : KEYS) {
                packs.add(key, pack.append(key, body(key)));
            }
        }
        return packs.file(KEYS.get(0)).orElseThrow();
    }

    private static byte[] body(String key) {
        return ("body of " + key).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns where each record ends: a mark of 8 bytes, then heads of 12, keys and bodies. */
    private static List<Long> ends(byte[] whole) {
        List<Long> ends = new ArrayList<>();
        long end = 8;
        for (String key : KEYS) {
            end += 12 + key.length() + body(key).length;
            ends.add(end);
        }
        assertThat(end).isEqualTo(whole.length);
        return ends;
    }

    private static List<String> keys(Path file) throws IOException {
        List<String> keys = new ArrayList<>();
        var unused = PackFile.visit(file, (key, spot) -> keys.add(key));
        return keys;
    }
}
