package org.ioasidsim.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.ExpectationResult;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.ReplicationResult.TimeToBind;
import org.ioasidsim.experiment.summary.ReplicationResult.Timeline;
import org.ioasidsim.experiment.summary.ReplicationResult.WindowFairness;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.HostBounds;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelRules;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.policy.rule.FirstCome;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.scenario.AnalysisSpec;
import org.ioasidsim.scenario.EstimateSpec;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.HostCosts;
import org.ioasidsim.scenario.MeasureSpec;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.BindSpec;
import org.ioasidsim.workload.InstancesSpec;
import org.ioasidsim.workload.OnRefusal;
import org.ioasidsim.workload.ProcessesSpec;
import org.ioasidsim.workload.TenantSpec;

/** Made-up results of a chosen size, the same for the same arguments; no simulation runs. */
public final class Fixture {
    public static final long CAPACITY = 246;
    public static final RunInfo INFO = new RunInfo(
            "./ioasid-sim run scenarios/noisy-neighbour.yaml --seed 42 --replications 10",
            "0.1.0",
            "abc1234",
            "17.0.13",
            "0123456789abcdef",
            Instant.parse("2026-11-24T00:00:00Z"),
            Instant.parse("2026-11-24T00:00:09Z"),
            2);
    private static final int SAMPLES = 600;

    private Fixture() {}

    public static ExperimentResult typical() {
        return result(List.of("web", "ci", "noisy"), List.of("no-limit", "limit", "reservation"), 10);
    }

    public static ExperimentResult result(int tenants, int variants, int replications) {
        return result(
                IntStream.range(0, tenants)
                        .mapToObj(i -> "tenant-with-a-long-name-" + i)
                        .toList(),
                IntStream.range(0, variants).mapToObj(i -> "variant-" + i).toList(),
                replications);
    }

    public static ExperimentResult result(List<String> tenants, List<String> variantNames, int replications) {
        List<VariantResult> variants = new ArrayList<>();
        for (int number = 0; number < variantNames.size(); number++) {
            variants.add(variant(variantNames.get(number), tenants, replications, number));
        }
        String first = variantNames.get(0);
        Expectation expectation = new Expectation(
                first,
                tenants.get(0),
                "first_try_success",
                Expectation.Relation.AT_LEAST,
                0.99,
                first + ": " + tenants.get(0) + ".first_try_success >= 99%");
        return new ExperimentResult(
                new ScenarioFile(
                        Path.of("scenarios/noisy-neighbour.yaml"),
                        first,
                        variants.stream()
                                .map(v -> new ScenarioFile.Variant(v.name(), v.scenario()))
                                .toList(),
                        List.of(expectation),
                        List.of("run.seed=42")),
                variants,
                List.of(new ExpectationResult(expectation, false, 0.12, 0.11, 0.13)),
                false);
    }

    /** Returns results of a variant in which everybody got everything, without timeline and without requests. */
    public static ExperimentResult empty() {
        Scenario scenario = scenario("idle", List.of("web"), 1);
        VariantResult variant = new VariantResult("base", scenario, List.of(), List.of(), WarmUpResult.given(0));
        ScenarioFile file = new ScenarioFile(
                Path.of("idle.yaml"),
                "base",
                List.of(new ScenarioFile.Variant("base", scenario)),
                List.of(),
                List.of());
        return new ExperimentResult(file, List.of(variant), List.of(), true);
    }

    private static VariantResult variant(String name, List<String> tenants, int replications, int number) {
        List<ReplicationResult> all = new ArrayList<>();
        for (int replication = 1; replication <= replications; replication++) {
            all.add(replication(tenants, replication, number, new Random(1000L * number + replication)));
        }
        return new VariantResult(
                name, scenario(name, tenants, replications), all, summary(name, tenants, all), WarmUpResult.given(0));
    }

    private static ReplicationResult replication(List<String> tenants, int replication, int number, Random random) {
        int n = tenants.size();
        double[][] values = new double[n + 1][Metric.values().length];
        for (int row = 0; row <= n; row++) {
            for (Metric metric : Metric.values()) {
                set(values, row, metric, value(metric, row, n, number, random));
            }
        }
        double[][] blame = new double[ReplicationResult.blameRows(n)][n];
        List<RefusalCount> refusals = new ArrayList<>();
        List<TimeToBind> waits = new ArrayList<>();
        for (int tenant = 0; tenant < n; tenant++) {
            blame[Math.min(tenant, blame.length - 1)][n - 1] += tenant == n - 1 ? 0 : 100 + tenant;
            if (number < 2) {
                refusals.add(
                        new RefusalCount(tenants.get(tenant), Limit.POOL, "host", Errno.ENOSPC, 400 + 10L * tenant));
                refusals.add(
                        new RefusalCount(tenants.get(tenant), Limit.MISC, "/" + tenants.get(tenant), Errno.EBUSY, 37));
            }
            waits.add(waits(random, tenant, number));
        }
        List<WindowFairness> fairness = new ArrayList<>();
        for (double window : new double[] {0.1, 1, 10, 60, 600}) {
            double index =
                    Math.min(1, 0.4 + 0.1 * number + 0.12 * Math.log10(window * 10) + 0.03 * random.nextDouble());
            fairness.add(new WindowFairness(window, index, index));
        }
        Timeline timeline = replication == 1 ? timeline(n, number, random) : null;
        return new ReplicationResult(
                replication,
                null,
                random.nextLong(),
                tenants,
                values,
                refusals,
                blame,
                waits,
                fairness,
                timeline,
                List.of());
    }

    private static double value(Metric metric, int row, int n, int number, Random random) {
        boolean host = row == n;
        if (host ? !metric.ofHost() : !metric.ofTenant()) {
            return Double.NaN;
        }
        double noise = random.nextDouble();
        return switch (metric) {
            case FIRST_TRY_SUCCESS -> number == 1 ? 0.998 + 0.002 * noise : 0.12 + 0.1 * row % 0.8 + 0.02 * noise;
            case REQUESTS -> 1000 + row;
            case GRANTS -> (1000 + row) * (0.3 + 0.6 * (row + 1) / n);
            case STARVATION_TIME -> number == 1 ? 0 : 500 - 100.0 * (row % 4) + 20 * noise;
            case TIME_TO_BIND_P99 -> number == 0 ? Double.POSITIVE_INFINITY : 0.02 + 0.01 * noise;
            case LONGEST_DENIAL -> number == 1 ? 0 : 75 + 10 * noise;
            case DENIAL_WINDOWS -> number == 1 ? 0 : 3;
            case HELD_MEAN, DEMAND_MEAN -> host ? 200 : 200.0 / (row + 1) + noise;
            case CAPACITY -> CAPACITY;
            case HOLD_TOTAL, WEIGHTED_SLOWDOWN, BOUNDED_SLOWDOWN -> Double.NaN;
            case TIME_TO_EXHAUSTION -> number == 1 ? Double.POSITIVE_INFINITY : 42 + noise;
            default -> 0.6 + 0.1 * (number % 3) + 0.05 * noise;
        };
    }

    @SuppressWarnings("EnumOrdinal") // result records are arrays by ordinal
    private static void set(double[][] values, int row, Metric metric, double value) {
        values[row][metric.ordinal()] = value;
    }

    private static TimeToBind waits(Random random, int tenant, int number) {
        double[] ends = new double[30];
        long[] grants = new long[30];
        for (int bin = 1; bin < ends.length; bin++) {
            ends[bin] = 0.001 * Math.pow(10, bin / 6.0);
            grants[bin] =
                    (long) (60 * Math.exp(-Math.pow((bin - 12 - tenant % 6) / 5.0, 2)) * (1 + random.nextDouble()));
        }
        grants[0] = number == 1 ? 990 : 150;
        return new TimeToBind(ends, grants, number == 1 ? 0 : 100 + 30 * (tenant % 5), tenant % 2);
    }

    private static Timeline timeline(int n, int number, Random random) {
        double[] times = new double[SAMPLES + 1];
        int[][] held = new int[n][times.length];
        int[][] unmet = new int[n][times.length];
        double[][] entitlement = new double[n][times.length];
        int[][] refusals = new int[n][times.length];
        double[][] denied = new double[n][times.length];
        for (int sample = 0; sample < times.length; sample++) {
            times[sample] = sample;
            long free = CAPACITY;
            for (int tenant = n - 1; tenant >= 0; tenant--) {
                double wish = 1.3 * CAPACITY / n * Math.min(1, sample / 60.0) * (0.6 + 0.5 * random.nextDouble());
                held[tenant][sample] = (int) Math.min((double) free, wish);
                free -= held[tenant][sample];
                unmet[tenant][sample] = number == 1 ? 0 : (int) Math.max(0, wish - held[tenant][sample]);
                refusals[tenant][sample] = unmet[tenant][sample] > 0 ? 2 : 0;
                entitlement[tenant][sample] = (double) CAPACITY / n;
                denied[tenant][sample] = unmet[tenant][sample] > 0 ? random.nextDouble() : 0;
            }
        }
        return new Timeline(times, held, unmet, entitlement, refusals, denied);
    }

    private static List<SummaryRow> summary(String variant, List<String> tenants, List<ReplicationResult> all) {
        List<SummaryRow> rows = new ArrayList<>();
        for (int row = 0; row <= tenants.size(); row++) {
            for (Metric metric : Metric.values()) {
                if (row == tenants.size() ? metric.ofHost() : metric.ofTenant()) {
                    rows.add(row(variant, row == tenants.size() ? "*" : tenants.get(row), metric, row, all));
                }
            }
        }
        return rows;
    }

    private static SummaryRow row(String variant, String tenant, Metric metric, int row, List<ReplicationResult> all) {
        double[] values = all.stream()
                .mapToDouble(replication -> ResultTables.value(replication, row, metric))
                .toArray();
        double mean = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(Double.NaN);
        if (!Double.isFinite(mean) || values.length < 2) {
            return new SummaryRow(
                    variant, tenant, metric, mean, Double.NaN, Double.NaN, Double.NaN, 0.95, values.length);
        }
        double squares = IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .sum();
        double half = 2.26 * Math.sqrt(squares / (values.length - 1) / values.length);
        return new SummaryRow(variant, tenant, metric, mean, half, mean - half, mean + half, 0.95, values.length);
    }

    private static Scenario scenario(String variant, List<String> tenants, int replications) {
        Map<CgroupPath, CgroupLimits> cgroups = new LinkedHashMap<>();
        cgroups.put(
                new CgroupPath("/" + tenants.get(0)),
                new CgroupLimits(List.of(new LimitWrite("misc.max", "pasid 100"))));
        return new Scenario(
                "noisy-neighbour",
                "Does a limit protect the web tenant from a neighbour that forks and holds?",
                new KernelConfig(
                        8,
                        1 << 20,
                        8,
                        false,
                        KernelConfig.Sva.MM_DROP,
                        KernelConfig.AsidScheme.PINNED,
                        0,
                        KernelConfig.GuestIds.POOL_AND_ASID,
                        4 << 20,
                        List.of(),
                        KernelConfig.IoasidsFlavour.OFF,
                        false,
                        false,
                        KernelConfig.NO_HOST_SET,
                        false,
                        KernelRules.NEWEST,
                        HostBounds.NONE),
                new HostCosts(new Constant(0), new Constant(0), false),
                cgroups,
                new FirstCome.Spec(),
                tenants.stream().map(Fixture::tenant).toList(),
                List.of(),
                new RunSpec(
                        600, 0, replications, 42, 0.95, List.of(), AnalysisSpec.TERMINATING, EstimateSpec.AUTO, false),
                new MeasureSpec(1, 10, 3600, 1, Double.NaN, MeasureSpec.Counted.AUTO),
                "scenario: noisy-neighbour\n# " + variant + " <resolved>\n");
    }

    private static TenantSpec tenant(String name) {
        Distribution zero = new Constant(0);
        return new TenantSpec(
                name,
                new CgroupPath("/" + name),
                1,
                TenantSpec.Kind.CONTAINER,
                new InstancesSpec(1, new ArrivalsSpec.None(), new Constant(Double.POSITIVE_INFINITY), 1, false),
                1,
                32768,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                new ProcessesSpec(
                        0,
                        new ArrivalsSpec.Poisson(2),
                        new Constant(3),
                        1,
                        List.of("hpre"),
                        new BindSpec(1, zero, null, zero),
                        0,
                        new OnRefusal.GiveUp(),
                        0));
    }
}
