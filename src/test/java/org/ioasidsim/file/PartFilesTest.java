package org.ioasidsim.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
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

    /** A thread may just have been told a name, or be filling a new directory, when the process ends. */
    @RepeatedTest(6)
    void leavesNothingWhereTheProcessEndsWhileThreadsWrite() throws IOException, InterruptedException {
        Process writing = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        EndsWhileWriting.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        assertThat(writing.waitFor()).isZero();
        assertThat(directory.resolve("output")).isEmptyFile();
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(PartFiles::isOne)).isEmpty();
        }
        assertThat(directory.resolve("replaced/b/19.txt")).exists();
        assertThat(directory.resolve("replaced/" + NewDirectory.STORE + "/1.bin"))
                .exists();
    }

    private static String classPath() throws IOException {
        List<String> places = new ArrayList<>();
        for (Class<?> of : List.of(EndsWhileWriting.class, PartFiles.class, Nullable.class)) {
            try {
                places.add(Path.of(of.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException e) {
                throw new IOException(e);
            }
        }
        return String.join(File.pathSeparator, places);
    }

    /** Replaces a directory and a file again and again on four threads, and ends at any moment after the first time. */
    static final class EndsWhileWriting {
        private EndsWhileWriting() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path directory = Path.of(arguments[0]);
            Path replaced = directory.resolve("replaced");
            Files.createDirectories(replaced.resolve(NewDirectory.STORE));
            Files.createFile(replaced.resolve(NewDirectory.STORE).resolve("1.bin"));
            replace(replaced);
            for (Path each : List.of(replaced, directory.resolve("other"))) {
                again(() -> replace(each));
                again(() -> AtomicFiles.write(each.resolve("kept/file"), "text"));
            }
            Thread.sleep(System.nanoTime() % 60);
            System.exit(0);
        }

        private static void replace(Path directory) throws IOException {
            try (var fresh = NewDirectory.of(directory)) {
                for (int i = 0; i < 20; i++) {
                    fresh.write((i % 2 == 0 ? "a/" : "b/") + i + ".txt", "text");
                }
                fresh.place(List.of()).forEach(System.out::println);
            }
        }

        private static void again(Write write) {
            var thread = new Thread(() -> {
                while (true) {
                    try {
                        write.run();
                    } catch (IOException e) {
                        // the directory is being replaced at this moment
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        /** What a thread does. */
        @FunctionalInterface
        private interface Write {
            void run() throws IOException;
        }
    }
}
