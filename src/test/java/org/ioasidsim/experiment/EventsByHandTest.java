package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ioasidsim.experiment.RunScenario.refusals;
import static org.ioasidsim.experiment.RunScenario.value;

import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator or a daemon does to cgroups and the machine, each on a run of 10 s that is followed by hand. */
class EventsByHandTest {
    private static ExperimentResult run(String cgroups, String controls, String tenants, String... events) {
        return RunScenario.text("""
                scenario: events
                question: What happens then?
                host: {preset: x86-vtd-20bit, devices: {dsa: {}}}
                cgroups: {CGROUPS}
                controls: {CONTROLS}
                tenants:
                TENANTS
                events: [EVENTS]
                run: {duration: 10s, replications: 1}
                """.replace("TENANTS", tenants.indent(2))
                .replace("CGROUPS", cgroups)
                .replace("CONTROLS", controls)
                .replace("EVENTS", String.join(", ", events)));
    }

    private static String tenant(String name, String cgroup, String processes) {
        return name + ": {cgroup: " + cgroup + ", kind: container, instances: 1, processes: {devices: [dsa], "
                + processes + "}}\n";
    }

    /** Two charges stay in /p/old, which is removed and still counts in /p, until those who moved away end. */
    @Test
    void aRemovedGroupsChargesCountAboveIt() {
        ExperimentResult result = run(
                "/p: {misc.max: pasid 2}, /p/old: {}, /p/x: {}, /new: {}",
                "misc_pasid: on",
                tenant("web", "/p/old", "initial: 2, lifetime: forever")
                        + tenant("late", "/p/x", "arrivals: {at: [5s, 7s]}, lifetime: 1s"),
                "{at: 2s, migrate: {tenant: web, to: /new}}",
                "{at: 3s, rmdir: /p/old}",
                "{at: 6s, kill: web}");

        assertThat(refusals(result)).containsExactly(new RefusalCount("late", Limit.MISC, "/p", Errno.EBUSY, 1));
        assertThat(value(result, "late", Metric.GRANTS)).isEqualTo(1);
    }

    /** A group in which somebody lives is not removed: its limit still refuses. */
    @Test
    void aGroupInWhichTasksLiveIsNotRemoved() {
        ExperimentResult result = run(
                "/p: {misc.max: pasid 1}, /new: {}",
                "misc_pasid: on",
                tenant("web", "/p", "arrivals: {at: [0s, 4s]}, lifetime: forever"),
                "{at: 2s, rmdir: /p}",
                "{at: 5s, migrate: {tenant: web, to: /new}}");

        assertThat(refusals(result)).containsExactly(new RefusalCount("web", Limit.MISC, "/p", Errno.EBUSY, 1));
    }

    /** One of two moves into a group made at run time. Where its charge goes with it, the third finds room. */
    @ParameterizedTest
    @CsvSource({"opener, 2", "task, 3", "mm-owner, 3"})
    void oneProcessMovesAlone(String charge, int grants) {
        ExperimentResult result = run(
                "/a: {misc.max: pasid 2}",
                "misc_pasid: on, charge: " + charge,
                tenant("web", "/a", "arrivals: {at: [0s, 0s, 3s]}, lifetime: 8s"),
                "{at: 1s, mkdir: /b}",
                "{at: 2s, move: {tenant: web, to: /b}}");

        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(grants);
    }

    @Test
    void cgroupKillEndsAllThatLivesBelow() {
        ExperimentResult result = run(
                "/p: {}, /p/a: {}, /p/b: {}, /c: {}",
                "",
                tenant("a", "/p/a", "initial: 2, lifetime: forever")
                        + tenant("b", "/p/b", "initial: 3, lifetime: forever")
                        + tenant("c", "/c", "initial: 1, lifetime: forever"),
                "{at: 5s, write: {/p/cgroup.kill: 1}}");

        assertThat(value(result, "a", Metric.HELD_MEAN)).isCloseTo(1, within(1e-9));
        assertThat(value(result, "b", Metric.HELD_MEAN)).isCloseTo(1.5, within(1e-9));
        assertThat(value(result, "c", Metric.HELD_MEAN)).isCloseTo(1, within(1e-9));
    }

    @Test
    void aGroupThatCannotBeMadeIsAnInstanceThatDoesNotStart() {
        ExperimentResult result = run("/t: {cgroup.max.descendants: 2}, '/t/{instance}': {}", "", """
                        pods: {cgroup: "/t/{instance}", kind: container, instances: 3, processes: {devices: [dsa], initial: 1, lifetime: forever}}
                        """);

        assertThat(refusals(result)).containsExactly(new RefusalCount("pods", Limit.CGROUP, "/t", Errno.EAGAIN, 1));
        assertThat(value(result, "pods", Metric.HELD_MEAN)).isEqualTo(2);
    }

    /** The machine is down from 4 s to 6 s; what runs starts again. */
    @Test
    void aRebootEndsAllAndStartsItAgain() {
        ExperimentResult result = run(
                "/a: {}", "", tenant("web", "/a", "initial: 3, lifetime: forever"), "{at: 4s, reboot: on, for: 2s}");

        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo(3 * 8 / 10.0, within(1e-9));
    }

    /** As posted, a killed VM leaves three charges and its quota of five behind: of a capacity of seven a second VM gets no set before the reboot. */
    @Test
    void aRebootGivesBackWhatAKillDoesNot() {
        String vms = """
                first: {cgroup: /a, kind: vm, instances: 1, vm_quota: 5, processes: {devices: [dsa], initial: 3, lifetime: forever}}
                second: {cgroup: /b, kind: vm, instances: {initial: 1, start: off}, vm_quota: 5, processes: {devices: [dsa], initial: 1, lifetime: forever}}
                """;
        String limits = "/a: {ioasids.max: 100}, /b: {ioasids.max: 100}";
        ExperimentResult without = run(limits, "ioasids: as-posted", vms, "{at: 2s, kill: first}");
        ExperimentResult with = run(
                limits,
                "ioasids: as-posted",
                vms,
                "{at: 2s, kill: first}",
                "{at: 3s, reboot: on}",
                "{at: 4s, start: second}");

        assertThat(value(without, "*", Metric.LEAKED_IDS)).isEqualTo(3);
        assertThat(value(with, "*", Metric.LEAKED_IDS)).isZero();
        assertThat(value(with, "second", Metric.GRANTS)).isEqualTo(1);
    }

    /** The second refusal, at 2 s, wakes the daemon, which is a second late: 2.5 s is refused too, 4 s is not. */
    @Test
    void aDaemonRaisesALimitAfterItsEvents() {
        ExperimentResult result = run(
                "/a: {misc.max: pasid 1}",
                "misc_pasid: on",
                tenant("web", "/a", "arrivals: {at: [0s, 1s, 2s, 2500ms, 4s]}, lifetime: forever"),
                "{on: {file: /a/misc.events, count: 2, delay: 1s}, write: {/a/misc.max: pasid 2}}");

        assertThat(refusals(result)).containsExactly(new RefusalCount("web", Limit.MISC, "/a", Errno.EBUSY, 3));
        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(2);
    }

    /** Up to 6.10, or with pids_localevents, pids.events counts where the fork was: the daemon at the limit waits for nothing. */
    @ParameterizedTest
    @CsvSource({"v2, 2", "v2-pids-localevents, 1", "v1, 1"})
    void whereEventsAreCountedDecidesWhetherADaemonWakes(String mount, int grants) {
        ExperimentResult result = RunScenario.text("""
                scenario: daemon
                question: Does it wake?
                host: {preset: x86-vtd-20bit, kernel: 7.0, cgroups: MOUNT, devices: {dsa: {}}}
                cgroups: {/p: {pids.max: 1}, /p/a: {}}
                tenants:
                  web: {cgroup: /p/a, kind: container, instances: 1, processes: {devices: [dsa], arrivals: {at: [0s, 1s, 3s]}, lifetime: forever}}
                events: [{on: {file: /p/pids.events}, write: {/p/pids.max: 5}}]
                run: {duration: 10s, replications: 1}
                """.replace("MOUNT", mount));

        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(grants);
    }

    /** A policy's charge goes with one process that moves alone, where the policy has charges move, and comes back from its new group when it ends. */
    @ParameterizedTest
    @CsvSource({"stays, 2", "moves, 3"})
    void aPolicysChargeFollowsAProcessThatMovesAlone(String charge, int grants) {
        ExperimentResult result = run(
                "/a: {}, /b: {}",
                "policy: {name: limit, max: {/a: 2, /b: 1}, charge: " + charge + "}",
                tenant("web", "/a", "arrivals: {at: [0s, 0s, 3s]}, lifetime: 8s")
                        + tenant("late", "/b", "arrivals: {at: [4s, 9s]}, lifetime: forever"),
                "{at: 2s, move: {tenant: web, to: /b}}");

        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(grants);
        // until 8 s the one that moved fills /b, if its charge moved
        // late: refused at 4 s by the one that moved in, or at 9 s by itself
        assertThat(value(result, "late", Metric.GRANTS)).isEqualTo(1);
        assertThat(value(result, "late", Metric.HELD_MEAN)).isCloseTo(charge.equals("moves") ? 0.1 : 0.6, within(1e-9));
    }

    /** What a process takes after its move is charged where it is: it binds twice, for 1 s of each 4 s, and moves in between. */
    @Test
    void aProcessThatMovedTakesItsNextIdWhereItIs() {
        ExperimentResult result = RunScenario.text("""
                scenario: moved
                question: Who pays for the next id?
                host: {preset: x86-vtd-20bit, sva: last-unbind, devices: {dsa: {}}}
                cgroups: {/a: {}, /b: {}}
                controls: {policy: {name: limit, max: {/a: 1, /b: 0}, charge: moves}}
                tenants:
                  web: {cgroup: /a, kind: container, instances: 1, processes: {devices: [dsa], initial: 1, lifetime: forever, bind: {hold: 1s, think: 3s}}}
                events: [{at: 2s, move: {tenant: web, to: /b}}]
                run: {duration: 5s, replications: 1}
                """);

        assertThat(refusals(result)).containsExactly(new RefusalCount("web", Limit.POLICY, "/b", Errno.EBUSY, 1));
    }

    /**
     * One id, whose free takes 5 s and would end at 8 s: the machine that has booted at 5 s has it at once. What is released then, at 6 s, is not freed at
     * 8 s but at 11 s.
     */
    @Test
    void aRebootEndsEveryFree() {
        ExperimentResult result = RunScenario.text("""
                scenario: freed
                question: When is the id free?
                host: {preset: x86-vtd-20bit, sva: last-unbind, max_pasids: 2, costs: {free: 5s}, devices: {dsa: {}}}
                cgroups: {/a: {}}
                tenants:
                  web: {cgroup: /a, kind: container, instances: 1, processes: {devices: [dsa], initial: 1, lifetime: 1s}}
                  late: {cgroup: /a, kind: container, instances: {initial: 1, start: off}, processes: {devices: [dsa], initial: 1, lifetime: 3s}}
                  more: {cgroup: /a, kind: container, instances: {initial: 1, start: off}, processes: {devices: [dsa], initial: 1, lifetime: 3s}}
                events: [{at: 4s, reboot: on, for: 1s}, {at: 9s, start: late}, {at: 12s, start: more}]
                run: {duration: 20s, replications: 1}
                """);

        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(2);
        assertThat(value(result, "late", Metric.GRANTS)).isZero();
        assertThat(value(result, "more", Metric.GRANTS)).isEqualTo(1);
        // an id counts as held until it is free: 0 s to 4 s, when the machine goes down with it, and 5 s to 11 s; then
        // 12 s to 20 s
        assertThat(value(result, "*", Metric.HELD_MEAN)).isCloseTo((5 + 6 + 8) / 20.0, within(1e-9));
    }

    /** While the machine is down, a start waits for the boot, a stop holds until then, and writes are lost; a second reboot only takes it longer. */
    @Test
    void onAMachineThatIsDownNothingElseHappens() {
        ExperimentResult result = run(
                "/a: {}",
                "",
                tenant("web", "/a", "initial: 2, lifetime: forever")
                        + tenant("stopped", "/a", "initial: 1, lifetime: forever")
                        + tenant("late", "/a", "initial: 1, lifetime: forever")
                                .replace("instances: 1", "instances: {initial: 1, start: off}"),
                "{at: 2s, reboot: on, for: 2s}",
                "{at: 3s, start: late}",
                "{at: 3s, stop: stopped}",
                "{at: 3s, write: {/a/pids.max: 0}}",
                "{at: 3s, reboot: on, for: 3s}");

        assertThat(refusals(result)).isEmpty();
        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo(2 * 6 / 10.0, within(1e-9));
        assertThat(value(result, "stopped", Metric.HELD_MEAN)).isCloseTo(0.2, within(1e-9));
        assertThat(value(result, "late", Metric.HELD_MEAN)).isCloseTo(0.4, within(1e-9));
    }

    /** The group that a tenant has moved to is gone with the machine: it starts again where it began, where the limit is the one of the boot. */
    @Test
    void aRebootForgetsMovesAndGroupsThatWereMade() {
        ExperimentResult result = run(
                "/a: {misc.max: pasid 2}",
                "misc_pasid: on",
                tenant("web", "/a", "initial: 3, lifetime: forever"),
                "{at: 1s, mkdir: /new}",
                "{at: 2s, migrate: {tenant: web, to: /new}}",
                "{at: 3s, write: {/a/misc.max: pasid 0}}",
                "{at: 4s, reboot: on}");

        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(4);
        assertThat(refusals(result)).containsExactly(new RefusalCount("web", Limit.MISC, "/a", Errno.EBUSY, 2));
    }

    /** The daemon of 2 s, who would act at 5 s, goes down at 3 s. From 4 s on all starts anew: refused at 5 s and 6 s, raised at 9 s, granted at 9.5 s. */
    @Test
    void aDaemonGoesDownWithItsMachine() {
        ExperimentResult result = run(
                "/a: {misc.max: pasid 1}",
                "misc_pasid: on",
                tenant("web", "/a", "arrivals: {at: [1s, 2s, 5500ms]}, lifetime: 500ms")
                        + tenant("hog", "/a", "initial: 1, lifetime: forever"),
                "{on: {file: /a/misc.events, count: 2, delay: 3s}, write: {/a/misc.max: pasid 5}}",
                "{at: 3s, reboot: on, for: 1s}");

        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(1);
    }

    /** Two tokens that never come back: a kernel that has booted has them again, as it has forgotten who took them. */
    @Test
    void aRebootGivesAPolicyNewBooks() {
        ExperimentResult result = run(
                "/a: {}",
                "policy: {name: bind-rate, max: {/a: {rate: 1/d, burst: 2}}}",
                tenant("web", "/a", "initial: 2, lifetime: forever"),
                "{at: 4s, reboot: on, for: 2s}");

        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(4);
        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo(2 * 8 / 10.0, within(1e-9));
    }

    /** cgroup.kill ends the process that has moved in, not the one that stayed behind with its instance. */
    @Test
    void cgroupKillEndsAProcessThatMovedIn() {
        ExperimentResult result = run(
                "/a: {}, /b: {}",
                "",
                tenant("web", "/a", "initial: 2, lifetime: forever"),
                "{at: 2s, move: {tenant: web, to: /b}}",
                "{at: 5s, write: {/b/cgroup.kill: 1}}");

        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo(1.5, within(1e-9));
    }
}
