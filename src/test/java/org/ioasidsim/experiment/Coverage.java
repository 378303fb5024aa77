package org.ioasidsim.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.stats.exact.ErlangB;

/**
 * A check of the intervals, run by hand: the share of 95 % intervals that contain the exact value, over independent repetitions of a small
 * loss model (Erlang's B) with seeds 1, 2, 3 and so on. With 1,000 repetitions, 95 % comes out between 93.6 and 96.4 %.
 */
public final class Coverage {
    private static final String MODEL = """
            scenario: coverage
            question: How often does the interval contain what is true?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {misc.max: pasid 10}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes:
                  arrivals: {poisson: LOAD/s}
                  lifetime: {exponential: {mean: 1s}}
                  devices: [dsa]
            measure: {window: 1h}
            run: {warm_up: 10s, RUN}
            """;

    /** A way to an interval, of a loss model of 10 ids with mean holds of 1 s. */
    private record Way(String name, double load, String run) {}

    private static final List<Way> WAYS = List.of(
            new Way("Student's t, 10 replications of 100 s", 8, "duration: 100s, replications: 10"),
            new Way("Wilson, 10 replications of 10 s", 2.5, "duration: 10s, replications: 10"),
            new Way(
                    "batch means, 20 batches of 50 s",
                    8,
                    "duration: 1000s, replications: 1, analysis: {kind: steady, batches: 20}"),
            new Way(
                    "overlapping batch means, 20 batches of 50 s",
                    8,
                    "duration: 1000s, replications: 1, analysis: {kind: steady, method: overlapping-batch-means}"));

    private Coverage() {}

    public static void main(String[] arguments) throws IOException {
        int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        for (Way way : WAYS) {
            measure(way, Metric.CALL_CONGESTION, ErlangB.blocking(way.load, 10), repetitions);
            measure(way, Metric.HELD_MEAN, way.load * (1 - ErlangB.blocking(way.load, 10)), repetitions);
        }
    }

    private static void measure(Way way, Metric metric, double exact, int repetitions) throws IOException {
        Path file = Files.createTempFile("coverage", ".yaml");
        Files.writeString(file, MODEL.replace("LOAD", Double.toString(way.load)).replace("RUN", way.run));
        int covered = 0;
        int wilson = 0;
        double halfWidths = 0;
        for (int seed = 1; seed <= repetitions; seed++) {
            ScenarioFile scenario = RunScenario.read(file, Overrides.NONE.seed(seed));
            SummaryRow row = RunScenario.row(Experiment.of(scenario).run(), "base", "web", metric);
            covered += row.lower() <= exact && exact <= row.upper() ? 1 : 0;
            wilson += row.method() == IntervalMethod.WILSON ? 1 : 0;
            halfWidths += (row.upper() - row.lower()) / 2 / repetitions;
        }
        Files.delete(file);
        System.out.printf(
                Locale.ROOT,
                "%-45s %-16s exact %.6f  covered %.1f %%  Wilson %.1f %%  half-width %.6f%n",
                way.name,
                metric.word(),
                exact,
                100.0 * covered / repetitions,
                100.0 * wilson / repetitions,
                halfWidths);
    }
}
