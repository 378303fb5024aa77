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
import org.junit.jupiter.params.provider.ValueSource;

/** What a release or a driver decides must reach the simulation: who keeps an id, which error refuses, what a reset ends. */
class KernelByReleaseTest {
    private static ExperimentResult run(String host, String more, String device) {
        return RunScenario.text("""
                scenario: release
                question: What does the release decide?
                host: HOST
                cgroups: {/a: {}}
                MORE
                tenants:
                  a: {cgroup: /a, kind: container, instances: 1, processes: {initial: 10, lifetime: forever, devices: [DEVICE], on_refusal: fall-back}}
                  late: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [4s]}, lifetime: 1h, devices: [DEVICE]}}
                run: {duration: 10s, replications: 1}
                """.replace("HOST", host).replace("MORE", more).replace("DEVICE", device));
    }

    /** Of ten processes four get a queue. With uacce all ten have bound before and keep their ids, under mm-drop. */
    @ParameterizedTest
    @CsvSource({"hpre, mm-drop, 10", "hpre, last-unbind, 4", "dsa, mm-drop, 4", "acc, mm-drop, 4"})
    void whoFindsNoQueueKeepsTheIdOfADriverThatBindsFirst(String device, String sva, double held) {
        String host = "{preset: x86-vtd-20bit, sva: " + sva + ", devices: {" + device
                + ": {work_queues: 4, mode: dedicated}}}";
        ExperimentResult result = run(host, "", device);

        assertThat(value(result, "a", Metric.HELD_MEAN)).isEqualTo(held);
        assertThat(value(result, "a", Metric.FIRST_TRY_SUCCESS)).isEqualTo(0.4);
        assertThat(refusals(result)).contains(new RefusalCount("a", Limit.WORK_QUEUE, device, Errno.EBUSY, 6));
    }

    /** A device of an Arm host whose name tells no driver is uacce's; the key has the last word. */
    @ParameterizedTest
    @CsvSource({"'', 10", "', driver: generic', 4", "', driver: idxd', 4"})
    void thePresetSetsTheDriver(String driver, double held) {
        String host = "{preset: arm64-smmuv3-64k, devices: {acc: {work_queues: 4, mode: dedicated" + driver + "}}}";

        assertThat(value(run(host, "measure: {resource: ids}", "acc"), "a", Metric.HELD_MEAN))
                .isEqualTo(held);
    }

    /** amdgpu takes nothing of the host, which has no single id to give here beyond the first. */
    @Test
    void amdgpuTakesNothingOfTheHost() {
        ExperimentResult result =
                run("{preset: x86-vtd-20bit, max_pasids: 2, devices: {gpu: {driver: amdgpu}}}", "", "gpu");

        assertThat(value(result, "a", Metric.FIRST_TRY_SUCCESS)).isEqualTo(1);
        assertThat(value(result, "*", Metric.HELD_MEAN)).isZero();
    }

    /** The host's only id is held by another: who opens a device with PASIDs of its own would not be refused. */
    @Test
    void theHostsPoolDoesNotCongestAmdgpu() {
        ExperimentResult result = RunScenario.text("""
                scenario: own-pool
                question: Who is congested?
                host: {preset: x86-vtd-20bit, max_pasids: 2, devices: {dsa: {}, gpu: {driver: amdgpu}}}
                cgroups: {/a: {}}
                tenants:
                  hog: {cgroup: /a, kind: container, instances: 1, processes: {devices: [dsa], initial: 1, lifetime: forever}}
                  gpu: {cgroup: /a, kind: container, instances: 1, processes: {devices: [gpu], initial: 1, lifetime: forever}}
                run: {duration: 10s, replications: 1}
                """);

        assertThat(value(result, "hog", Metric.TIME_CONGESTION)).isEqualTo(1);
        assertThat(value(result, "gpu", Metric.TIME_CONGESTION)).isZero();
    }

    /** One id for ten processes: nine are refused, with the error of the release; a gated kernel refuses all ten. */
    @ParameterizedTest
    @CsvSource({
        "5.15.199, POOL, ENOMEM, 9",
        "5.15.200, SVA_GATE, EOPNOTSUPP, 10",
        "6.1, POOL, ENOMEM, 9",
        "6.4, POOL, ENOSPC, 9",
        "6.1.162, POOL, ENOMEM, 9",
        "6.1.163, SVA_GATE, EOPNOTSUPP, 10",
        "6.6.119, POOL, ENOSPC, 9",
        "6.6.120, SVA_GATE, EOPNOTSUPP, 10",
        "6.12, POOL, ENOSPC, 9",
        "6.12.63, POOL, ENOSPC, 9",
        "6.12.64, SVA_GATE, EOPNOTSUPP, 10",
        "6.18, SVA_GATE, EOPNOTSUPP, 10",
        "6.18.3, POOL, ENOSPC, 9",
        "6.18.6, SVA_GATE, EOPNOTSUPP, 10",
        "6.18.7, POOL, ENOSPC, 9",
        "6.19, POOL, ENOSPC, 9"
    })
    void theReleaseDecidesWhichErrorRefuses(String release, Limit limit, Errno errno, int count) {
        ExperimentResult result =
                run("{preset: x86-vtd-20bit, kernel: " + release + ", max_pasids: 2, devices: {dsa: {}}}", "", "dsa");

        assertThat(refusals(result))
                .filteredOn(refusal -> refusal.tenant().equals("a"))
                .extracting(RefusalCount::limit, RefusalCount::errno, RefusalCount::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(limit, errno, (long) count));
    }

    /** 8-bit ASIDs, 8 CPUs: up to 6.10 256 - 8 - 2 = 246 pins, but 255 - 250 = 5 numbers beside the domains; from 6.11 the same 5, another error. */
    @ParameterizedTest
    @CsvSource({"6.10, ENOSPC", "6.11, EBUSY"})
    void dmaDomainsTakeTheNumbersOfSharedAddressSpaces(String release, Errno errno) {
        ExperimentResult result =
                run("{preset: arm64-8bit, kernel: '" + release + "', dma_domains: 250, devices: {acc: {}}}", "", "acc");

        assertThat(value(result, "*", Metric.CAPACITY)).isEqualTo(5);
        assertThat(refusals(result)).contains(new RefusalCount("a", Limit.ASID, "host", errno, 5));
    }

    /**
     * One id. A server holds it for 3 s; its two workers, forked at the grant, live for 5 s. Files that they inherit keep the id until 5 s, files that
     * they close do not. Servers come at 0 s, 4 s and 6 s.
     */
    @ParameterizedTest
    @ValueSource(strings = {"open-files", "nothing"})
    void workersKeepTheIdOfTheServerThatForkedThem(String inherit) {
        ExperimentResult result = RunScenario.text("""
                scenario: prefork
                question: Who keeps the id?
                host: {preset: x86-vtd-20bit, max_pasids: 2, devices: {dsa: {}}}
                cgroups: {/a: {}}
                tenants:
                  a: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [0s, 4s, 6s]}, lifetime: 3s, devices: [dsa], forks: {children: 2, lifetime: 5s, inherit: INHERIT}}}
                run: {duration: 10s, replications: 1}
                """.replace("INHERIT", inherit));

        assertThat(value(result, "a", Metric.ATTEMPTS)).isEqualTo(3);
        assertThat(refusals(result)).containsExactly(new RefusalCount("a", Limit.POOL, "host", Errno.ENOSPC, 1));
        // open files: 0 to 5 s and, the second server refused, 6 s to the end; nothing: 0 to 3 s and 4 to 7 s, the
        // third refused
        assertThat(value(result, "a", Metric.HELD_MEAN)).isEqualTo(inherit.equals("nothing") ? 0.6 : 0.9);
    }

    /** Three tasks: a server and its two workers. The server's end frees one of them, though its id is still held. */
    @Test
    void workersAreTasksOfTheirOwn() {
        ExperimentResult result = RunScenario.text("""
                scenario: prefork-pids
                question: Who is a task?
                host: {preset: x86-vtd-20bit, devices: {dsa: {}}}
                cgroups: {/a: {pids.max: 3}}
                tenants:
                  a: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [0s, 1s, 4s]}, lifetime: 3s, devices: [dsa], forks: {children: 2, lifetime: 5s}}}
                run: {duration: 10s, replications: 1}
                """);

        // at 1 s the group is full; at 4 s the server has its place again, but no worker one: forks that are refused
        // are no requests
        assertThat(refusals(result)).containsExactly(new RefusalCount("a", Limit.PIDS, "/a", Errno.EAGAIN, 1));
        assertThat(value(result, "a", Metric.GRANTS)).isEqualTo(2);
        assertThat(value(result, "a", Metric.HELD_MEAN)).isEqualTo((5 + 3) / 10.0);
    }

    /**
     * In a guest too the files that workers inherit keep the id: servers come at 0 s, 4 s and 6 s for 3 s, their two workers live for 5 s, and a VM that ends at
     * 8 s ends all. The guest's pid_max counts the living: a server and its workers.
     */
    @ParameterizedTest
    @CsvSource({"1, max, 7, 2, 1", "9, max, 11, 3, 0", "9, 3, 10, 3, 0", "9, 1, 6, 2, 1"})
    void workersInAGuestKeepItsIds(int ids, String pidMax, double heldSeconds, int grants, int refused) {
        ExperimentResult result =
                RunScenario.text("""
                scenario: prefork-guest
                question: Who keeps the id?
                host: {preset: x86-vtd-20bit, max_pasids: MAX, devices: {dsa: {}}}
                cgroups: {/a: {}}
                tenants:
                  a: {cgroup: /a, kind: vm, instances: 1, guest_pid_max: PIDS, processes: {arrivals: {at: [0s, 4s, 6s]}, lifetime: 3s, devices: [dsa], forks: {children: 2, lifetime: 5s}}}
                events: [{at: 8s, kill: a}, {at: 9s, start: a}]
                run: {duration: 9s, replications: 1}
                """.replace("MAX", Integer.toString(ids + 1)).replace("PIDS", pidMax));

        assertThat(value(result, "a", Metric.GRANTS)).isEqualTo(grants);
        assertThat(value(result, "a", Metric.HELD_MEAN)).isCloseTo(heldSeconds / 9, within(1e-9));
        assertThat(refusals(result).stream().mapToLong(RefusalCount::count).sum())
                .isEqualTo(refused);
    }

    /** A reset from 3 s to 5 s: from 7.0 on the attach at 4 s is refused; before, it is granted. Nobody who is bound notices. */
    @ParameterizedTest
    @CsvSource({"7.0, 0", "6.12, 1"})
    void aResetRefusesOnlyWhatIsNew(String release, double late) {
        ExperimentResult result = run(
                "{preset: x86-vtd-20bit, kernel: '" + release + "', devices: {dsa: {}}}",
                "events: [{at: 3s, reset: dsa, for: 2s}]",
                "dsa");

        assertThat(value(result, "a", Metric.REQUESTS)).isEqualTo(10);
        assertThat(value(result, "a", Metric.HELD_MEAN)).isEqualTo(10);
        assertThat(value(result, "late", Metric.FIRST_TRY_SUCCESS)).isEqualTo(late);
    }

    /** A reset from 3 s to 5 s would refuse a request in 2 of 10 s from 7.0 on; its clock begins with the reset, not with the next arrival. */
    @ParameterizedTest
    @CsvSource({"7.0, first-come, 0.2", "7.0, fair-share, 0.2", "6.12, first-come, 0"})
    void congestionCountsAResetFromItsBeginToItsEnd(String release, String policy, double share) {
        ExperimentResult result = run(
                "{preset: x86-vtd-20bit, kernel: '" + release + "', devices: {dsa: {}}}",
                "events: [{at: 3s, reset: dsa, for: 2s}]\ncontrols: {policy: " + policy + "}",
                "dsa");

        assertThat(value(result, "a", Metric.TIME_CONGESTION)).isCloseTo(share, within(1e-9));
    }
}
