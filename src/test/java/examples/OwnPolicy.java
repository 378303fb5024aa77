package examples;

import org.ioasidsim.policy.Accounts;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicyPlugin;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/** A policy of one's own, whole; the reference repeats the lines between the marks. */
// begin policy
public final class OwnPolicy implements PolicyPlugin {
    @Override
    public Policies.Entry policy() {
        return new Policies.Entry(
                "head-count",
                "a tenant holds at most max ids",
                "everybody from one that hoards",
                "ids lie idle",
                "{name: head-count, max: 100}",
                OwnPolicy::read);
    }

    private static PolicySpec read(Section section) {
        return new Spec(section.optional("max", "ids that a tenant may hold", Forms.count(1, 1_000_000), "100"));
    }

    private record Spec(long max) implements PolicySpec {
        @Override
        public String name() {
            return "head-count";
        }

        @Override
        public Policy start(HostFacts host) {
            return new Rule(max, new Accounts(host));
        }
    }

    private record Rule(long max, Accounts held) implements Policy {
        @Override
        public Answer ask(Request request) {
            return request.hasFree() && held.of(request.tenant()) < max ? Answer.GRANT : Answer.REFUSE;
        }

        @Override
        public void charge(Request request) {
            held.charge(request.tenant());
        }

        @Override
        public void uncharge(Request request) {
            held.uncharge(request.tenant());
        }
    }
}
// end
