package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a broker opens devices for others, a limit must act on the cgroup that pays, and ids must be those of the address space that is bound. */
class BrokerByHandTest {
    private static ExperimentResult run(String device, String controls, String processes, String... events) {
        return RunScenario.text("""
                scenario: broker
                question: Who pays?
                host: {preset: x86-vtd-20bit, devices: {dsa: {DEVICE}}}
                cgroups: {/web: {WEB}, /broker: {BROKER}}
                controls: {CONTROLS}
                tenants:
                  web: {cgroup: /web, kind: container, instances: 1, processes: {devices: [dsa], PROCESSES}}
                events: [EVENTS]
                run: {duration: 10s, replications: 1}
                """.replace("DEVICE", device)
                .replace("WEB", controls.startsWith("misc") ? "misc.max: pasid 2" : "pids.max: 5")
                .replace("BROKER", controls.startsWith("misc") ? "misc.max: pasid 3" : "pids.max: 1")
                .replace("CONTROLS", controls)
                .replace("PROCESSES", processes)
                .replace("EVENTS", String.join(", ", events)));
    }

    private static double value(ExperimentResult result, Metric metric) {
        return RunScenario.row(result, "base", "web", metric).mean();
    }

    private static List<RefusalCount> refusals(ExperimentResult result) {
        return result.variants().get(0).replications().get(0).refusals();
    }

    /** Five want an id each; the broker's cgroup may have three, theirs two. */
    @ParameterizedTest
    @CsvSource({"opener, 3, /broker", "task, 3, /broker", "mm-owner, 2, /web"})
    void theRuleOfChargesSaysWhichCgroupPays(String charge, int held, String level) {
        ExperimentResult result = run(
                "",
                "misc_pasid: on, charge: " + charge,
                "initial: 5, lifetime: forever, broker: {cgroup: /broker, binds: client}");

        assertThat(value(result, Metric.HELD_MEAN)).isEqualTo(held);
        assertThat(refusals(result)).containsExactly(new RefusalCount("web", Limit.MISC, level, Errno.EBUSY, 5 - held));
        assertThat(value(result, Metric.TIME_CONGESTION)).isNaN();
    }

    /** A broker that binds itself has one id for all five, whoever pays; of a dedicated device each file takes a queue. */
    @Test
    void aBrokerThatBindsItselfHasOneIdForAll() {
        String processes = "initial: 5, lifetime: forever, broker: {cgroup: /broker}";
        ExperimentResult shared = run("", "misc_pasid: on, charge: mm-owner", processes);
        ExperimentResult dedicated = run("work_queues: 4, mode: dedicated", "misc_pasid: on", processes);

        assertThat(value(shared, Metric.GRANTS)).isEqualTo(5);
        assertThat(value(shared, Metric.HELD_MEAN)).isEqualTo(1);
        assertThat(value(dedicated, Metric.GRANTS)).isEqualTo(4);
        assertThat(refusals(dedicated))
                .containsExactly(new RefusalCount("web", Limit.WORK_QUEUE, "dsa", Errno.EBUSY, 1));
    }

    /** Under last-unbind the id goes back with the last file, at 3 s, and comes again with the next, at 5 s; a queue is free for each that ended. */
    @Test
    void filesThatProcessesCloseEndTheBrokersBonds() {
        ExperimentResult result = RunScenario.text("""
                scenario: broker-files
                question: When does the id go back?
                host: {preset: x86-vtd-20bit, sva: last-unbind, devices: {dsa: {work_queues: 1, mode: dedicated}}}
                cgroups: {/web: {}, /broker: {}}
                tenants:
                  web: {cgroup: /web, kind: container, instances: 1, processes: {devices: [dsa], arrivals: {at: [0s, 1s, 5s]}, lifetime: 3s, broker: {cgroup: /broker}}}
                run: {duration: 10s, replications: 1}
                """);

        assertThat(value(result, Metric.GRANTS)).isEqualTo(2);
        assertThat(value(result, Metric.HELD_MEAN)).isCloseTo(0.6, within(1e-9));
    }

    /** The broker is a task of its cgroup, and ends with its instance: after the kill the next instance has one again. */
    @Test
    void aBrokerIsATaskThatEndsWithItsInstance() {
        ExperimentResult result = run(
                "",
                "charge: opener",
                "initial: 5, lifetime: forever, broker: {cgroup: /broker}",
                "{at: 4s, kill: web}",
                "{at: 6s, start: web}");

        assertThat(refusals(result)).isEmpty();
        assertThat(value(result, Metric.GRANTS)).isEqualTo(10);
        assertThat(value(result, Metric.HELD_MEAN)).isCloseTo(0.8, within(1e-9));
    }
}
