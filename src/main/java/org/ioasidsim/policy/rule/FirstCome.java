package org.ioasidsim.policy.rule;

import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.yaml.Section;

/**
 * Whoever asks first gets an id, as in the kernel as it is: one system pool, no arbiter.
 *
 * <p>Knobs: none. Those who wait ({@code on_refusal: wait}) are served in the order of their arrivals.
 *
 * <p>Protects: nobody from anybody. Does not prevent: that one tenant takes all ids and keeps them.
 *
 * <p>Source: drivers/iommu/iommu-sva.c and iommu.c, {@code iommu_alloc_global_pasid}: every refusal is an immediate error.
 */
public final class FirstCome implements Policy {
    /** The name in the catalogue. */
    public static final String NAME = "first-come";

    static final Policies.Entry ENTRY = new Policies.Entry(
            NAME,
            "whoever asks first, as in the kernel",
            "nobody from anybody",
            "one tenant takes all ids and keeps them",
            "first-come",
            Spec::read);

    private FirstCome() {}

    /** The policy without knobs. */
    public record Spec() implements PolicySpec {
        static Spec read(Section section) {
            return new Spec();
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Policy start(HostFacts host) {
            return new FirstCome();
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() ? Answer.GRANT : Answer.REFUSE;
    }

    @Override
    public void charge(Request request) {}

    @Override
    public void uncharge(Request request) {}
}
