package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that nobody can wait for must be refused before anything runs, with its key; an ordinary run must not. */
class BudgetTest {
    private static final String SCENARIO = """
            scenario: dear
            question: Is it refused?
            host: {preset: arm64-smmuv3-64k, max_pasids: 3, devices: {d: {}}}
            cgroups: {/a: {}}
            controls: {misc_pasid: on}
            tenants:
              t:
                cgroup: /a
                kind: container
                instances: 1
                processes:
                  arrivals: {poisson: 10/s}
                  lifetime: 1s
                  devices: [d]
                  bind: {probability: 1}
                  on_refusal: give-up
            run:
              duration: 1s
              replications: 1
            measure:
              window: 1s
              timeline: 1s
            variants: {one: {}, two: {run.seed: 7}}
            sweep: {tenants.t.processes.arrivals.poisson: [10/s, 1e300/s]}
            plan: {find: largest tenants.t.instances, between: [500000000, 1000000000], such_that: [t.call_congestion <= 1%]}
            """;

    @TempDir
    Path directory = Path.of("");

    /** The place is that of the value, which the test finds in the text; a cycle or a retry of 1 ns makes 1e9 events in a second of two processes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arrivals: {poisson: 10/s}        | arrivals: {poisson: 1e300/s}                       | tenants.t.processes.arrivals   | at most 24 h
            window: 1s                       | window: 1e-300s                                    | measure.window                 | at most 24 h
            timeline: 1s                     | timeline: 1e-9s                                    | measure.timeline               | MiB of memory
            replications: 1                  | replications: 1000000000                           | run.replications               | MiB of memory
            instances: 1                     | instances: 1000000000                              | tenants.t.instances            | MiB of memory
            duration: 1s                     | duration: 1e9d                                     | run.duration                   | at most 24 h
            duration: 1s                     | duration: 1000d                                    | run.duration                   | at most 10 s
            bind: {probability: 1}           | bind: {hold: 1ns}                                  | tenants.t.processes.bind       | at most 10 s
            on_refusal: give-up              | on_refusal: {retry: {first: 1ns, factor: 1, attempts: max}} | tenants.t.processes.on_refusal | at most 10 s
            """)
    void refusesWhatIsAbsurdAtItsPlace(String usual, String absurd, String key, String figure) throws IOException {
        String text = SCENARIO.replaceFirst(Pattern.quote(usual), absurd);
        int at = text.indexOf(absurd) + absurd.indexOf(": ") + 2;
        String before = text.substring(0, at);
        String place = file(text) + ":" + before.split("\n", -1).length + ":" + (at - before.lastIndexOf('\n'));
        String budget = figure.contains("10 s") ? "10s" : "1d";
        Cli cli = Cli.run(
                "run",
                file(text),
                "--jobs",
                "2",
                "--budget",
                budget,
                "--variant",
                "one",
                "--no-charts",
                "--out",
                out());
        assertThat(cli.err())
                .startsWith(place + ": " + key + ": expected ")
                .contains(figure)
                .hasLineCount(1);
        assertThat(cli.status()).isEqualTo(3);
    }

    /** A run that starts in equilibrium starts with rate times lifetime: 10/s for 10,000 days are 8.64e9 processes. */
    @Test
    void countsWithWhomARunInEquilibriumBegins() throws IOException {
        String text = SCENARIO.replace("lifetime: 1s", "lifetime: 10000d")
                .replace("replications: 1", "replications: 1\n  warm_up: stationary");
        Cli cli = Cli.run("run", file(text), "--no-charts", "--out", out());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains("tenants.t.processes.lifetime", "MiB of memory");
    }

    @Test
    void namesTheOptionThatAsksForTooMuch() throws IOException {
        Cli cli = Cli.run("run", file(), "--replications", "1000000000", "--no-charts", "--out", out());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err())
                .startsWith("--replications: run.replications: expected ")
                .hasLineCount(1);
    }

    /** A trace that is repeated without end has at least one row in each round. */
    @Test
    void countsTheRoundsOfATrace() throws IOException {
        Files.writeString(directory.resolve("rows.csv"), "start_s,duration_s\n0,1\n");
        String text = SCENARIO.replaceAll("(?m)^(sweep|plan):.*$", "")
                .replace(
                        "arrivals: {poisson: 10/s}\n      lifetime: 1s",
                        "arrivals: {trace: {file: rows.csv, tenant: none, until: 1ns, repeat: max}}");
        Cli cli = Cli.run("run", file(text), "--budget", "10s", "--no-charts", "--out", out());
        assertThat(cli.err()).contains(":12:17: tenants.t.processes.arrivals: expected a run of at most 10 s");
        assertThat(cli.status()).isEqualTo(3);
    }

    /** The values of a grid stand where the grid does. */
    @Test
    void refusesPointsOfASweepAndValuesOfAPlan() throws IOException {
        for (List<String> words : List.of(
                List.of("sweep", "--quiet", ":24:47: tenants.t.processes.arrivals: "),
                List.of("sweep", "--list", ":24:47: tenants.t.processes.arrivals: "),
                List.of("plan", "--quiet", ":25:52: tenants.t.instances: "))) {
            Cli cli = Cli.run(words.get(0), file(), words.get(1), "--no-charts", "--out", out());
            assertThat(cli.status()).isEqualTo(3);
            assertThat(cli.err()).startsWith(file() + words.get(2)).hasLineCount(1);
        }
    }

    @Test
    void allowsMoreOnDemandAndNotLessThanItNeeds() throws IOException {
        assertThat(Cli.run("run", file(), "--budget", "1us", "--no-charts", "--out", out())
                        .err())
                .contains("expected a run of at most 1 µs, found one of");
        assertThat(Cli.run("run", file(), "--budget", "10s", "--no-charts", "--out", out())
                        .status())
                .isZero();
        assertThat(Cli.run("run", file(), "--budget", "0s").status()).isEqualTo(2);
    }

    private String file() throws IOException {
        return file(SCENARIO);
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("dear.yaml"), text).toString();
    }

    private String out() {
        return directory.resolve("out").toString();
    }
}
