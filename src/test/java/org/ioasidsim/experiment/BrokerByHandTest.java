package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ioasidsim.experiment.RunScenario.refusals;

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
        assertThat(value(result, Metric.TIME_CONGESTION)).isEqualTo(1);
    }

    /** A broker that binds itself has one id for all five, whoever pays; of a dedicated device each file takes a queue. */
    @Test
    void aBrokerThatBindsItselfHasOneIdForAll() {
        String processes = "initial: 5, lifetime: forever, broker: {cgroup: /broker}";
        ExperimentResult shared = run("", "misc_pasid: on, charge: mm-owner", processes);
        ExperimentResult dedicated = run("work_queues: 4, mode: dedicated", "misc_pasid: on", processes);

        assertThat(value(shared, Metric.GRANTS)).isEqualTo(5);
        assertThat(value(shared, Metric.HELD_MEAN)).isEqualTo(1);
        assertThat(value(shared, Metric.TIME_CONGESTION)).isZero();
        assertThat(value(dedicated, Metric.TIME_CONGESTION)).isEqualTo(1);
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
        assertThat(value(result, Metric.TIME_CONGESTION)).isCloseTo(0.6, within(1e-9));
    }

    /** One charge for two brokers: while the first has it, the processes of the other, half of all, would be refused. */
    @ParameterizedTest
    @CsvSource({"on, pasid 1", "per-device, pasid.dsa 1"})
    void onlyThoseWhoseBrokerLacksAnIdWouldBeRefused(String resource, String max) {
        ExperimentResult result =
                RunScenario.text("""
                scenario: two-brokers
                question: Whose requests are refused?
                host: {preset: x86-vtd-20bit, sva: last-unbind, devices: {dsa: {}}}
                controls: {misc_pasid: RESOURCE}
                cgroups: {/web: {}, /broker: {misc.max: MAX}}
                tenants:
                  web: {cgroup: /web, kind: container, instances: 2, processes: {devices: [dsa], arrivals: {at: [0s, 1s]}, lifetime: 4s, broker: {cgroup: /broker}}}
                run: {duration: 10s, replications: 1}
                """.replace("RESOURCE", resource).replace("MAX", max));

        assertThat(value(result, Metric.GRANTS)).isEqualTo(2);
        assertThat(value(result, Metric.TIME_CONGESTION)).isCloseTo(0.5 * 5 / 10, within(1e-9));
    }

    /** From 5 s on its own cgroup takes no more tasks: the second of two is refused a fork, whatever its broker could open. */
    @Test
    void aProcessThatCannotForkNeedsNoBroker() {
        ExperimentResult result = run(
                "",
                "charge: opener",
                "initial: 2, lifetime: forever, broker: {cgroup: /broker}",
                "{at: 5s, write: {/web/pids.max: 2}}");

        assertThat(value(result, Metric.TIME_CONGESTION)).isCloseTo(0.5, within(1e-9));
    }

    /** The one id of a broker that binds itself is taken back: all three hear of it, exit, or find that no id is left. */
    @ParameterizedTest
    @CsvSource({"exits, 0", "binds-again, 3"})
    void whatABrokerLosesAllLoseWhomItServes(String victim, int refused) {
        ExperimentResult result = run(
                "",
                "misc_pasid: on, policy: {name: revoke, victim: " + victim + "}",
                "initial: 3, lifetime: forever, broker: {cgroup: /broker}",
                "{at: 4s, write: {/broker/misc.max: pasid 0}}");

        assertThat(value(result, Metric.HELD_MEAN)).isCloseTo(0.4, within(1e-9));
        assertThat(refusals(result)).contains(new RefusalCount("web", Limit.REVOKED, "/broker", Errno.EFAULT, 3));
        assertThat(refusals(result).stream()
                        .filter(count -> count.limit() == Limit.MISC)
                        .mapToLong(RefusalCount::count)
                        .sum())
                .isEqualTo(refused);
    }

    /** Ids that a broker opens for others' address spaces are charged to its cgroup, and go back one by one. */
    @Test
    void whatABrokersCgroupPaysForGoesBackOneByOne() {
        ExperimentResult result = run(
                "",
                "misc_pasid: on, policy: {name: revoke}",
                "initial: 3, lifetime: forever, broker: {cgroup: /broker, binds: client}",
                "{at: 4s, write: {/broker/misc.max: pasid 1}}");

        assertThat(value(result, Metric.HELD_MEAN)).isCloseTo(0.4 * 3 + 0.6, within(1e-9));
        assertThat(refusals(result))
                .containsExactly(new RefusalCount("web", Limit.REVOKED, "/broker", Errno.EFAULT, 2));
    }

    /** An id that an address space keeps between its bonds is charged too: it goes without a word, and the next bind, at 9 s, is refused. */
    @Test
    void anIdleIdIsTakenBackWithoutAWord() {
        ExperimentResult result = run(
                "",
                "misc_pasid: on, policy: {name: revoke}",
                "initial: 1, lifetime: forever, bind: {hold: 1s, think: 8s}",
                "{at: 4s, write: {/web/misc.max: pasid 0}}");

        assertThat(value(result, Metric.HELD_MEAN)).isCloseTo(0.4, within(1e-9));
        assertThat(refusals(result)).containsExactly(new RefusalCount("web", Limit.MISC, "/web", Errno.EBUSY, 1));
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

    /** The broker is killed at 4 s. Files that it passed on keep its id until 8 s; who comes at 6 s has it start again, with an id of its own. */
    @Test
    void aKilledBrokersFilesLiveOn() {
        ExperimentResult result = run(
                "",
                "charge: opener",
                "arrivals: {at: [0s, 0s, 6s]}, lifetime: 8s, broker: {cgroup: /broker}",
                "{at: 4s, write: {/broker/cgroup.kill: 1}}");

        assertThat(refusals(result)).isEmpty();
        assertThat(value(result, Metric.HELD_MEAN)).isCloseTo((8 + 4) / 10.0, within(1e-9));
    }

    /** The same with the addresses of those whom it serves: their ids do not notice. From 5 s on its cgroup takes no task, and no broker starts. */
    @ParameterizedTest
    @CsvSource({"itself, 0.8", "client, 1.6"})
    void aKilledBrokerThatCannotStartServesNobody(String binds, double held) {
        ExperimentResult result = run(
                "",
                "charge: opener",
                "arrivals: {at: [0s, 0s, 6s]}, lifetime: 8s, broker: {cgroup: /broker, binds: " + binds + "}",
                "{at: 4s, write: {/broker/cgroup.kill: 1}}",
                "{at: 5s, write: {/broker/pids.max: 0}}");

        assertThat(refusals(result)).containsExactly(new RefusalCount("web", Limit.PIDS, "/broker", Errno.EAGAIN, 1));
        assertThat(value(result, Metric.HELD_MEAN)).isCloseTo(held, within(1e-9));
        assertThat(value(result, Metric.TIME_CONGESTION)).isCloseTo(0.5, within(1e-9));
    }

    /** A broker in the cgroup of those whom it serves has paid for two, the most that /web may have, wherever these go: the third, at 3 s, finds no room. */
    @ParameterizedTest
    @CsvSource({
        "'misc_pasid: on, charge: task', MISC, EBUSY, 'move: {tenant: web, to: /aside, processes: 2}'",
        "'misc_pasid: on, charge: task', MISC, EBUSY, 'migrate: {tenant: web, to: /aside}'",
        "'policy: {name: limit, max: {/web: 2}, charge: moves}', POLICY, EBUSY, 'move: {tenant: web, to: /aside, processes: 2}'",
        "'policy: {name: limit, max: {/web: 2}, charge: moves}', POLICY, EBUSY, 'migrate: {tenant: web, to: /aside}'"
    })
    void aBrokerOfTheSameCgroupKeepsWhatItPaidFor(String controls, Limit limit, Errno errno, String event) {
        ExperimentResult result = run(
                "",
                controls,
                "arrivals: {at: [0s, 0s, 3s]}, lifetime: forever, broker: {cgroup: /web, binds: client}",
                "{at: 1s, mkdir: /aside}",
                "{at: 2s, " + event + "}");

        assertThat(value(result, Metric.GRANTS)).isEqualTo(2);
        assertThat(refusals(result)).containsExactly(new RefusalCount("web", limit, "/web", errno, 1));
    }

    /** What a policy charges the broker's cgroup for stays there when the process moves that it opened for. */
    @Test
    void aPolicysChargeStaysWithTheBrokerThatOpened() {
        ExperimentResult result = run(
                "",
                "policy: {name: limit, max: {/web: 0, /broker: 3}, charge: moves}",
                "initial: 2, lifetime: 4s, broker: {cgroup: /broker, binds: client}",
                "{at: 1s, mkdir: /aside}",
                "{at: 2s, move: {tenant: web, to: /aside}}");

        assertThat(value(result, Metric.GRANTS)).isEqualTo(2);
        assertThat(value(result, Metric.HELD_MEAN)).isCloseTo(0.8, within(1e-9));
    }
}
