package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.table.BlameMatrix;
import org.ioasidsim.stats.interval.Interval;

/**
 * A check of the intervals of values that no formula gives, run by hand: the share of 95 % intervals of ten replications that contain the value
 * of all replications of all seeds together. {@code docs/metrics.md} has what came out.
 */
public final class CoverageOfIndices {
    private static final String MODEL = """
            scenario: coverage
            question: How often does the interval contain what is true?
            host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
            cgroups: {/web: {}, /noisy: {}}
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
            run: {warm_up: 10s, duration: 30s, replications: 10, seed: SEED}
            """;

    private static final List<Metric> OF_WEB = List.of(
            Metric.WEIGHTED_SLOWDOWN,
            Metric.BOUNDED_SLOWDOWN,
            Metric.ENTITLEMENT_SHARE,
            Metric.LONGEST_DENIAL,
            Metric.STARVATION_TIME);
    private static final List<Metric> OF_HOST = List.of(
            Metric.JAIN_ENTITLEMENT,
            Metric.JAIN_SATISFACTION,
            Metric.GINI_SATISFACTION,
            Metric.THEIL_ENTITLEMENT,
            Metric.MAX_MIN_RATIO,
            Metric.WORST_ENTITLEMENT_SHARE,
            Metric.STRANDED_CAPACITY,
            Metric.EXCESS_WHILE_MODEST_REFUSED,
            Metric.MODEST_SUCCESS,
            Metric.EXHAUSTED_TIME,
            Metric.EXHAUSTION_PROBABILITY,
            Metric.TIME_TO_EXHAUSTION_P50,
            Metric.TIME_TO_EXHAUSTION_RMST);

    private final Map<Subject, List<Interval>> intervals = new LinkedHashMap<>();
    private final List<List<Interval>> blame = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<ReplicationResult> all = new ArrayList<>();

    private CoverageOfIndices() {}

    /** What an interval is of; {@code row} is a tenant's number, or 2 for the host. */
    private record Subject(int row, Metric metric) {}

    /** Takes the number of seeds, 1,000 if left out. */
    public static void main(String[] arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        new CoverageOfIndices().measure("25", "10", seeds);
        new CoverageOfIndices().measure("20", "8", seeds);
        new CoverageOfIndices().measure("18", "8", seeds);
    }

    private void measure(String web, String noisy, int seeds) {
        String model = MODEL.replace("WEB", web).replace("NOISY", noisy);
        for (int seed = 1; seed <= seeds; seed++) {
            add(RunScenario.text(model.replace("SEED", Integer.toString(seed)))
                    .variants()
                    .get(0));
        }
        System.out.printf(Locale.ROOT, "%s/s and %s/s, %d seeds%n", web, noisy, seeds);
        intervals.forEach((subject, found) ->
                print(subject.metric.word() + (subject.row == 1 ? " of noisy" : ""), found, truth(subject)));
        print("blame of noisy by web", blame.get(0), meanBlame(0));
        print("blame of web by noisy", blame.get(1), meanBlame(1));
    }

    private static boolean isWanted(SummaryRow row) {
        return switch (row.tenant()) {
            case "web" -> OF_WEB.contains(row.metric());
            case "noisy" -> row.metric() == Metric.ENTITLEMENT_SHARE;
            default -> OF_HOST.contains(row.metric());
        };
    }

    private void add(VariantResult variant) {
        variant.summary().stream().filter(CoverageOfIndices::isWanted).forEach(this::add);
        BlameMatrix matrix = BlameMatrix.of(variant, 2);
        blame.get(0).add(matrix.perReplication(0, 1));
        blame.get(1).add(matrix.perReplication(1, 0));
        all.addAll(variant.replications());
    }

    private void add(SummaryRow row) {
        intervals
                .computeIfAbsent(new Subject(number(row.tenant()), row.metric()), subject -> new ArrayList<>())
                .add(new Interval(row.mean(), row.halfWidth(), row.lower(), row.upper(), row.replications()));
    }

    private static int number(String tenant) {
        return tenant.equals("web") ? 0 : tenant.equals("noisy") ? 1 : 2;
    }

    /** Returns the value that the intervals of {@code subject} are of. */
    private double truth(Subject subject) {
        int row = subject.row;
        if (subject.metric == Metric.TIME_TO_EXHAUSTION_P50) {
            double[] sorted = values(row, Metric.TIME_TO_EXHAUSTION);
            Arrays.sort(sorted);
            return sorted[(sorted.length + 1) / 2 - 1];
        }
        double[] values = values(row, subject.metric);
        double[] weights = subject.metric.weight().map(of -> values(row, of)).orElseGet(() -> ones(values.length));
        double weighted = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] * weights[i])
                .sum();
        return weighted / Arrays.stream(weights).sum();
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private double[] values(int row, Metric metric) {
        return all.stream()
                .mapToDouble(replication -> replication.value(row, metric))
                .toArray();
    }

    private double meanBlame(int victim) {
        return all.stream()
                .mapToDouble(replication -> replication.blameIdSeconds()[victim][1 - victim])
                .average()
                .orElse(Double.NaN);
    }

    private static void print(String name, List<Interval> intervals, double truth) {
        List<Interval> given = intervals.stream()
                .filter(interval -> !Double.isNaN(interval.lower()))
                .toList();
        System.out.printf(
                Locale.ROOT,
                "%-25s %12.6g  given %5.1f %%, of which cover %5.1f %%, lie below %4.1f %%, above %4.1f %%%n",
                name,
                truth,
                100.0 * given.size() / intervals.size(),
                share(given, interval -> interval.lower() <= truth && truth <= interval.upper()),
                share(given, interval -> interval.upper() < truth),
                share(given, interval -> interval.lower() > truth));
    }

    private static double share(List<Interval> intervals, Predicate<Interval> isSo) {
        return 100.0 * intervals.stream().filter(isSo).count() / intervals.size();
    }
}
