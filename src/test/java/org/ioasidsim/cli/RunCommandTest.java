package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run must write all of its results or say why not, must keep standard output to them, and must end with the status that scripts rely on. */
class RunCommandTest {
    /** One request at a time for one id of which there are enough; a variant without any. */
    private static final String SCENARIO = """
            scenario: tiny
            question: Does a limit of no ids refuse every request?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes:
                  arrivals: {poisson: 5/s}
                  lifetime: {exponential: {mean: 1s}}
                  devices: [dsa]
            run: {duration: 10s, replications: 3, seed: 1}
            variants:
              free: {}
              closed: {/web/misc.max: pasid 0}
            expect: ["free: web.first_try_success >= 99%", "closed: web.first_try_success <= 0%"]
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void writesTheResultsAndPrintsTheAnswer() throws IOException {
        Cli cli = run();
        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .contains("Does a limit of no ids refuse every request?")
                .contains("misc at /web");
        assertThat(cli.err()).isEqualTo("results are in " + out().resolve("tiny") + "\n");
        assertThat(out().resolve("tiny"))
                .isDirectoryContaining("glob:**summary.csv")
                .isDirectoryContaining("glob:**report.html")
                .isDirectoryContaining("glob:**manifest.json")
                .isDirectoryNotContaining("glob:**charts");
    }

    @Test
    void theNumberOfJobsChangesNoByte() throws IOException {
        assertThat(run("--jobs", "1").status()).isZero();
        List<String> one = contents();
        assertThat(run("--jobs", "3", "--fresh").status()).isZero();
        assertThat(contents()).isEqualTo(one);
    }

    @Test
    void saysWhatTheCommandLineChanged() throws IOException {
        assertThat(run("--replications", "2", "--seed", "9").out())
                .startsWith("Set on the command line: run.seed=9, run.replications=2\n");
    }

    @Test
    void runsOnlyTheVariantsAskedFor() throws IOException {
        Cli cli = run("--variant", "closed");
        assertThat(cli.status()).isZero();
        assertThat(Files.readAllLines(out().resolve("tiny/summary.csv")).stream()
                        .skip(1))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("closed,"));
    }

    @Test
    void anExpectationNotMetEndsWithStatusFive() throws IOException {
        assertThat(run("--set", "expect=['closed: web.first_try_success >= 50%']")
                        .status())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv", "markdown", "lkml"})
    void printsEachFormat(String format) throws IOException {
        Cli cli = run("--format", format, "--quiet");
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).isNotBlank();
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void jsonOfSeveralFilesIsOneDocument() throws IOException {
        Path other = Files.writeString(directory.resolve("other.yaml"), SCENARIO.replace("tiny", "other"));
        Cli cli = run("--format", "json", "--quiet", other.toString());
        assertThat(cli.out().strip()).startsWith("[").endsWith("]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --variant fre         | --variant fre: FILE has free, closed (did you mean free?)
            FILE                  | FILE: another FILE has the name tiny and would write to the same directory, run it apart
            --out FILE            | --out FILE: FILE is a file, name a directory
            """)
    void refusesWhatCannotBeMeant(String args, String message) throws IOException {
        Path file = file();
        Cli cli = run(args.replace("FILE", file.toString()).split(" ", -1));
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err().replace(file.toString(), "FILE")).isEqualTo("ioasid-sim: " + message + "\n");
    }

    @Test
    void anInvalidScenarioLeavesNothingBehind() throws IOException {
        Cli cli = run("--set", "run.duraton=1s");
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains("did you mean");
        assertThat(out()).doesNotExist();
    }

    @Test
    void aSignalThatCameFirstKeepsItsStatus() {
        try (var interruption = Interruption.bySignals()) {
            interruption.arrive(ExitStatus.TERMINATED);
            int[] stops = {0};
            interruption.onArrival(() -> stops[0]++);
            assertThat(interruption.hasArrived()).isTrue();
            assertThat(stops[0]).isEqualTo(1);
            assertThat(interruption.status().code()).isEqualTo(143);
        }
    }

    private Cli run(String... more) throws IOException {
        var args = new ArrayList<>(List.of("run", file().toString(), "--no-charts", "--out", out().toString()));
        List<String> added = List.of(more);
        if (added.contains("--out")) {
            args.subList(3, 5).clear();
        }
        args.addAll(added);
        return Cli.run(args.toArray(String[]::new));
    }

    private Path file() throws IOException {
        return Files.writeString(directory.resolve("tiny.yaml"), SCENARIO);
    }

    private Path out() {
        return directory.resolve("results");
    }

    /** Returns all files but the manifest, which has the time, and the replications that are kept for later runs. */
    private List<String> contents() throws IOException {
        try (var files = Files.walk(out())) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            !file.endsWith("manifest.json") && !file.toString().endsWith(".bin"))
                    .sorted()
                    .map(RunCommandTest::content)
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return file + "\n" + Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
