package org.ioasidsim.experiment.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.scenario.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Before the steady state, and where rates vary, the exact share comes from the law's equations, here solved by small steps without any cunning. */
class LossOverTimeTest {
    private static final int IDS = 15;

    private static final String SCENARIO = """
            scenario: over-time
            question: What is refused?
            host: {preset: x86-vtd-20bit, pasid_bits: 4, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 2
                processes: {initial: INITIAL, arrivals: ARRIVALS, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
              other:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 3/s}, lifetime: {exponential: {mean: MEAN}}, devices: [dsa]}
              staying:
                cgroup: /web
                kind: container
                instances: 1
                processes: {initial: 3, lifetime: forever, devices: [dsa]}
            run: {warm_up: WARM, duration: 4s, replications: 5}
            """;

    private static Scenario scenario(String initial, String arrivals, String warmUp, String mean) {
        return RunScenario.read(SCENARIO.replace("INITIAL", initial)
                        .replace("ARRIVALS", arrivals)
                        .replace("WARM", warmUp)
                        .replace("MEAN", mean))
                .variants()
                .get(0)
                .scenario();
    }

    private static ExactValue refused(Scenario scenario, String tenant) {
        return RefusalEstimate.value(scenario, tenant, "call_congestion").orElseThrow();
    }

    /** Returns the share of requests of a rate that are refused from {@code from} to {@code to}; all three stay with 3 of the ids. */
    private static double bySmallSteps(
            int initial, IntToDoubleFunction webPerSecond, boolean isOfWeb, double from, double to) {
        int ids = IDS - 3;
        double[] law = new double[ids + 1];
        law[initial] = 1;
        double step = 1.0 / 4096;
        double asked = from == 0 && isOfWeb ? initial : 0;
        double refused = 0;
        for (int i = 0; i < to / step; i++) {
            double web = webPerSecond.applyAsDouble((int) (i * step));
            double births = web + 3;
            if (i * step >= from) {
                double rate = isOfWeb ? web : 3;
                asked += rate * step;
                refused += rate * step * law[ids];
            }
            double[] next = law.clone();
            for (int n = 0; n <= ids; n++) {
                double up = n < ids ? step * births * law[n] : 0;
                double down = step * n * law[n];
                next[n] -= up + down;
                if (n < ids) {
                    next[n + 1] += up;
                }
                if (n > 0) {
                    next[n - 1] += down;
                }
            }
            law = next;
        }
        return refused / asked;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void followsTheEquationsFromAnEmptyStart(double warmUp) {
        ExactValue value = refused(scenario("0", "{poisson: 4/s}", warmUp + "s", "1s"), "web");
        double exact = bySmallSteps(0, second -> 8, true, warmUp, warmUp + 4);
        assertThat(value.value()).isCloseTo(exact, within(0.01 * exact));
        assertThat(value.accuracy()).isEqualTo(Accuracy.EXACT);
    }

    @Test
    void followsRatesThatVaryAndCountsTheProcessesOfTheStart() {
        Scenario scenario = scenario("2", "{profile: {mean: 4/s, period: 2s, shape: [0.5, 1.5]}}", "0s", "1s");
        double ofWeb = bySmallSteps(4, second -> second % 2 == 0 ? 4 : 12, true, 0, 4);
        double ofOther = bySmallSteps(4, second -> second % 2 == 0 ? 4 : 12, false, 0, 4);
        assertThat(refused(scenario, "web").value()).isCloseTo(ofWeb, within(0.01 * ofWeb));
        assertThat(refused(scenario, "other").value()).isCloseTo(ofOther, within(0.01 * ofOther));
        assertThat(refused(scenario, "staying").value()).isZero();
    }

    @Test
    void leavesTheRestToTheApproximation() {
        String poisson = "{poisson: 4/s}";
        Scenario ofTwoMeans = scenario("0", poisson, "1s", "2s");
        Scenario tooManyAtTheStart = scenario("7", poisson, "1s", "1s");
        assertThat(refused(ofTwoMeans, "web").accuracy()).isEqualTo(Accuracy.APPROXIMATE);
        assertThat(refused(tooManyAtTheStart, "web").accuracy()).isEqualTo(Accuracy.APPROXIMATE);
        assertThat(refused(ofTwoMeans, "web").model()).isEqualTo("modified offered load");
    }

    /** Beside a run stand the shares of the run, and only one of each. */
    @Test
    void standsBesideTheRunInPlaceOfTheSteadyState() {
        Scenario scenario = scenario("0", "{poisson: 4/s}", "0.5s", "1s");
        double exact = bySmallSteps(0, second -> 8, true, 0.5, 4.5);
        assertThat(RunTheory.of(scenario, 0.5))
                .filteredOn(value -> value.exact().tenant().equals("web"))
                .filteredOn(value -> value.exact().metric() == Metric.CALL_CONGESTION)
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.exact().value()).isCloseTo(exact, within(1e-3 * exact));
                    assertThat(value.offIds()).isZero();
                });
    }
}
