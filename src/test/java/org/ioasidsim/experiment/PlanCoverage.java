package org.ioasidsim.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.ioasidsim.experiment.search.CapacityPlan;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.stats.exact.ErlangB;

/**
 * A check of {@code plan}, run by hand: the share of plans of which every verdict is right by Erlang's formula B, with seeds 1, 2, 3 and so
 * on. Arguments: the repetitions, and the beginnings of the names of the models wanted.
 */
public final class PlanCoverage {
    private static final String FRAME = """
            scenario: plan-coverage
            question: Which load fits?
            host: {preset: x86-vtd-20bit, devices: {dsa: {}}, max_pasids: PASIDS}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 10/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            measure: {window: 1h}
            run: {warm_up: 12s, RUN}
            plan:
              find: largest tenants.web.processes.arrivals.poisson
              such_that: [web.call_congestion <= BOUND]
              PLAN
            """;

    /** A plan of the largest load on {@code ids} with mean holds of 1 s. */
    private record Model(String name, int ids, double bound, String run, String plan) {
        String yaml() {
            return FRAME.replace("PASIDS", Integer.toString(ids + 1))
                    .replace("BOUND", Double.toString(bound))
                    .replace("RUN", run)
                    .replace("PLAN", plan);
        }

        boolean isRight(PlanResult.Probe probe) {
            boolean fits = ErlangB.blocking(probe.value(), ids) <= bound;
            return switch (probe.verdict()) {
                case MET -> fits;
                case NOT_MET -> !fits;
                case UNDECIDED -> true;
            };
        }
    }

    private static final List<Model> MODELS = List.of(
            new Model(
                    "1,023 ids at 0.1 %",
                    1023,
                    1e-3,
                    "duration: 2s, replications: 5",
                    "between: [850/s, 1100/s]\n  max_replications: 40\n  resolution: 1"),
            new Model(
                    "confirmed: 1,023 ids at 0.1 %",
                    1023, 1e-3, "duration: 2s, replications: 5", "between: [850/s, 1100/s]\n  max_replications: 40"),
            new Model(
                    "1,023 ids at 1e-6",
                    1023,
                    1e-6,
                    "duration: 2s, replications: 5",
                    "between: [850/s, 1100/s]\n  max_replications: 40\n  resolution: 1"),
            new Model(
                    "31 ids at 1 %",
                    31,
                    1e-2,
                    "duration: 20s, replications: 5",
                    "between: [5/s, 40/s]\n  max_replications: 100\n  resolution: 1"));

    private PlanCoverage() {}

    public static void main(String[] arguments) throws IOException {
        int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        List<String> wanted = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        for (Model model : MODELS) {
            if (wanted.isEmpty() || wanted.stream().anyMatch(model.name::startsWith)) {
                measure(model, repetitions);
            }
        }
    }

    private static void measure(Model model, int repetitions) throws IOException {
        Path path = Files.createTempFile("plan", ".yaml");
        Files.writeString(path, model.yaml());
        int right = 0;
        int meeting = 0;
        int failing = 0;
        double width = 0;
        long made = 0;
        for (int seed = 1; seed <= repetitions; seed++) {
            PlanResult result = plan(path, Overrides.NONE.seed(seed));
            if (seed % 20 == 0) {
                System.out.printf(Locale.ROOT, "%s: %d plans, %d right before the last%n", model.name, seed, right);
            }
            right += result.probes().stream().allMatch(model::isRight) ? 1 : 0;
            meeting += result.shownToMeet().isPresent() ? 1 : 0;
            failing += result.shownToFail().isPresent() ? 1 : 0;
            width += result.shownToFail().orElse(result.plan().to())
                    - result.shownToMeet().orElse(result.plan().from());
            made += result.probes().stream()
                    .mapToLong(PlanResult.Probe::replications)
                    .sum();
        }
        Files.delete(path);
        System.out.printf(
                Locale.ROOT,
                "%-20s every verdict right in %d of %d plans; a value shown to meet it in %d, to miss it in %d; mean width %.1f,"
                        + " %d replications a plan%n",
                model.name,
                right,
                repetitions,
                meeting,
                failing,
                width / repetitions,
                made / repetitions);
    }

    private static PlanResult plan(Path path, Overrides overrides) {
        ScenarioFile file = RunScenario.read(path, overrides);
        PlanSpec plan = file.plan().orElseThrow();
        ReplicationStore store = new Kept();
        return new CapacityPlan(file, plan, overrides, changed -> read(path, changed), changed -> trial(changed, store))
                .lines()
                .get(0)
                .result();
    }

    private static ScenarioFile read(Path path, Overrides changed) {
        return RunScenario.read(path, changed.at("plan", "none"));
    }

    private static List<SummaryRow> trial(ScenarioFile changed, ReplicationStore store) {
        return Experiment.of(changed).store(store).run().variants().get(0).summary();
    }

    /** The replications of a search by load and number, as {@code plan} keeps them. */
    private static final class Kept implements ReplicationStore {
        private final Map<List<Object>, ReplicationResult> results = new ConcurrentHashMap<>();

        @Override
        public ReplicationResult get(ReplicationWork work, Supplier<ReplicationResult> simulation) {
            var arrivals = work.scenario().tenants().get(0).processes().arrivals();
            return results.computeIfAbsent(List.of(arrivals, work.number()), any -> simulation.get());
        }
    }
}
