package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.stats.exact.ErlangB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where each point of a sweep is a textbook model, its chart must show the exact curve of that point, not that of the file's own value. */
class SweepTheoryTest {
    private static final String SCENARIO = """
            scenario: erlang
            question: From which load on are requests refused?
            host: {preset: x86-vtd-20bit, max_pasids: 11, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 5/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            run: {duration: 20s, warm_up: 5s, replications: 2}
            sweep: {tenants.web.processes.arrivals.poisson: [4/s, 8/s, 12/s]}
            plan: {find: largest tenants.web.processes.arrivals.poisson, between: [1/s, 20/s], such_that: [SUCH]}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theExactCurveIsThatOfEachPoint() throws IOException {
        List<String> rows = sweep("web.call_congestion <= 10%", "sweep-call-congestion.csv");
        assertThat(exact(rows.get(1))).isCloseTo(ErlangB.blocking(4, 10), offset(1e-12));
        assertThat(exact(rows.get(2))).isCloseTo(ErlangB.blocking(8, 10), offset(1e-12));
        assertThat(exact(rows.get(3))).isCloseTo(ErlangB.blocking(12, 10), offset(1e-12));
    }

    @Test
    void successIsTheComplementOfCongestion() throws IOException {
        List<String> rows = sweep("web.first_try_success >= 90%", "sweep-first-try-success.csv");
        assertThat(exact(rows.get(2))).isCloseTo(1 - ErlangB.blocking(8, 10), offset(1e-12));
    }

    /** Two replications of 20 s do not know a congestion of 20 % to a millionth: the sweep must say so and not end as if it did. */
    @Test
    void aPrecisionThatIsNotReachedIsTold() throws IOException {
        Path file = directory.resolve("erlang.yaml");
        Files.writeString(
                file,
                SCENARIO.replace("SUCH", "web.call_congestion <= 10%")
                        .replace(
                                "replications: 2",
                                "precision: {metric: call_congestion, tenant: web, half_width: 0.000001, max_replications: 3}"));
        Cli cli = Cli.run("sweep", file.toString(), "--out", directory.toString(), "--no-charts");
        assertThat(cli.status()).isEqualTo(6);
        assertThat(cli.err()).contains("poisson=8/s, base: web.call_congestion is known to ");
    }

    private List<String> sweep(String condition, String chart) throws IOException {
        Path file = directory.resolve("erlang.yaml");
        Files.writeString(file, SCENARIO.replace("SUCH", condition));
        Cli cli = Cli.run("sweep", file.toString(), "--out", directory.toString(), "--quiet");
        assertThat(cli.err()).isEmpty();
        return Files.readAllLines(directory.resolve("erlang/sweep/charts").resolve(chart));
    }

    private static double exact(String row) {
        return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1));
    }
}
