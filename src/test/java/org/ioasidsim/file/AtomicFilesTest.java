package org.ioasidsim.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device, a FIFO or a link that a file replaces is lost; a plain file that is not replaced at once may be read half. */
class AtomicFilesTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void replacesAPlainFileAtOnceOrNotAtAll() throws IOException {
        Path file = directory.resolve("new/table.csv");
        AtomicFiles.write(file, "old");
        AtomicFiles.write(file, "new");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write(1);
                    throw new IOException("no room");
                }))
                .hasMessage("no room");
        assertThat(file).hasContent("new");
        assertThat(file.getParent())
                .isDirectoryContaining(path -> path.equals(file))
                .isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void writesThroughALinkToAFileThatIsThereOrIsNot() throws IOException {
        Path target = directory.resolve("target");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("target"));
        Path second = Files.createSymbolicLink(directory.resolve("second"), link);
        AtomicFiles.write(second, "first");
        assertThat(target).hasContent("first");
        AtomicFiles.write(second, "again");
        assertThat(target).hasContent("again");
        assertThat(link).isSymbolicLink();
        assertThat(second).isSymbolicLink();
    }

    @Test
    void refusesLinksInACircleAndADirectory() throws IOException {
        Path circle = Files.createSymbolicLink(directory.resolve("circle"), Path.of("circle"));
        assertThatThrownBy(() -> AtomicFiles.write(circle, "x")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> AtomicFiles.write(directory, "x")).hasMessageContaining("is a directory, name a file");
    }

    @Test
    void writesToADeviceAndThroughALinkToOne() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("null"), Path.of("/dev/null"));
        AtomicFiles.write(link, "lost");
        assertThat(link).isSymbolicLink();
        assertThat(Files.isRegularFile(link)).as("/dev/null is still a device").isFalse();
    }

    @Test
    void writesToAFifo() throws Exception {
        Path fifo = fifo("fifo");
        CompletableFuture<String> read = reading(fifo);
        AtomicFiles.write(fifo, "through");
        assertThat(read.get()).isEqualTo("through");
        assertThat(Files.isRegularFile(fifo)).isFalse();
    }

    @Test
    void namesTheFileWhoseDiskIsFull() throws IOException {
        Path full = Files.createSymbolicLink(directory.resolve("full.csv"), Path.of("/dev/full"));
        assertThatThrownBy(() -> AtomicFiles.write(full, "x"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("/dev/full: No space left on device");
    }

    @Test
    void takesALinkToADirectoryForADirectory() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("linked"), real);
        AtomicFiles.write(link.resolve("file"), "x");
        AtomicFiles.createDirectories(link);
        assertThat(real.resolve("file")).hasContent("x");
    }

    private Path fifo(String name) throws Exception {
        Path fifo = directory.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        return fifo;
    }

    private static CompletableFuture<String> reading(Path fifo) {
        return CompletableFuture.supplyAsync(() -> {
            try (var in = new BufferedInputStream(new FileInputStream(fifo.toFile()))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
