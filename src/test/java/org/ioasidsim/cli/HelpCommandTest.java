package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.cli.base.GlobalOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The help of a command must show what matters to it and nothing else, and completion must know what the help knows. */
class HelpCommandTest {
    private static final List<String> ALL = List.of("text", "json", "csv", "markdown", "lkml");
    private static final List<String> TABLES = List.of("text", "json", "csv", "markdown");

    /** What each command prints; those that are not here print text only. */
    private static final Map<String, List<String>> FORMATS = Map.ofEntries(
            Map.entry("run", ALL),
            Map.entry("compare", ALL),
            Map.entry("isolation", ALL),
            Map.entry("replay", ALL),
            Map.entry("report", ALL),
            Map.entry("sweep", ALL),
            Map.entry("plan", ALL),
            Map.entry("fleet", TABLES),
            Map.entry("gallery", TABLES),
            Map.entry("verify", TABLES),
            Map.entry("fit", TABLES),
            Map.entry("bench", TABLES),
            Map.entry("analytic", TABLES),
            Map.entry("schema", List.of("json", "markdown")),
            Map.entry("policies", List.of("text", "json", "markdown")),
            Map.entry("metrics", List.of("text", "json", "markdown")),
            Map.entry("presets", List.of("text", "json")),
            Map.entry("doctor", List.of("text", "json")),
            Map.entry("validate", List.of("text", "json")),
            Map.entry("show", List.of("text", "json")),
            Map.entry("store", List.of("text", "json")));

    static Set<String> commands() {
        var nothing = new ByteArrayOutputStream();
        return Main.commandLine(Cli.console(new ByteArrayInputStream(new byte[0]), nothing, nothing))
                .getSubcommands()
                .keySet();
    }

    @TempDir
    private Path directory = Path.of("");

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

    /** It is pasted into a shell of another machine: a line that is broken without a backslash would be two commands. */
    @Test
    void theScriptOfSnapshotStandsAsItIsRun() {
        List<String> script = Cli.run("help", "snapshot")
                .out()
                .lines()
                .dropWhile(line -> !line.startsWith("  D="))
                .takeWhile(line -> !line.isEmpty())
                .toList();
        assertThat(script).hasSizeGreaterThan(5).allMatch(line -> line.startsWith("  "));
        assertThat(script.get(script.size() - 1)).contains("tar czf");
    }

    @Test
    void guessesACommand() {
        assertThat(Cli.run("help", "pln"))
                .isEqualTo(new Cli(
                        2,
                        "",
                        "ioasid-sim: help: no command pln (did you mean plan?); `ioasid-sim help` lists them\n"));
    }

    @Test
    void explainsACommandBelowAnother() {
        assertThat(Cli.run("help", "analytic", "erlang-b")).isEqualTo(Cli.run("analytic", "erlang-b", "--help"));
        assertThat(Cli.run("help", "analytic", "erlang-d").err())
                .isEqualTo("ioasid-sim: help: no command analytic erlang-d (did you mean erlang-b?);"
                        + " `ioasid-sim help analytic` lists them\n");
        assertThat(Cli.run("help", "run", "fast").err())
                .isEqualTo("ioasid-sim: help: no command is below run, found fast\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "ops", "init"})
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

    /** What a command line that ends with the word to complete is offered: everything that begins with it, of what is a fixed list. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "init --for p | policy",
                "init --for li | limit",
                "metrics starvation | starvation_time",
                "sweep x.yaml --metric starvation | starvation_time",
                "policies fair | fair-share",
                "presets arm64-8 | arm64-8bit",
                "help pl | plan",
                "run --format m | markdown",
                "--color al | always",
                "completion z | zsh",
            })
    void bashCompletesWhatIsAFixedList(String typed, String offered) throws Exception {
        Path script = Files.writeString(
                directory.resolve("c.bash"), Cli.run("completion", "bash").out());
        String[] words = ("ioasid-sim " + typed).split(" ");
        String asked =
                "source " + script + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD=" + (words.length - 1)
                        + "; COMP_LINE='" + String.join(" ", words)
                        + "'; COMP_POINT=${#COMP_LINE}; _complete_ioasid-sim 2>/dev/null;"
                        + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", asked).start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(out.lines().map(String::strip)).containsExactly(offered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zsh", "fish"})
    void otherShellsKnowTheFixedListsToo(String shell) {
        assertThat(Cli.run("completion", shell).out())
                .contains(
                        "capacity limit policy recording",
                        "starvation_time",
                        "fair-share trunk-reservation",
                        "arm64-8bit",
                        "text json csv markdown lkml",
                        "run compare isolation");
    }

    @Test
    void fishIsToldNoOptionThatDoesNotMatter() {
        assertThat(Cli.run("completion", "fish").out().lines())
                .noneMatch(line -> line.contains("from snapshot'") && line.contains(" -l seed "))
                .anyMatch(line -> line.contains("from plan'") && line.contains(" -l seed "));
    }

    /** A format is printed or refused, before anything else is looked at; a new command has a row in the table above. */
    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandPrintsTheFormatsOfTheTableAndRefusesTheOthers(String command) {
        List<String> printed = FORMATS.getOrDefault(command, List.of());
        assertThat(GlobalOptions.formats(command)).isEqualTo(printed);
        for (String format : ALL) {
            if (!printed.contains(format) && !format.equals("text")) {
                String why = printed.isEmpty()
                        ? "--format is not for '" + command + "', which prints text only\n"
                        : "--format " + format + ": '" + command + "' prints " + String.join(" or ", printed) + "\n";
                assertThat(
                                command.equals("fit")
                                        ? Cli.run("--format", format, "fit", "x", "--column", "c")
                                        : withArguments("--format", format, command))
                        .isEqualTo(new Cli(2, "", "ioasid-sim: " + why));
            }
        }
    }

    /** Returns the answer to the first number of arguments that the command takes. */
    private static Cli withArguments(String... words) {
        Cli cli = Cli.run(words);
        for (int more = 1; cli.err().contains("Missing required parameter") && more <= 3; more++) {
            String[] longer = Arrays.copyOf(words, words.length + more);
            Arrays.fill(
                    longer, words.length, longer.length, longer[words.length - 1].equals("completion") ? "bash" : "x");
            cli = Cli.run(longer);
        }
        return cli;
    }

    @Test
    void aFormatThatACommandDoesNotPrintIsRefused() {
        assertThat(Cli.run("metrics", "--format", "csv"))
                .isEqualTo(new Cli(2, "", "ioasid-sim: --format csv: 'metrics' prints text or json or markdown\n"));
        assertThat(Cli.run("schema", "--format", "json").status()).isZero();
    }
}
