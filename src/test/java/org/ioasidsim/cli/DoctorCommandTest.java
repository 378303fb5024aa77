package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ioasidsim.cli.base.OutputDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would spoil a long run must be found before it, with what to do about it. */
class DoctorCommandTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void allIsWellWhereTheTestsRun() {
        Cli cli = Cli.run("doctor", "--out", directory.resolve("results").toString());
        assertThat(cli.status()).isZero();
        assertThat(cli.out()
                        .lines()
                        .filter(line -> !line.startsWith(" "))
                        .map(line -> line.replaceFirst("^(ok|warn) +([a-z-]+) .*", "$2")))
                .containsExactly("java", "memory", "cores", "charts", "output", "start-up", "locale");
    }

    @Test
    void anOutputThatCannotBeWrittenIsACheckNotMet() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Cli cli = Cli.run("doctor", "--out", file.resolve("results").toString());
        assertThat(cli.status()).isEqualTo(5);
        assertThat(cli.out().replaceAll("\\s+", " "))
                .contains("cannot be written: choose another directory with --out DIR");
    }

    @Test
    void looksForTheNearestDirectoryThatIsThere() {
        assertThat(OutputDirectory.nearestExisting(directory.resolve("a/b/c"))).isEqualTo(directory.toAbsolutePath());
    }
}
