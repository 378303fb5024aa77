package examples;

import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicyPlugin;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;

/** A policy that fails whenever it is asked. */
final class FailingPolicy implements PolicyPlugin {
    @Override
    public Policies.Entry policy() {
        return new Policies.Entry("failing", "fails", "nobody", "anything", "failing", section -> new Spec());
    }

    private record Spec() implements PolicySpec {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Policy start(HostFacts host) {
            return new Rule();
        }
    }

    private record Rule() implements Policy {
        @Override
        public Answer ask(Request request) {
            throw new IllegalStateException("lost count");
        }

        @Override
        public void charge(Request request) {}

        @Override
        public void uncharge(Request request) {}
    }
}
