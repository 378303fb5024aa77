package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scenario wants said beside its figures must not go missing because another command, or another format, answers. */
@Tag("slow")
class CaveatTest {
    private static final String CAVEAT = "But: nobody knows whether this host has an IOMMU.";
    private static final String SCENARIO = """
            scenario: doubt
            question: Do all get their ids?
            caveat: nobody knows whether this host has an IOMMU.
            host: {preset: x86-vtd-20bit, max_pasids: 21, devices: {dsa: {}}}
            cgroups: {/web: {}, /batch: {}}
            tenants:
              web: &tenant
                cgroup: /web
                kind: container
                instances: 2
                processes: {arrivals: {poisson: 4/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
              batch: {<<: *tenant, cgroup: /batch, instances: 1}
            run: {warm_up: stationary, duration: 5s, replications: 2, seed: 1, estimate: simulation}
            variants: {base: {}, more: {host.max_pasids: 41}}
            sweep: {tenants.web.instances: [1, 2]}
            plan:
              find: largest tenants.web.instances
              between: [1, 3]
              max_replications: 2
              such_that: [web.first_try_success >= 90%]
            fleet:
              find: instances of web
              such_that: [web.first_try_success >= 90%]
              hosts: {small: {}}
              flavours: {one: {}}
            """;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "run, run, report.html",
        "compare, compare, report.html",
        "plan, plan, plan.html",
        "sweep, sweep, sweep.html",
        "fleet --time 0s, fleet, fleet.html",
        "isolation --aggressor batch, isolation, report.html"
    })
    void everyCommandSaysItOnceInEachFormat(String command, String name, String page) throws IOException {
        Path file = Files.writeString(directory.resolve("doubt.yaml"), scenario(name));
        for (String format : List.of("text", "text --full", "lkml", "markdown", "json")) {
            if (format.equals("lkml") && name.equals("fleet")) {
                continue;
            }
            List<String> args = new ArrayList<>(List.of((command + " --format " + format).split(" ")));
            args.addAll(List.of(file.toString(), "--out", directory.toString(), "--no-charts", "--quiet"));
            Cli cli = Cli.run(args.toArray(String[]::new));
            assertThat(cli.out().replaceAll("\\s+", " "))
                    .as("%s --format %s: %s", command, format, cli.err())
                    .containsOnlyOnce(CAVEAT);
        }
        assertThat(visible(Files.readString(
                        directory.resolve("doubt").resolve(name).resolve(page))))
                .containsOnlyOnce(CAVEAT);
    }

    /** Returns the scenario without what other commands ask: theory knows no answer to a fleet of two tenants. */
    private static String scenario(String command) {
        return command.equals("fleet")
                ? SCENARIO.replace("  batch: {<<: *tenant, cgroup: /batch, instances: 1}\n", "")
                : SCENARIO;
    }

    /** Returns the text of a page without its scripts. */
    private static String visible(String page) {
        return page.replaceAll("(?s)<script.*?</script>", " ").replaceAll("\\s+", " ");
    }
}
