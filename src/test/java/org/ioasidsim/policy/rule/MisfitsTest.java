package org.ioasidsim.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.PolicySpec;
import org.junit.jupiter.api.Test;

/** A policy that does not fit the host must be named with its knob before the run, and one that just fits must not. */
class MisfitsTest {
    private static final HostFacts HOST = new HostFacts(
            12,
            List.of(new HostFacts.Resource("ids", 12)),
            List.of(new HostFacts.Tenant("web", 2, "/a", List.of(1L))),
            List.of("/a", "/a/x", "/b", "/b/{instance}"));

    private static List<String> misfits(PolicySpec spec) {
        return spec.misfits(HOST).stream()
                .map(misfit -> String.join(".", misfit.keys()) + ": " + misfit.message())
                .toList();
    }

    private static String noCgroup(String knob) {
        return knob + "./c: expected a cgroup that is listed under cgroups, found /c";
    }

    @Test
    void anUnknownCgroupIsNamed() {
        Map<String, Long> unknown = Map.of("/c", 1L);
        assertThat(misfits(new BindRate.Spec(Map.of("/c", new BindRate.Bucket(1, 1)))))
                .singleElement()
                .asString()
                .startsWith(noCgroup("max"));
        assertThat(misfits(new ProcessLimit.Spec(unknown)))
                .singleElement()
                .asString()
                .startsWith(noCgroup("max"));
        assertThat(misfits(new OvercommittableLimit.Spec(unknown, OvercommittableLimit.Charge.STAYS)))
                .singleElement()
                .asString()
                .startsWith(noCgroup("max"));
        assertThat(misfits(new FairShare.Spec(Map.of("/c", 1.0), 1)))
                .singleElement()
                .asString()
                .startsWith(noCgroup("weights"));
        assertThat(misfits(new HardReservation.Spec(unknown, HardReservation.Rest.NONE)))
                .singleElement()
                .asString()
                .startsWith(noCgroup("reserve"));
        assertThat(misfits(new Guarantee.Spec(unknown, unknown)))
                .hasSize(2)
                .anySatisfy(misfit -> assertThat(misfit).startsWith(noCgroup("min")))
                .anySatisfy(misfit -> assertThat(misfit).startsWith(noCgroup("max")));
        assertThat(misfits(new ProcessLimit.Spec(Map.of("/a/x", 1L, "/b/{instance}", 1L))))
                .isEmpty();
    }

    @Test
    void anUnknownTenantIsNamed() {
        assertThat(misfits(new StaticQuota.Spec(Map.of("noisy", 1L), 1)))
                .singleElement()
                .asString()
                .startsWith("ids.noisy: expected a tenant, found noisy");
        assertThat(misfits(new TrunkReservation.Spec(1, List.of("web", "noisy"))))
                .singleElement()
                .asString()
                .startsWith("tenants.1: expected a tenant, found noisy");
        assertThat(misfits(new TrunkReservation.Spec(1, List.of("web", "web"))))
                .containsExactly("tenants: expected each tenant once, found one again");
    }

    @Test
    void noMoreThanTheCapacityCanBeKeptOrPromised() {
        assertThat(misfits(new TrunkReservation.Spec(12, List.of("web")))).isEmpty();
        assertThat(misfits(new TrunkReservation.Spec(13, List.of("web"))))
                .containsExactly("keep: expected no more than the capacity of 12 ids, found 13");
        assertThat(misfits(new HardReservation.Spec(Map.of("/a", 8L, "/b", 4L), HardReservation.Rest.NONE)))
                .isEmpty();
        assertThat(misfits(new HardReservation.Spec(Map.of("/a", 15L), HardReservation.Rest.NONE)))
                .containsExactly(
                        "reserve./a: expected no more than the capacity of 12 ids together, found 15, which is 3 too many");
        assertThat(misfits(new Guarantee.Spec(Map.of("/a", 13L), Map.of())))
                .containsExactly(
                        "min./a: expected no more than the capacity of 12 ids together, found 13, which is 1 too many");
    }

    @Test
    void aPromiseIsToACgroupThatIsAlwaysThereAndBelowNoOther() {
        assertThat(misfits(new Guarantee.Spec(Map.of("/a", 2L, "/a/x", 1L), Map.of())))
                .containsExactly(
                        "min./a/x: expected a cgroup that lies below no other with a guarantee, found /a/x below /a");
        assertThat(misfits(new Guarantee.Spec(Map.of("/b/{instance}", 1L), Map.of("/b/{instance}", 1L))))
                .containsExactly(
                        "min./b/{instance}: expected a cgroup that is always there, found the template /b/{instance}");
        assertThat(misfits(new HardReservation.Spec(Map.of("/b/{instance}", 1L), HardReservation.Rest.SHARED)))
                .containsExactly(
                        "reserve./b/{instance}: expected a cgroup that is always there, found the template /b/{instance}");
    }

    @Test
    void aCutThatLeavesAllIsNone() {
        assertThat(misfits(new Adaptive.Spec(1, 0.99, 1))).isEmpty();
        assertThat(misfits(new Adaptive.Spec(1, 1, 1)))
                .containsExactly("decrease: expected a fraction below 1, found 1.0");
    }
}
