package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.cli.base.ExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded processes must meet the scenario's limits as its own would, and nobody else may be there. */
class ReplayCommandTest {
    private static final String SCENARIO = """
            scenario: two
            question: Does the limit of two hold?
            host: {preset: x86-vtd-20bit, devices: {dsa: {}}}
            cgroups: {/web: {misc.max: pasid 2}, /other: {}}
            controls: {misc_pasid: on}
            tenants:
              web: &tenant
                cgroup: /web
                kind: container
                instances: 1
                processes: {initial: 5, lifetime: 1h, devices: [dsa]}
              other:
                <<: *tenant
                cgroup: /other
            run: {duration: 1h, replications: 1}
            expect: ["base: other.first_try_success >= 100%"]
            """;

    @TempDir
    private Path directory = Path.of("");

    private Cli replay(String trace, String... more) throws IOException {
        return replayOn(trace, SCENARIO, more);
    }

    private Cli replayOn(String trace, String text, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("trace"), trace);
        Path scenario = Files.writeString(directory.resolve("two.yaml"), text);
        List<String> words = new ArrayList<>(List.of("replay", file.toString(), "--scenario", scenario.toString()));
        words.addAll(List.of("--no-charts", "--out", directory.resolve("out").toString()));
        words.addAll(List.of(more));
        return Cli.run(words.toArray(String[]::new));
    }

    private String values() throws IOException {
        return Files.readString(directory.resolve("out/two-replay/run/replications.csv"));
    }

    /** Three overlap where two may hold; the first ends at 4 s, before the fourth comes. */
    @Test
    void aTableIsDrivenAgainstTheLimits() throws IOException {
        Cli cli = replay("start_s,duration_s\n1,3\n2,9\n3,9\n5,1\n", "--tenant", "web");

        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(values())
                .contains("base,1,web,requests,4\n", "base,1,web,grants,3\n", "base,1,other,requests,0\n")
                .contains("base,1,web,held_mean," + (3 + (5.01 - 2) + (5.01 - 5)) / 5.01 + "\n");
        assertThat(cli.out()).contains("1 replication of 5.01 s");
    }

    /** What the command makes of the scenario nobody set: it was listed as set on the command line, eight keys of it. */
    @Test
    void saysWhatItReplacesAndOnlyWhatWasSetAsChanged() throws IOException {
        String rows = "start_s,duration_s\n1,3\n2,9\n";
        Cli plain = replay(rows, "--tenant", "web");
        assertThat(plain.out()).startsWith("Replayed: ").doesNotContain("Changed from the file");
        assertThat(plain.out().replace("\n", " ")).contains("trace in the place of web's processes; other is off.");

        Cli seeded = replay(rows, "--tenant", "web", "--seed", "9");
        assertThat(seeded.out()).contains("\nChanged from the file: run.seed=9\n");

        Cli stored = Cli.run("report", directory.resolve("out/two-replay/run").toString(), "--no-charts");
        assertThat(stored.out()).startsWith("Changed from the file: scenario=two-replay, ");
    }

    /** A warm-up of an hour is longer than any recording: all rows came within it, and the answer was that nobody asks for anything. */
    @Test
    void aWarmUpOfTheScenarioLosesNoRows() throws IOException {
        Cli cli = replayOn(
                "start_s,duration_s\n1,3\n2,9\n3,9\n5,1\n",
                SCENARIO.replace("duration: 1h", "warm_up: 1h, duration: 1h"),
                "--tenant",
                "web");

        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(values()).contains("base,1,web,requests,4\n", "base,1,web,grants,3\n");
    }

    /** The tenants that are off ask for nothing: an answer about them, as a file without a verdict or with theirs would give, says nothing. */
    @Test
    void theAnswerIsAboutTheRecordedTenant() throws IOException {
        String rows = "start_s,duration_s\n1,3\n2,9\n3,9\n5,1\n";
        for (String verdict : List.of("", "verdict: {tenant: other, metric: first_try_success, good: \">= 60%\"}\n")) {
            Cli cli = replayOn(rows, SCENARIO + verdict, "--tenant", "web");
            assertThat(cli.out()).contains("web gets 75 % of its ids at once").doesNotContain("other gets", "worst of");
        }
    }

    /** Clocks of a second leave rows of 0 s, half of some recordings: that nobody asked for them must not go unsaid. */
    @Test
    void rowsThatEndAtOnceAreTold() throws IOException {
        Cli cli = replay("start_s,duration_s\n1,3\n2,0\n3,0\n", "--tenant", "web");
        assertThat(values()).contains("base,1,web,requests,1\n");
        assertThat(cli.err()).contains("trace: 2 of 3 rows last 0 s: what ends at once asks for no id\n");
        assertThat(replay("start_s,duration_s\n1,3\n", "--tenant", "web").err()).doesNotContain("0 s:");
    }

    /** What is done again must be the same: the lifetimes of PASIDs, not those of address spaces. */
    @Test
    void theCommandThatDoesItAgainNamesEachOptionThatCounts() throws IOException {
        var unused = replay("start_s,duration_s\n1,3\n2,9\n", "--tenant", "web", "--compare", "--pasids");

        assertThat(Files.readString(directory.resolve("out/two-replay/run/manifest.json")))
                .contains("--pasids", "--compare");
    }

    @Test
    void kernelTraceTextIsImportedFirst() throws IOException {
        Cli cli = replay("""
                # tracer: nop
                          sh-10      [000] .....   100.000000: task_newtask: pid=11 comm=sh clone_flags=0 oom_score_adj=0
                          sh-11      [000] .....   103.000000: sched_process_exit: comm=sh pid=11 prio=120
                          sh-10      [000] .....   104.000000: task_newtask: pid=12 comm=sh clone_flags=0 oom_score_adj=0
                """, "--tenant", "web", "--duration", "10s");

        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.err()).contains("trace.csv: ");
        assertThat(values())
                .contains("base,1,web,grants,2\n")
                .contains("base,1,web,held_mean,0.9\n"); // 3 s, and 6 s of one that never ended
    }

    @Test
    void asksForTheTenantAndKnowsItsName() throws IOException {
        assertThat(replay("start_s,duration_s\n1,3\n").err())
                .isEqualTo("ioasid-sim: --tenant is needed, as " + directory.resolve("two.yaml") + " has web, other\n");
        Cli cli = replay("start_s,duration_s\n1,3\n", "--tenant", "wbe");
        assertThat(cli.err()).contains("--tenant wbe").contains("(did you mean web?)");
        assertThat(cli.status()).isEqualTo(ExitStatus.USAGE.code());
    }

    @Test
    void tellsAnOptionThatIsWrongByItsName() throws IOException {
        Cli cli = replay("start_s,duration_s\n1,3\n", "--tenant", "web", "--until", "ten");

        assertThat(cli.status()).isEqualTo(ExitStatus.INPUT_INVALID.code());
        assertThat(cli.err()).startsWith("--until: ").contains("expected a time");
        assertThat(directory.resolve("out")).doesNotExist();
    }
}
