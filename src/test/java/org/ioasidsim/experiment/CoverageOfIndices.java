package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.IntervalMethod;
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

    private static final List<String> NAMES = List.of("web", "noisy", SummaryRow.HOST);

    /** Of fewer intervals a share says nothing. */
    private static final int LEAST = 20;

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
                print(subject.metric.word() + " of " + NAMES.get(subject.row), found, truth(subject)));
        print("blame of noisy by web", blame.get(0), meanBlame(0));
        print("blame of web by noisy", blame.get(1), meanBlame(1));
    }

    private void add(VariantResult variant) {
        variant.summary().stream()
                .filter(row -> row.method() != IntervalMethod.EXACT)
                .forEach(this::add);
        BlameMatrix matrix = BlameMatrix.of(variant, 2);
        blame.get(0).add(matrix.perReplication(0, 1));
        blame.get(1).add(matrix.perReplication(1, 0));
        all.addAll(variant.replications());
    }

    private void add(SummaryRow row) {
        intervals
                .computeIfAbsent(new Subject(NAMES.indexOf(row.tenant()), row.metric()), subject -> new ArrayList<>())
                .add(new Interval(row.mean(), row.halfWidth(), row.lower(), row.upper(), row.replications()));
    }

    /**
     * Returns the value that the intervals of {@code subject} are of; of a time to exhaustion, which has one where all replications saw it, the mean of
     * those that did.
     */
    private double truth(Subject subject) {
        int row = subject.row;
        if (subject.metric == Metric.TIME_TO_EXHAUSTION_P50) {
            double[] sorted = values(row, Metric.TIME_TO_EXHAUSTION);
            Arrays.sort(sorted);
            return sorted[(sorted.length + 1) / 2 - 1];
        }
        double[] values = values(row, subject.metric);
        double[] weights = subject.metric.weight().map(of -> values(row, of)).orElseGet(() -> ones(values.length));
        int[] counting = IntStream.range(0, values.length)
                .filter(i -> subject.metric == Metric.TIME_TO_EXHAUSTION
                        ? Double.isFinite(values[i])
                        : !Double.isNaN(values[i]))
                .toArray();
        double weighted =
                IntStream.of(counting).mapToDouble(i -> values[i] * weights[i]).sum();
        return weighted / IntStream.of(counting).mapToDouble(i -> weights[i]).sum();
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
                .filter(interval -> interval.lower() < interval.upper())
                .toList();
        if (given.size() < LEAST || !Double.isFinite(truth)) {
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%-36s %12.6g  given %5.1f %%, of which cover %5.1f %%, lie below %4.1f %%, above %4.1f %%%n",
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
