package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of one thing there is no plural, in no answer: "it holds 1 ids" reads like a program that does not know what it says. */
class CountsOfOneTest {
    private static final Pattern PLURAL = Pattern.compile(
            "(?<![0-9.,])1 (ids|replications|refusals|variants|points|cells|sources|tenants|others|rows|lines|events"
                    + "|lifetimes|hosts|VMs|values|times|processes|requests|devices|tasks)\\b");

    /** One id, one tenant that always wants two, one replication. */
    private static final String SCENARIO = """
            scenario: one
            question: Who is refused?
            host: {preset: x86-vtd-20bit, max_pasids: 2, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 2/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            run: {duration: 20s, warm_up: 5s, replications: 1}
            sweep: {tenants.web.processes.arrivals.poisson: [4/s]}
            """;

    @TempDir
    private Path directory = Path.of("");

    private void assertNoPlural(String... args) {
        Cli cli = Cli.run(args);
        assertThat(cli.out() + cli.err()).as(String.join(" ", args)).doesNotContainPattern(PLURAL);
        assertThat(cli.out()).isNotEmpty();
    }

    @Test
    void answersOfOneIdHaveNoPlural() throws IOException {
        String file = Files.writeString(directory.resolve("one.yaml"), SCENARIO).toString();
        String out = directory.toString();
        assertNoPlural("validate", file);
        assertNoPlural("show", file);
        assertNoPlural("analytic", "cap-tree", file);
        assertNoPlural("run", file, "--full", "--out", out);
        assertThat(Files.readString(directory.resolve("one/run/report.html")))
                .contains("one pool of 1 id;")
                .doesNotContainPattern(PLURAL);
        assertNoPlural("run", file, "--fresh", "--set", "tenants.web.processes.arrivals.poisson=1/h", "--out", out);
        assertNoPlural("sweep", file, "--out", out, "--no-charts");
    }

    /** The policy spares the ids of which there are two; one tenant pays with the only one it holds. */
    @Test
    void whoPaysHoldsOneId() throws IOException {
        String text = SCENARIO.replace("max_pasids: 2", "max_pasids: 3")
                .replace("cgroups: {/web: {}}", "cgroups: {/web: {}, /batch: {}}\ncontrols: {misc_pasid: on}")
                .replace("run:", """
                          batch:
                            role: aggressor
                            cgroup: /batch
                            kind: container
                            instances: 1
                            processes: {arrivals: {poisson: 100/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
                        variants: {free: {}, capped: {/batch/misc.max: pasid 1}}
                        verdict: {tenant: web, metric: first_try_success, good: ">= 20%"}
                        run:""");
        String file = Files.writeString(directory.resolve("two.yaml"), text).toString();
        assertNoPlural("run", file, "--out", directory.toString(), "--no-charts");
        assertNoPlural("compare", file, "--out", directory.toString(), "--no-charts");
    }

    @Test
    void aRecordingOfOneEventHasNoPlural() throws IOException {
        String file = Files.writeString(
                        directory.resolve("one.txt"),
                        "  bash-1 [000] 10.000000: sched_process_fork: comm=bash pid=1 child_comm=bash child_pid=2\n")
                .toString();
        Cli cli = Cli.run("import", file);
        assertThat(cli.out() + cli.err()).doesNotContainPattern(PLURAL);
    }
}
