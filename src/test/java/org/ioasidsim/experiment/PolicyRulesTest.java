package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.stats.exact.ErlangB;
import org.ioasidsim.stats.exact.Loss;
import org.ioasidsim.stats.exact.Scaled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each policy must do what its rule says, in numbers that follow from the rule; a policy that only looks reasonable does not pass. */
@Tag("slow")
class PolicyRulesTest {
    private static final String HOG = "{poisson: 100/s}";

    /** A host of 10 ids; web in /a/web, noisy in /b/noisy, both with exponential lives of one second. */
    private static ExperimentResult run(String policy, String web, String noisy) {
        return RunScenario.text(
                """
                scenario: rules
                question: Does the policy do what its rule says?
                host: {preset: x86-vtd-20bit, max_pasids: 11, devices: {dsa: {}}}
                cgroups: {/a: {}, /a/web: {}, /b: {}, /b/noisy: {}}
                controls: {policy: POLICY}
                tenants:
                  web:
                    cgroup: /a/web
                    kind: container
                    instances: 1
                    processes: {arrivals: WEB, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
                  noisy:
                    cgroup: /b/noisy
                    kind: container
                    instances: 1
                    processes: {arrivals: NOISY, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
                run: {duration: 1000s, warm_up: 20s, replications: 10, seed: 11, confidence: 0.999}
                """.replace("POLICY", policy).replace("WEB", web).replace("NOISY", noisy));
    }

    private static SummaryRow row(ExperimentResult result, String tenant, Metric metric) {
        return RunScenario.row(result, "base", tenant, metric);
    }

    private static void contains(SummaryRow row, double expected) {
        assertThat(expected).isBetween(row.lower(), row.upper());
        assertThat(row.halfWidth()).isLessThan(expected / 5);
    }

    /** Reference: 10 ids, loads 5 and 4, 2 kept: 0.0647251843557195, 0.427186216747749. */
    @Test
    void trunkReservationRefusesAsTheBirthDeathChainSays() {
        ExperimentResult result =
                run("{name: trunk-reservation, keep: 2, tenants: [web]}", "{poisson: 5/s}", "{poisson: 4/s}");
        double[] expected = java.util.Arrays.stream(Loss.trunkReservation(10, 5, 4, 2))
                .mapToDouble(Scaled::doubleValue)
                .toArray();
        contains(row(result, "web", Metric.CALL_CONGESTION), expected[0]);
        contains(row(result, "web", Metric.TIME_CONGESTION), expected[0]);
        contains(row(result, "noisy", Metric.CALL_CONGESTION), expected[1]);
        contains(row(result, "noisy", Metric.TIME_CONGESTION), expected[1]);
    }

    @Test
    void aTenantBelowItsGuaranteeIsNeverRefused() {
        ExperimentResult result =
                run("{name: guarantee, min: {/a/web: 4}}", "{closed: {population: 4, think: 1s}}", HOG);
        assertThat(row(result, "web", Metric.FIRST_TRY_SUCCESS).mean()).isEqualTo(1);
        assertThat(row(result, "noisy", Metric.HELD_PEAK).mean()).isEqualTo(6);
    }

    @Test
    void aReservationIsAHostOfItsOwn() {
        ExperimentResult result = run("{name: reservation, reserve: {/a: 4, /b: 6}}", "{poisson: 3/s}", HOG);
        contains(row(result, "web", Metric.CALL_CONGESTION), ErlangB.blocking(3, 4));
        contains(row(result, "web", Metric.TIME_CONGESTION), ErlangB.blocking(3, 4));
    }

    /** One number of ids for the hog, however it is limited: the web tenant meets the same host each time. */
    @Test
    void aLimitAQuotaAndAProcessLimitLeaveTheSameRoom() {
        ExperimentResult limit = run("{name: limit, max: {/b: 6}}", "{poisson: 3/s}", HOG);
        assertThat(row(limit, "noisy", Metric.HELD_PEAK).mean()).isEqualTo(6);
        for (String policy :
                new String[] {"{name: static-quota, ids: {noisy: 6}}", "{name: process-limit, max: {/b/noisy: 6}}"}) {
            ExperimentResult other = run(policy, "{poisson: 3/s}", HOG);
            for (Metric metric : new Metric[] {Metric.HELD_MEAN, Metric.CALL_CONGESTION, Metric.TIME_CONGESTION}) {
                assertThat(row(other, "web", metric).mean())
                        .as("%s of web with %s", metric, policy)
                        .isEqualTo(row(limit, "web", metric).mean());
            }
        }
    }

    @Test
    void fairSharesAreTheWeightsWhereBothAskForMoreThanThereIs() {
        ExperimentResult result = run("{name: fair-share, weights: {/a: 4}, memory: 1s}", HOG, HOG);
        assertThat(row(result, "web", Metric.HELD_MEAN).mean()).isCloseTo(8, withPercentage(3));
        assertThat(row(result, "noisy", Metric.HELD_MEAN).mean()).isCloseTo(2, withPercentage(8));
    }

    @Test
    void aFairShareThatNobodyDemandsGoesToThoseWhoDo() {
        ExperimentResult result = run("fair-share", "{poisson: 1/h}", HOG);
        assertThat(row(result, "noisy", Metric.HELD_MEAN).mean()).isGreaterThan(9.6);
    }

    @Test
    void tokensLimitGrantsToBurstPlusRateTimesTime() {
        ExperimentResult result = run("{name: bind-rate, max: {/b: {rate: 2/s, burst: 5}}}", "{poisson: 1/s}", HOG);
        assertThat(row(result, "noisy", Metric.GRANTS).mean()).isBetween(1990.0, 2005.0);
        assertThat(row(result, "noisy", Metric.TIME_CONGESTION).mean()).isGreaterThan(0.97);
    }

    /** Both queue much more than there is: every second grant is of each, so that each holds half, whatever it asks for. */
    @Test
    void fairQueueingSharesGrantsOutWhereBothWait() {
        ExperimentResult result = run(
                "{name: blocking-bind, order: weighted}",
                "{closed: {population: 40, think: 1ms}}",
                "{closed: {population: 400, think: 1ms}}");
        assertThat(row(result, "web", Metric.HELD_MEAN).mean()).isCloseTo(5, withPercentage(1.5));
        assertThat(row(result, "noisy", Metric.HELD_MEAN).mean()).isCloseTo(5, withPercentage(1.5));
    }

    /** First in first out serves in the order of asking: in proportion to who asks more. */
    @Test
    void fifoServesInProportionToWhoQueues() {
        ExperimentResult result = run(
                "blocking-bind", "{closed: {population: 40, think: 1ms}}", "{closed: {population: 400, think: 1ms}}");
        double web = row(result, "web", Metric.GRANTS).mean();
        assertThat(row(result, "noisy", Metric.GRANTS).mean() / web).isCloseTo(10, withPercentage(3));
    }

    /** What waits moves with its processes: nothing is set aside where they came from, and the two go on to hold half each. */
    @Test
    void nothingIsKeptForThoseWhoWaitInACgroupThatTheyHaveLeft() {
        ExperimentResult result = RunScenario.text("""
                scenario: rules
                question: Is demand that has moved away forgotten?
                host: {preset: x86-vtd-20bit, max_pasids: 11, devices: {dsa: {}}}
                cgroups: {/a: {}, /b: {}, /c: {}}
                controls: {policy: fair-share}
                tenants:
                  mover:
                    cgroup: /a
                    kind: container
                    instances: 1
                    processes: {arrivals: {closed: {population: 40, think: 1ms}}, lifetime: {exponential: {mean: 1s}}, devices: [dsa], on_refusal: wait}
                  stayer:
                    cgroup: /c
                    kind: container
                    instances: 1
                    processes: {arrivals: {closed: {population: 40, think: 1ms}}, lifetime: {exponential: {mean: 1s}}, devices: [dsa], on_refusal: wait}
                events: [{at: 10s, migrate: {tenant: mover, to: /b}}]
                run: {duration: 100s, warm_up: 30s, replications: 2, seed: 5}
                """);
        assertThat(row(result, "mover", Metric.HELD_MEAN).mean()).isCloseTo(5, withPercentage(1.5));
        assertThat(row(result, "stayer", Metric.HELD_MEAN).mean()).isCloseTo(5, withPercentage(1.5));
    }

    /** 14 processes, each bound a quarter of the time, share 10 ids: with reclaim the ids of those who think do not stand in the way. */
    @Test
    void idleIdsAreTakenBackBeforeSomebodyIsRefused() {
        String cycles = ", bind: {hold: {exponential: {mean: 1s}}, think: {exponential: {mean: 3s}}}, initial: 7";
        ExperimentResult plain = forever("first-come", cycles);
        ExperimentResult reclaiming = forever("reclaim-idle", cycles);
        assertThat(row(plain, "web", Metric.FIRST_TRY_SUCCESS).mean()).isLessThan(0.1);
        assertThat(row(reclaiming, "web", Metric.FIRST_TRY_SUCCESS).mean()).isGreaterThan(0.98);
    }

    /** Who would be granted an id that another does not use is not congested, whoever uses up the pool. */
    @Test
    void idleIdsThatWouldBeTakenBackAreNoCongestion() {
        String cycles = ", bind: {hold: {exponential: {mean: 1s}}, think: {exponential: {mean: 3s}}}, initial: 7";
        ExperimentResult reclaiming = forever("reclaim-idle", cycles);
        ExperimentResult lenient = forever("{name: reclaim-idle, after: 1h}", cycles);
        ExperimentResult late = forever("1ms", "reclaim-idle", cycles);
        assertThat(row(reclaiming, "web", Metric.TIME_CONGESTION).mean()).isLessThan(0.01);
        assertThat(row(lenient, "web", Metric.TIME_CONGESTION).mean()).isGreaterThan(0.99);
        // the id that is taken back for one request is free for the next only, so that every second one is refused
        assertThat(row(late, "web", Metric.CALL_CONGESTION).mean()).isCloseTo(0.5, within(0.01));
        assertThat(row(late, "web", Metric.TIME_CONGESTION).mean()).isCloseTo(0.5, within(0.1));
    }

    private static ExperimentResult forever(String policy, String cycles) {
        return forever("0s", policy, cycles);
    }

    private static ExperimentResult forever(String freeCost, String policy, String cycles) {
        return RunScenario.text(
                """
                scenario: rules
                question: Are idle ids taken back?
                host: {preset: x86-vtd-20bit, max_pasids: 11, devices: {dsa: {}}, costs: {free: FREE}}
                cgroups: {/a: {}}
                controls: {policy: POLICY}
                tenants:
                  web:
                    cgroup: /a
                    kind: container
                    instances: 2
                    processes: {lifetime: forever, devices: [dsa], on_refusal: fall-back CYCLES}
                run: {duration: 200s, warm_up: 20s, replications: 4, seed: 5}
                """.replace("FREE", freeCost).replace("POLICY", policy).replace("CYCLES", cycles));
    }

    /** Additive increase, multiplicative decrease: the hog is cut to its fair part, so that the other finds room. */
    @Test
    void adaptiveLimitsMakeRoomForWhoAsksForLittle() {
        String web = "{poisson: 2/s}";
        double before = row(run("first-come", web, HOG), "web", Metric.FIRST_TRY_SUCCESS)
                .mean();
        double after = row(run("{name: adaptive, increase: 6/min}", web, HOG), "web", Metric.FIRST_TRY_SUCCESS)
                .mean();
        assertThat(before).isCloseTo(1 - ErlangB.blocking(102, 10), withPercentage(5));
        assertThat(after).isGreaterThan(0.8);
    }
}
