package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long a fresh request of each tenant would have been refused, under each policy, on a run of 10 s with 4 ids that is followed by hand:
 * web lives in /a, noisy and its neighbour in /b. What a tenant holds is written as the times of its arrivals and the length of its lives.
 */
class CongestionByHandTest {
    private static final String NEVER = "99s";

    private static final String SCENARIO = """
            scenario: congestion
            question: For how long is who refused?
            host: {preset: x86-vtd-20bit, max_pasids: 5, devices: {dsa: {}}}
            cgroups: {/a: {}, /b: {}, /c: {}}
            controls: {policy: POLICY}
            tenants:
              web: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [WEB]}, lifetime: 3s, devices: [dsa]}}
              noisy: {cgroup: /b, kind: container, instances: 1, processes: {arrivals: {at: [NOISY]}, lifetime: NLIFE, devices: [dsa]}}
              neighbour: {cgroup: /b, kind: container, instances: 1, processes: {arrivals: {at: [NEIGHBOUR]}, lifetime: 1500ms, devices: [dsa]}}
            events: [EVENTS]
            run: {duration: 10s, replications: 1}
            """;

    /*
     * first-come: noisy holds all four for 5 s.
     * trunk-reservation: noisy holds two for 8 s, web one from 2 s, two from 4 s to 5 s and one until 7 s; less than two are free from 2 s to
     *     7 s, none from 4 s to 5 s.
     * guarantee: noisy holds one from 0 s, two from 1 s to 3 s and one until 4 s, web one from 2 s to 5 s: beside what is promised to /a
     *     nothing is free from 1 s to 3 s. With a limit of 1 its second is refused, and it is at its limit from 0 s to 3 s.
     * limit, reservation: noisy is at its limit, or has used up the rest, from 1 s to 3 s, web has used its two from 3 s to 5 s.
     * static-quota: noisy, not its neighbour, is at its quota for 3 s.
     * bind-rate: the one token is used at 1 s, and back two seconds later.
     * process-limit: there is one task in /b for 3 s.
     * blocking-bind: all four are taken for 5 s.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            first-come                                                 | 9s     | 0s, 0s, 0s, 0s | 5s | 0.5 | 0.5 | 0.5
            '{name: trunk-reservation, keep: 1, tenants: [web]}'       | 2s, 4s | 0s, 0s         | 8s | 0.1 | 0.5 | 0.5
            '{name: guarantee, min: {/a: 2}}'                          | 2s     | 0s, 1s         | 3s | 0   | 0.2 | 0.2
            '{name: guarantee, min: {/a: 2}, max: {/b: 1}}'            | 2s     | 0s, 1s         | 3s | 0   | 0.3 | 0.3
            '{name: limit, max: {/b: 2}}'                              | 2s     | 0s, 1s         | 3s | 0   | 0.2 | 0.2
            '{name: reservation, reserve: {/a: 2}, rest: shared}'      | 2s, 3s | 0s, 1s         | 3s | 0.2 | 0.2 | 0.2
            '{name: reservation, reserve: {/a: 2}}'                    | 2s, 3s | 0s, 1s         | 3s | 0.2 | 1   | 1
            '{name: static-quota, ids: {noisy: 1}}'                    | 2s     | 0s, 1s         | 3s | 0   | 0.3 | 0
            '{name: bind-rate, max: {/b: {rate: 30/min, burst: 1}}}'   | 2s     | 1s             | 3s | 0   | 0.2 | 0.2
            '{name: process-limit, max: {/b: 1}}'                      | 2s     | 0s             | 3s | 0   | 0.3 | 0.3
            blocking-bind                                              | 9s     | 0s, 0s, 0s, 0s | 5s | 0.5 | 0.5 | 0.5
            """)
    void isRefusedForAsLongAsTheRuleSays(
            String policy, String web, String noisy, String life, double ofWeb, double ofNoisy, double ofNeighbour) {
        ExperimentResult result = run(policy, web, noisy, life, NEVER, "");
        assertCongestion(result, "web", ofWeb);
        assertCongestion(result, "noisy", ofNoisy);
        assertCongestion(result, "neighbour", ofNeighbour);
    }

    /**
     * The neighbour gives its id back at 1.5 s, noisy keeps three. What web asked for at 1.05 s counts until 2 s, the tenth step of 0.1 s after
     * its own: until then web's demand of one leaves three to noisy.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '{name: fair-share, memory: 1s}'        | 0.2
            '{name: dominant-resource, memory: 1s}' | 0.2
            first-come                              | 0.15
            """)
    void demandThatIsRememberedKeepsTheLastIdForWhoAsked(String policy, double ofNoisy) {
        ExperimentResult result = run(policy, "1050ms", "0s, 0s, 0s", "20s", "0s", "");
        assertCongestion(result, "web", 0.15);
        assertCongestion(result, "noisy", ofNoisy);
    }

    /**
     * Web is refused at 1 s, when all are taken. The fair part of each of three tenants is 4/3, and half of the three that noisy holds is more:
     * 1.5 is its limit now, and a fourth id needs 2.5 more. At 15 a minute that takes 10 s, longer than the run; at 30, 5 s; at 60, 2.5 s.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            15/min | 1
            30/min | 0.6
            60/min | 0.35
            """)
    void aLimitThatWasCutGrowsUntilItAllowsOneMore(String increase, double ofNoisy) {
        ExperimentResult result = run(
                "{name: adaptive, increase: %s, decrease: 50%%, interval: 1s}".formatted(increase),
                "1s",
                "0s, 0s, 0s",
                "20s",
                "0s",
                "");
        assertCongestion(result, "web", 0.15);
        assertCongestion(result, "neighbour", 0.15);
        assertCongestion(result, "noisy", ofNoisy);
    }

    /** Noisy fills /b until it moves at 5 s; its charges stay behind, or move with it. */
    @ParameterizedTest
    @CsvSource({"stays, 1", "moves, 0.5"})
    void aChargeStaysOrMovesWithItsProcess(String charge, double ofNeighbour) {
        ExperimentResult result = run(
                "{name: limit, max: {/b: 2}, charge: %s}".formatted(charge),
                "9s",
                "0s, 0s",
                "20s",
                NEVER,
                "{at: 5s, migrate: {tenant: noisy, to: /c}}");
        assertCongestion(result, "noisy", 0.5);
        assertCongestion(result, "neighbour", ofNeighbour);
        assertCongestion(result, "web", 0);
    }

    /** The kernel's own limit refuses those in /b from 4 s on, or until 4 s; the policy's limit refuses from 1 s to 3 s. */
    @ParameterizedTest
    @CsvSource({"0, 0.8", "2, 0.2", "max, 0.2"})
    void aLimitOfTheKernelCountsBesideThatOfAPolicy(String limit, double ofNoisy) {
        ExperimentResult result = run(
                "{name: limit, max: {/b: 2}}, misc_pasid: on",
                "2s",
                "0s, 1s",
                "3s",
                NEVER,
                "{at: 4s, write: {/b/misc.max: pasid %s}}".formatted(limit));
        assertCongestion(result, "noisy", ofNoisy);
        assertCongestion(result, "neighbour", ofNoisy);
        assertCongestion(result, "web", 0);
    }

    private static ExperimentResult run(
            String policy, String web, String noisy, String life, String neighbour, String events) {
        return RunScenario.text(SCENARIO.replace("POLICY", policy)
                .replace("WEB", web)
                .replace("NOISY", noisy)
                .replace("NLIFE", life)
                .replace("NEIGHBOUR", neighbour)
                .replace("EVENTS", events));
    }

    private static void assertCongestion(ExperimentResult result, String tenant, double expected) {
        assertThat(RunScenario.row(result, "base", tenant, Metric.TIME_CONGESTION)
                        .mean())
                .as(tenant)
                .isCloseTo(expected, within(1e-9));
    }
}
