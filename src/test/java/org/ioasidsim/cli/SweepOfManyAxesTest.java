package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A grid over three axes must have a picture that shows where the condition is met, and its page must not be one long table. */
@Tag("slow")
class SweepOfManyAxesTest {
    /**
     * A pool of ten ids refuses hardly any of a load of 0.1, and 90 % of a load of 100: the load is rate times lifetime, so that of 2 x 2 x 6 points those
     * with the higher rate miss the condition, whatever the lifetime's law and the seed.
     */
    private static final String SCENARIO = """
            scenario: grid
            question: Who is refused?
            host: {preset: x86-vtd-20bit, max_pasids: 11, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 1/s}, lifetime: {exponential: {mean: 100ms}}, devices: [dsa]}
            run: {duration: 200s, warm_up: 5s, replications: 2}
            verdict: {tenant: web, metric: first_try_success, good: ">= 95%"}
            sweep:
              run.seed: [1, 2, 3, 4, 5, 6]
              tenants.web.processes.arrivals.poisson: [1/s, 1000/s]
              tenants.web.weight: [1, 2]
              metrics: [web.first_try_success, web.vm_success]
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void thePictureDrawsTheBorderAndTheTableIsFolded() throws IOException {
        Path file = Files.writeString(directory.resolve("grid.yaml"), SCENARIO);
        Cli cli = Cli.run("sweep", file.toString(), "--out", directory.toString(), "--quiet");
        assertThat(cli.err()).isEmpty();
        Path results = directory.resolve("grid/sweep");
        String page = Files.readString(results.resolve("sweep.html"));
        assertThat(page)
                .contains("the line parts what is shown to be good: first-try success of at least 95 % for web");
        assertThat(page.indexOf("<table")).isGreaterThan(page.indexOf("<details id=\"all\""));
        assertThat(results.resolve("charts/sweep-web-vm-success-base.svg"))
                .as("a map of what containers never have shows nothing")
                .doesNotExist();
        String picture = Files.readString(results.resolve("charts/sweep-web-first-try-success-base.svg"));
        List<String> names = rowNames(picture);
        assertThat(names)
                .as("the axis that decides is the inner one, that which changes nothing the outer")
                .contains("1, 1/s", "1, 1,000/s", "2, 1/s", "2, 1,000/s");
        assertThat(picture)
                .as("what the two numbers of a row are stands beside the rows")
                .containsOnlyOnce(">weight, arrival rate<");
    }

    /** Returns the texts of a picture that name two values. */
    private static List<String> rowNames(String picture) {
        Matcher text = Pattern.compile(">([^<>]+, [^<>]+/s)<").matcher(picture);
        List<String> names = new ArrayList<>();
        while (text.find()) {
            names.add(text.group(1));
        }
        return names;
    }
}
