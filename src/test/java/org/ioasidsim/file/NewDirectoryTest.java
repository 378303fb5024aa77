package org.ioasidsim.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are half old and half new are wrong without a sign of it, and what a user put beside them is not ours to lose. */
class NewDirectoryTest {
    private static final String DEAD = ".999999999999-1-0123456789abcdef";

    @TempDir
    Path above = Path.of("");

    private Path results = Path.of("");

    @BeforeEach
    void anEarlierRun() throws IOException {
        results = above.resolve("x");
        Files.createDirectories(results.resolve("charts"));
        Files.createDirectories(results.resolve(".replications/p"));
        for (String name : List.of("a.csv", "stale.csv", "charts/stale.svg", ".replications/p/1.bin", "mine.txt")) {
            Files.writeString(results.resolve(name), "old " + name);
        }
    }

    @Test
    void showsNothingUntilAllIsThereAndKeepsWhatIsNotItsOwn() throws IOException {
        Files.createDirectories(results.resolve("my/own"));
        Files.writeString(results.resolve("my/own/notes"), "dear");
        Files.createSymbolicLink(results.resolve("link"), Path.of("mine.txt"));
        try (var fresh = NewDirectory.of(results)) {
            fresh.write("a.csv", "new");
            fresh.write("charts/b.svg", "picture");
            assertThat(results.resolve("a.csv")).hasContent("old a.csv");
            assertThat(results.resolve("charts/b.svg")).doesNotExist();
            assertThat(fresh.place(List.of("a.csv", "stale.csv", "charts/stale.svg")))
                    .isEmpty();
        }
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "a.csv", "charts/b.svg", ".replications/p/1.bin", "mine.txt", "my/own/notes", "link");
        assertThat(results.resolve("a.csv")).hasContent("new");
        assertThat(results.resolve("my/own/notes")).hasContent("dear");
        assertThat(results.resolve("link")).isSymbolicLink();
        assertThat(above).isDirectoryContaining(path -> path.equals(results)).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void leavesTheOldOneAloneWhereNothingIsPlaced() throws IOException {
        try (var fresh = NewDirectory.of(results)) {
            fresh.write("a.csv", "new");
            assertThatThrownBy(() -> fresh.write("b.csv", out -> {
                        throw new IOException("no");
                    }))
                    .hasMessage("no");
        }
        assertThat(results.resolve("a.csv")).hasContent("old a.csv");
        assertThat(above).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void aDirectoryOfOutdatedFilesGoesWithThem() throws IOException {
        Files.createDirectory(results.resolve("empty"));
        place(List.of("charts/stale.svg"));
        assertThat(results.resolve("charts")).doesNotExist();
        assertThat(results.resolve("empty")).isDirectory();
    }

    /** The kill between the two renames. */
    @Test
    void givesBackADirectoryThatHadNoName() throws IOException {
        Files.move(results, above.resolve(".x" + DEAD + ".old"));
        Path half = Files.createDirectory(above.resolve(".x" + DEAD + ".part"));
        NewDirectory.recover(results);
        assertThat(results.resolve("a.csv")).hasContent("old a.csv");
        assertThat(results.resolve(".replications/p/1.bin")).exists();
        assertThat(half).doesNotExist();
    }

    /** The kill before the old directory is removed: the store is still in it, and another process may have begun a new one. */
    @Test
    void takesTheStoreOutOfADirectoryThatWasReplaced() throws IOException {
        Path old = above.resolve(".x" + DEAD + ".old");
        Files.move(results, old);
        Files.createDirectories(results.resolve(".replications/p"));
        Files.writeString(results.resolve(".replications/p/2.bin"), "two");
        Files.writeString(results.resolve("a.csv"), "new");
        NewDirectory.recoverBelow(above);
        assertThat(files()).containsExactlyInAnyOrder("a.csv", ".replications/p/1.bin", ".replications/p/2.bin");
        assertThat(results.resolve("a.csv")).hasContent("new");
        assertThat(old).doesNotExist();
    }

    @Test
    void aLinkToADirectoryStaysOne() throws IOException {
        Path link = Files.createSymbolicLink(above.resolve("link"), Path.of("x"));
        Path missing = Files.createSymbolicLink(above.resolve("missing"), Path.of("made"));
        for (Path one : List.of(link, missing)) {
            try (var fresh = NewDirectory.of(one)) {
                fresh.write("a.csv", "new");
                assertThat(fresh.place(List.of())).isEmpty();
            }
            assertThat(one).isSymbolicLink();
            assertThat(one.resolve("a.csv")).hasContent("new");
        }
        assertThat(above.resolve("made/a.csv")).isRegularFile();
    }

    @Test
    void aLinkThatHasTheNameOfAFileIsWrittenThrough() throws IOException {
        Path elsewhere = Files.createFile(above.resolve("elsewhere"));
        Files.delete(results.resolve("a.csv"));
        Files.createSymbolicLink(results.resolve("a.csv"), Path.of("../elsewhere"));
        place(List.of("a.csv"));
        assertThat(elsewhere).hasContent("new");
        assertThat(results.resolve("a.csv")).isSymbolicLink();
    }

    @Test
    void saysWhatIsInTheWay() throws IOException {
        assertThatThrownBy(() -> NewDirectory.of(results.resolve("a.csv")))
                .hasMessageContaining("a.csv: is a file where a directory for results goes, move it away");
        Files.delete(results.resolve("a.csv"));
        Files.createDirectory(results.resolve("a.csv"));
        assertThatThrownBy(() -> place(List.of()))
                .hasMessageContaining("x/a.csv: is a directory where a file goes, move it away");
        assertThat(above).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void hasTheSumsOfWhatWasWrittenAndNotTakenBack() throws IOException {
        try (var fresh = NewDirectory.of(results)) {
            fresh.write("a", "");
            fresh.write("charts/b", "b");
            fresh.remove("charts");
            assertThat(fresh.sha256())
                    .containsOnlyKeys("a")
                    .containsValue("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        }
    }

    @Test
    void isAsOpenToOthersAsTheOldOne() throws IOException {
        Files.setPosixFilePermissions(results, PosixFilePermissions.fromString("rwx------"));
        place(List.of());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(results)))
                .isEqualTo("rwx------");
    }

    private void place(List<String> outdated) throws IOException {
        try (var fresh = NewDirectory.of(results)) {
            fresh.write("a.csv", "new");
            assertThat(fresh.place(outdated)).isEmpty();
        }
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(results)) {
            return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> results.relativize(path).toString())
                    .collect(Collectors.toSet());
        }
    }
}
