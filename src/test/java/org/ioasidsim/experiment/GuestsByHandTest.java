package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ioasidsim.experiment.RunScenario.refusals;
import static org.ioasidsim.experiment.RunScenario.value;

import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VMs that number their PASIDs themselves must not take what the host's processes need, nor the host what is theirs. */
class GuestsByHandTest {
    private static ExperimentResult run(String host, String tenants, String events) {
        return RunScenario.text(
                """
                scenario: guests
                question: Whose is the device?
                host: {preset: x86-vtd-20bit, kernel: 7.0, HOST}
                cgroups: {/a: {}, /v: {}}
                tenants:
                TENANTS
                events: [EVENTS]
                run: {duration: 10s, replications: 1}
                """.replace("TENANTS", tenants.indent(2)).replace("HOST", host).replace("EVENTS", events));
    }

    /**
     * Three ids. The guests of one tenant take them from the pool, those of the other own theirs, all on one host: the pool is empty for the third
     * container, whatever the second VM's five processes hold.
     */
    @Test
    void eachTenantsGuestsTakeWhatTheTenantSays() {
        ExperimentResult result = run("max_pasids: 4, devices: {dsa: {}, nic: {}}", """
                pooled: {cgroup: /v, kind: vm, instances: 1, guest_ids: pool, processes: {initial: 2, lifetime: forever, devices: [dsa]}}
                own: {cgroup: /v, kind: vm, instances: 1, guest_ids: none, processes: {initial: 2, lifetime: forever, devices: [nic]}}
                a: {cgroup: /a, kind: container, instances: 1, processes: {initial: 2, lifetime: forever, devices: [dsa]}}
                """, "");

        assertThat(value(result, "pooled", Metric.GRANTS)).isEqualTo(2);
        assertThat(value(result, "own", Metric.GRANTS)).isEqualTo(2);
        assertThat(refusals(result)).containsExactly(new RefusalCount("a", Limit.POOL, "host", Errno.ENOSPC, 1));
    }

    /** The first VM to attach owns the device: the other VM is refused, and so is a process of the host, until the owner ends. */
    @ParameterizedTest
    @CsvSource({"cdev, EINVAL", "group, EBUSY"})
    void aDeviceBelongsToTheVmThatAttachesFirst(String vfio, Errno errno) {
        ExperimentResult result =
                run("devices: {nic: {pasid_bits: 3, vfio: " + vfio + "}, dsa: {}}", """
                v: {cgroup: /v, kind: vm, instances: 2, attaches: {rate: 10/s, pasids: 3}, processes: {arrivals: none, initial: 0, lifetime: forever, devices: [nic]}}
                a: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [4s, 6s]}, lifetime: 1s, devices: [nic]}}
                b: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [4s]}, lifetime: 1s, devices: [dsa]}}
                """, "{at: 5s, kill: v}");

        double refused = value(result, "v", Metric.REQUESTS) - value(result, "v", Metric.GRANTS);
        assertThat(value(result, "v", Metric.GRANTS)).isPositive();
        assertThat(refused).isPositive();
        assertThat(refusals(result))
                .containsExactlyInAnyOrder(
                        new RefusalCount("v", Limit.DEVICE, "nic", errno, (long) refused),
                        new RefusalCount("a", Limit.DEVICE, "nic", Errno.EBUSY, 1));
        assertThat(value(result, "a", Metric.GRANTS)).isEqualTo(1);
        assertThat(value(result, "b", Metric.GRANTS)).isEqualTo(1);
        assertThat(value(result, "v", Metric.HELD_MEAN)).isZero();
    }

    /** A VM may use more numbers than the device has: those beyond its width are refused, in turn. */
    @Test
    void aNumberBeyondTheDevicesWidthIsRefused() {
        ExperimentResult result = run("devices: {nic: {pasid_bits: 1}}", """
                v: {cgroup: /v, kind: vm, instances: 1, attaches: {rate: 10/s, pasids: 2}, processes: {arrivals: none, initial: 0, lifetime: forever, devices: [nic]}}
                """, "");

        double requests = value(result, "v", Metric.REQUESTS);
        assertThat(refusals(result)).containsExactly(new RefusalCount("v", Limit.WIDTH, "nic", Errno.EINVAL, (long)
                Math.floor(requests / 2)));
    }
}
