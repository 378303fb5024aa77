import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicyPlugin;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;

/** A policy whose name and texts attack whoever shows them. */
public final class Attack implements PolicyPlugin {
    private static final String NAME = "<script>document.title='pwned'</script>\u202e";
    private static final String TEXT = "</script><img/src=x/onerror=\"document.title='pwned'\">\u001b[2J\u202e";

    @Override
    public Policies.Entry policy() {
        return new Policies.Entry(NAME, TEXT, TEXT, TEXT, TEXT, section -> new Spec());
    }

    private record Spec() implements PolicySpec {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Policy start(HostFacts host) {
            return new Rule();
        }
    }

    private record Rule() implements Policy {
        @Override
        public Answer ask(Request request) {
            return request.hasFree() ? Answer.GRANT : Answer.REFUSE;
        }

        @Override
        public void charge(Request request) {}

        @Override
        public void uncharge(Request request) {}
    }
}
