package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each model must be asked with the parameters that its formula has, and a formula outside its range must not be answered. */
class AnalyticCommandTest {
    @TempDir
    private Path directory = Path.of("");

    /** The first digits of values that can be worked out by hand, or that the tests of the formulas derive. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            erlang-b --load 1 --ids 1                         | "blocking": 0.5
            erlang-b --target 0.5 --ids 1                     | "blocking": 0.5
            erlang-c --load 1 --ids 2                         | "waiting": 0.333333333333333
            engset --sources 10 --ids 5 --alpha 0.5           | "blocking": 0.10696095076400
            kaufman-roberts --ids 10 --class 2:1 1:3          | "blocking": [0.036885862048
            trunk-reservation --ids 10 --load 5 --load 4 --reserve 2 | "blocking": [0.064725184355
            mmck --load 10 --ids 10 --places 20               | "blocking": 0.06821182046893
            repairman --sources 10 --ids 3 --alpha 0.2        | "mean_present": 1.804297934622
            time-to-exhaustion --load 1 --ids 1               | "mean_in_holds": 1
            overflow --load 10 --ids 10                       | "peakedness": 2.03299452203
            poisson-tail --load 1 --ids 1                     | "probability": 0.632120558828
            retrial --load 0.5 --ids 1 --retry-rate 1         | "blocking": 0.5
            reduced-load --ids 1 --group 1:5                  | "at_root": 0.49
            """)
    void answersWithOneJsonDocument(String args, String expected) {
        Cli cli = Cli.run(("analytic " + args + " --format json").split(" +", -1));
        assertThat(cli.err()).isEmpty();
        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .startsWith("{\"model\": \"" + args.split(" ", -1)[0] + "\", ")
                .endsWith("}\n");
        assertThat(cli.out()).contains(expected);
    }

    @Test
    void answersInTextCsvAndMarkdown() {
        assertThat(Cli.run("analytic", "erlang-b", "--load", "1", "--ids", "1").out())
                .isEqualTo("""
                        load      1    requests per mean hold (Erlangs)
                        ids       1    ids in the pool
                        blocking  0.5  share of requests refused
                        carried   0.5  ids held on average
                        """);
        assertThat(Cli.run("--format", "csv", "analytic", "erlang-b", "--load", "1", "--ids", "1")
                        .out())
                .isEqualTo("model,load,ids,blocking,carried\nerlang-b,1,1,0.5,0.5\n");
        assertThat(Cli.run("--format", "markdown", "analytic", "erlang-b", "--load", "1", "--ids", "1")
                        .out())
                .isEqualTo("""
                        | model | load | ids | blocking | carried |
                        |---|---:|---:|---:|---:|
                        | erlang-b | 1 | 1 | 0.5 | 0.5 |
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            erlang-b --ids 1                      | analytic erlang-b needs either --load or --target
            erlang-b --load -1 --ids 1            | --load must be above 0 and finite, but is -1.0
            erlang-b --load 1 --ids 0             | --ids must be at least 1, but is 0
            erlang-b --target 2 --ids 1           | --target must be between 0 and 1, but is 2.0
            erlang-c --load 2 --ids 2             | analytic erlang-c needs a --load below --ids, or the queue grows without end
            kaufman-roberts --ids 3 --class 2x1   | --class '2x1' is not LOAD:SIZE, such as 20:16
            kaufman-roberts --ids 3 --class 0:1   | LOAD in --class must be above 0 and finite, but is 0.0
            reduced-load --ids 3 --group 2        | --group '2' is not LOAD:CAP, such as 20:16
            mmck --load 1 --ids 4 --places 3      | --places counts the ids too and must be at least 4, but is 3
            overflow --load 1 --ids 99999999      | --ids must be at most 16777216, but is 99999999
            retrial --load 2 --ids 2 --retry-rate 1 | analytic retrial: a load of 2.0 on 2 ids has no steady state: requests that never give up need a load below the ids
            retrial --load 2 --ids 2 --retry-rate 1 --persistence 2 | --persistence must be above 0 and at most 1, but is 2.0
            """)
    void refusesWhatTheFormulaDoesNotCover(String args, String message) {
        assertThat(Cli.run(("analytic " + args).split(" +", -1)))
                .isEqualTo(new Cli(2, "", "ioasid-sim: " + message + "\n"));
    }

    /**
     * Two tenants with 6 and 4 Erlangs on 10 ids, capped at 6 and 4 in their cgroups: 0.264922... and 0.310679..., of which the caps
     * themselves say no to all; uncapped, both as Erlang B of 10 on 10.
     */
    @Test
    void readsACapTreeFromAScenario() throws IOException {
        Path file = Files.writeString(directory.resolve("caps.yaml"), """
                scenario: caps
                question: Who is refused where?
                host: {preset: x86-vtd-8bit-viommu, max_pasids: 11, devices: {dsa: {}}}
                cgroups: {/a: {}, /b: {}}
                controls: {misc_pasid: on}
                tenants:
                  a: &tenant
                    cgroup: /a
                    kind: container
                    instances: 1
                    processes: {arrivals: {poisson: 6/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
                  b: {<<: *tenant, cgroup: /b, processes: {arrivals: {poisson: 2/s}, lifetime: 2s, devices: [dsa]}}
                run: {duration: 1s}
                variants: {free: {}, capped: {/a/misc.max: pasid 6, /b/misc.max: pasid 4}}
                """);
        assertThat(Cli.run("analytic", "cap-tree", file.toString(), "--format", "json")
                        .out())
                .contains(
                        "\"a.load\": 6,",
                        "\"b.load\": 4,",
                        "\"a.blocking\": 0.21458234310",
                        "\"b.blocking\": 0.21458234310");
        assertThat(Cli.run("analytic", "cap-tree", file.toString(), "--variant", "capped", "--format", "json")
                        .out())
                .contains(
                        "\"a.blocking\": 0.26492232215",
                        "\"a.refused_at_/a\": 0.26492232215",
                        "\"b.blocking\": 0.31067961165",
                        "\"b.refused_at_/\": 0");
    }

    @Test
    void saysWhatACapTreeDoesNotCover() {
        Cli cli = Cli.run("analytic", "cap-tree", "scenarios/noisy-neighbour-arm64.yaml");
        assertThat(cli)
                .isEqualTo(new Cli(
                        3, "", "cap-tree: tenant noisy needs a lifetime with a finite mean for an exact result\n"));
    }
}
