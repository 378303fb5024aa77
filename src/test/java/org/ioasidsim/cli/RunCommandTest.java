package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run must write all of its results or say why not, must keep standard output to them, and must end with the status that scripts rely on. */
@Tag("slow")
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
            expect: ["free: web.first_try_success >= 90%", "closed: web.first_try_success <= 0%"]
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
        assertThat(cli.err()).isEqualTo("results are in " + out().resolve("tiny/run") + "\n");
        assertThat(out().resolve("tiny/run"))
                .isDirectoryContaining("glob:**summary.csv")
                .isDirectoryContaining("glob:**report.html")
                .isDirectoryContaining("glob:**manifest.json")
                .isDirectoryNotContaining("glob:**charts");
    }

    /** A pool of 255 ids for 5 Erlangs refuses nobody worth telling; a limit of no ids refuses all: theory says so in every format. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text     | Theory beside simulation, closed
            text     | Erlang B: Poisson requests, lost when refused, on one pool of 0 ids; any law of the hold.
            markdown | '| web | call congestion | 100 % (all 3) | 100 % | yes |'
            json     | "exact": 1,
            lkml     | Exact in steady state; this run starts empty and does not warm up
            """)
    void showsWhatTheorySaysBesideWhatWasSimulated(String format, String expected) throws IOException {
        String out = run("--full", "--format", format).out();
        assertThat(out + out.replace('\n', ' ')).contains(expected);
    }

    @Test
    void writesEveryExactValue() throws IOException {
        assertThat(run().status()).isZero();
        assertThat(Files.readAllLines(out().resolve("tiny/run/exact.csv")))
                .anyMatch(line -> line.startsWith("closed,web,call_congestion,fraction,Erlang B,1,1,"));
        assertThat(Files.readString(out().resolve("tiny/run/report.html"))).contains("Theory beside simulation");
    }

    @Test
    void theNumberOfJobsChangesNoByte() throws IOException {
        assertThat(run("--jobs", "1").status()).isZero();
        List<String> one = contents();
        assertThat(run("--jobs", "3", "--fresh").status()).isZero();
        assertThat(contents()).isEqualTo(one);
    }

    @Test
    void recordsWhatReplaysToTheSameAnswers() throws IOException {
        Path script = directory.resolve("new/closed.ops");
        assertThat(run("--variant", "closed", "--record", script.toString()).status())
                .isZero();
        assertThat(Files.readAllLines(script))
                .contains("0s mkdir /web", "0s write /web/misc.max pasid 0")
                .anyMatch(line -> line.endsWith(" bind web.1 dsa  # -EBUSY, misc at /web"));
        assertThat(Cli.run("ops", "--check", script.toString())).isEqualTo(new Cli(0, "1 passed, 0 failed\n", ""));
    }

    /** Results of all variants are not lost to a recording, or another run of one of them, without a word. */
    @Test
    void saysWhichResultsAreReplacedByThoseOfFewerVariants() throws IOException {
        String said =
                "the results that were in " + out().resolve("tiny/run") + " are replaced, and with them those of ";
        assertThat(run().err()).doesNotContain("replaced");
        assertThat(run(
                                "--variant",
                                "closed",
                                "--record",
                                directory.resolve("x.ops").toString())
                        .err())
                .contains(said)
                .contains(": --out DIR keeps results of fewer variants apart\n");
        assertThat(run().err()).doesNotContain("replaced");
    }

    @Test
    void recordsToPlainFilesOnly() throws IOException {
        for (String target : List.of("-", "/dev/null", directory.toString())) {
            Cli cli = run("--variant", "closed", "--record", target);
            assertThat(cli.status()).isEqualTo(2);
            assertThat(cli.err()).contains("--record " + target + ": is ").hasLineCount(1);
        }
    }

    @Test
    void recordsOneVariantOnly() throws IOException {
        Cli cli = run("--record", directory.resolve("x.ops").toString());
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("has free, closed: choose one with --variant NAME");
        assertThat(directory.resolve("x.ops")).doesNotExist();
    }

    @Test
    void saysWhichKeysKeepAScenarioFromBeingRecorded() throws IOException {
        Cli cli = run(
                "--variant",
                "free",
                "--record",
                directory.resolve("x.ops").toString(),
                "--set",
                "host.costs.free=1s",
                "--set",
                "tenants.web.processes.on_refusal=wait");
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("host.costs.free: --record needs 0s, found a time"),
                        line -> assertThat(line)
                                .endsWith(
                                        "tenants.web.processes.on_refusal: --record needs give-up, fall-back or retry,"
                                                + " found wait"));
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void onlyARunIsRecorded() {
        assertThat(Cli.run("presets", "--record", "x.ops").status()).isEqualTo(2);
    }

    @Test
    void saysWhatTheCommandLineChanged() throws IOException {
        assertThat(run("--replications", "2", "--seed", "9").out())
                .startsWith("Changed from the file: run.seed=9, run.replications=2\n");
        assertThat(run("--set", "run.seed=7", "--replications", "2", "--seed", "8")
                        .out())
                .startsWith("Changed from the file: run.seed=8, run.replications=2\n");
    }

    @Test
    void runsOnlyTheVariantsAskedFor() throws IOException {
        Cli cli = run("--variant", "closed");
        assertThat(cli.status()).isZero();
        assertThat(Files.readAllLines(out().resolve("tiny/run/summary.csv")).stream()
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

    @Test
    void aPrecisionNotReachedEndsWithStatusSixBeforeAnExpectationNotMet() throws IOException {
        Cli cli = run(
                "--full",
                "--set",
                "run.precision={metric: held_mean, relative: 0.1%, max_replications: 11}",
                "--set",
                "expect=['closed: web.first_try_success >= 50%']");
        assertThat(cli.status()).isEqualTo(6);
        assertThat(cli.err()).doesNotContain("warning:");
        assertThat(cli.out().replace('\n', ' '))
                .contains("Note: run.precision begins with 10 replications, not the 3 that run.replications says")
                .contains("Note: The wanted precision was not reached for 1 of 2 targets")
                .contains("NOT precise enough: ids held of the host in free, ", "after 11 replications")
                .contains("an error of at most 0.100 % of the value");
    }

    @Test
    void aPrecisionReachedIsSaidAndEndsWithStatusZero() throws IOException {
        Cli cli = run("--full", "--set", "run.precision={metric: first_try_success, tenant: web, half_width: 5%}");
        assertThat(cli.status()).isZero();
        assertThat(cli.out().replace('\n', ' '))
                .contains(
                        "Precise enough: first-try success of web in free, 100 % (≥ 99.9999999 %), wanted ± 5 %, after 20");
    }

    /** The answer in brief must say so as well: it is what most read. A table for programs has no notes, so that they are warnings. */
    @Test
    void theAnswerInBriefSaysWhetherThePrecisionWasReachedAndAWarningOnce() throws IOException {
        String precision = "run.precision={metric: first_try_success, tenant: web, half_width: 5%}";
        Cli brief = run("--set", precision);
        assertThat(brief.out()).containsPattern("(?m)^Precise enough: (\\d) of \\1 targets, after 20 replications[.]$");
        assertThat(brief.out()).contains("Note: run.precision begins with");
        assertThat(brief.err()).doesNotContain("run.precision begins with");
        assertThat(run("--format", "csv", "--set", precision).err()).contains("warning: run.precision begins with");
        Cli missed = run("--set", "run.precision={metric: held_mean, relative: 0.1%, max_replications: 11}");
        assertThat(missed.out())
                .contains(
                        "Precise enough: 1 of 2 targets, after 11 replications.",
                        "NOT precise enough: ids held of the host");
    }

    @Test
    void aRunTooShortForItsWarmUpIsSaidAndHasItsPicture() throws IOException {
        Cli cli = run(
                "--full",
                "--variant",
                "free",
                "--set",
                "run.warm_up=auto",
                "--set",
                "tenants.web.processes.lifetime=forever");
        assertThat(cli.err()).doesNotContain("warning:");
        assertThat(cli.out().replace('\n', ' ')).contains("shorter than 10 mean holds of web (inf each)");
        assertThat(cli.out()).contains("Note: In free the run is too short", "The warm-up found is 5 s");
        assertThat(Files.readString(out().resolve("tiny/run/report.html")))
                .contains("the run is too short to find its warm-up");
        assertThat(Files.readString(out().resolve("tiny/run/manifest.json"))).contains("\"warm_up_s\": 5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {metric: held_mean}                                   | found neither
            {metric: held_mean, half_width: 1, relative: 5%}      | found both
            {metric: held_mean, relative: 100%}                   | a share between 0 and 100%
            """)
    void refusesAPrecisionThatIsNone(String precision, String message) throws IOException {
        Cli cli = run("--set", "run.precision=" + precision);
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains(message);
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

    /** A figure beside a bound stands in the unit and the notation of the bound: nobody compares 4.02e-7 with 0.000026%. */
    @Test
    void aFigureIsWrittenAsTheBoundBesideIt() {
        Cli cli = Cli.run(
                "run",
                "scenarios/rare-refusals.yaml",
                "--replications",
                "2",
                "--set",
                "expect=['base: web.call_congestion <= 0.000001%']",
                "--no-charts",
                "--out",
                out().toString());
        assertThat(cli.out())
                .containsPattern(
                        "NOT met: base: web[.]call_congestion <= 0[.]000001% [(]measured 0[.]0000[0-9]+ %[)][.]")
                .containsPattern("call congestion of at most 1[.]00e-8 for web, as expect: asks[.]");
    }

    /** The files of one are written while the next is simulated: neither what is printed nor what is written may show it. */
    @Test
    void severalFilesGiveWhatEachGivesByItself() throws IOException {
        Path other = Files.writeString(directory.resolve("other.yaml"), SCENARIO.replace("tiny", "other"));
        Cli both = Cli.run("run", file().toString(), other.toString(), "--out", out().toString());
        List<String> written = contents();

        Cli first = Cli.run("run", file().toString(), "--fresh", "--out", out().toString());
        Cli second = Cli.run("run", other.toString(), "--fresh", "--out", out().toString());
        assertThat(both).isEqualTo(new Cli(0, first.out() + second.out(), first.err() + second.err()));
        assertThat(contents()).isEqualTo(written);
    }

    @Test
    void resultsThatCannotBeWrittenEndTheCommandAndLeaveNoChartsBehind() throws IOException {
        Path charts = out().resolve("tiny/run/charts");
        Files.createDirectories(out().resolve("tiny/run"));
        Files.writeString(charts, "in the way");
        Files.writeString(out().resolve("tiny/unlisted"), "where it would be moved to");
        Cli cli = Cli.run("run", file().toString(), "--out", out().toString());
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.err())
                .contains("ioasid-sim: results cannot be written: ")
                .doesNotContain("results are in");
        assertThat(out().resolve("tiny/run"))
                .isDirectoryNotContaining("glob:**.part")
                .isDirectoryNotContaining("glob:**manifest.json");
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

    /** Returns all files but the manifest, which has the time, pictures that are not text, and the replications that are kept. */
    private List<String> contents() throws IOException {
        try (var files = Files.walk(out())) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            !file.endsWith("manifest.json") && !file.toString().matches(".*\\.(?:bin|png)"))
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
