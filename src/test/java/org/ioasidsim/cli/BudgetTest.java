package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that nobody can wait for must be refused before anything runs, with its key; an ordinary run must not. */
class BudgetTest {
    private static final String SCENARIO = """
            scenario: dear
            question: Is it refused?
            host: {preset: arm64-smmuv3-64k, devices: {d: {}}}
            cgroups: {/a: {}}
            tenants:
              t: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {poisson: 10/s}, lifetime: 1s, devices: [d]}}
            run: {duration: 1s, replications: 1}
            sweep: {tenants.t.processes.arrivals.poisson: [10/s, 1e300/s]}
            plan: {find: largest tenants.t.instances, between: [500000000, 1000000000], such_that: [t.call_congestion <= 1%]}
            """;

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "tenants.t.processes.arrivals.poisson=1e300/s, tenants.t.processes.arrivals, at most 24 h",
        "measure.window=1e-300s,                       measure.window,               at most 24 h",
        "measure.timeline=1e-9s,                       measure.timeline,             MiB of memory",
        "run.replications=1000000000,                  run.replications,             MiB of memory",
        "tenants.t.instances=1000000000,               tenants.t.instances,          MiB of memory",
        "run.duration=1e9d,                            run.duration,                 at most 24 h",
    })
    void refusesWhatIsAbsurdAndNamesItsKey(String change, String key, String figure) throws IOException {
        Cli cli = Cli.run("run", file(), "--set", change, "--jobs", "2", "--no-charts", "--out", out());
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err())
                .startsWith(file() + ": " + key + ": expected ")
                .contains(figure)
                .hasLineCount(1);
    }

    @Test
    void refusesPointsOfASweepAndValuesOfAPlan() throws IOException {
        for (List<String> words :
                List.of(List.of("sweep", "--quiet"), List.of("sweep", "--list"), List.of("plan", "--quiet"))) {
            Cli cli = Cli.run(words.get(0), file(), words.get(1), "--no-charts", "--out", out());
            assertThat(cli.status()).isEqualTo(3);
            assertThat(cli.err()).startsWith(file() + ": tenants.t.").hasLineCount(1);
        }
    }

    @Test
    void allowsMoreOnDemandAndNotLessThanItNeeds() throws IOException {
        assertThat(Cli.run("run", file(), "--budget", "1us", "--no-charts", "--out", out())
                        .err())
                .contains("expected a run of at most 1 us, found one of");
        assertThat(Cli.run("run", file(), "--budget", "10s", "--no-charts", "--out", out())
                        .status())
                .isZero();
        assertThat(Cli.run("run", file(), "--budget", "0s").status()).isEqualTo(2);
    }

    private String file() throws IOException {
        return Files.writeString(directory.resolve("dear.yaml"), SCENARIO).toString();
    }

    private String out() {
        return directory.resolve("out").toString();
    }
}
