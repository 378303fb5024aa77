package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.stats.exact.Engset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What processes do and what happens to them, each on a run of 10 s that is followed by hand. */
class BehaviourTest {
    private static final String FRAME = """
            scenario: behaviour
            question: Does it behave?
            host:
              preset: x86-vtd-20bit
              devices: {dsa: {}}
              HOST
            cgroups: {/a: {A}, /b: {B}}
            controls: {CONTROLS}
            tenants:
              web:
                cgroup: /a
                kind: KIND
                instances: INSTANCES
                TENANT
                processes: {devices: [dsa], PROCESSES}
            events: [EVENTS]
            run: {duration: 10s, replications: 1}
            """;

    private String yaml = FRAME;

    @CanIgnoreReturnValue
    private BehaviourTest with(String place, String text) {
        yaml = yaml.replace(place, text);
        return this;
    }

    private ExperimentResult run() {
        with("KIND", "container").with("INSTANCES", "1").with("HOST", "x_: 0").with("TENANT", "x_: 0");
        with("/a: {A}", "/a: {}").with("/b: {B}", "/b: {}").with("CONTROLS", "").with("EVENTS", "");
        return RunScenario.text(yaml);
    }

    private static double value(ExperimentResult result, String tenant, Metric metric) {
        return RunScenario.row(result, "base", tenant, metric).mean();
    }

    private static List<ReplicationResult.RefusalCount> refusals(ExperimentResult result) {
        return result.variants().get(0).replications().get(0).refusals();
    }

    @Test
    void aKilledVmLeavesItsChargesBehindAsPosted() {
        ExperimentResult killed = posted("{at: 5s, kill: web}").run();
        assertThat(value(killed, "*", Metric.LEAKED_IDS)).isEqualTo(3);
        assertThat(value(killed, "web", Metric.HELD_MEAN)).isCloseTo(3 * 5 / 10.0, within(1e-9));
    }

    @Test
    void aStoppedVmGivesItsChargesBackAsPosted() {
        assertThat(value(posted("{at: 5s, stop: web}").run(), "*", Metric.LEAKED_IDS))
                .isZero();
    }

    private BehaviourTest posted(String event) {
        return with("KIND", "vm")
                .with("/a: {A}", "/a: {ioasids.max: 10}")
                .with("CONTROLS", "ioasids: as-posted, vm_quota: 5")
                .with("PROCESSES", "initial: 3, lifetime: forever, arrivals: none")
                .with("EVENTS", event);
    }

    @Test
    void aTenantThatIsOffStartsWithItsEvent() {
        ExperimentResult result = with("INSTANCES", "{start: off, initial: 1}")
                .with("PROCESSES", "initial: 2, lifetime: forever, arrivals: none")
                .with("EVENTS", "{at: 4s, start: web}")
                .run();
        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo(2 * 6 / 10.0, within(1e-9));
    }

    @Test
    void miscChargesStayWithTheFirstCgroup() {
        ExperimentResult result = migrated("misc_pasid: on", "misc.max: pasid 2", "misc.max: pasid 1");
        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(3);
    }

    /** Two of the third's group's one: charges that follow came along without a check, and leave no room. */
    @ParameterizedTest
    @ValueSource(strings = {"mm-owner", "task"})
    void miscChargesFollowTheOneWhoIsCharged(String charge) {
        ExperimentResult result =
                migrated("misc_pasid: on, charge: " + charge, "misc.max: pasid 2", "misc.max: pasid 1");
        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(2);
        assertThat(refusals(result))
                .containsExactly(new ReplicationResult.RefusalCount("web", Limit.MISC, "/b", Errno.EBUSY, 1));
    }

    @Test
    void ioasidsChargesMoveWithTheProcess() {
        ExperimentResult result = migrated("ioasids: limit", "ioasids.max: 2", "ioasids.max: 1");
        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(2);
        assertThat(refusals(result))
                .containsExactly(new ReplicationResult.RefusalCount("web", Limit.IOASIDS, "/b", Errno.EAGAIN, 1));
    }

    private ExperimentResult migrated(String controls, String limitOfA, String limitOfB) {
        return with("/a: {A}", "/a: {" + limitOfA + "}")
                .with("/b: {B}", "/b: {" + limitOfB + "}")
                .with("CONTROLS", controls)
                .with("PROCESSES", "arrivals: {at: [0s, 0s, 6s]}, lifetime: forever")
                .with("EVENTS", "{at: 5s, migrate: {tenant: web, to: /b}}")
                .run();
    }

    @Test
    void aLimitWrittenBelowTheUsageRefusesTheNext() {
        ExperimentResult result = with("CONTROLS", "misc_pasid: on")
                .with("PROCESSES", "arrivals: {at: [0s, 0s, 6s]}, lifetime: forever")
                .with("EVENTS", "{at: 5s, write: {/a/misc.max: pasid 1}}")
                .run();
        assertThat(refusals(result))
                .containsExactly(new ReplicationResult.RefusalCount("web", Limit.MISC, "/a", Errno.EBUSY, 1));
        assertThat(value(result, "web", Metric.TIME_CONGESTION)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aLimitThatIsLiftedWhileFullRefusesNobodyAnyMore() {
        ExperimentResult result = with("CONTROLS", "ioasids: limit")
                .with("/a: {A}", "/a: {ioasids.max: 2}")
                .with("PROCESSES", "arrivals: {at: [0s, 0s]}, lifetime: forever")
                .with("EVENTS", "{at: 4s, write: {/a/ioasids.max: max}}")
                .run();
        assertThat(value(result, "web", Metric.TIME_CONGESTION)).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void aWaitingProcessThatHasForkedFillsItsLimitWhileItsBindIsDecided() {
        ExperimentResult result = with("HOST", "costs: {bind: 2s}")
                .with("/a: {A}", "/a: {pids.max: 1}")
                .with("PROCESSES", "arrivals: {at: [0s, 0s]}, lifetime: 3s, on_refusal: wait")
                .run();
        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(2);
        assertThat(value(result, "web", Metric.TIME_CONGESTION)).isCloseTo(1, within(1e-9));
    }

    @Test
    void aRemovalOverlapsOldAndNewIdsWhereUnbindFrees() {
        ExperimentResult result = remove("sva: last-unbind, costs: {free: 2s}");
        assertThat(value(result, "web", Metric.REQUESTS)).isEqualTo(2);
        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo((10 + 2) / 10.0, within(1e-9));
    }

    @Test
    void aRemovalTakesNoNewIdWhereTheAddressSpaceKeepsIt() {
        ExperimentResult result = remove("sva: mm-drop, costs: {free: 2s}");
        assertThat(value(result, "web", Metric.REQUESTS)).isEqualTo(1);
        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo(1, within(1e-9));
    }

    private ExperimentResult remove(String host) {
        String keys = host.replace(", costs", "\n  costs");
        return with("HOST", keys)
                .with("PROCESSES", "arrivals: {at: [0s]}, lifetime: forever")
                .with("EVENTS", "{at: 5s, remove: dsa}")
                .run();
    }

    @Test
    void eachCycleIsARequestOnlyWhereUnbindFrees() {
        ExperimentResult freed = cycles("sva: last-unbind");
        assertThat(value(freed, "web", Metric.REQUESTS)).isEqualTo(5); // at 0, 2, 4, 6 and 8 s
        assertThat(value(freed, "web", Metric.HELD_MEAN)).isCloseTo(0.5, within(1e-9));
        yaml = FRAME;
        ExperimentResult kept = cycles("sva: mm-drop");
        assertThat(value(kept, "web", Metric.REQUESTS)).isEqualTo(1);
        assertThat(value(kept, "web", Metric.HELD_MEAN)).isCloseTo(1, within(1e-9));
    }

    private ExperimentResult cycles(String host) {
        return with("HOST", host)
                .with("PROCESSES", "arrivals: {at: [0s]}, lifetime: forever, bind: {hold: 1s, think: 1s}")
                .run();
    }

    @Test
    void aRequestAtTheEndOfTheWarmUpIsMeasuredAndOneAtTheEndIsNot() {
        yaml = yaml.replace("duration: 10s", "duration: 10s, warm_up: 5s");
        ExperimentResult result = with("PROCESSES", "arrivals: {at: [4s, 5s, 14s, 15s]}, lifetime: 20s")
                .run();
        assertThat(value(result, "web", Metric.REQUESTS)).isEqualTo(2);
        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(2);
        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo((10 + 10 + 1) / 10.0, within(1e-9));
    }

    @Test
    void bindsQueueForTheOneLock() {
        ExperimentResult result = with("HOST", "costs: {bind: 1s}\n  serialise_bind: on")
                .with("PROCESSES", "arrivals: {at: [0s, 0s, 0s]}, lifetime: forever")
                .run();
        assertThat(value(result, "web", Metric.TIME_TO_BIND_MAX)).isCloseTo(3, within(1e-9));
        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo((9 + 8 + 7) / 10.0, within(1e-9));
    }

    @Test
    void privateIdsAreRequestsOfTheirOwn() {
        ExperimentResult result = with("HOST", "max_pasids: 3")
                .with("PROCESSES", "arrivals: {at: [0s]}, lifetime: 4s, private_ids: 2")
                .run();
        assertThat(value(result, "web", Metric.REQUESTS)).isEqualTo(3);
        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(2); // two ids in all
        assertThat(value(result, "web", Metric.DEMAND_MEAN)).isCloseTo(3 * 4 / 10.0, within(1e-9));
    }

    @Test
    void aLeakedIdIsNeverLetGo() {
        ExperimentResult result = with("PROCESSES", "arrivals: {at: [0s]}, lifetime: 1s, leak_probability: 100%")
                .run();
        assertThat(value(result, "*", Metric.LEAKED_IDS)).isEqualTo(1);
        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo(1, within(1e-9));
    }

    @Test
    void forkMeetsRlimitBeforePids() {
        ExperimentResult both = with("TENANT", "rlimit_nproc: 6")
                .with("/a: {A}", "/a: {pids.max: 6}")
                .with("PROCESSES", "arrivals: {at: [0s, 1s]}, lifetime: forever, threads: 4")
                .run();
        assertThat(refusals(both))
                .containsExactly(new ReplicationResult.RefusalCount("web", Limit.RLIMIT, "host", Errno.EAGAIN, 1));
    }

    @Test
    void pidsCountsThreads() {
        ExperimentResult result = with("/a: {A}", "/a: {pids.max: 6}")
                .with("PROCESSES", "arrivals: {at: [0s, 1s]}, lifetime: forever, threads: 4")
                .run();
        assertThat(refusals(result))
                .containsExactly(new ReplicationResult.RefusalCount("web", Limit.PIDS, "/a", Errno.EAGAIN, 1));
    }

    @Test
    void aFiniteSourceIsRefusedAsEngsetSays() {
        yaml = yaml.replace("duration: 10s, replications: 1", "duration: 4000s, replications: 8, confidence: 0.999");
        ExperimentResult result = with("HOST", "max_pasids: 6")
                .with(
                        "PROCESSES",
                        "arrivals: {closed: {population: 10, think: {exponential: {mean: 2s}}}}, "
                                + "lifetime: {exponential: {mean: 1s}}")
                .run();
        SummaryRow calls = RunScenario.row(result, "base", "web", Metric.CALL_CONGESTION);
        SummaryRow times = RunScenario.row(result, "base", "web", Metric.TIME_CONGESTION);
        Engset exact = Engset.of(10, 5, 0.5);
        assertThat(exact.call().doubleValue()).isBetween(calls.lower(), calls.upper());
        assertThat(exact.time().doubleValue()).isBetween(times.lower(), times.upper());
    }

    /** Arrives at 1 s, lives to 2 s; its bind is decided at 4 s: granted then, and given back at once. */
    @Test
    void aProcessWhoseLifeEndsWhileItsBindIsDecidedEndsWithTheDecision() {
        ExperimentResult result = slowBind("give-up").run();
        assertThat(value(result, "web", Metric.REQUESTS)).isEqualTo(1);
        assertThat(value(result, "web", Metric.EVENTUAL_SUCCESS)).isEqualTo(1);
        assertThat(value(result, "web", Metric.HELD_MEAN)).isZero();
        assertThat(value(result, "web", Metric.DEMAND_MEAN)).isCloseTo(3 / 10.0, within(1e-9));
    }

    /** Refused at 4 s, when its life is over: it neither waits nor tries again. */
    @Test
    void aProcessWhoseLifeEndsBeforeItsRefusalAsksNoMore() {
        for (String reaction : List.of("wait", "fall-back", "{retry: {first: 1s, factor: 1, max: 1s, attempts: 9}}")) {
            yaml = FRAME;
            with("CONTROLS", "ioasids: limit").with("/a: {A}", "/a: {ioasids.max: 0}");
            ExperimentResult result = slowBind(reaction).run();
            assertThat(value(result, "web", Metric.ATTEMPTS)).as(reaction).isEqualTo(1);
            assertThat(value(result, "web", Metric.EVENTUAL_SUCCESS))
                    .as(reaction)
                    .isZero();
            assertThat(value(result, "web", Metric.DEMAND_MEAN)).as(reaction).isCloseTo(3 / 10.0, within(1e-9));
        }
    }

    private BehaviourTest slowBind(String reaction) {
        return with("HOST", "costs: {bind: 3s}")
                .with(
                        "PROCESSES",
                        "arrivals: {at: [1s]}, lifetime: 1s, bind: {hold: 500ms, think: 1s}, on_refusal: " + reaction);
    }
}
