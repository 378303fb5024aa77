package org.ioasidsim.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An endless input must end at its limit, and a FIFO must be read, which Java 17's channels cannot. */
class InputFilesTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path directory = Path.of("");

    @Test
    void readsUpToTheLimitAndNoFurther() throws IOException {
        Path file = Files.write(directory.resolve("large"), new byte[MIB]);
        assertThat(InputFiles.text(file, 1)).hasSize(MIB);
        Files.write(file, new byte[MIB + 1]);
        assertThatThrownBy(() -> InputFiles.text(file, 1)).hasMessage(file + ": expected at most 1 MiB, found more");
        assertThatThrownBy(() -> InputFiles.text(Path.of("/dev/zero"), 1)).hasMessageContaining("at most 1 MiB");
    }

    @Test
    void aDeviceThatIsReadPieceByPieceEndsAsWell() throws IOException {
        try (InputStream zeros = InputFiles.open(Path.of("/dev/zero"), 3L * MIB)) {
            assertThat(zeros.readNBytes(2 * MIB)).hasSize(2 * MIB);
            assertThatThrownBy(zeros::readAllBytes)
                    .hasMessage("/dev/zero: expected at most 3 MiB from what is no plain file, found more");
        }
    }

    @Test
    void readsAFifo() throws Exception {
        Path fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        var written = CompletableFuture.runAsync(() -> {
            try {
                AtomicFiles.write(fifo, "through");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(InputFiles.text(fifo, 1)).isEqualTo("through");
        written.get();
    }
}
