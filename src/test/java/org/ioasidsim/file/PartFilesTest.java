package org.ioasidsim.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run leaves must go, and nothing else: not what a living process writes, nor what only looks alike. */
class PartFilesTest {
    private static final long MORE_THAN_ANY_PID = 999_999_999_999L;

    @TempDir
    Path directory = Path.of("");

    @Test
    void removesOnlyWhatADeadProcessLeft() throws IOException {
        Path dead = Files.createFile(directory.resolve(".a.csv." + MORE_THAN_ANY_PID + "-1-0123456789abcdef.part"));
        Path deadDirectory =
                Files.createDirectory(directory.resolve(".b." + MORE_THAN_ANY_PID + "-1-0123456789abcdef.part"));
        Files.createFile(deadDirectory.resolve("chart.svg"));
        Path living = Files.createFile(PartFiles.beside(directory.resolve("a.csv")));
        Path other = Files.createFile(directory.resolve(".mine.part"));
        PartFiles.clear(directory);
        assertThat(dead).doesNotExist();
        assertThat(deadDirectory).doesNotExist();
        assertThat(living).exists();
        assertThat(other).exists();
    }

    /** In a container, the killed run and the next one are mostly process 1 both. */
    @Test
    void removesWhatAnEarlierProcessOfTheSameNumberLeft() throws IOException {
        long self = ProcessHandle.current().pid();
        Path earlier = Files.createFile(directory.resolve(".a.csv." + self + "-1-0123456789abcdef.part"));
        PartFiles.clear(directory);
        assertThat(earlier).doesNotExist();
    }

    @Test
    void doesNotFollowALinkThatBearsSuchAName() throws IOException {
        Path kept = Files.createDirectory(directory.resolve("kept"));
        Files.createFile(kept.resolve("file"));
        Path link = directory.resolve(".k." + MORE_THAN_ANY_PID + "-1-0123456789abcdef.part");
        Files.createSymbolicLink(link, kept);
        PartFiles.clear(directory);
        assertThat(link).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }

    @Test
    void namesNoTwoAlike() {
        Path file = directory.resolve("a.csv");
        assertThat(PartFiles.beside(file)).isNotEqualTo(PartFiles.beside(file)).hasParentRaw(directory);
    }
}
