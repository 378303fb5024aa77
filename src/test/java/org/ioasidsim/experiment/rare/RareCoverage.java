package org.ioasidsim.experiment.rare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.ErlangB;
import org.ioasidsim.stats.interval.Bounds;
import org.ioasidsim.stats.interval.Interval;
import org.ioasidsim.stats.interval.Intervals;

/**
 * A check of splitting, run by hand. {@code agreement}: estimates beside exact values, or beside counts where no theory exists. {@code
 * coverage N}: the share of 95 % intervals that contain the exact value, with seeds 1 to N and three times the effort of a run that finds rare refusals
 * by itself; {@code coverage N FIRST NAME}: with N seeds from FIRST on, of the models whose names begin so.
 */
public final class RareCoverage {
    private static final int REPETITIONS = 10;
    private static final long EVENTS = 6_000_000;

    private static final String FRAME = """
            scenario: rare
            question: How often is a request refused?
            host: {preset: x86-vtd-20bit, devices: {dsa: {}}, max_pasids: %d}
            controls: {misc_pasid: on}
            cgroups: {%s}
            tenants:
            %s
            run: {warm_up: 20s, duration: %s, replications: 10, seed: %d}
            """;

    private static final String EXPONENTIAL = "{exponential: {mean: 1s}}";

    /**
     * A model.
     *
     * @param exact the call congestion of its first tenant; NaN: what exact results say, or counts where they say nothing
     */
    private record Model(String name, int ids, String cgroups, double exact, String... tenants) {
        Scenario scenario(long seed, String duration) {
            String yaml = FRAME.formatted(
                    ids + 1, cgroups, String.join("\n", tenants).indent(2).stripTrailing(), duration, seed);
            return RunScenario.read(yaml).variants().get(0).scenario();
        }
    }

    private static String tenant(String name, String cgroup, String arrivals, String hold) {
        return "%s: {cgroup: %s, kind: container, instances: 1, processes: {arrivals: {%s}, lifetime: %s, devices: [dsa]}}"
                .formatted(name, cgroup, arrivals, hold);
    }

    private static Model loss(int ids, double load) {
        return new Model(
                "loss, " + ids + " ids, load " + load,
                ids,
                "/web: {}",
                ErlangB.blocking(load, ids),
                tenant("web", "/web", "poisson: " + load + "/s", EXPONENTIAL));
    }

    /** The same, but to a program that does not see that a renewal process of exponential gaps is a Poisson process. */
    private static Model renewal(int ids, double gapMicros) {
        return new Model(
                "all the way, " + ids + " ids, load " + 1e6 / gapMicros,
                ids,
                "/web: {}",
                ErlangB.blocking(1e6 / gapMicros, ids),
                tenant("web", "/web", "renewal: {exponential: {mean: " + gapMicros + "us}}", EXPONENTIAL));
    }

    /** Two cgroups below one, all on a host. */
    private static Model tree(double load, String arrivals) {
        return new Model(
                "cap tree, " + arrivals + " " + load,
                60,
                "/a: {misc.max: pasid 50}, /a/x: {misc.max: pasid 30}, /a/y: {misc.max: pasid 35}, /b: {}",
                Double.NaN,
                tenant("x", "/a/x", "poisson: " + load + "/s", EXPONENTIAL),
                tenant("y", "/a/y", "poisson: " + load * 1.2 + "/s", EXPONENTIAL),
                tenant("b", "/b", "poisson: " + load / 2 + "/s", EXPONENTIAL));
    }

    private static final List<Model> AGREEING = List.of(
            loss(63, 36),
            loss(63, 30),
            loss(63, 26.5),
            renewal(63, 27777),
            renewal(63, 33333),
            renewal(63, 37736),
            tree(13, "poisson"),
            tree(10.5, "poisson"),
            tree(8.5, "poisson"),
            new Model(
                    "no theory: on and off",
                    63,
                    "/web: {}",
                    Double.NaN,
                    tenant(
                            "web",
                            "/web",
                            "on_off: {on: {exponential: {mean: 1s}}, off: {exponential: {mean: 1s}}, rate: 43/s}",
                            EXPONENTIAL)),
            new Model(
                    "no theory: batches, constant holds",
                    63,
                    "/web: {}",
                    Double.NaN,
                    tenant("web", "/web", "batch: {size: 2, poisson: 16/s}", "1s")));

    private static final List<Model> COVERED = List.of(loss(15, 2.5), renewal(15, 400000), tree(10.5, "poisson"));

    private RareCoverage() {}

    /** Runs it. */
    public static void main(String... args) {
        if (args[0].equals("agreement")) {
            AGREEING.forEach(RareCoverage::agree);
        } else {
            int first = args.length > 2 ? Integer.parseInt(args[2]) : 1;
            COVERED.stream()
                    .filter(model -> args.length < 4 || model.name.startsWith(args[3]))
                    .forEach(model -> cover(model, first, Integer.parseInt(args[1])));
        }
    }

    private static void agree(Model model) {
        long start = System.nanoTime();
        Scenario scenario = model.scenario(1, "10s");
        Interval found = interval(Splitting.of(scenario, 20, () -> false), REPETITIONS);
        double seconds = (System.nanoTime() - start) / 1e9;
        Interval exact = exact(model, scenario);
        System.out.printf(
                Locale.ROOT,
                "%-40s %.4g ± %.2g, exact or counted %.4g ± %.2g, ratio %.3f, %.1f s%n",
                model.name,
                found.mean(),
                found.halfWidth(),
                exact.mean(),
                exact.halfWidth(),
                found.mean() / exact.mean(),
                seconds);
    }

    private static Interval exact(Model model, Scenario scenario) {
        double exact = Double.isNaN(model.exact)
                ? ExactModels.value(scenario, scenario.tenantNames().get(0), Metric.CALL_CONGESTION)
                        .orElse(Double.NaN)
                : model.exact;
        return Double.isNaN(exact) ? counted(model) : new Interval(exact, 0, exact, exact, 1);
    }

    private static Interval counted(Model model) {
        String yaml = model.scenario(1, "20000s").resolvedYaml();
        double[] shares = RunScenario.text(yaml).variants().get(0).replications().stream()
                .mapToDouble(one -> one.value(0, Metric.CALL_CONGESTION))
                .toArray();
        return Intervals.studentT(shares, 0.95);
    }

    private static Interval interval(Splitting splitting, int repetitions) {
        double[] shares = new double[repetitions];
        Arrays.setAll(shares, i -> splitting.callCongestion(i + 1, () -> false)[0]);
        return Bounds.OF_SHARES.ofSkewed(shares, 0.95);
    }

    private static void cover(Model model, int first, int seeds) {
        double exact = exact(model, model.scenario(1, "10s")).mean();
        int found = 0;
        int covering = 0;
        double mean = 0;
        double width = 0;
        for (int seed = first; seed < first + seeds; seed++) {
            Optional<Splitting> splitting = Splitting.within(model.scenario(seed, "10s"), 20, EVENTS, 0, () -> false);
            if (splitting.isPresent()) {
                Interval interval = interval(splitting.get(), splitting.get().repetitions());
                found++;
                covering += interval.lower() <= exact && exact <= interval.upper() ? 1 : 0;
                mean += interval.mean();
                width += interval.halfWidth();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-40s exact %.4g, mean %.4g, mean half-width %.2g, %d of %d intervals of %d contain it: %.1f %%%n",
                model.name,
                exact,
                mean / found,
                width / found,
                covering,
                found,
                seeds,
                100.0 * covering / found);
    }
}
