package org.ioasidsim.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;

/**
 * A check of the intervals, run by hand: the share of 95 % intervals that contain the exact value, over independent repetitions with seeds
 * 1, 2, 3 and so on. With 1,000 repetitions, 95 % comes out between 93.6 and 96.4 %. Arguments: the repetitions, and the beginnings of the
 * names of the models wanted.
 */
public final class Coverage {
    private static final String FRAME = """
            scenario: coverage
            question: How often does the interval contain what is true?
            host: {preset: x86-vtd-20bit, devices: {dsa: {}}, max_pasids: PASIDS}
            cgroups: {CGROUPS}
            controls: {CONTROLS}
            tenants:
              TENANTS
            measure: {window: 1h}
            run: {warm_up: WARM_UP, RUN}
            """;
    private static final String EXPONENTIAL = "{exponential: {mean: 1s}}";
    private static final String UNEVEN = "{hyperexponential: [{p: 0.9, mean: 500ms}, {p: 0.1, mean: 5500ms}]}";

    /** A model whose share of refused requests is known, and how it is run. */
    private record Model(String name, int ids, String cgroups, String controls, String tenants, String run) {
        /** Processes that arrive in a Poisson stream and are lost when refused. */
        static Model loss(String name, int ids, double load, String hold, String run) {
            return new Model(name, ids, "/web: {}", "", container("web", "/web", load, hold), run);
        }

        static String container(String name, String cgroup, double load, String hold) {
            return ("%s: {cgroup: %s, kind: container, instances: 1, processes: "
                            + "{arrivals: {poisson: %s/s}, lifetime: %s, devices: [dsa]}}")
                    .formatted(name, cgroup, load, hold);
        }

        String yaml() {
            return FRAME.replace("PASIDS", Integer.toString(ids + 1))
                    .replace("CGROUPS", cgroups)
                    .replace("CONTROLS", controls)
                    .replace("TENANTS", tenants)
                    .replace("WARM_UP", tenants.contains("5500ms") ? "60s" : "10s")
                    .replace("RUN", run);
        }
    }

    private static final List<Model> MODELS = List.of(
            Model.loss(
                    "control: 10 ids, load 8, 12 x 100 holds", 10, 8, EXPONENTIAL, "duration: 100s, replications: 12"),
            Model.loss(
                    "control: 63 ids, load 60, 24 x 40 holds", 63, 60, EXPONENTIAL, "duration: 40s, replications: 24"),
            Model.loss(
                    "precision: 10 ids, load 8, n x 20 holds until 10 % of the value",
                    10, 8, EXPONENTIAL, precision("relative: 10%")),
            Model.loss(
                    "precision: 10 ids, load 8, n x 20 holds until 1 percentage point",
                    10,
                    8,
                    EXPONENTIAL,
                    precision("half_width: 1%")),
            Model.loss("many: 10 ids, load 8, 10 x 100 holds", 10, 8, EXPONENTIAL, "duration: 100s, replications: 10"),
            Model.loss(
                    "batch means: 10 ids, load 8, 20 batches of 50 holds",
                    10,
                    8,
                    EXPONENTIAL,
                    "duration: 1000s, replications: 1, analysis: {kind: steady, batches: 20}"),
            Model.loss(
                    "overlapping batch means: the same",
                    10,
                    8,
                    EXPONENTIAL,
                    "duration: 1000s, replications: 1, analysis: {kind: steady, method: overlapping-batch-means}"),
            Model.loss(
                    "rare: 10 ids, load 2.5, 10 x 10 holds", 10, 2.5, EXPONENTIAL, "duration: 10s, replications: 10"),
            Model.loss(
                    "rare: 1,023 ids, load 950, 10 x 2 holds",
                    1023,
                    950,
                    EXPONENTIAL,
                    "duration: 2s, replications: 10"),
            Model.loss(
                    "rare: 50 ids, load 35, constant, 10 x 10 holds", 50, 35, "1s", "duration: 10s, replications: 10"),
            Model.loss(
                    "rare: 50 ids, load 35, uneven, 10 x 10 holds", 50, 35, UNEVEN, "duration: 10s, replications: 10"),
            new Model(
                    "rare: 60 sources on 32 ids, 10 x 20 holds",
                    32,
                    "/web: {}",
                    "",
                    "web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {closed: {population: 60, think:"
                            + " {exponential: {mean: 1600ms}}}}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}}",
                    "duration: 20s, replications: 10"),
            new Model(
                    "rare: two caps under a third, 20 x 10 holds",
                    1023,
                    "/g: {misc.max: pasid 40}, /g/web: {misc.max: pasid 25}, /g/b: {misc.max: pasid 30}",
                    "misc_pasid: on",
                    Model.container("web", "/g/web", 13, EXPONENTIAL) + "\n  "
                            + Model.container("b", "/g/b", 14, EXPONENTIAL),
                    "duration: 10s, replications: 20"),
            new Model(
                    "rare: VMs with 16 ids each on 240, 10 x 20 holds",
                    1000,
                    "/vms: {ioasids.max: 761}",
                    "ioasids: reservation",
                    "web: {cgroup: /vms, kind: vm, vm_quota: 16, instances: {arrivals: {poisson: 6/s}, lifetime: {exponential:"
                            + " {mean: 1s}}}, processes: {devices: [dsa], initial: 16, lifetime: forever}}",
                    "duration: 20s, replications: 10"),
            new Model(
                    "rare: batch means of 50 ids, load 35, 20 batches of 20 holds",
                    50,
                    "/web: {}",
                    "",
                    Model.container("web", "/web", 35, EXPONENTIAL),
                    "duration: 400s, replications: 1, analysis: {kind: steady, batches: 20}"));

    /** Replications are added until the interval of the share of refused requests is narrow enough. */
    private static String precision(String target) {
        return "duration: 20s, precision: {metric: call_congestion, tenant: web, %s, max_replications: 400}"
                .formatted(target);
    }

    private Coverage() {}

    public static void main(String[] arguments) throws IOException {
        int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        List<String> wanted = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        for (Model model : MODELS) {
            if (wanted.isEmpty() || wanted.stream().anyMatch(model.name::startsWith)) {
                measure(model, repetitions);
            }
        }
    }

    private static void measure(Model model, int repetitions) throws IOException {
        Path file = Files.createTempFile("coverage", ".yaml");
        Files.writeString(file, model.yaml());
        Scenario first =
                RunScenario.read(file, Overrides.NONE).variants().get(0).scenario();
        var refused = new Count(exact(first, Metric.CALL_CONGESTION));
        var held = new Count(exact(first, Metric.HELD_MEAN));
        for (int seed = 1; seed <= repetitions; seed++) {
            ScenarioFile scenario = RunScenario.read(file, Overrides.NONE.seed(seed));
            ExperimentResult result = Experiment.of(scenario).run();
            refused.add(RunScenario.row(result, "base", "web", Metric.CALL_CONGESTION));
            held.add(RunScenario.row(result, "base", "web", Metric.HELD_MEAN));
        }
        Files.delete(file);
        System.out.println(refused.text(model.name));
        System.out.printf(Locale.ROOT, "  ids held: covered %.1f %%%n", held.covered());
    }

    /** Returns what theory says; NaN where it is silent. */
    private static double exact(Scenario scenario, Metric metric) {
        return ExactModels.value(scenario, "web", metric).orElse(Double.NaN);
    }

    /** What became of the intervals. */
    private static final class Count {
        private final double exact;
        private int all;
        private int covered;
        private int above;
        private int unseen;
        private int rare;

        Count(double exact) {
            this.exact = exact;
        }

        void add(SummaryRow row) {
            all++;
            covered += row.lower() <= exact && exact <= row.upper() ? 1 : 0;
            above += row.lower() > exact ? 1 : 0;
            unseen += row.mean() == 0 ? 1 : 0;
            rare += row.method() == IntervalMethod.CLOPPER_PEARSON ? 1 : 0;
        }

        double covered() {
            return percent(covered, all);
        }

        /** Those without a refusal always contain a share that is rare. */
        String text(String name) {
            return String.format(
                    Locale.ROOT,
                    "%-62s exact %.3e  covered %.1f %% (too high %.1f %%, too low %.1f %%)  no refusal seen %.1f %%, covered"
                            + " otherwise %.1f %%  Clopper-Pearson %.1f %%",
                    name,
                    exact,
                    covered(),
                    percent(above, all),
                    percent(all - covered - above, all),
                    percent(unseen, all),
                    percent(covered - unseen, all - unseen),
                    percent(rare, all));
        }

        private static double percent(int part, int whole) {
            return 100.0 * part / whole;
        }
    }
}
