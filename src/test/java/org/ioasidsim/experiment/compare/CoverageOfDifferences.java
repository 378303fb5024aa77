package org.ioasidsim.experiment.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;

/**
 * A check of the intervals of {@code compare}, run by hand: the share of 95 % intervals of ten pairs that contain the mean difference of all seeds
 * together, where one to four pairs differ, five to nine, and all; and how often all intervals of a metric against the best of the other variants hold at once. {@code docs/metrics.md} has what came out. Arguments: the number of seeds, 1,000 if left
 * out, and the names of the models wanted.
 */
public final class CoverageOfDifferences {
    private static final String NEIGHBOUR = """
            scenario: coverage
            question: How often does the interval contain what is true?
            host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
            cgroups: {/web: {}, /noisy: {}, /capped: {misc.max: pasid CAP}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes:
                  arrivals: {poisson: WEB/s}
                  lifetime: {exponential: {mean: 1s}}
                  devices: [dsa]
                  on_refusal: {retry: {first: 500ms, factor: 2, max: 4s, attempts: max, jitter: 0.2}}
              noisy:
                cgroup: /noisy
                kind: container
                instances: 1
                processes: {arrivals: {poisson: NOISY/s}, lifetime: {exponential: {mean: 3s}}, devices: [dsa]}
            measure: {window: 1h, starvation_after: 100ms}
            run: {warm_up: 10s, duration: 30s, replications: 10, estimate: simulation, seed: SEED}
            variants:
              base: {}
              cap: {tenants.noisy.cgroup: /capped}
              longer: {tenants.noisy.processes.lifetime: {exponential: {mean: 3100ms}}}
            baseline: base
            """;

    private static final String ERLANG = """
            scenario: coverage
            question: How often does the interval contain what is true?
            host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
            cgroups: {/web: {}, /lim: {misc.max: pasid 55}}
            controls: {misc_pasid: on}
            tenants:
              web:
                {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 60/s}, lifetime: {exponential:
                  {mean: 1s}}, devices: [dsa]}}
            measure: {window: 1h, starvation_after: 500ms}
            run: {warm_up: 10s, duration: 20s, replications: 10, estimate: simulation, seed: SEED}
            variants: {base: {}, cap55: {tenants.web.cgroup: /lim}, det: {tenants.web.processes.lifetime: 1s}}
            baseline: base
            """;

    private static final Map<String, String> MODELS = new LinkedHashMap<>(Map.of("erlang", ERLANG));

    static {
        MODELS.put("crowded", neighbour("25", "10", "35"));
        MODELS.put("rare", neighbour("20", "8", "30"));
        MODELS.put("rarer", neighbour("18", "8", "28"));
    }

    private static String neighbour(String web, String noisy, String cap) {
        return NEIGHBOUR.replace("WEB", web).replace("NOISY", noisy).replace("CAP", cap);
    }

    private CoverageOfDifferences() {}

    /** What a difference is of. */
    private record Subject(String variant, String tenant, Metric metric) {}

    /** Takes the number of seeds and models. */
    public static void main(String[] arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        List<String> wanted = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        MODELS.forEach((name, model) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
                System.out.printf(
                        Locale.ROOT,
                        "%s, %d seeds: of one to four, of five to nine, of ten that differ%n",
                        name,
                        seeds);
                measure(model, seeds);
            }
        });
    }

    private static void measure(String model, int seeds) {
        Map<Subject, List<ComparisonRow>> found = new LinkedHashMap<>();
        List<List<BestRow>> best = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            ExperimentResult result = RunScenario.text(model.replace("SEED", Integer.toString(seed)));
            Comparison comparison = Comparison.of(result);
            comparison
                    .rows()
                    .forEach(row -> found.computeIfAbsent(
                                    new Subject(row.variant(), row.tenant(), row.metric()), any -> new ArrayList<>())
                            .add(row));
            best.add(comparison.best());
        }
        found.forEach(CoverageOfDifferences::print);
        Map<Subject, Double> truths = new LinkedHashMap<>();
        found.forEach((subject, rows) -> truths.put(subject, truth(rows)));
        printBest(best, truths);
    }

    private static double truth(List<ComparisonRow> rows) {
        return rows.stream().mapToDouble(ComparisonRow::difference).average().orElse(Double.NaN);
    }

    /** Prints how often all intervals of a metric against the best of the others contain what is true. */
    private static void printBest(List<List<BestRow>> seeds, Map<Subject, Double> truths) {
        Map<Subject, int[]> covering = new LinkedHashMap<>();
        for (List<BestRow> rows : seeds) {
            Map<Subject, List<BestRow>> bySubject = new LinkedHashMap<>();
            rows.forEach(row -> bySubject
                    .computeIfAbsent(new Subject("", row.tenant(), row.metric()), any -> new ArrayList<>())
                    .add(row));
            bySubject.forEach((subject, group) -> {
                if (group.stream()
                        .allMatch(row -> row.upper() > row.lower() && Double.isFinite(oriented(row, truths)))) {
                    int[] counts = covering.computeIfAbsent(subject, any -> new int[2]);
                    counts[0]++;
                    counts[1] += group.stream().allMatch(row -> contains(row, group, truths)) ? 1 : 0;
                }
            });
        }
        covering.forEach((subject, counts) -> System.out.printf(
                Locale.ROOT,
                "best     %-6s %-28s %5d: %5.1f %%%n",
                subject.tenant.equals(SummaryRow.HOST) ? "host" : subject.tenant,
                subject.metric.word(),
                counts[0],
                100.0 * counts[1] / counts[0]));
    }

    private static boolean contains(BestRow row, List<BestRow> group, Map<Subject, Double> truths) {
        double best = group.stream()
                .filter(other -> !other.equals(row))
                .mapToDouble(other -> oriented(other, truths))
                .max()
                .orElse(Double.NaN);
        double truth = oriented(row, truths) - best;
        return row.lower() <= truth && truth <= row.upper();
    }

    /** Returns a variant's mean over that of the baseline, larger where it is better. */
    private static double oriented(BestRow row, Map<Subject, Double> truths) {
        double sign = row.metric().better() == Metric.Better.LOWER ? -1 : 1;
        return sign * truths.getOrDefault(new Subject(row.variant(), row.tenant(), row.metric()), 0.0);
    }

    private static void print(Subject subject, List<ComparisonRow> rows) {
        double truth = truth(rows);
        List<ComparisonRow> given =
                rows.stream().filter(row -> row.halfWidth() > 0).toList();
        if (Double.isFinite(truth) && 20 * given.size() > rows.size()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %-6s %-28s %12.5g %s %s %s all %s%n",
                    subject.variant,
                    subject.tenant.equals(SummaryRow.HOST) ? "host" : subject.tenant,
                    subject.metric.word(),
                    truth,
                    text(given, truth, row -> row.differing() < 5),
                    text(given, truth, row -> row.differing() >= 5 && row.differing() < row.pairs()),
                    text(given, truth, row -> row.differing() == row.pairs()),
                    text(given, truth, row -> true));
        }
    }

    /** Returns how many intervals of a kind there are, and how many of them contain the truth. */
    private static String text(List<ComparisonRow> rows, double truth, Predicate<ComparisonRow> isWanted) {
        List<ComparisonRow> wanted = rows.stream().filter(isWanted).toList();
        if (wanted.size() < 40) {
            return "        -         ";
        }
        double covering = wanted.stream()
                .filter(row -> Math.abs(row.difference() - truth) <= row.halfWidth())
                .count();
        return String.format(Locale.ROOT, "%5d: %5.1f %%", wanted.size(), 100 * covering / wanted.size());
    }
}
