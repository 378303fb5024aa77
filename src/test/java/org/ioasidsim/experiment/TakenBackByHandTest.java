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
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken back must go back to where it came from: an idle id, a policy's charge, an id that a guest numbers itself. */
class TakenBackByHandTest {
    /**
     * Three ids. {@code early} holds id 1 and is idle from 3 s; {@code wide} holds id 2 and is idle from 1.5 s; {@code busy} holds id 3 and
     * uses it. Then {@code taker} wants an id at 4 s and another at 5 s.
     */
    private static ExperimentResult reclaim(String policy, String device) {
        return RunScenario.text("""
                scenario: reclaim
                question: Whose id is taken back?
                host: {preset: x86-vtd-20bit, max_pasids: 4, devices: {dsa: {}, narrow: {pasid_bits: 1}}}
                cgroups: {/a: {}}
                controls: {policy: POLICY}
                tenants:
                  early: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [0s]}, lifetime: 1h, devices: [dsa], bind: {hold: 3s, think: 1h}}}
                  wide: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [500ms]}, lifetime: 1h, devices: [dsa], bind: {hold: 1s, think: 1h}}}
                  busy: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [600ms]}, lifetime: 1h, devices: [dsa]}}
                  taker: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [4s, 5s, 6s]}, lifetime: 1h, devices: [DEVICE]}}
                run: {duration: 10s, replications: 1}
                """.replace("POLICY", policy).replace("DEVICE", device));
    }

    @Test
    void theIdThatHasBeenIdleForLongestIsTakenFirst() {
        ExperimentResult result = reclaim("reclaim-idle", "dsa");
        assertThat(value(result, "wide", Metric.HELD_MEAN)).isCloseTo((4 - 0.5) / 10, within(1e-9));
        assertThat(value(result, "early", Metric.HELD_MEAN)).isCloseTo((5 - 0.0) / 10, within(1e-9));
        assertThat(value(result, "busy", Metric.HELD_MEAN)).isCloseTo((10 - 0.6) / 10, within(1e-9));
        assertThat(value(result, "taker", Metric.HELD_MEAN)).isCloseTo((6 + 5) / 10.0, within(1e-9));
        assertThat(refusals(result)).containsExactly(new RefusalCount("taker", Limit.POOL, "host", Errno.ENOSPC, 1));
    }

    @Test
    void anIdTooWideForTheDeviceIsPassedOver() {
        ExperimentResult result = reclaim("reclaim-idle", "narrow");
        assertThat(value(result, "wide", Metric.HELD_MEAN)).isCloseTo((10 - 0.5) / 10, within(1e-9));
        assertThat(value(result, "early", Metric.HELD_MEAN)).isCloseTo(4 / 10.0, within(1e-9));
        assertThat(value(result, "taker", Metric.GRANTS)).isEqualTo(1);
    }

    /** At 4 s and at 5 s the ids have been idle for 2.5 s, 1 s and 3.5 s, 2 s. */
    @ParameterizedTest
    @ValueSource(strings = {"2500ms", "3s", "4500ms", "5s"})
    void anIdIsTakenOnceItHasBeenIdleForAsLongAsTheKnobSays(String after) {
        ExperimentResult result = reclaim("{name: reclaim-idle, after: " + after + "}", "dsa");
        double grants = switch (after) {
            case "2500ms" -> 2; // wide's at 4 s, early's at 6 s, when it has been idle for 3 s
            case "3s" -> 2; // wide's at 5 s, early's at 6 s
            case "4500ms" -> 1; // wide's at 6 s
            default -> 0;
        };
        assertThat(value(result, "taker", Metric.GRANTS)).isEqualTo(grants);
    }

    @Test
    void withoutThePolicyNothingIsTakenBack() {
        ExperimentResult result = reclaim("first-come", "dsa");
        assertThat(value(result, "taker", Metric.GRANTS)).isZero();
        assertThat(value(result, "wide", Metric.HELD_MEAN)).isCloseTo((10 - 0.5) / 10, within(1e-9));
    }

    /** An id that was idle and is bound again is not taken; the one whose id was taken is one more request when it binds again. */
    @Test
    void whoBindsAgainInTimeKeepsItsIdAndWhoComesLateNeedsAnother() {
        ExperimentResult result = RunScenario.text("""
                scenario: reclaim
                question: Who keeps its id?
                host: {preset: x86-vtd-20bit, max_pasids: 3, devices: {dsa: {}}}
                cgroups: {/a: {}}
                controls: {policy: reclaim-idle}
                tenants:
                  back: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [0s]}, lifetime: 9s, devices: [dsa], bind: {hold: 1s, think: 1s}}}
                  late: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [0s]}, lifetime: 1h, devices: [dsa], bind: {hold: 1500ms, think: 6s}, on_refusal: fall-back}}
                  taker: {cgroup: /a, kind: container, instances: 1, processes: {arrivals: {at: [2500ms]}, lifetime: 3s, devices: [dsa]}}
                run: {duration: 10s, replications: 1}
                """);
        // back is idle from 1 s to 2 s and bound at 2.5 s; late is idle from 1.5 s, loses its id and needs one at 7.5 s
        assertThat(value(result, "taker", Metric.GRANTS)).isEqualTo(1);
        assertThat(value(result, "back", Metric.HELD_MEAN)).isCloseTo(9 / 10.0, within(1e-9));
        assertThat(value(result, "back", Metric.REQUESTS)).isEqualTo(1);
        assertThat(value(result, "late", Metric.HELD_MEAN)).isCloseTo((2.5 + 2.5) / 10, within(1e-9));
        assertThat(value(result, "late", Metric.REQUESTS)).isEqualTo(2);
    }

    /**
     * One ASID charge is allowed, which is asked for behind the policy; the pool forgets a bind that failed (last-unbind). The second of
     * two requests passes the policy and is refused by misc: its token, its place in the quota, must be there again for the third.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: bind-rate, max: {/a: {rate: 1/d, burst: 2}}}",
                "{name: static-quota, ids: {web: 2}}",
                "{name: limit, max: {/a: 2}}",
                "{name: reservation, reserve: {/a: 2}, rest: none}",
                "{name: process-limit, max: {/a: 2}}"
            })
    void aChargeIsUndoneWhereALaterLimitRefuses(String policy) {
        ExperimentResult result = RunScenario.text("""
                scenario: undo
                question: Is a charge undone?
                host: {preset: arm64-smmuv3-64k, sva: last-unbind, devices: {hpre: {}}}
                cgroups: {/a: {misc.max: asid 1}}
                controls: {misc_asid: on, policy: POLICY}
                tenants:
                  web:
                    cgroup: /a
                    kind: container
                    instances: 1
                    processes: {arrivals: {at: [0s, 1s, 2s, 3s, 5s]}, lifetime: 4s, devices: [hpre]}
                run: {duration: 10s, replications: 1}
                """.replace("POLICY", policy));
        assertThat(refusals(result)).containsExactly(new RefusalCount("web", Limit.MISC, "/a", Errno.EBUSY, 3));
        assertThat(value(result, "web", Metric.GRANTS)).isEqualTo(2);
    }

    /**
     * Guests own their ids, one for each on this device, and a free takes 5 s: the first VM's only id is held from 0 s to 3 s and cannot be
     * had again before 8 s; the second VM, of another tenant, has an id of its own from 1 s to 2 s, and so until 7 s.
     */
    @Test
    void anIdOfAGuestsOwnIsHeldUntilItsFreeEnds() {
        ExperimentResult result = RunScenario.text("""
                scenario: guests
                question: When is a guest's id free?
                host: {preset: x86-vtd-20bit, guest_ids: none, costs: {free: 5s}, devices: {dsa: {pasid_bits: 1}}}
                cgroups: {/a: {}, /b: {}}
                tenants:
                  one: {cgroup: /a, kind: vm, instances: 1, processes: {arrivals: {at: [0s, 4s, 8500ms]}, lifetime: 3s, devices: [dsa]}}
                  two: {cgroup: /b, kind: vm, instances: 1, processes: {arrivals: {at: [1s, 6s]}, lifetime: 1s, devices: [dsa]}}
                run: {duration: 20s, replications: 1}
                """);
        assertThat(value(result, "one", Metric.GRANTS)).isEqualTo(2);
        assertThat(value(result, "one", Metric.HELD_MEAN)).isCloseTo((8 + 8) / 20.0, within(1e-9));
        assertThat(value(result, "two", Metric.GRANTS)).isEqualTo(1);
        assertThat(value(result, "two", Metric.HELD_MEAN)).isCloseTo(6 / 20.0, within(1e-9));
        assertThat(refusals(result))
                .containsExactlyInAnyOrder(
                        new RefusalCount("one", Limit.WIDTH, "dsa", Errno.ENOSPC, 1),
                        new RefusalCount("two", Limit.WIDTH, "dsa", Errno.ENOSPC, 1));
        // the host's pool has nothing to do with it
        assertThat(value(result, "*", Metric.HELD_MEAN)).isZero();
        // a request of the first is refused from 0 s to 8 s and from 8.5 s to 16.5 s
        assertThat(value(result, "one", Metric.TIME_CONGESTION)).isCloseTo((8 + 8) / 20.0, within(1e-9));
    }

    /** Two VMs of one tenant end with ids in the act of being freed; what they held is free in the end, and of no other. */
    @Test
    void aStoppedTenantsGuestOwnedIdsAreFreedToo() {
        ExperimentResult result = RunScenario.text("""
                scenario: guests
                question: When is a guest's id free?
                host: {preset: x86-vtd-20bit, guest_ids: none, costs: {free: 5s}, devices: {dsa: {}}}
                cgroups: {/a: {}, /b: {}}
                tenants:
                  one: {cgroup: /a, kind: vm, instances: 2, processes: {initial: 3, arrivals: none, lifetime: forever, devices: [dsa]}}
                  two: {cgroup: /b, kind: vm, instances: 1, processes: {arrivals: {at: [3s]}, lifetime: forever, devices: [dsa]}}
                events: [{at: 4s, stop: one}]
                run: {duration: 20s, replications: 1}
                """);
        assertThat(value(result, "one", Metric.HELD_MEAN)).isCloseTo(2 * 3 * (4 + 5) / 20.0, within(1e-9));
        assertThat(value(result, "two", Metric.HELD_MEAN)).isCloseTo((20 - 3) / 20.0, within(1e-9));
        assertThat(value(result, "*", Metric.LEAKED_IDS)).isZero();
    }
}
