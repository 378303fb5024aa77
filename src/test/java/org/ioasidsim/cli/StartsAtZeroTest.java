package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever takes the preset of the proposed controller and sets no limit must read why nobody gets an id, before the run and beside the refusals. */
@Tag("slow")
class StartsAtZeroTest {
    private static final String SET = "the proposed limit starts at 0; set ";
    private static final String SCENARIO = """
            scenario: proposed
            question: Do the VMs get their ids?
            host: {preset: rfc-v4-vtd, devices: {dsa: {}}}
            cgroups: {/vms: {}, /vms/a: {}, /web: {}}
            controls: {vm_quota: 1000}
            tenants:
              a:
                cgroup: /vms/a
                kind: vm
                instances: 2
                processes: {arrivals: {poisson: 4/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 4/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            run: {duration: 5s, replications: 2, seed: 1}
            """;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"text", "text --full", "lkml", "json"})
    void aRunSaysWhyAllIsRefusedAndWhatToSet(String format) throws IOException {
        Path file = write(SCENARIO);
        Cli cli =
                Cli.run(("run " + file + " --out " + directory + " --no-charts --quiet --format " + format).split(" "));
        assertThat(cli.out().replaceAll("\\s+", " "))
                .containsOnlyOnce(
                        "ioasids refuses every id at /vms/a, /vms: " + SET + "/vms/a/ioasids.max, /vms/ioasids.max.");
    }

    @Test
    void aTableForOtherProgramsHasItAsAWarning() throws IOException {
        Path file = write(SCENARIO);
        Cli cli = Cli.run("run", file.toString(), "--out", directory.toString(), "--no-charts", "--format", "csv");
        assertThat(cli.err()).containsOnlyOnce("warning: ioasids refuses every id at /vms/a, /vms: " + SET);
    }

    @Test
    void aLevelThatIsSetIsNotNamedAndNoneIsWhereAllAre() throws IOException {
        Path file = write(SCENARIO + """
                variants:
                  top: {/vms/ioasids.max: 100}
                  both: {/vms/ioasids.max: 100, /vms/a/ioasids.max: 50}
                  over: {controls.ioasids: limit}
                """);
        Cli cli = Cli.run("run", file.toString(), "--out", directory.toString(), "--no-charts", "--quiet");
        assertThat(cli.out().replaceAll("\\s+", " "))
                .containsOnlyOnce("In top, ioasids refuses every id at /vms/a: " + SET + "/vms/a/ioasids.max.")
                .containsOnlyOnce("starts at 0");
    }

    @Test
    void validateNotesItBeforeTheRun() throws IOException {
        Path file = write(SCENARIO.replace("cgroup: /vms/a", "cgroup: '/vms/{instance}'"));
        Cli cli = Cli.run("validate", file.toString());
        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .isEqualTo(file + ": valid, 1 variant\n" + file
                        + ": note: ioasids refuses every id at /vms/{instance}, /vms: " + SET
                        + "/vms/{instance}/ioasids.max, /vms/ioasids.max.\n");
        Cli json = Cli.run("validate", file.toString(), "--format", "json");
        assertThat(JsonParser.parseString(json.out())
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("notes"))
                .hasSize(1);
    }

    /** As posted, the host's own processes are not charged; events, sweeps and plans may set a limit later. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenants.a.kind=container",
                "tenants.a.guest_ids=none",
                "controls.ioasids=off",
                "cgroups={/vms: {ioasids.max: 9}, /vms/a: {ioasids.max: 9}, /web: {}}",
                "events=[{at: 1s, write: {/vms/ioasids.max: 9, /vms/a/ioasids.max: 9}}]",
                "sweep={/vms/ioasids.max: [8, 9], /vms/a/ioasids.max: [8, 9]}"
            })
    void nothingIsNotedWhereNobodyIsChargedOrTheLimitIsSet(String change) throws IOException {
        Cli cli = Cli.run("validate", write(SCENARIO).toString(), "--set", change);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out()).endsWith(": valid, 1 variant\n");
    }

    /** With reservations, which charge the host's processes too, the container is refused as well. */
    @Test
    void aReservationStartsAtZeroForContainersToo() throws IOException {
        Cli cli = Cli.run("validate", write(SCENARIO).toString(), "--set", "controls.ioasids=reservation");
        assertThat(cli.out()).contains("at /vms/a, /vms, /web: " + SET);
    }

    private static final String PLAN = """
            plan: {find: largest tenants.a.instances, between: [1, 4], such_that: [a.first_try_success >= 99%]}
            """;

    /** "No number was shown to meet it" is no answer where no number could. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "text --full", "lkml", "json", "markdown"})
    void aPlanAndASweepSayWhyNoValueMeetsTheConditions(String format) throws IOException {
        Path file = write(SCENARIO + PLAN);
        for (String command : List.of("plan ", "sweep ")) {
            Cli cli = Cli.run(
                    (command + file + " --out " + directory + " --no-charts --quiet --format " + format).split(" "));
            assertThat(cli.out().replaceAll("\\s+", " "))
                    .as(command)
                    .containsOnlyOnce("ioasids refuses every id at /vms/a, /vms: " + SET
                            + "/vms/a/ioasids.max, /vms/ioasids.max.");
        }
    }

    /** What the search itself sets is set; so is what it may choose. */
    @Test
    void aPlanNamesOnlyTheLevelsThatItDoesNotSet() throws IOException {
        Path file = write(SCENARIO + PLAN);
        String[] words = {"plan", file.toString(), "--out", directory.toString(), "--no-charts", "--quiet", "--set", ""
        };
        words[7] = "plan.find=smallest /vms/ioasids.max";
        assertThat(Cli.run(words).out().replaceAll("\\s+", " "))
                .contains("ioasids refuses every id at /vms/a: " + SET + "/vms/a/ioasids.max.");
        words[7] = "controls.ioasids=limit";
        assertThat(Cli.run(words).out()).doesNotContain("starts at 0");
    }

    @Test
    void aSweepSaysWhereOnlySomePointsAreRefused() throws IOException {
        Path file = write(SCENARIO);
        Cli cli = Cli.run(
                "sweep",
                file.toString(),
                "--axis",
                "controls.ioasids=off,as-posted,limit",
                "--out",
                directory.toString(),
                "--no-charts");
        assertThat(cli.out().replaceAll("\\s+", " "))
                .contains("At some points, ioasids refuses every id at /vms/a, /vms: " + SET)
                .contains("over the ioasids controller:");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("proposed.yaml"), text);
    }
}
