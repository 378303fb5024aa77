package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.ReplicationResult.DenialWindow;
import org.ioasidsim.experiment.summary.ReplicationResult.WindowFairness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A host of two ids, both held by the hog from 0 s to 9 s; the web tenant wants one from 1 s and holds it for 4 s. What short-term fairness
 * says of each window, and the times of denial, are worked out by hand: a window shifted, counted twice or not forgotten shows.
 */
class WindowsByHandTest {
    private static final String SCENARIO = """
            scenario: windows
            question: Are the windows right?
            host: {preset: x86-vtd-20bit, max_pasids: 3, devices: {dsa: {}}}
            cgroups: {/hog: {}, /web: {}}
            tenants:
              hog:
                cgroup: /hog
                kind: container
                instances: 1
                processes: {arrivals: {at: [0s, 0s]}, lifetime: 9s, devices: [dsa]}
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {at: [1s]}, lifetime: 4s, devices: [dsa], on_refusal: REACTION}
            run: {duration: 20s, warm_up: WARM_UP, replications: 1}
            measure: {window: 5s}
            """;

    private static ReplicationResult run(String reaction, String warmUp) {
        return RunScenario.text(SCENARIO.replace("REACTION", reaction).replace("WARM_UP", warmUp))
                .variants()
                .get(0)
                .replications()
                .get(0);
    }

    /** Jain's index of two shares. */
    private static double jain(double a, double b) {
        return (a + b) * (a + b) / (2 * (a * a + b * b));
    }

    private static void check(WindowFairness fairness, double seconds, double entitlement, double satisfaction) {
        assertThat(fairness.windowSeconds()).isEqualTo(seconds);
        assertThat(fairness.jainEntitlement()).isCloseTo(entitlement, within(1e-9));
        assertThat(fairness.jainSatisfaction()).isCloseTo(satisfaction, within(1e-9));
    }

    /**
     * Both demand from 1 s to 9 s and are due one id each; before, the hog is due two, afterwards the web tenant one until 13 s. Held over
     * due, hog and web: [0, 5) 10/6 and 0/4; [5, 10) 8/4 and 1/5; later nothing is due to the hog, and one alone is neither fair nor unfair.
     */
    @Test
    void eachWindowIsJudgedByWhatItsTenantsHeldAndWereDue() {
        List<WindowFairness> fairness = run("wait", "none").fairness();
        assertThat(fairness).hasSize(3);
        // of requests only the first window has any: two granted of two, none of one
        check(fairness.get(0), 5, (jain(10.0 / 6, 0) + jain(8.0 / 4, 1.0 / 5)) / 2, jain(1, 0));
        // [0, 10) 18/10 and 1/9, one granted of one
        check(fairness.get(1), 10, jain(1.8, 1.0 / 9), 1);
        // [0, 20) 18/10 and 4/12
        check(fairness.get(2), 20, jain(1.8, 1.0 / 3), 1);
    }

    /** The windows begin with measuring, at 3 s: [3, 8) 10/5 and 0/5; [8, 13) 2/1 and 4/5; then nothing; no request arrives any more. */
    @Test
    void windowsBeginWithMeasuring() {
        List<WindowFairness> fairness = run("wait", "3s").fairness();
        check(fairness.get(0), 5, (jain(2, 0) + jain(2, 0.8)) / 2, Double.NaN);
        // [3, 13) 12/6 and 4/10
        check(fairness.get(1), 10, jain(2, 0.4), Double.NaN);
    }

    @Test
    void aDenialLastsFromTheFirstRefusalToTheGrant() {
        assertThat(run("wait", "none").denialWindows()).containsExactly(new DenialWindow("web", 1, 9, false));
        assertThat(run("give-up", "none").denialWindows()).containsExactly(new DenialWindow("web", 1, 20, true));
    }

    @Test
    void aDenialIsShownFromTheBeginningOfMeasuring() {
        assertThat(run("wait", "3s").denialWindows()).containsExactly(new DenialWindow("web", 3, 9, false));
        assertThat(run("wait", "10s").denialWindows()).isEmpty();
    }

    @Test
    void onlyTheFirstReplicationKeepsItsDenials() {
        String two = SCENARIO.replace("REACTION", "wait")
                .replace("WARM_UP", "none")
                .replace("replications: 1", "replications: 2");
        List<ReplicationResult> replications =
                RunScenario.text(two).variants().get(0).replications();
        assertThat(replications.get(0).denialWindows()).hasSize(1);
        assertThat(replications.get(1).denialWindows()).isEmpty();
    }

    /** One tenant holds two ids from 1 s to 4 s, the other three from 6 s to 8 s and one from 7 s to 9 s: four at once, six never. */
    @ParameterizedTest
    @CsvSource({"7, none, 4, inf, 0", "5, none, 4, 7, 1", "5, 7500ms, 4, 7, 0.5", "5, 8500ms, 1, 7, 0"})
    void theHostsPeakAndExhaustionAreOfAllTenantsAtOnce(
            int maxPasids, String warmUp, double peak, String exhaustion, double exhausted) {
        ExperimentResult result =
                RunScenario.text("""
                scenario: peak
                question: What is the peak?
                host: {preset: x86-vtd-20bit, max_pasids: MAX, devices: {dsa: {}}}
                cgroups: {/a: {}, /b: {}}
                tenants:
                  early: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [1s, 1s]}, lifetime: 3s, devices: [dsa]}}
                  late: {cgroup: /b, kind: container, instances: 1, processes: {arrivals: {at: [6s, 6s, 6s, 7s]}, lifetime: 2s, devices: [dsa]}}
                run: {duration: 20s, warm_up: WARM_UP, replications: 1}
                """.replace("MAX", Integer.toString(maxPasids)).replace("WARM_UP", warmUp));
        assertThat(host(result, Metric.HELD_PEAK)).isEqualTo(peak);
        assertThat(host(result, Metric.TIME_TO_EXHAUSTION))
                .isEqualTo("inf".equals(exhaustion) ? Double.POSITIVE_INFINITY : Double.parseDouble(exhaustion));
        assertThat(host(result, Metric.EXHAUSTED_TIME)).isCloseTo(exhausted, within(1e-9));
    }

    private static double host(ExperimentResult result, Metric metric) {
        return RunScenario.row(result, "base", "*", metric).mean();
    }
}
