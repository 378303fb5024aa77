package org.ioasidsim.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A renamed file must read as before: its content says whether it is compressed, not its name. */
class DecompressedTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void aCompressedFileReadsUnderAnyName() throws IOException {
        assertThat(read("t.csv", compressed("a,b\n1,2\n"))).isEqualTo("a,b\n1,2\n");
        assertThat(read("t.csv.gz", compressed("a,b\n1,2\n"))).isEqualTo("a,b\n1,2\n");
    }

    @Test
    void aPlainFileReadsUnderAnyName() throws IOException {
        assertThat(read("t.csv", bytes("a,b\n1,2\n"))).isEqualTo("a,b\n1,2\n");
        assertThat(read("t.csv.gz", bytes("a,b\n1,2\n"))).isEqualTo("a,b\n1,2\n");
    }

    /** Half a magic number is none. */
    @Test
    void aFileShorterThanTheMagicNumberIsPlain() throws IOException {
        assertThat(read("empty.gz", bytes(""))).isEmpty();
        assertThat(read("half.gz", new byte[] {0x1f})).isEqualTo("\u001f");
    }

    private String read(String name, byte[] content) throws IOException {
        try (var in = Decompressed.open(Files.write(directory.resolve(name), content))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compressed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(bytes(text));
        }
        return bytes.toByteArray();
    }
}
