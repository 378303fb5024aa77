import java.util.List;
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

/**
 * A policy of your own in one file. Try it without rebuilding anything:
 *
 * <pre>
 * ./ioasid-sim run scenarios/own-policy.yaml --policy-source scenarios/policies/DynamicThreshold.java
 * ./ioasid-sim policies dynamic-threshold --policy-source scenarios/policies/DynamicThreshold.java
 * </pre>
 *
 * <p>The rule: a tenant may hold at most {@code alpha} times as many ids as are free. When the host fills up, everybody's threshold falls,
 * and a part of the ids is always kept for those who come late: with n greedy tenants, each holds alpha/(1 + n alpha) of the capacity and
 * 1/(1 + n alpha) stays free.
 *
 * <p>Source: Choudhury and Hahne, "Dynamic queue length thresholds for shared-memory packet switches", IEEE/ACM Transactions on Networking
 * 6(2), 1998.
 */
public final class DynamicThreshold implements PolicyPlugin {
    /** What the catalogue says of it, and how its knobs are read. */
    @Override
    public Policies.Entry policy() {
        return new Policies.Entry(
                "dynamic-threshold",
                "a tenant holds at most alpha times what is free",
                "those who come late from those who came first",
                "some ids always lie idle",
                "{name: dynamic-threshold, alpha: 1}",
                DynamicThreshold::read);
    }

    /** Each knob: its name, what it says, how it is written, its default. */
    private static PolicySpec read(Section section) {
        return new Spec(section.optional("alpha", "ids held for each free one", Forms.positive(), "1"));
    }

    private record Spec(double alpha) implements PolicySpec {
        @Override
        public String name() {
            return "dynamic-threshold";
        }

        @Override
        public List<Misfit> misfits(HostFacts host) {
            return alpha <= host.capacity()
                    ? List.of()
                    : List.of(new Misfit(List.of("alpha"), "expected at most the capacity, found " + alpha));
        }

        @Override
        public Policy start(HostFacts host) {
            return new Rule(alpha, new Accounts(host));
        }
    }

    /** One run's books and the rule itself. */
    private record Rule(double alpha, Accounts held) implements Policy {
        /** Says yes or no and changes nothing. A grant where {@code hasFree()} is false would be a breach of the contract. */
        @Override
        public Answer ask(Request request) {
            return request.hasFree() && held.of(request.tenant()) < alpha * request.free()
                    ? Answer.GRANT
                    : Answer.REFUSE;
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
