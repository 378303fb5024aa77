package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.api.Test;

/**
 * A host with two ids, a hog that takes both from 0 s to 10 s, and one request of another tenant at 1 s with a hold of 4 s, followed by hand
 * for 20 s: integrals, entitlements, denial, starvation and blame must come out exactly.
 */
class HandRunTest {
    private static final String SCENARIO = """
            scenario: by-hand
            question: Do the integrals come out?
            host:
              preset: x86-vtd-20bit
              max_pasids: 3
              devices: {dsa: {}}
            cgroups: {/hog: {}, /web: {}}
            tenants:
              hog:
                cgroup: /hog
                kind: container
                instances: 1
                processes: {arrivals: {at: [0s, 0s]}, lifetime: 10s, devices: [dsa]}
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {at: [1s]}, lifetime: 4s, devices: [dsa], on_refusal: REACTION}
            run: {duration: 20s, replications: 1}
            measure: {starvation_after: 1s}
            """;

    private static ExperimentResult run(String reaction) {
        return RunScenario.text(SCENARIO.replace("REACTION", reaction));
    }

    private static void check(ExperimentResult result, String tenant, Metric metric, double expected) {
        assertThat(RunScenario.row(result, "base", tenant, metric).mean())
                .as(tenant + "." + metric.word())
                .isCloseTo(expected, within(1e-9));
    }

    @Test
    void oneWhoGivesUpStaysUnmetUntilItsHoldWouldHaveEnded() {
        ExperimentResult result = run("give-up");

        check(result, "web", Metric.REQUESTS, 1);
        check(result, "web", Metric.GRANTS, 0);
        check(result, "web", Metric.DEMAND_MEAN, 4.0 / 20); // unmet from 1 s to 5 s
        check(result, "web", Metric.UNMET_MEAN, 4.0 / 20);
        check(result, "web", Metric.DENIAL_WINDOWS, 1); // of no length: it asked once, and no more
        check(result, "web", Metric.DENIED_TIME, 0);
        check(result, "web", Metric.STARVATION_TIME, 0);
        check(result, "web", Metric.STARVED_REQUESTS, 0);
        check(result, "web", Metric.LONGEST_DENIAL, 0);
        check(result, "web", Metric.TIME_TO_BIND_P50, Double.POSITIVE_INFINITY);
        check(result, "web", Metric.TIME_CONGESTION, 0.5); // both ids are taken until 10 s
    }

    @Test
    void bothAreEntitledToOneIdWhileTheyWantThree() {
        ExperimentResult result = run("give-up");

        check(result, "web", Metric.ENTITLEMENT_MEAN, 4.0 / 20);
        check(result, "hog", Metric.ENTITLEMENT_MEAN, (2 * 10 - 4) / 20.0);
        check(result, "hog", Metric.HELD_MEAN, 1);
        check(result, "*", Metric.UTILISATION, 0.5);
        check(result, "*", Metric.EXHAUSTED_TIME, 10);
        check(result, "*", Metric.TIME_TO_EXHAUSTION, 0);
        check(result, "*", Metric.JAIN_SATISFACTION, 0.5); // one got everything, one nothing
        double[][] blame = result.variants().get(0).replications().get(0).blameIdSeconds();
        assertThat(blame[1][0]).isCloseTo((2 - 1) * 4, within(1e-9));
        assertThat(blame[0][1]).isZero();
    }

    @Test
    void oneWhoTriesAgainIsServedAtTheFirstTryAfterTheRelease() {
        ExperimentResult result = run("{retry: {first: 1s, factor: 2, max: 16s, attempts: 6, jitter: 0}}");

        check(result, "web", Metric.ATTEMPTS, 5); // at 1, 2, 4, 8 and 16 s
        check(result, "web", Metric.TIME_TO_BIND_MAX, 15);
        check(result, "web", Metric.FIRST_TRY_SUCCESS, 0);
        check(result, "web", Metric.EVENTUAL_SUCCESS, 1);
        check(result, "web", Metric.LONGEST_DENIAL, 15);
        check(result, "web", Metric.DENIED_TIME, 15);
        check(result, "web", Metric.STARVATION_TIME, 14); // beyond the first second
        check(result, "web", Metric.STARVED_REQUESTS, 1);
        check(result, "web", Metric.HELD_MEAN, 4.0 / 20);
        check(result, "web", Metric.HOLD_TOTAL, 4);
        check(result, "web", Metric.WEIGHTED_SLOWDOWN, (15.0 + 4) / 4);
        check(result, "web", Metric.BOUNDED_SLOWDOWN, (15.0 + 4) / 4);
        check(result, "*", Metric.STRANDED_CAPACITY, 6.0 / 20); // unmet beside free ids from 10 s to 16 s
    }

    @Test
    void aHoldBelowTheThresholdCountsAsThatLongInTheBoundedSlowdownOnly() {
        ExperimentResult result = RunScenario.text(SCENARIO.replace("REACTION", "wait")
                .replace("starvation_after: 1s", "starvation_after: 1s, slowdown_threshold: 8s"));

        check(result, "web", Metric.BOUNDED_SLOWDOWN, (9.0 + 4) / 8);
        check(result, "web", Metric.WEIGHTED_SLOWDOWN, (9.0 + 4) / 4);
        check(result, "hog", Metric.BOUNDED_SLOWDOWN, 1); // two granted at once
        check(result, "hog", Metric.HOLD_TOTAL, 20);
    }

    @Test
    void aSlowdownIsInfiniteWhereARequestIsNeverGrantedAndNoneWhereHoldsHaveNoEnd() {
        ExperimentResult refused = run("give-up");
        check(refused, "web", Metric.BOUNDED_SLOWDOWN, Double.POSITIVE_INFINITY);
        check(refused, "web", Metric.WEIGHTED_SLOWDOWN, Double.POSITIVE_INFINITY);

        ExperimentResult endless =
                RunScenario.text(SCENARIO.replace("REACTION", "wait").replace("lifetime: 4s", "lifetime: forever"));
        check(endless, "web", Metric.BOUNDED_SLOWDOWN, 1);
        assertThat(RunScenario.row(endless, "base", "web", Metric.WEIGHTED_SLOWDOWN)
                        .mean())
                .isNaN();
    }

    @Test
    void oneWhoWaitsIsServedAtTheRelease() {
        ExperimentResult result = run("wait");

        check(result, "web", Metric.TIME_TO_BIND_MAX, 9);
        check(result, "web", Metric.ATTEMPTS, 1);
        check(result, "*", Metric.STRANDED_CAPACITY, 0);
        check(result, "*", Metric.SHARE_ABOVE_90, (10 - 0) / 20.0); // both ids from 0 s to 10 s, then one of two
    }

    /**
     * Web's one request, refused, is within its share of one id. Of the hog's, of two each by themselves, the first is within its share and
     * granted; so is the second, since nobody else wants any.
     */
    @Test
    void theModestAreRefusedWhileAnotherHoldsMoreThanItsShare() {
        ExperimentResult result = run("wait");

        check(result, "*", Metric.MODEST_SUCCESS, 2.0 / 3);
        check(result, "*", Metric.EXCESS_WHILE_MODEST_REFUSED, (2 - 1) * 9 / 20.0); // from 1 s to 10 s
    }

    /** Five requests of the hog at 5 s want more than its share: the host's two ids. So they are not modest, and its excess harms nobody. */
    @Test
    void whoWantsMoreThanItsShareIsNotModest() {
        ExperimentResult result = RunScenario.text(SCENARIO.replace("at: [0s, 0s]", "at: [0s, 0s, 5s, 5s, 5s]")
                .replace("at: [1s]", "at: [16s]")
                .replace("REACTION", "give-up"));

        check(result, "hog", Metric.FIRST_TRY_SUCCESS, 2.0 / 5);
        check(result, "*", Metric.MODEST_SUCCESS, 1); // two of the hog's at 0 s, and web's
        check(result, "*", Metric.EXCESS_WHILE_MODEST_REFUSED, 0);
    }

    /** Of the windows of 5 s that begin at each half second, that from 1 s to 6 s has only the refused request. */
    @Test
    void theWorstWindowIsTheOneWithTheLeastSuccess() {
        String text =
                SCENARIO.replace("at: [1s]", "at: [1s, 7s, 12s, 13s, 14s]").replace("REACTION", "give-up");
        assertThat(worst(text, "5s")).isZero();
        // [0, 10) has two refused; the host is free from 10 s on, but web may hold one for 4 s: 12 s, 13 s granted, 14
        // s refused
        assertThat(worst(text, "1h")).as("the measured time").isEqualTo(first(text));
        String late = text.replace("at: [1s, 7s, 12s, 13s, 14s]", "at: [1s, 12s, 12s, 17s]");
        assertThat(worst(late, "20s")).isEqualTo(3.0 / 4);
        assertThat(worst(late, "15s"))
                .as("[0 s, 15 s) and those that begin later")
                .isEqualTo(2.0 / 3);
        assertThat(worst(late.replace("at: [1s, 12s, 12s, 17s]", "at: [30s]"), "15s"))
                .isNaN();
    }

    private static double worst(String text, String window) {
        return RunScenario.row(
                        RunScenario.text(
                                text.replace("starvation_after: 1s", "starvation_after: 1s, worst_window: " + window)),
                        "base",
                        "web",
                        Metric.WORST_WINDOW_SUCCESS)
                .mean();
    }

    private static double first(String text) {
        return RunScenario.row(RunScenario.text(text), "base", "web", Metric.FIRST_TRY_SUCCESS)
                .mean();
    }
}
