package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ioasidsim.archive.ManifestReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on results against what commands write. */
class ResultFilesTest {
    private static final Path PAGE = Path.of("docs/results.md");
    private static final String SCENARIO = """
            scenario: tiny
            question: What is written?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {}, /bomb: {}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 20/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa], on_refusal: wait}
              bomb:
                cgroup: /bomb
                kind: container
                instances: 1
                role: aggressor
                processes: {arrivals: {poisson: 200/s}, lifetime: {exponential: {mean: 4s}}, devices: [dsa]}
            run: {warm_up: 1s, duration: 4s, replications: 2}
            variants:
              free: {}
              narrow: {/bomb/misc.max: pasid 50}
            sweep: {/bomb/misc.max.pasid: [10, 200]}
            plan:
              find: largest tenants.web.processes.initial
              between: [1, 2]
              max_replications: 2
              such_that: [web.first_try_success >= 50%]
              across: {/bomb/misc.max.pasid: [10, 20], host.pasid_bits: [7, 8]}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void eachFileThatACommandWritesIsExplained() throws Exception {
        Path file = Files.writeString(directory.resolve("tiny.yaml"), SCENARIO);
        for (List<String> words : List.of(
                List.of("run", file.toString()),
                List.of("compare", file.toString()),
                List.of("isolation", file.toString(), "--aggressor", "bomb", "--factors", "0,1,2"),
                List.of("sweep", file.toString()),
                List.of("plan", file.toString()))) {
            Cli cli = Cli.run(Stream.concat(words.stream(), Stream.of("--quiet", "--out", out().toString()))
                    .toArray(String[]::new));
            assertThat(cli.err()).as(String.join(" ", words)).isEmpty();
        }
        String page = Files.readString(PAGE);
        Set<String> unnamed = new TreeSet<>();
        for (String command : List.of("run", "compare", "isolation", "sweep", "plan")) {
            ManifestReader.read(out().resolve("tiny").resolve(command)).fileSha256().keySet().stream()
                    .filter(written -> !isNamed(page, written))
                    .forEach(unnamed::add);
        }
        assertThat(unnamed).isEmpty();
    }

    private Path out() {
        return directory.resolve("out");
    }

    /** A chart is named without its ending, and without the tenant, variant, metric or number that follows its kind. */
    private static boolean isNamed(String page, String file) {
        if (!file.startsWith("charts/")) {
            return page.contains("`" + file + "`");
        }
        String name = file.substring("charts/".length())
                .replaceFirst("[.][a-z]+$", "")
                .replaceFirst("-narrow$", "");
        return page.contains("`" + name + "`")
                || Stream.of("-free", "-web", "-[0-9-]+", "-first-try-success", "-starvation-time", "-jain-.*")
                        .map(end -> name.replaceFirst(end + "$", ""))
                        .anyMatch(kind -> !kind.equals(name) && page.contains("`" + kind + "`"));
    }
}
