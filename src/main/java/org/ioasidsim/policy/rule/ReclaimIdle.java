package org.ioasidsim.policy.rule;

import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * Before a bind is refused because the host is exhausted, the id that has been idle for longest is taken back: held by an address space
 * that is bound to no device any more. Its owner gets another one when it binds again.
 *
 * <p>Knobs: {@code after}, how long an id must have been idle (default 0s: at once).
 *
 * <p>Protects: those who bind from those who once did. Does not prevent: that ids in use run out; that an owner whose id was taken is
 * refused when it comes back; that ASIDs run out, since an idle id holds none. Where a free costs time, the id comes back too late for the
 * request that asked for it.
 *
 * <p>Source: from 5.18 a PASID is kept until its address space is dropped (commit 701fac40384f), so that "unbind" frees none.
 */
final class ReclaimIdle implements Policy, Kept {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "reclaim-idle",
            "takes back ids that are held but unbound before refusing",
            "those who bind from those who once did",
            "ids in use run out; an owner whose id was taken may be refused when it comes back",
            "{name: reclaim-idle, after: 10ms}",
            Spec::read);

    private final double afterSeconds;

    private ReclaimIdle(Spec spec) {
        this.afterSeconds = spec.afterSeconds();
    }

    record Spec(double afterSeconds) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(section.optional("after", "how long an id must have been idle", Forms.time(), "0s"));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public Policy start(HostFacts host) {
            return new ReclaimIdle(this);
        }
    }

    @Override
    public Answer ask(Request request) {
        if (request.hasFree()) {
            return Answer.GRANT;
        }
        return request.lacksId() && request.longestIdleSeconds() >= afterSeconds ? Answer.RECLAIM : Answer.REFUSE;
    }

    @Override
    public void charge(Request request) {}

    @Override
    public void uncharge(Request request) {}

    @Override
    public boolean saysReach() {
        return true;
    }

    @Override
    public boolean reclaims() {
        return true;
    }

    @Override
    public void keep(StateTape tape) {
        // it has no books: the host knows what is idle
    }
}
