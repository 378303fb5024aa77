package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compare must write what it says, with the baseline always in, and must say what to do where there is nothing to compare. */
@Tag("slow")
class CompareCommandTest {
    private static final String ALONE = """
            scenario: tiny
            question: Does a limit refuse requests?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes:
                  arrivals: {poisson: 20/s}
                  lifetime: {exponential: {mean: 1s}}
                  devices: [dsa]
            run: {duration: 5s, replications: 4, seed: 1}
            """;
    private static final String SCENARIO = ALONE + """
            variants:
              narrow: {/web/misc.max: pasid 5}
              free: {}
              closed: {/web/misc.max: pasid 0}
            baseline: free
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void answersFirstAndWritesWhatRunWritesAndMore() throws IOException {
        Cli cli = compare(SCENARIO, "--no-charts", "--full");
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).startsWith("""
                Does a limit refuse requests?

                First-try success of web: worse with narrow (-73.4 ± 8.2 pp), closed (-100 pp).
                """);
        assertThat(cli.err()).isEqualTo("results are in " + out() + "\n");
        assertThat(out())
                .isDirectoryContaining("glob:**comparison.csv")
                .isDirectoryContaining("glob:**best.csv")
                .isDirectoryContaining("glob:**comparison.txt")
                .isDirectoryContaining("glob:**summary.csv");
        assertThat(Files.readAllLines(out().resolve("comparison.csv")))
                .contains("closed,free,web,first_try_success,-1,0,,,,worse");
        assertThat(out().resolve("manifest.json")).content().contains("./ioasid-sim compare ");
    }

    @Test
    void comparesWithTheVariantThatIsNamed() throws IOException {
        Cli cli = compare(SCENARIO, "--no-charts", "--baseline", "narrow");
        assertThat(cli.status()).isZero();
        assertThat(Files.readAllLines(out().resolve("comparison.csv")))
                .anyMatch(line -> line.startsWith("closed,narrow,web,first_try_success,"))
                .anyMatch(line -> line.startsWith("free,narrow,web,first_try_success,"));
        assertThat(out().resolve("manifest.json")).content().contains("--baseline narrow");
        assertThat(compare(SCENARIO, "--baseline", "narow").err())
                .isEqualTo(
                        "--baseline: expected a variant, narrow or free or closed, found narow (did you mean narrow?)\n");
    }

    /** The plan's variant is the baseline unless the plan names one: it is no second mistake. */
    @Test
    void aMisspeltBaselineIsOneMistakeWithAPlanToo() throws IOException {
        String plan =
                "plan: {find: largest /web/pids.max, between: [1, 9], such_that: [web.first_try_success >= 99%]}\n";
        assertThat(compare(SCENARIO + plan, "--baseline", "narow").err())
                .hasLineCount(1)
                .startsWith("--baseline: expected a variant, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv", "markdown", "lkml"})
    void printsEachFormat(String format) throws IOException {
        Cli cli = compare(SCENARIO, "--no-charts", "--quiet", "--format", format);
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains("narrow", "closed");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void theNumberOfJobsChangesNoByte() throws IOException {
        assertThat(compare(SCENARIO, "--no-charts", "--jobs", "1").status()).isZero();
        String one = Files.readString(out().resolve("comparison.csv")) + Files.readString(out().resolve("best.csv"));
        assertThat(compare(SCENARIO, "--no-charts", "--jobs", "3").status()).isZero();
        assertThat(Files.readString(out().resolve("comparison.csv")) + Files.readString(out().resolve("best.csv")))
                .isEqualTo(one);
    }

    @Test
    void oneReplicationHasNoIntervalAndSaysSo() throws IOException {
        Cli cli = compare(SCENARIO, "--no-charts", "--replications", "1");
        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .contains("Note: One replication gives no intervals")
                .contains("one replication");
        assertThat(cli.out()).doesNotContain("NaN");
    }

    @Test
    void theBaselineIsAlwaysIn() throws IOException {
        Cli cli = compare(SCENARIO, "--no-charts", "--format", "csv", "--variant", "closed");
        assertThat(cli.status()).isZero();
        assertThat(cli.out().lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("closed,free,"));
    }

    @Test
    void theBaselineAloneIsNotComparedAndTheMessageNamesTheOthers() throws IOException {
        Cli cli = compare(SCENARIO, "--variant", "free");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err().replace(file().toString(), "FILE"))
                .isEqualTo("ioasid-sim: --variant free is the baseline itself: name a variant to compare with it, "
                        + "FILE has narrow, closed\n");
    }

    @Test
    void oneVariantIsNotComparedAndTheMessageSaysWhatToAdd() throws IOException {
        Cli cli = compare(ALONE);
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err().replace(file().toString(), "FILE"))
                .isEqualTo("FILE: compare needs at least two variants, and this file has 1: add "
                        + "'variants: {base: {}, other: {PATH: VALUE}}', or use 'run'\n");
        assertThat(out()).doesNotExist();
    }

    @Test
    void anExpectationNotMetEndsWithStatusFive() throws IOException {
        assertThat(compare(SCENARIO, "--no-charts", "--set", "expect=['closed: web.first_try_success >= 50%']")
                        .status())
                .isEqualTo(5);
    }

    private Cli compare(String scenario, String... more) throws IOException {
        Files.writeString(file(), scenario);
        var args = new ArrayList<>(List.of(
                "compare",
                file().toString(),
                "--out",
                directory.resolve("results").toString()));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    private Path file() {
        return directory.resolve("tiny.yaml");
    }

    private Path out() {
        return directory.resolve("results/tiny/compare");
    }
}
