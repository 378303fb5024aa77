package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replications must end when the intervals are as narrow as was asked, at a place that depends on the values alone, with pairs complete. */
class PrecisionTest {
    @TempDir
    private Path directory = Path.of("");

    private ScenarioFile file(String replications, String precision, Overrides overrides) throws IOException {
        Path file = Files.writeString(directory.resolve("s.yaml"), """
                scenario: precise
                question: How many replications does it take?
                host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
                cgroups: {/web: {}}
                controls: {misc_pasid: on}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 1
                    processes:
                      arrivals: {poisson: 20/s}
                      lifetime: {exponential: {mean: 100ms}}
                      devices: [dsa]
                run: {duration: 10s, replications: REPLICATIONS, seed: 3, precision: PRECISION}
                variants:
                  three: {/web/misc.max: pasid 3}
                  two: {/web/misc.max: pasid 2}
                """.replace("REPLICATIONS", replications)
                .replace("PRECISION", precision));
        return RunScenario.read(file, overrides);
    }

    private ExperimentResult run(String replications, String precision) throws IOException {
        return Experiment.of(file(replications, precision, Overrides.NONE))
                .jobs(2)
                .run();
    }

    private static List<Integer> counts(ExperimentResult result) {
        return result.variants().stream()
                .map(variant -> variant.replications().size())
                .toList();
    }

    @Test
    void addsReplicationsUntilTheTargetIsMetInEveryVariant() throws IOException {
        ExperimentResult result = run("5", "{metric: held_mean, tenant: web, half_width: 0.025}");
        int done = counts(result).get(0);
        assertThat(counts(result)).containsOnly(done);
        assertThat(done).isGreaterThan(10);
        assertThat(result.precision()).hasSize(2).allMatch(PrecisionResult::met);
        assertThat(result.precision().get(0).reached().halfWidth()).isLessThanOrEqualTo(0.025);
    }

    @Test
    void stopsAtTheMostAllowedAndSaysSo() throws IOException {
        ExperimentResult result =
                run("5", "{metric: held_mean, tenant: web, half_width: 0.0001, max_replications: 14}");
        assertThat(counts(result)).containsOnly(14);
        assertThat(result.precision()).noneMatch(PrecisionResult::met);
    }

    @Test
    void startsWithTenReplicationsAndWithTwentyForProportionsUnlessTheFileHasMore() throws IOException {
        assertThat(counts(run("2", "{metric: held_mean, half_width: 10}"))).containsOnly(10);
        assertThat(counts(run("2", "{metric: first_try_success, tenant: web, half_width: 50%}")))
                .containsOnly(20);
        assertThat(counts(run("23", "{metric: held_mean, half_width: 10}"))).containsOnly(23);
    }

    @Test
    void severalTargetsShareTheErrorAndARelativeOneIsHeldTighter() throws IOException {
        ExperimentResult result =
                run("10", "[{metric: held_mean, half_width: 10}, {metric: held_mean, tenant: web, relative: 25%}]");
        PrecisionResult relative = result.precision().get(1);
        assertThat(relative.reached().confidence()).isEqualTo(0.975); // 5 % over two
        assertThat(relative.wanted()).isEqualTo(0.25 / 1.25 * relative.reached().mean());
    }

    @Test
    void anyNumberOfJobsAndAnyStartGiveTheSameReplications() throws IOException {
        String precision = "{metric: held_mean, tenant: web, half_width: 0.025}";
        ScenarioFile file = file("5", precision, Overrides.NONE);
        ExperimentResult one = Experiment.of(file).jobs(1).run();
        ExperimentResult three = Experiment.of(file).jobs(3).run();
        assertThat(three.variants().get(0).summary())
                .isEqualTo(one.variants().get(0).summary());
        ExperimentResult plain = run(Integer.toString(counts(one).get(0)), "none");
        assertThat(plain.variants().get(1).summary())
                .isEqualTo(one.variants().get(1).summary());
    }

    @Test
    void theTotalOfTheProgressGrows() throws IOException {
        var totals = new java.util.TreeSet<Integer>();
        ExperimentResult result = Experiment.of(
                        file("5", "{metric: held_mean, tenant: web, half_width: 0.025}", Overrides.NONE))
                .onProgress((variant, replication, finished, total) -> totals.add(total))
                .run();
        assertThat(totals.last()).isEqualTo(2 * counts(result).get(0));
        assertThat(totals).hasSizeGreaterThan(1);
        assertThat(totals.first()).isEqualTo(20);
    }
}
