package org.ioasidsim.experiment.rare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.Engset;
import org.ioasidsim.stats.exact.ErlangB;
import org.ioasidsim.stats.exact.Loss;
import org.ioasidsim.stats.exact.Scaled;
import org.ioasidsim.stats.interval.Interval;
import org.ioasidsim.stats.interval.Intervals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A wrong weight, a state that is not restored, or a path that does not start in its stationary law: the mean of repetitions then misses the
 * exact value. Each is held to four standard errors of eight repetitions, less than 15 % of it each.
 */
@Tag("slow")
class SplittingTest {
    private static final int REPETITIONS = 8;

    private static Scenario scenario(String host, String tenants) {
        return RunScenario.read("""
                        scenario: rare
                        question: How often is a request refused?
                        host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
                        %s
                        tenants:
                        %s
                        run: {duration: 10s, estimate: splitting}
                        """.formatted(host, tenants.indent(2)))
                .variants()
                .get(0)
                .scenario();
    }

    private static String tenant(String name, String processes) {
        return tenant(name, "/" + name, processes);
    }

    private static String tenant(String name, String cgroup, String processes) {
        return "%s: {cgroup: %s, kind: container, instances: 1, processes: {%s, devices: [dsa]}}\n"
                .formatted(name, cgroup, processes);
    }

    private static void assertNear(Scenario scenario, double... exact) {
        Splitting splitting = Splitting.of(scenario, 0, () -> false);
        double[][] repetitions = new double[REPETITIONS][];
        Arrays.setAll(repetitions, i -> splitting.callCongestion(i + 1, () -> false));
        for (int tenant = 0; tenant < exact.length; tenant++) {
            int of = tenant;
            double[] values =
                    Arrays.stream(repetitions).mapToDouble(one -> one[of]).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double squares =
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
            double error = Math.sqrt(squares / (REPETITIONS - 1) / REPETITIONS);
            assertThat(error).isLessThan(0.15 * exact[tenant]);
            assertThat(mean).isBetween(exact[tenant] - 4 * error, exact[tenant] + 4 * error);
        }
    }

    /** That no path saw a refusal is no interval from 0 to 0: where theory bounds the share, that is told, and nothing where it does not. */
    @Test
    void whatNoPathSawHasNoIntervalOfSplitting() {
        ExperimentResult result = RunScenario.text(
                """
                scenario: rare
                question: How often is a request refused?
                host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
                cgroups: {/web: {misc.max: pasid 9}, /few: {}}
                controls: {misc_pasid: on}
                tenants:
                %s
                run: {duration: 10s, replications: 3, estimate: splitting}
                """.formatted((tenant("web", "arrivals: {poisson: 2/s}, lifetime: {exponential: {mean: 1s}}")
                                + tenant("few", "arrivals: {poisson: 0.001/s}, lifetime: {exponential: {mean: 1s}}"))
                        .indent(2)));
        assertThat(RunScenario.row(result, "base", "web", Metric.CALL_CONGESTION)
                        .method())
                .isEqualTo(IntervalMethod.SPLITTING);
        SummaryRow few = RunScenario.row(result, "base", "few", Metric.CALL_CONGESTION);
        assertThat(few.mean()).isZero();
        assertThat(few.method()).isEqualTo(IntervalMethod.DEMAND_BOUND);
        assertThat(few.upper()).isBetween(1e-12, 1e-6);
    }

    @Test
    void poissonRequestsOnOnePoolAreErlangB() {
        Scenario scenario = scenario("cgroups: {/web: {}}", tenant("web", "arrivals: {poisson: 30/s}, lifetime: 1s"));
        assertNear(scenario, ErlangB.blocking(30, 63)); // 5.4e-8
    }

    /**
     * Paths of two requests at the floor are short enough for a mistake at their end: what follows the second counts too. A path is refused 0.065 times for
     * each, so that the mean of 4,000 paths has a standard error of a twelfth.
     */
    @Test
    void aPathFollowsEachRequestThatItCounts() {
        Scenario scenario = scenario(
                "cgroups: {/web: {}}", tenant("web", "arrivals: {poisson: 30/s}, lifetime: {exponential: {mean: 1s}}"));
        Approach approach = Approach.of(scenario, 10, () -> false).get(0);
        double sum = 0;
        int paths = 4_000;
        for (int number = 1; number <= paths; number++) {
            SplitPath path = approach.path(number, Thresholds.NONE, () -> false);
            path.run(2);
            assertThat(path.length()).isEqualTo(2);
            sum += approach.callCongestion(path)[0];
        }
        double exact = ErlangB.blocking(30, 63);
        assertThat(sum / paths).isBetween(0.67 * exact, 1.33 * exact);
    }

    /** The same by paths that start empty and split all the way, as for demand of no known law. */
    @Test
    void pathsThatSplitAllTheWayAgree() {
        Scenario scenario = scenario(
                "cgroups: {/web: {}}",
                tenant(
                        "web",
                        "arrivals: {renewal: {exponential: {mean: 33333us}}}, lifetime: {exponential: {mean: 1s}}"));
        assertNear(scenario, ErlangB.blocking(1 / 0.033333, 63));
    }

    /** Limits on the way to the host, each of which refuses seldom: the product form over all states that they allow. */
    @Test
    void aTreeOfLimitsIsItsProductForm() {
        Scenario scenario = scenario(
                "controls: {misc_pasid: on}\ncgroups: {/a: {misc.max: pasid 50}, /a/x: {misc.max: pasid 30}, /a/y: {misc.max: pasid 35}}",
                tenant("x", "/a/x", "arrivals: {poisson: 10/s}, lifetime: {exponential: {mean: 1s}}")
                        + tenant("y", "/a/y", "arrivals: {poisson: 12/s}, lifetime: {exponential: {mean: 1s}}"));
        assertNear(
                scenario,
                ExactModels.value(scenario, "x", Metric.CALL_CONGESTION).orElseThrow(), // 3e-7
                ExactModels.value(scenario, "y", Metric.CALL_CONGESTION).orElseThrow());
    }

    /** A run sees nothing; what it asks for by itself lies within four standard errors of what is exact, 7.8e-8. */
    @Test
    void whatIsFoundWithinABoundedEffortAgrees() {
        Scenario scenario = scenario(
                "cgroups: {/web: {}}",
                tenant(
                        "web",
                        "arrivals: {renewal: {exponential: {mean: 33333us}}}, lifetime: {exponential: {mean: 1s}}"));
        Splitting found =
                Splitting.within(scenario, 10, 6_000_000, 60, () -> false).orElseThrow();
        double[] shares = new double[found.repetitions()];
        Arrays.setAll(shares, i -> found.callCongestion(i + 1, () -> false)[0]);
        Interval interval = Intervals.studentT(shares, 0.999);
        assertThat(ErlangB.blocking(1 / 0.033333, 63)).isBetween(interval.lower(), interval.upper());
    }

    /** Fifty sources cannot hold 63 ids, and thirty standard deviations are out of reach. */
    @Test
    void nothingIsSpentWhereNoLimitCanBeReached() {
        Scenario closed = scenario(
                "cgroups: {/web: {}}",
                tenant(
                        "web",
                        "arrivals: {closed: {population: 50, think: {exponential: {mean: 2s}}}}, lifetime: {exponential: {mean: 1s}}"));
        Scenario far = scenario(
                "cgroups: {/web: {}}",
                tenant("web", "arrivals: {renewal: {exponential: {mean: 1s}}}, lifetime: {exponential: {mean: 1s}}"));
        assertThat(Splitting.within(closed, 10, 2_000_000, 60, () -> false)).isEmpty();
        assertThat(Splitting.within(far, 10, 2_000_000, 2, () -> false)).isEmpty();
    }

    @Test
    void finitelyManySourcesAreEngset() {
        Scenario scenario = scenario(
                "cgroups: {/web: {}}",
                tenant(
                        "web",
                        "arrivals: {closed: {population: 120, think: {exponential: {mean: 2s}}}}, lifetime: {exponential: {mean: 1s}}"));
        assertNear(scenario, Engset.of(120, 63, 0.5).call().doubleValue()); // 4.8e-6
    }

    /** The last 8 of 63 ids are kept for web: batch is refused from 55 on, web only at 63. */
    @Test
    void trunkReservationIsItsChain() {
        Scenario scenario = scenario(
                "controls: {policy: {name: trunk-reservation, keep: 8, tenants: [web]}}\ncgroups: {/web: {}, /batch: {}}",
                tenant("web", "arrivals: {poisson: 10/s}, lifetime: {exponential: {mean: 1s}}")
                        + tenant("batch", "arrivals: {poisson: 24/s}, lifetime: {exponential: {mean: 1s}}"));
        Scaled[] exact = Loss.trunkReservation(63, 10, 24, 8);
        assertNear(scenario, exact[0].doubleValue(), exact[1].doubleValue());
    }
}
