package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model must be seen beside what was recorded: agreement where the host had room, and how far it is off where it refuses. */
class ReplayComparisonTest {
    private static final String SCENARIO = """
            scenario: check
            question: Does the model hold what was held?
            host: {preset: x86-vtd-20bit, devices: {acc: {}}}
            controls: {misc_pasid: on}
            cgroups: {/web: LIMITS}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 1/s}, lifetime: 1s, devices: [acc], on_refusal: give-up}
            run: {duration: 10s, replications: 1}
            measure: {timeline: 1s}
            """;

    @TempDir
    private Path directory = Path.of("");

    /** Held at 0, 1, ... 9 s: 1 2 2 1 0 0 0 0 1 1. Nothing is refused, so that both agree. */
    @Test
    void agreesWhereNothingIsRefused() throws IOException {
        Cli cli = compare("{}");
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out())
                .contains("ids held, mean          0.8        0.8", "refusals           not told          0");
        assertThat(cli.out()).contains("Distance: 0 ids on average, 0 % of what was recorded; at most 0, at 0 s.");
        assertThat(Files.readAllLines(directory.resolve("out/check-replay/run/recorded.csv")))
                .startsWith(
                        "variant,time_s,recorded,simulated", "base,0,1,1", "base,1,2,2", "base,2,2,2", "base,3,1,1");
    }

    /** With one id the second process is refused at 0.5 s: one id fewer at 1 s, 2 s and 3 s, 0.3 of ten instants, 37.5 % of 0.8. */
    @Test
    void saysHowFarALimitTakesItFromTheRecording() throws IOException {
        Cli cli = compare("{misc.max: pasid 1}");
        assertThat(cli.out())
                .contains("ids held, most            2          1", "refusals           not told          1")
                .contains("Distance: 0.3 ids on average, 37.5 % of what was recorded; at most 1, at 1 s.");
    }

    @Test
    void comparesNoSampledRows() throws IOException {
        assertThat(compare("{}", "--sample", "50%").status()).isEqualTo(2);
    }

    private Cli compare(String limits, String... options) throws IOException {
        Path rows = Files.writeString(directory.resolve("rows.csv"), "start_s,duration_s\n0,2.5\n0.5,3\n7.5,5\n");
        Path scenario = Files.writeString(directory.resolve("check.yaml"), SCENARIO.replace("LIMITS", limits));
        var args = new java.util.ArrayList<>(java.util.List.of(
                "replay",
                rows.toString(),
                "--scenario",
                scenario.toString(),
                "--compare",
                "--no-charts",
                "--duration",
                "9s",
                "--out",
                directory.resolve("out").toString()));
        args.addAll(java.util.List.of(options));
        return Cli.run(args.toArray(String[]::new));
    }
}
