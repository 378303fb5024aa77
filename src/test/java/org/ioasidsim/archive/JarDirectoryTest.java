package org.ioasidsim.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is missed, or read at the wrong offset, would make one program look like another. */
class JarDirectoryTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void tellsWhatTheJdkReads() throws IOException {
        Path jar = Jars.write(
                directory.resolve("a.jar"),
                "META-INF/",
                "",
                "one.txt",
                "1",
                "b/two.txt",
                "22".repeat(70_000),
                "empty",
                "");
        List<String> expected = new ArrayList<>();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> expected.add(line(entry.getName(), entry.getSize(), entry.getCrc())));
        }

        assertThat(lines(jar)).hasSize(4).isEqualTo(expected);
    }

    @Test
    void anEmptyJarHasNoFiles() throws IOException {
        assertThat(lines(Jars.write(directory.resolve("empty.jar")))).isEmpty();
    }

    @Test
    void refusesWhatIsNoJar() throws IOException {
        Path text = Files.writeString(
                directory.resolve("text.jar"), "no jar, though longer than the record at the end of one");

        assertThatThrownBy(() -> lines(text))
                .isInstanceOf(IOException.class)
                .hasMessage(text + " is not a jar: it has no central directory");
    }

    private static List<String> lines(Path jar) throws IOException {
        List<String> lines = new ArrayList<>();
        JarDirectory.read(jar, (name, size, checksum) -> lines.add(line(name, size, checksum)));
        return lines;
    }

    private static String line(String name, long size, long checksum) {
        return name + " " + size + " " + checksum;
    }
}
