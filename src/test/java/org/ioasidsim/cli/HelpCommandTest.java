package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The help of a command must show what matters to it and nothing else, and completion must know what the help knows. */
class HelpCommandTest {
    static Set<String> commands() {
        var nothing = new ByteArrayOutputStream();
        return Main.commandLine(Cli.console(new ByteArrayInputStream(new byte[0]), nothing, nothing))
                .getSubcommands()
                .keySet();
    }

    /** A command that {@code GlobalOptions} does not know would show all options, this one as well. */
    @ParameterizedTest
    @MethodSource("commands")
    void explainsEachCommandWithoutTheOptionsOfAll(String command) {
        Cli cli = Cli.run("help", command);
        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .startsWith("Usage: ioasid-sim " + command)
                .doesNotContain("--verbose")
                .contains("Options of every command: ioasid-sim help");
        assertThat(Cli.run(command, "--help").out()).isEqualTo(cli.out());
    }

    @Test
    void showsTheOptionsThatMatter() {
        assertThat(Cli.run("help", "plan").out()).contains("--seed", "--set", "--out");
        assertThat(Cli.run("help", "snapshot").out()).contains("--root").doesNotContain("--seed");
        assertThat(Cli.run("help").out())
                .contains("--verbose")
                .isEqualTo(Cli.run("--help").out());
    }

    /** What is not shown is taken all the same, where it does no harm. */
    @Test
    void takesTheOptionsOfAll() {
        assertThat(Cli.run("presets", "--quiet").status()).isZero();
    }

    @Test
    void guessesACommand() {
        assertThat(Cli.run("help", "pln"))
                .isEqualTo(new Cli(
                        2,
                        "",
                        "ioasid-sim: help: no command pln (did you mean plan?); `ioasid-sim help` lists them\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"presets", "doctor", "init"})
    void aFormatThatIsNotHeededIsRefused(String command) {
        assertThat(Cli.run(command, "--format", "json"))
                .isEqualTo(
                        new Cli(2, "", "ioasid-sim: --format is not for '" + command + "', which prints text only\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completionKnowsCommandsAndTheirOptions(String shell) {
        Cli cli = Cli.run("completion", shell);
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains(commands()).contains("factors", "aggressor", "policy-source");
    }

    @Test
    void fishIsToldNoOptionThatDoesNotMatter() {
        assertThat(Cli.run("completion", "fish").out().lines())
                .noneMatch(line -> line.contains("from snapshot'") && line.contains(" -l seed "))
                .anyMatch(line -> line.contains("from plan'") && line.contains(" -l seed "));
    }

    @Test
    void aFormatThatACommandDoesNotPrintIsRefused() {
        assertThat(Cli.run("metrics", "--format", "json"))
                .isEqualTo(new Cli(2, "", "ioasid-sim: --format json: 'metrics' prints text or markdown\n"));
        assertThat(Cli.run("schema", "--format", "json").status()).isZero();
    }
}
