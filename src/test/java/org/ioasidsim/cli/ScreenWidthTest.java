package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.scenario.ScenarioTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that a terminal breaks in the middle of its rows cannot be read: what a command prints for people is at most 80 columns wide. */
@Tag("slow")
class ScreenWidthTest {
    @TempDir
    private Path directory = Path.of("");

    static Stream<String> helpOfEachCommand() {
        var none = new ByteArrayOutputStream();
        return Main.commandLine(Cli.console(new ByteArrayInputStream(new byte[0]), none, none))
                .getSubcommands()
                .keySet()
                .stream()
                .map(command -> "help " + command);
    }

    static Stream<String> searchesOfShippedScenarios() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file);
                commands.add("validate " + file);
                if (text.contains("\nplan:")) {
                    commands.add("plan --list " + file);
                }
                if (text.contains("\nfleet:")) {
                    commands.add("fleet --list " + file);
                }
            }
        }
        return commands.stream();
    }

    @ParameterizedTest
    @MethodSource({"helpOfEachCommand", "searchesOfShippedScenarios"})
    @ValueSource(
            strings = {
                "presets",
                "policies",
                "policies fair-share",
                "metrics",
                "metrics worst_window_success",
                "doctor",
                "analytic erlang-b --load 66000 --ids 65536",
                "analytic erlang-b --load 60000 --ids 65536",
                "analytic erlang-c --load 60 --ids 64",
                "analytic engset --sources 100 --ids 32 --alpha 0.3",
                "analytic kaufman-roberts --ids 240 --class 5:16 --class 20:1",
                "analytic trunk-reservation --ids 64 --load 30 --load 20 --reserve 4",
                "analytic mmck --load 60 --ids 64 --places 80",
                "analytic repairman --sources 100 --ids 32 --alpha 0.3",
                "analytic retrial --load 60 --ids 64 --retry-rate 2",
                "analytic reduced-load --ids 100 --group 20:16 --group 60:80",
                "analytic time-to-exhaustion --load 70 --ids 64",
                "analytic overflow --load 70 --ids 64",
                "analytic poisson-tail --load 50 --ids 64",
                "analytic cap-tree scenarios/rare-refusals.yaml"
            })
    void fitsATerminal(String command) {
        expectNarrow(command);
    }

    /** The templates are what a newcomer runs first; a second of them says as much as their whole. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run --full",
                "compare",
                "compare --full",
                "isolation --aggressor large --factors 1 --full",
                "sweep --axis tenants.large.processes.arrivals.poisson=100/s,1000/s --list",
                "sweep --axis tenants.large.processes.arrivals.poisson=100/s,1000/s",
                "sweep --axis tenants.large.processes.arrivals.poisson=100/s,1000/s --full"
            })
    void resultsFitATerminal(String command) throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), ScenarioTemplate.POLICY.text("policy"));
        expectNarrow(command + " " + file
                + " --duration 1s --set run.warm_up=500ms --set run.estimate=simulation --replications 2 --no-charts --out "
                + directory.resolve("out"));
    }

    @Test
    void aVerificationFitsATerminal() throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), ScenarioTemplate.POLICY.text("policy"));
        Path out = directory.resolve("out");
        Cli run = Cli.run("run", file.toString(), "--duration", "1s", "--no-charts", "--out", out.toString());
        assertThat(run.status()).as(run.err()).isLessThan(6);
        expectNarrow("verify " + out.resolve("policy/run"));
    }

    /**
     * Asserts that no line is wider than a terminal, unless it has a path of the machine that runs the test, or repeats what the command line set, to be
     * copied.
     */
    private void expectNarrow(String command) {
        Cli cli = Cli.run(command.split(" ", -1));
        assertThat(cli.out()).as(cli.err()).isNotEmpty();
        assertThat(cli.out()
                        .lines()
                        .filter(line -> !line.contains(directory.toString()))
                        .filter(line -> !line.startsWith("Changed from the file: ")))
                .allMatch(line -> line.codePointCount(0, line.length()) <= ScreenText.WIDTH);
    }
}
