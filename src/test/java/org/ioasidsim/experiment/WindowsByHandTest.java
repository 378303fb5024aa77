package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
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

    /** Samples a second apart: denied from 1 s to the grant at 9 s, of which the samples from 2 s to 9 s each tell the second before. */
    @Test
    void theTimelineTellsWhichPartOfEachSecondWasDenied() {
        double[] denied = denied(run("wait", "none"));
        for (int second = 0; second < denied.length; second++) {
            assertThat(denied[second]).as("until %d s", second).isEqualTo(second >= 2 && second <= 9 ? 1 : 0);
        }
        assertThat(denied(run("wait", "3s"))).as("of the warm-up too").startsWith(denied);
        assertThat(denied(run("give-up", "none"))).as("one refusal and no more").containsOnly(0);
    }

    /** Refused at 1 s, again at 1.25 s and at 1.75 s, and no more: samples are 500 ms apart. */
    @Test
    void aSampleTellsTheSharesOfItsTime() {
        String three = SCENARIO.replace("at: [1s]", "at: [1s, 1250ms, 1750ms]")
                .replace("window: 5s", "window: 5s, timeline: 500ms");
        double[] denied =
                denied(RunScenario.text(three.replace("REACTION", "give-up").replace("WARM_UP", "none"))
                        .variants()
                        .get(0)
                        .replications()
                        .get(0));
        assertThat(denied[2]).isZero();
        assertThat(denied[3]).as("1 s to 1.5 s").isEqualTo(1);
        assertThat(denied[4]).as("1.5 s to 2 s").isEqualTo(0.25 / 0.5);
        assertThat(denied[5]).isZero();
    }

    private static double[] denied(ReplicationResult result) {
        ReplicationResult.Timeline timeline = Objects.requireNonNull(result.timeline());
        return timeline.denied()[1];
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
