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

/** What limits a host and what happens on it must hold together: limits by device and who is charged, guests and revocation, keys of VMs and kills. */
class KernelTogetherByHandTest {
    private static ExperimentResult run(String host, String controls, String tenants, String... events) {
        return RunScenario.text("""
                scenario: together
                question: Do both hold?
                host: {preset: HOST}
                controls: {CONTROLS}
                cgroups: {/a: {MAX}, /b: {}}
                tenants:
                TENANTS
                events: [EVENTS]
                run: {duration: 10s, replications: 1}
                """.replace("TENANTS", tenants.indent(2))
                .replace("HOST", host)
                .replace("MAX", controls.contains("per-device") ? "misc.max: pasid.dsa 2" : "")
                .replace("CONTROLS", controls)
                .replace("EVENTS", String.join(", ", events)));
    }

    private static String container(String name, String processes) {
        return name + ": {cgroup: /a, kind: container, instances: 1, processes: {" + processes + "}}\n";
    }

    private static String vm(String name, String keys, String processes) {
        return name + ": {cgroup: /a, kind: vm, instances: 1, " + keys + ", processes: {" + processes + "}}\n";
    }

    /** Two of /a hold its two charges for a device. One moves to /b at 2 s: only where its charge goes with it, the third, of 3 s, finds room. */
    @ParameterizedTest
    @CsvSource({"opener, 2", "task, 3", "mm-owner, 3"})
    void aChargeForADeviceFollowsWhomTheControlsCharge(String charge, int grants) {
        ExperimentResult result = run(
                "x86-vtd-20bit, devices: {dsa: {}}",
                "misc_pasid: per-device, charge: " + charge,
                container("web", "devices: [dsa], arrivals: {at: [0s, 0s, 3s]}, lifetime: 8s"),
                "{at: 2s, move: {tenant: web, to: /b}}");

        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(grants);
    }

    /** The same of a VM, whose guests hold what is charged to /a: at 2 s the whole VM moves, at 3 s a container asks. */
    @ParameterizedTest
    @CsvSource({"opener, 0", "task, 1", "mm-owner, 1"})
    void theChargesOfGuestsFollowTheirVm(String charge, int grants) {
        ExperimentResult result = run(
                "x86-vtd-20bit, devices: {dsa: {}}",
                "misc_pasid: per-device, charge: " + charge,
                vm("v", "guest_ids: pool", "devices: [dsa], initial: 2, lifetime: forever")
                        + container("late", "devices: [dsa], arrivals: {at: [3s]}, lifetime: 1s"),
                "{at: 2s, migrate: {tenant: v, to: /b}}");

        assertThat(value(result, "late", Metric.GRANTS)).isEqualTo(grants);
    }

    /** All four charges for a device come back with a kill of the group: until 5 s its third process is refused, afterwards two are granted anew. */
    @Test
    void aKilledGroupGivesChargesForDevicesBack() {
        ExperimentResult result = run(
                "x86-vtd-20bit, devices: {dsa: {}}",
                "misc_pasid: per-device",
                container("web", "devices: [dsa], initial: 2, lifetime: forever")
                        + "late: {cgroup: /a, kind: container, instances: {initial: 1, start: off},"
                        + " processes: {devices: [dsa], initial: 3, lifetime: forever}}",
                "{at: 5s, write: {/a/cgroup.kill: 1}}",
                "{at: 6s, start: late}");

        assertThat(value(result, "late", Metric.GRANTS)).isEqualTo(2);
        assertThat(refusals(result))
                .containsExactly(new RefusalCount("late", Limit.MISC, "/a pasid.dsa", Errno.EBUSY, 1));
    }

    /** misc.events counts what a device's resource refused: at 3 s the third is refused, at 4 s the daemon has raised the limit, at 5 s another is granted. */
    @Test
    void aDaemonSeesWhatALimitByDeviceRefused() {
        ExperimentResult result = run(
                "x86-vtd-20bit, devices: {dsa: {}}",
                "misc_pasid: per-device",
                container("web", "devices: [dsa], arrivals: {at: [0s, 0s, 3s, 5s]}, lifetime: forever"),
                "{on: {file: /a/misc.events, count: 1, delay: 1s}, write: {/a/misc.max: pasid.dsa 3}}");

        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(3);
        assertThat(refusals(result))
                .containsExactly(new RefusalCount("web", Limit.MISC, "/a pasid.dsa", Errno.EBUSY, 1));
    }

    /** At 4 s two of three charged ids are one too many. Guests that number theirs themselves, and arrived last, are charged nothing and keep them. */
    @Test
    void aRevocationTakesNothingFromGuestsThatOwnTheirIds() {
        ExperimentResult result = run(
                "x86-vtd-20bit, devices: {dsa: {}}",
                "misc_pasid: on, policy: {name: revoke}",
                container("web", "devices: [dsa], initial: 3, lifetime: forever")
                        + vm("own", "guest_ids: none", "devices: [dsa], initial: 4, lifetime: forever"),
                "{at: 4s, write: {/a/misc.max: pasid 1}}");

        assertThat(refusals(result)).containsExactly(new RefusalCount("web", Limit.REVOKED, "/a", Errno.EFAULT, 2));
        assertThat(value(result, "web", Metric.HELD_MEAN)).isCloseTo(0.4 * 3 + 0.6, within(1e-9));
        assertThat(value(result, "own", Metric.GRANTS)).isEqualTo(4);
    }

    /** The first device is the VM's that attached to it until it is killed at 5 s: a library takes the second; a process that knows the first alone cannot. */
    @Test
    void aDeviceOfAVmIsBusyForThoseWhoChoose() {
        ExperimentResult result = run(
                "x86-vtd-20bit, kernel: 7.0, devices: {dsa: {}, iax: {}}",
                "",
                vm("v", "attaches: {rate: 1000/s}", "devices: [dsa], arrivals: none, lifetime: forever")
                        + container("any", "devices: {any: [dsa, iax]}, arrivals: {at: [1s]}, lifetime: 1s")
                        + container("only", "devices: {any: [dsa]}, arrivals: {at: [1s]}, lifetime: 1s"),
                "{at: 5s, kill: v}");

        assertThat(value(result, "any", Metric.GRANTS)).isEqualTo(1);
        assertThat(value(result, "any", Metric.TIME_CONGESTION)).isZero();
        assertThat(refusals(result)).containsExactly(new RefusalCount("only", Limit.DEVICE, "dsa", Errno.EBUSY, 1));
        assertThat(value(result, "only", Metric.TIME_CONGESTION)).isCloseTo(0.5, within(0.01));
    }

    /** One ASID: the VM that has it goes down with the machine at 4 s and starts again at 6 s; the other is refused both times. */
    @Test
    void aRebootGivesTheAsidsOfConfidentialVmsBack() {
        ExperimentResult result = run(
                "amd-sev-509, sev_asids: 1, devices: {nic: {}}",
                "",
                "v: {cgroup: /a, kind: vm, instances: 2, confidential: sev, guest_ids: none,"
                        + " processes: {devices: [nic], initial: 1, lifetime: forever}}",
                "{at: 4s, reboot: on, for: 2s}");

        assertThat(value(result, "v", Metric.VM_SUCCESS)).isEqualTo(0.5);
        assertThat(value(result, "v", Metric.GRANTS)).isEqualTo(2);
        assertThat(refusals(result)).containsExactly(new RefusalCount("v", Limit.MISC, "/a", Errno.EBUSY, 2));
    }
}
