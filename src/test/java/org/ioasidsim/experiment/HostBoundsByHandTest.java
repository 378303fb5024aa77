package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ioasidsim.experiment.RunScenario.refusals;
import static org.ioasidsim.experiment.RunScenario.value;

import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host keeps for itself or bounds beside ids and ASIDs must reach the simulation. */
class HostBoundsByHandTest {
    private static ExperimentResult run(String host, String more, String tenants) {
        return run(host, more, tenants, "{/a: {}, /b: {}}");
    }

    private static ExperimentResult run(String host, String more, String tenants, String cgroups) {
        return RunScenario.text("""
                scenario: bounds
                question: What does the host bound?
                host: HOST
                cgroups: CGROUPS
                MORE
                tenants: TENANTS
                run: {duration: 10s, replications: 1}
                """.replace("CGROUPS", cgroups)
                .replace("HOST", host)
                .replace("MORE", more)
                .replace("TENANTS", tenants));
    }

    private static String holders(String name, int count, String processes) {
        return name + ": {cgroup: /" + name + ", kind: container, instances: 1, processes: {initial: " + count
                + ", lifetime: forever, " + processes + "}}";
    }

    /** 15 usable ids; the kernel keeps 4 and an instance of each of two devices: 9 are left, 1 to 6 are the kernel's, so that a 3-bit device gets only 7. */
    @Test
    void kernelConsumersLeaveLessToTenants() {
        String host = "{preset: x86-vtd-20bit, pasid_bits: 4, reserved_pasids: 4,"
                + " devices: {dsa: {kernel_pasids: 1}, iax: {kernel_pasids: 1}, narrow: {pasid_bits: 3}}}";

        ExperimentResult result = run(
                host, "", "{" + holders("a", 3, "devices: [narrow]") + ", " + holders("b", 10, "devices: [dsa]") + "}");

        assertThat(value(result, "*", Metric.CAPACITY)).isEqualTo(9);
        assertThat(value(result, "a", Metric.HELD_MEAN)).isEqualTo(1);
        assertThat(value(result, "b", Metric.HELD_MEAN)).isEqualTo(8);
        assertThat(refusals(result))
                .containsExactlyInAnyOrder(
                        new RefusalCount("a", Limit.POOL, "narrow", Errno.ENOSPC, 2),
                        new RefusalCount("b", Limit.POOL, "host", Errno.ENOSPC, 2));
    }

    /** Three bonds with hpre for /a, however many with zip; /b, without a limit, shares the same pool. */
    @Test
    void limitsByDeviceRefuseByDevice() {
        String host = "{preset: arm64-smmuv3-64k, devices: {hpre: {}, zip: {}}}";
        String more = "controls: {misc_pasid: per-device}";
        String tenants =
                "{" + holders("a", 5, "devices: [zip, hpre]") + ", " + holders("b", 5, "devices: [hpre]") + "}";

        ExperimentResult result =
                run(host, more, tenants, "{/a: {misc.max: pasid.hpre 3, misc.max.pasid.zip: 10}, /b: {}}");

        assertThat(value(result, "a", Metric.TIME_CONGESTION)).isEqualTo(1);
        assertThat(value(result, "b", Metric.TIME_CONGESTION)).isZero();
        assertThat(refusals(result))
                .containsExactly(new RefusalCount("a", Limit.MISC, "/a pasid.hpre", Errno.EBUSY, 2));
    }

    /** The kernel may take every PASID at boot: whoever binds finds none, or, where misc counts them, a resource of which there is nothing. */
    @ParameterizedTest
    @CsvSource({
        "7.0, off, POOL, ENOSPC, first-come",
        "6.1, off, POOL, ENOMEM, first-come",
        "7.0, on, MISC, EINVAL, first-come",
        "7.0, off, POOL, ENOSPC, fair-share",
        "7.0, off, POOL, ENOSPC, dominant-resource"
    })
    void theKernelMayTakeAll(String kernel, String misc, Limit limit, Errno errno, String policy) {
        String host = "{preset: x86-vtd-20bit, kernel: " + kernel
                + ", max_pasids: 8, reserved_pasids: 7, devices: {dsa: {}}}";
        String more = "controls: {misc_pasid: " + misc + ", policy: " + policy + "}";

        ExperimentResult result = run(host, more, "{" + holders("a", 5, "devices: [dsa]") + "}");

        assertThat(refusals(result)).containsExactly(new RefusalCount("a", limit, "host", errno, 5));
        assertThat(value(result, "a", Metric.TIME_CONGESTION)).isEqualTo(1);
        assertThat(value(result, "*", Metric.CAPACITY)).isZero();
    }

    /** Three ASIDs for encrypted guests, of which /a may have one: of three VMs there two do not start, of three in /b one; a VM's end gives its ASID back. */
    @Test
    void confidentialVmsTakeOneAsidEach() {
        String host = "{preset: amd-sev-509, sev_asids: 3, devices: {gpu: {}}}";
        String vms = "NAME: {cgroup: /NAME, kind: vm, confidential: sev, instances: INSTANCES,"
                + " processes: {initial: 1, lifetime: forever, devices: [gpu]}}";
        String tenants = "{" + vms.replace("NAME", "a").replace("INSTANCES", "3") + ", "
                + vms.replace("NAME", "b").replace("INSTANCES", "{arrivals: {at: [1s, 2s, 3s, 6s]}, lifetime: 4s}")
                + "}";

        ExperimentResult result = run(host, "", tenants, "{/a: {misc.max: sev 1}, /b: {}}");

        assertThat(refusals(result))
                .containsExactly(
                        new RefusalCount("a", Limit.MISC, "/a", Errno.EBUSY, 2),
                        new RefusalCount("b", Limit.MISC, "/", Errno.EBUSY, 1));
        assertThat(value(result, "b", Metric.REQUESTS)).isEqualTo(3);
        assertThat(value(result, "a", Metric.VM_SUCCESS)).isEqualTo(1.0 / 3);
        assertThat(value(result, "b", Metric.VM_SUCCESS)).isEqualTo(3.0 / 4);
    }

    /** TDX takes a key id before misc is asked: where both are used up, -ENOSPC is heard and not -EBUSY. */
    @Test
    void trustDomainsTakeOneKeyIdEach() {
        String host = "{preset: intel-tdx, tdx_keys: 2, devices: {gpu: {}}}";
        String vms =
                "a: {cgroup: /a, kind: vm, confidential: tdx, instances: 5, processes: {initial: 1, lifetime: forever, devices: [gpu]}}";

        assertThat(refusals(run(host, "", "{" + vms + "}", "{/a: {misc.max: tdx 2}, /b: {}}")))
                .containsExactly(new RefusalCount("a", Limit.KEY_ID, "host", Errno.ENOSPC, 3));
        assertThat(refusals(run(host, "", "{" + vms + "}", "{/a: {misc.max: tdx 1}, /b: {}}")))
                .containsExactly(new RefusalCount("a", Limit.MISC, "/a", Errno.EBUSY, 4));
    }

    /** Five hold; at 4 s the limit falls to 2. As in the kernel all keep their ids; a policy that revokes takes three, of the newest or the oldest. */
    @ParameterizedTest
    @CsvSource({
        "first-come, 5, 0, 5",
        "'{name: revoke}', 3.2, 3, 5",
        "'{name: revoke, first: oldest}', 3.2, 3, 5",
        "'{name: revoke, victim: binds-again}', 3.2, 3, 8"
    })
    void aLoweredLimitRevokesWherePolicySaysSo(String policy, double held, long revoked, double attempts) {
        String more =
                "controls: {misc_pasid: on, policy: " + policy + "}\nevents: [{at: 4s, write: {/a/misc.max: pasid 2}}]";

        ExperimentResult result =
                run("{preset: x86-vtd-20bit, devices: {dsa: {}}}", more, "{" + holders("a", 5, "devices: [dsa]") + "}");

        assertThat(value(result, "a", Metric.HELD_MEAN)).isEqualTo(held);
        assertThat(value(result, "a", Metric.ATTEMPTS)).isEqualTo(attempts);
        assertThat(refusals(result))
                .filteredOn(refusal -> refusal.limit() == Limit.REVOKED)
                .isEqualTo(
                        revoked == 0
                                ? List.of()
                                : List.of(new RefusalCount("a", Limit.REVOKED, "/a", Errno.EFAULT, revoked)));
    }

    /** Five hold on one SMMU, with a page of memory each; at 4 s any limit on what bonds are charged to leaves room for two. */
    @ParameterizedTest
    @CsvSource({
        "misc_pasid: per-device, misc.max: pasid.dsa 2",
        "misc_asid: on, misc.max: asid 2",
        "ioasids: limit, ioasids.max: 2",
        "charge: opener, memory.max: 8192"
    })
    void whateverBondsAreChargedToIsTakenBack(String control, String write) {
        ExperimentResult result = run(
                "{preset: arm64-private-64k, bond_memory: 4096, devices: {dsa: {}}}",
                "controls: {" + control + ", policy: revoke}\nevents: [{at: 4s, write: {/a/" + write + "}}]",
                "{" + holders("a", 5, "devices: [dsa]") + "}",
                "{/a: {" + (control.startsWith("ioasids") ? "ioasids.max: 9" : "") + "}, /b: {}}");

        assertThat(value(result, "a", Metric.HELD_MEAN)).isCloseTo((5 * 4 + 2 * 6) / 10.0, within(1e-9));
        assertThat(refusals(result)).containsExactly(new RefusalCount("a", Limit.REVOKED, "/a", Errno.EFAULT, 3));
    }

    /** threads-max counts init: 20 of 30 fit below 21, though pid numbers are plenty. */
    @Test
    void threadsMaxComesBeforePidNumbers() {
        ExperimentResult result = run(
                "{preset: x86-vtd-20bit, threads_max: 21, pid_max: 301, devices: {dsa: {}}}",
                "",
                "{" + holders("a", 30, "devices: [dsa]") + "}");
        ExperimentResult more = run(
                "{preset: x86-vtd-20bit, threads_max: 21, pid_max: 400, devices: {dsa: {}}}",
                "",
                "{" + holders("a", 30, "devices: [dsa]") + "}");

        assertThat(refusals(result)).containsExactly(new RefusalCount("a", Limit.PID_MAX, "host", Errno.EAGAIN, 29));
        assertThat(refusals(more)).containsExactly(new RefusalCount("a", Limit.THREADS_MAX, "host", Errno.EAGAIN, 10));
        assertThat(value(more, "a", Metric.TIME_CONGESTION)).isEqualTo(1);
    }

    /** Two containers with five pid numbers each: of seven processes two are refused in both; those of /b, without a namespace, are not. */
    @Test
    void aPidNamespaceRefusesItsContainerOnly() {
        String tenants = "{a: {cgroup: /a, kind: container, instances: 2, namespace_pid_max: 305,"
                + " processes: {initial: 7, lifetime: forever, devices: [dsa]}}, " + holders("b", 7, "devices: [dsa]")
                + "}";

        ExperimentResult result = run("{preset: x86-vtd-20bit, kernel: 6.14, devices: {dsa: {}}}", "", tenants);

        assertThat(refusals(result)).containsExactly(new RefusalCount("a", Limit.PID_MAX, "/a", Errno.EAGAIN, 4));
        assertThat(value(result, "a", Metric.TIME_CONGESTION)).isEqualTo(1);
        assertThat(value(result, "b", Metric.TIME_CONGESTION)).isZero();
    }

    /** 2-bit VMIDs, of which 0 is kept: three VMs start, two do not. */
    @Test
    void eachVmTakesAVmid() {
        String vms =
                "{a: {cgroup: /a, kind: vm, instances: 5, processes: {initial: 1, lifetime: forever, devices: [dsa]}}}";

        ExperimentResult result =
                run("{preset: arm64-smmuv3-64k, vmid_bits: 2, guest_ids: none, devices: {dsa: {}}}", "", vms);

        assertThat(refusals(result)).containsExactly(new RefusalCount("a", Limit.VMID, "host", Errno.ENOSPC, 2));
    }

    /** 4 KiB a bond: three of five fit into 12 KiB, whatever ids are free. */
    @Test
    void memoryRefusesBonds() {
        ExperimentResult result = run(
                "{preset: x86-vtd-20bit, bond_memory: 4096, devices: {dsa: {}}}",
                "",
                "{" + holders("a", 5, "devices: [dsa]") + "}",
                "{/a: {memory.max: 12Ki}, /b: {}}");

        assertThat(value(result, "a", Metric.HELD_MEAN)).isEqualTo(3);
        assertThat(value(result, "a", Metric.TIME_CONGESTION)).isEqualTo(1);
        assertThat(refusals(result)).containsExactly(new RefusalCount("a", Limit.MEMORY, "/a", Errno.ENOMEM, 2));
    }

    /** Two queues and three: of ten processes that take whichever is free five are bound, five hear of the last device. One that needs both gets only two. */
    @Test
    void theNextDeviceIsTriedWhereOneIsBusy() {
        String host =
                "{preset: x86-vtd-20bit, devices: {dsa0: {work_queues: 2, mode: dedicated}, dsa1: {work_queues: 3, mode: dedicated}}}";

        ExperimentResult any = run(host, "", "{" + holders("a", 10, "devices: {any: [dsa0, dsa1]}") + "}");
        ExperimentResult each = run(host, "", "{" + holders("a", 10, "devices: [dsa0, dsa1]") + "}");

        assertThat(value(any, "a", Metric.HELD_MEAN)).isEqualTo(5);
        assertThat(value(any, "a", Metric.TIME_CONGESTION)).isEqualTo(1);
        assertThat(refusals(any)).containsExactly(new RefusalCount("a", Limit.WORK_QUEUE, "dsa1", Errno.EBUSY, 5));
        assertThat(value(each, "a", Metric.HELD_MEAN)).isEqualTo(2);
        assertThat(refusals(each)).containsExactly(new RefusalCount("a", Limit.WORK_QUEUE, "dsa0", Errno.EBUSY, 8));
    }

    /** The only id of a narrow device is gone: -ENOSPC, at which no library tries the wide one. In the other order all are bound. */
    @Test
    void theNextDeviceIsNotTriedForAnotherReason() {
        String host = "{preset: x86-vtd-20bit, devices: {narrow: {pasid_bits: 1}, wide: {}}}";

        ExperimentResult narrowFirst = run(host, "", "{" + holders("a", 4, "devices: {any: [narrow, wide]}") + "}");
        ExperimentResult wideFirst = run(host, "", "{" + holders("a", 4, "devices: {any: [wide, narrow]}") + "}");

        assertThat(value(narrowFirst, "a", Metric.TIME_CONGESTION)).isEqualTo(1);
        assertThat(refusals(narrowFirst)).containsExactly(new RefusalCount("a", Limit.POOL, "narrow", Errno.ENOSPC, 3));
        assertThat(refusals(wideFirst)).isEmpty();
        assertThat(value(wideFirst, "a", Metric.TIME_CONGESTION)).isZero();
    }

    /** Two of five processes are on dsa0, whose driver goes and comes at 5 s: these two end their bonds and take its queues again, the others keep theirs. */
    @Test
    void aRemovalEndsTheBondsWithItsDeviceOnly() {
        String host =
                "{preset: x86-vtd-20bit, sva: last-unbind, devices: {dsa0: {work_queues: 2, mode: dedicated}, dsa1: {work_queues: 3, mode: dedicated}}}";

        ExperimentResult result = run(
                host, "events: [{at: 5s, remove: dsa0}]", "{" + holders("a", 5, "devices: {any: [dsa0, dsa1]}") + "}");

        assertThat(value(result, "a", Metric.ATTEMPTS)).isEqualTo(7);
        assertThat(value(result, "a", Metric.HELD_MEAN)).isEqualTo(5);
        assertThat(refusals(result)).isEmpty();
    }
}
