package org.ioasidsim.experiment.rare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.Engset;
import org.ioasidsim.stats.exact.ErlangB;
import org.ioasidsim.stats.exact.Loss;
import org.ioasidsim.stats.exact.Scaled;
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
        return "%s: {cgroup: /%s, kind: container, instances: 1, processes: {%s, devices: [dsa]}}\n"
                .formatted(name, name, processes);
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

    @Test
    void poissonRequestsOnOnePoolAreErlangB() {
        Scenario scenario = scenario("cgroups: {/web: {}}", tenant("web", "arrivals: {poisson: 30/s}, lifetime: 1s"));
        assertNear(scenario, ErlangB.blocking(30, 63)); // 5.4e-8
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
