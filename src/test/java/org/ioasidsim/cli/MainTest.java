package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ioasidsim.cli.base.ExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake on the command line must be told in one line, with status 2, and must leave standard output to results. */
class MainTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            doctr              | no command 'doctr' (did you mean doctor?) (try 'ioasid-sim --help')
            explain            | no command 'explain' (did you mean 'ops --explain', which says what refused an operation, 'explore', a page for what-ifs, or 'help'?) (try 'ioasid-sim --help')
            --durration=1s     | no option '--durration=1s' (did you mean --duration?) (try 'ioasid-sim --help')
            doctor extra       | 'extra' is one argument too many (try 'ioasid-sim doctor --help')
            doctor --jobs      | Missing required parameter for option '--jobs' (N) (try 'ioasid-sim doctor --help')
            doctor --jobs two  | Invalid value for option '--jobs': 'two' is not a whole number (try 'ioasid-sim doctor --help')
            doctor --jobs 0    | --jobs must be at least 1, but is 0
            doctor --seed x    | --seed 'x' is neither a whole number of 64 bits nor 'random'
            doctor --set a.b   | --set 'a.b' is not PATH=VALUE, such as tenants.web.weight=2
            """)
    void tellsAUsageErrorInOneLine(String args, String message) {
        Cli cli = Cli.run(args.split(" ", -1));
        assertThat(cli).isEqualTo(new Cli(2, "", "ioasid-sim: " + message + "\n"));
    }

    @Test
    void cutsAFloodOfProblemsWithTheNumberOfTheRest(@TempDir Path directory) throws IOException {
        String keys = IntStream.range(0, 150).mapToObj(i -> "key" + i + ": 1\n").collect(Collectors.joining());
        Path file = Files.writeString(directory.resolve("flood.yaml"), keys);
        Cli cli = Cli.run("validate", file.toString());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).hasLineCount(101).matches("(?s).*ioasid-sim: and [0-9]+ more problems\n");
    }

    /** Under LC_ALL=C a name that is not ASCII is no file name, as one with a zero byte is none under any locale. */
    @Test
    void namesAFileThatCannotBe() {
        for (String[] args : new String[][] {{"run", "na\0me.yaml"}, {"run", "x.yaml", "--out", "na\0me.yaml"}}) {
            Cli cli = Cli.run(args);
            assertThat(cli.status()).isEqualTo(2);
            assertThat(cli.err())
                    .hasLineCount(1)
                    .contains("expected a file name of characters that the locale has, found 'na\\u0000me.yaml'")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void asksForACommand() {
        assertThat(Cli.run())
                .isEqualTo(new Cli(2, "", "ioasid-sim: Missing required subcommand (try 'ioasid-sim --help')\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "doctor --help", "--help doctor"})
    void helpIsAResult(String args) {
        Cli cli = Cli.run(args.split(" ", -1));
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).startsWith("Usage: ioasid-sim ");
        assertThat(cli.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "doctor --version"})
    void saysVersionCommitAndJava(String args) {
        assertThat(Cli.run(args.split(" ", -1)).out())
                .matches("ioasid-sim \\d+\\.\\d+\\.\\d+ \\(commit \\w+, Java 1?[0-9].*\\)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--jobs 0 doctor", "doctor --jobs 0"})
    void takesAnOptionBeforeAndAfterTheCommand(String args) {
        assertThat(Cli.run(args.split(" ", -1)).err()).isEqualTo("ioasid-sim: --jobs must be at least 1, but is 0\n");
    }

    @Test
    void showsAStackTraceOnlyWhenAsked() {
        assertThat(Cli.run("doctor", "--jobs", "0", "--verbose").err()).contains("\tat org.ioasidsim.cli");
    }

    @Test
    void saysTheSeedThatItChose() {
        assertThat(Cli.run("doctor", "--seed", "random").err()).matches("seed \\d+\n");
    }

    @Test
    void coloursOnlyWhenAskedBecauseThisIsNoTerminal() {
        assertThat(Cli.run("doctor", "--help").out()).doesNotContain("\u001b[");
        assertThat(Cli.run("doctor", "--help", "--color", "always").out()).contains("\u001b[");
    }

    @Test
    void endsSilentlyWhereNobodyReadsAnyMore() {
        var closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var err = new ByteArrayOutputStream();
        // 128 + SIGPIPE, as a shell says of cat
        assertThat(Main.execute(Cli.console(InputStream.nullInputStream(), closed, err), "metrics"))
                .isEqualTo(128 + 13);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void doesNotSwallowThatResultsCouldNotBeWritten() {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        var err = new ByteArrayOutputStream();
        assertThat(Main.execute(Cli.console(InputStream.nullInputStream(), full, err), "--version"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "INTERRUPTED, TERMINATED, INTERRUPTED",
        "USAGE, INPUT_INVALID, USAGE",
        "INPUT_INVALID, INTERNAL_FAILURE, INPUT_INVALID",
        "INTERNAL_FAILURE, REPLICATIONS_FAILED, INTERNAL_FAILURE",
        "REPLICATIONS_FAILED, PRECISION_NOT_REACHED, REPLICATIONS_FAILED",
        "PRECISION_NOT_REACHED, CHECK_NOT_MET, PRECISION_NOT_REACHED",
        "CHECK_NOT_MET, DONE, CHECK_NOT_MET"
    })
    void theWorseOfTwoStatusesCounts(ExitStatus one, ExitStatus other, ExitStatus counts) {
        assertThat(one.or(other)).isEqualTo(counts);
        assertThat(other.or(one)).isEqualTo(counts);
    }
}
