package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes, instances and tenants come, move and go, over 10 s that are followed by hand. */
class LifeByHandTest {
    private static final String SCENARIO = """
            scenario: life
            question: Who lives, and who holds?
            host: {preset: x86-vtd-20bit, max_pasids: PASIDS, devices: {dsa: {}}}
            cgroups: {CGROUPS}
            controls: {CONTROLS}
            tenants:
              web: {WEB}
              noisy: {NOISY}
            events: [EVENTS]
            run: {duration: 10s, RUN, replications: 1}
            """;

    private static final String NOBODY =
            "cgroup: /b, kind: container, instances: 1, processes: {arrivals: none, lifetime: 1s, devices: [dsa]}";

    private String pasids = "9";
    private String cgroups = "/a: {}, /b: {}";
    private String controls = "misc_pasid: on";
    private String noisy = NOBODY;
    private String events = "";
    private String run = "warm_up: none";

    private ExperimentResult run(String web) {
        return RunScenario.text(SCENARIO.replace("PASIDS", pasids)
                .replace("CGROUPS", cgroups)
                .replace("CONTROLS", controls)
                .replace("WEB", web)
                .replace("NOISY", noisy)
                .replace("EVENTS", events)
                .replace("RUN", run));
    }

    private static String container(String processes) {
        return "cgroup: /a, kind: container, instances: 1, processes: {" + processes + ", devices: [dsa]}";
    }

    private static void check(ExperimentResult result, String tenant, Metric metric, double expected) {
        assertThat(RunScenario.row(result, "base", tenant, metric).mean())
                .as(tenant + "." + metric.word())
                .isCloseTo(expected, within(1e-9));
    }

    /** Two sources think for 1 s, run for 2 s, think again: from 1 s to 3 s, from 4 s to 6 s and from 7 s to 9 s. */
    @Test
    void sourcesComeAgainAndAgain() {
        ExperimentResult result = run(container("arrivals: {closed: {population: 2, think: 1s}}, lifetime: 2s"));
        check(result, "web", Metric.REQUESTS, 6);
        check(result, "web", Metric.GRANTS, 6);
        check(result, "web", Metric.HELD_MEAN, 2 * 6 / 10.0);
        check(result, "web", Metric.HELD_PEAK, 2);
    }

    /**
     * One id, of which the first source has it from 1.5 s to 3.5 s. The other asks at 1.5 s, at 3 s and at 4.5 s, and holds to 6.5 s. The first
     * asks at 5 s and, when the other has just ended, at 6.5 s, and holds to 8.5 s; the other asks at 8 s and holds from 9.5 s on.
     */
    @Test
    void aSourceThatIsRefusedThinksAndComesAgain() {
        pasids = "2";
        ExperimentResult result = run(container("arrivals: {closed: {population: 2, think: 1500ms}}, lifetime: 2s"));
        check(result, "web", Metric.REQUESTS, 8);
        check(result, "web", Metric.GRANTS, 4);
        check(result, "web", Metric.HELD_MEAN, (2 + 2 + 2 + 0.5) / 10);
        check(result, "*", Metric.EXHAUSTED_TIME, 2 + 2 + 2 + 0.5);
    }

    /** Each process takes its id and two more, from 1 s to 4 s; the one of 5 s lives to 8 s. */
    @Test
    void privateIdsAreHeldAsLongAsTheFirst() {
        ExperimentResult result = run(container("arrivals: {at: [1s, 5s]}, lifetime: 3s, private_ids: 2"));
        check(result, "web", Metric.HELD_MEAN, 3 * 6 / 10.0);
        check(result, "web", Metric.HELD_PEAK, 3);
        check(result, "web", Metric.REQUESTS, 6);
    }

    /** The second instance of noisy's cgroup waits for room in /a, where ids move with their process: web leaves at 4 s. */
    @Test
    void whoMovesAwayMakesRoom() {
        cgroups = "/a: {ioasids.max: 1}, /b: {}";
        controls = "ioasids: limit";
        noisy = container("arrivals: {at: [2s]}, lifetime: 3s, on_refusal: wait");
        events = "{at: 4s, migrate: {tenant: web, to: /b}}";
        ExperimentResult result = run(container("arrivals: {at: [0s]}, lifetime: 9s"));
        check(result, "noisy", Metric.TIME_TO_BIND_MAX, 2);
        check(result, "noisy", Metric.HELD_MEAN, 3 / 10.0);
        check(result, "web", Metric.HELD_MEAN, 9 / 10.0);
        // full by web from 0 to 4 s, by noisy from 4 s to 7 s; web's own cgroup is another from 4 s on
        check(result, "noisy", Metric.TIME_CONGESTION, 7 / 10.0);
        check(result, "web", Metric.TIME_CONGESTION, 4 / 10.0);
    }

    /** The limit of one is lifted at 3 s and comes back at 6 s, when two are held. */
    @Test
    void aLimitIsWrittenWhileTheyLive() {
        cgroups = "/a: {misc.max: pasid 1}, /b: {}";
        events = "{at: 3s, write: {/a/misc.max: pasid max}}, {at: 6s, write: {/a/misc.max: pasid 1}}";
        ExperimentResult result = run(container("arrivals: {at: [0s, 1s, 4s, 7s]}, lifetime: 4s, on_refusal: give-up"));
        check(result, "web", Metric.GRANTS, 2); // of 0 s and of 4 s, which lives to 8 s
        check(result, "web", Metric.CALL_CONGESTION, 0.5);
        check(result, "web", Metric.TIME_CONGESTION, (3 + 2) / 10.0);
    }

    /** Killed at 3 s and started at 5 s: its times begin anew. */
    @ParameterizedTest
    @ValueSource(strings = {"kill", "stop"})
    void aTenantThatWasStoppedStartsAnew(String how) {
        events = "{at: 3s, " + how + ": web}, {at: 5s, start: web}";
        ExperimentResult result = run(container("arrivals: {at: [1s, 4s]}, lifetime: 20s"));
        check(result, "web", Metric.REQUESTS, 3); // at 1 s, 6 s and 9 s
        check(result, "web", Metric.HELD_MEAN, (2 + 4 + 1) / 10.0);
    }

    /** Two tasks a process and room for three in /a: the process of 1 s does not fork while that of 0 s lives. */
    @ParameterizedTest
    @CsvSource({"pids.max: 3", "pids.max: 2"})
    void tasksAreCountedBeforeIds(String limit) {
        cgroups = "/a: {" + limit + "}, /b: {}";
        ExperimentResult result = run(container("arrivals: {at: [0s, 1s, 5s]}, lifetime: 4s, threads: 2"));
        check(result, "web", Metric.GRANTS, 2);
        check(result, "web", Metric.TIME_CONGESTION, (4 + 4) / 10.0);
    }

    /** From 5 s on all is measured anew: the id of 0 s is held to 9 s, and what was refused before is forgotten. */
    @Test
    void measuringStartsAfterTheWarmUp() {
        pasids = "2";
        run = "warm_up: 5s";
        ExperimentResult result = run(container("arrivals: {at: [0s, 1s, 6s, 12s]}, lifetime: 9s"));
        check(result, "web", Metric.REQUESTS, 2);
        check(result, "web", Metric.GRANTS, 1);
        check(result, "web", Metric.HELD_MEAN, (4 + 3) / 10.0); // to 9 s, and from 12 s to 15 s
        check(result, "web", Metric.TIME_CONGESTION, (4 + 3) / 10.0);
        check(result, "*", Metric.EXHAUSTED_TIME, 4 + 3);
    }

    /** Two instances whose cgroups allow 4 ids each hold one each from 1 s on, of which the process ends at 6 s. */
    @Test
    void aQuotaIsThatOfAllInstances() {
        cgroups = "/a: {}, '/a/{instance}': {misc.max: pasid 4}, /b: {}";
        ExperimentResult result = run(
                "cgroup: '/a/{instance}', kind: container, instances: 2, processes: {arrivals: {at: [1s]}, lifetime: 5s, devices: [dsa]}");
        check(result, "web", Metric.QUOTA_UTILISATION, 2 * 5 / (8 * 10.0));
    }

    /** Two VMs of 3 ids each, in a cgroup that allows 8. */
    @Test
    void aQuotaIsThatOfAllVms() {
        controls = "ioasids: limit";
        ExperimentResult result = run("cgroup: /a, kind: vm, vm_quota: 3, instances: 2,"
                + " processes: {arrivals: {at: [1s]}, lifetime: 5s, devices: [dsa]}");
        check(result, "web", Metric.QUOTA_UTILISATION, 2 * 5 / (6 * 10.0));
    }

    /** The instance of 0 s, full from 1 s on, ends at 3 s; that of 5 s is full from 6 s to its end at 8 s. */
    @Test
    void whoEndsFullIsFullNoMore() {
        cgroups = "/a: {}, '/a/{instance}': {misc.max: pasid 1}, /b: {}";
        ExperimentResult result = run("cgroup: '/a/{instance}', kind: container,"
                + " instances: {arrivals: {at: [0s, 5s]}, lifetime: 3s, max: 2},"
                + " processes: {arrivals: {at: [1s]}, lifetime: 9s, devices: [dsa]}");
        check(result, "web", Metric.TIME_CONGESTION, (2 + 2) / 6.0);
        check(result, "web", Metric.HELD_MEAN, (2 + 2) / 10.0);
    }

    /** Processes that do not bind take no id, but tasks: two of them leave no room for the one of noisy at 2 s. */
    @Test
    void aProcessThatDoesNotBindLivesAllTheSame() {
        cgroups = "/a: {pids.max: 2}, /b: {}";
        noisy = container("arrivals: {at: [2s, 6s]}, lifetime: 1s");
        ExperimentResult result = run(container("arrivals: {at: [0s, 1s]}, lifetime: 4s, bind: {probability: 0}"));
        check(result, "web", Metric.REQUESTS, 0);
        check(result, "web", Metric.HELD_MEAN, 0);
        check(result, "noisy", Metric.CALL_CONGESTION, 0.5);
        check(result, "noisy", Metric.TIME_CONGESTION, (4 - 1) / 10.0);
    }

    /** One of two ids leaks: its process never lets go, whatever its lifetime. */
    @Test
    void aLeakIsHeldToTheEnd() {
        ExperimentResult result = run(container("arrivals: {at: [1s, 2s]}, lifetime: 1s, leak_probability: 1"));
        check(result, "web", Metric.HELD_MEAN, (9 + 8) / 10.0);
        check(result, "web", Metric.HELD_PEAK, 2);
        check(result, "*", Metric.LEAKED_IDS, 2);
    }

    /** A policy that has requests wait asks nobody what to do on a refusal: the only id comes back at 4 s. */
    @Test
    void whomThePolicyHasWaitDoesNotGiveUp() {
        pasids = "2";
        controls = "policy: blocking-bind";
        noisy = "cgroup: /b, kind: container, instances: 1,"
                + " processes: {arrivals: {at: [1s]}, lifetime: 5s, devices: [dsa], on_refusal: give-up}";
        ExperimentResult result = run(container("arrivals: {at: [0s]}, lifetime: 4s"));
        check(result, "noisy", Metric.TIME_TO_BIND_MAX, 3);
        check(result, "noisy", Metric.HELD_MEAN, 5 / 10.0);
    }

    /** A policy allows one id in /a: web's charge leaves with it at 4 s where charges move, and stays to 9 s where they do not. */
    @ParameterizedTest
    @CsvSource({"moves, 1", "stays, 0"})
    void aPolicysChargeMovesOrStays(String charge, double grantsOfNoisy) {
        controls = "policy: {name: limit, max: {/a: 1}, charge: " + charge + "}";
        noisy = container("arrivals: {at: [2s, 5s]}, lifetime: 1s");
        events = "{at: 4s, migrate: {tenant: web, to: /b}}";
        ExperimentResult result = run(container("arrivals: {at: [0s]}, lifetime: 9s"));
        check(result, "noisy", Metric.GRANTS, grantsOfNoisy);
    }

    /**
     * Holds between 0 and 2 s and thoughts of 1 s for 2,000 s: 1,000 rounds in the mean, with a standard deviation of sqrt(2,000 / 3 / 8) = 9.
     * One hold for all rounds would make as many by chance once in twelve.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arrivals: {at: [0s]}, lifetime: forever, bind: {hold: {uniform: {min: 0s, max: 2s}}, think: 1s}",
                "arrivals: {closed: {population: 1, think: 1s}}, lifetime: {uniform: {min: 0s, max: 2s}}"
            })
    void eachRoundDrawsItsOwn(String processes) {
        pasids = "9, sva: last-unbind";
        run = "warm_up: none, seed: 4";
        ExperimentResult result = RunScenario.text(SCENARIO.replace("duration: 10s", "duration: 2000s")
                .replace("PASIDS", pasids)
                .replace("CGROUPS", cgroups)
                .replace("CONTROLS", controls)
                .replace("WEB", container(processes))
                .replace("NOISY", noisy)
                .replace("EVENTS", events)
                .replace("RUN", run));
        assertThat(RunScenario.row(result, "base", "web", Metric.GRANTS).mean()).isBetween(960.0, 1_040.0);
    }

    /**
     * Two ids and two tenants of one weight. Web holds from 0 to 4 s and from 1 s to 5 s; noisy is refused at 2 s, which counts as demand to 6 s,
     * and holds from 4.5 s to 8.5 s.
     *
     * <pre>
     *   from to   held: web noisy   demand: web noisy   entitled: web noisy   free but wanted
     *    0   1           1    0              1    0                1    0
     *    1   2           2    0              2    0                2    0
     *    2   4           2    0              2    1                1    1
     *    4   4.5         1    0              1    1                1    1      1
     *    4.5 5           1    1              1    2                1    1
     *    5   6           0    1              0    2                0    2      1
     *    6   8.5         0    1              0    1                0    1
     * </pre>
     */
    @Test
    void allFiguresOfOneRunAreThoseOfItsTable() {
        pasids = "3";
        noisy = "cgroup: /b, kind: container, instances: 1,"
                + " processes: {arrivals: {at: [2s, 4500ms]}, lifetime: 4s, devices: [dsa]}";
        ExperimentResult result = run(container("arrivals: {at: [0s, 1s]}, lifetime: 4s"));
        check(result, "web", Metric.HELD_MEAN, 0.8);
        check(result, "noisy", Metric.HELD_MEAN, 0.4);
        check(result, "noisy", Metric.DEMAND_MEAN, (4 + 4) / 10.0);
        check(result, "web", Metric.ENTITLEMENT_MEAN, (1 + 2 + 2 + 0.5 + 0.5) / 10);
        check(result, "noisy", Metric.ENTITLEMENT_MEAN, (2 + 0.5 + 0.5 + 2 + 2.5) / 10);
        double web = 8 / 6.0;
        double other = 4 / 7.5;
        check(result, "web", Metric.ENTITLEMENT_SHARE, web);
        check(result, "noisy", Metric.ENTITLEMENT_SHARE, other);
        check(result, "noisy", Metric.LONGEST_DENIAL, 2.5);
        check(result, "noisy", Metric.TIME_CONGESTION, 0.35);
        check(result, "web", Metric.TIME_CONGESTION, 0.35);
        check(result, "web", Metric.HOLD_TOTAL, 8);
        check(result, "noisy", Metric.FIRST_TRY_SUCCESS, 0.5);
        check(result, "noisy", Metric.ATTEMPT_SUCCESS, 0.5);
        check(result, "noisy", Metric.EVENTUAL_SUCCESS, 0.5);
        assertThat(RunScenario.row(result, "base", "noisy", Metric.TIME_TO_BIND_MAX)
                        .mean())
                .isInfinite();

        check(result, "*", Metric.CAPACITY, 2);
        check(result, "*", Metric.HELD_MEAN, 1.2);
        check(result, "*", Metric.HELD_PEAK, 2);
        check(result, "*", Metric.UTILISATION, 0.6);
        check(result, "*", Metric.STRANDED_CAPACITY, (0.5 + 1) / 10);
        check(result, "*", Metric.EXHAUSTED_TIME, 3 + 0.5);
        check(result, "*", Metric.TIME_TO_EXHAUSTION, 1);
        check(result, "*", Metric.TIME_TO_EXHAUSTION_RMST, 1);
        check(result, "*", Metric.EXHAUSTION_PROBABILITY, 1);
        check(result, "*", Metric.LEAKED_IDS, 0);
        check(result, "*", Metric.JAIN_SATISFACTION, 1.5 * 1.5 / (2 * (1 + 0.25)));
        check(result, "*", Metric.GINI_SATISFACTION, 0.5 / (2 * 1.5));
        check(result, "*", Metric.JAIN_ENTITLEMENT, Math.pow(web + other, 2) / (2 * (web * web + other * other)));
        double mean = (web + other) / 2;
        double theil = (web / mean * Math.log(web / mean) + other / mean * Math.log(other / mean)) / 2;
        check(result, "*", Metric.THEIL_ENTITLEMENT, theil);
        check(result, "*", Metric.THEIL_BETWEEN, theil); // each has a top-level cgroup of its own
        check(result, "*", Metric.THEIL_WITHIN, 0);
        check(result, "*", Metric.MAX_MIN_RATIO, other / web);
        check(result, "*", Metric.WORST_ENTITLEMENT_SHARE, other);
    }
}
