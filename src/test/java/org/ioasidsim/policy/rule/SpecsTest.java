package org.ioasidsim.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.PolicySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule bears in results the name that scenarios give it, and says how far its answers reach, without which runs take far longer. */
class SpecsTest {
    private static final HostFacts HOST = new HostFacts(
            12,
            List.of(new HostFacts.Resource("ids", 12)),
            List.of(new HostFacts.Tenant("web", 2, "/a", List.of(1L))),
            List.of("/a"));

    static Stream<Arguments> specsAndNames() {
        Map<String, Long> none = Map.of();
        return Stream.of(
                Arguments.of(new FirstCome.Spec(), "first-come"),
                Arguments.of(new StaticQuota.Spec(none, 1), "static-quota"),
                Arguments.of(new HardReservation.Spec(none, HardReservation.Rest.NONE), "reservation"),
                Arguments.of(new OvercommittableLimit.Spec(none, OvercommittableLimit.Charge.STAYS), "limit"),
                Arguments.of(new Guarantee.Spec(none, none), "guarantee"),
                Arguments.of(new FairShare.Spec(Map.of(), 1), "fair-share"),
                Arguments.of(new TrunkReservation.Spec(1, List.of()), "trunk-reservation"),
                Arguments.of(new DominantResource.Spec(1), "dominant-resource"),
                Arguments.of(new BindRate.Spec(Map.of()), "bind-rate"),
                Arguments.of(new BlockingBind.Spec(BlockingBind.Order.FIFO), "blocking-bind"),
                Arguments.of(new ReclaimIdle.Spec(1), "reclaim-idle"),
                Arguments.of(new Revoke.Spec(Revoke.First.NEWEST, Revoke.Victim.EXITS), "revoke"),
                Arguments.of(new ProcessLimit.Spec(none), "process-limit"),
                Arguments.of(new Adaptive.Spec(1, 0.5, 1), "adaptive"));
    }

    @ParameterizedTest
    @MethodSource("specsAndNames")
    void bearsItsNameAndSaysItsReach(PolicySpec spec, String name) {
        assertThat(spec.name()).isEqualTo(name);
        assertThat(spec.misfits(HOST)).isEmpty();
        if (!name.equals("first-come")) { // of which nobody is asked
            assertThat(spec.start(HOST).saysReach()).isTrue();
        }
    }

    @Test
    void theCatalogueHasThemAll() {
        assertThat(BuiltInPolicies.catalogue().entries())
                .extracting(Policies.Entry::name)
                .containsExactlyElementsOf(
                        specsAndNames().map(each -> (String) each.get()[1]).toList());
    }
}
