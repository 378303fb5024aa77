package org.ioasidsim.policy.rule;

import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.Revocation;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * Where an event lowers a limit that bonds are charged to ({@code misc.max} of {@code pasid}, {@code asid} or {@code pasid.DEVICE}, {@code ioasids.max},
 * {@code memory.max}) below what is charged, ids in use are taken back until the limit holds: their bonds end, the device faults, and the process hears of it ({@code revoked}, -EFAULT). In the kernel as it is, a lowered limit stops new charges only.
 *
 * <p>Knobs: {@code first}, which processes of the cgroup lose their ids first, by arrival (default newest); {@code victim}, what the fault does to them:
 * {@code exits} (default), or {@code binds-again}, which is a new request under the lowered limit.
 *
 * <p>Protects: whoever a limit is lowered for, at once and not only as ids come back. Does not prevent: that victims lose work; what a VM holds for its
 * life ({@code sev}, {@code tdx}).
 *
 * <p>Source: a proposal, after dmem's and memory's reclaim on a lowered limit (mm/memcontrol.c, memory_max_write); misc_cg_max_write takes nothing back.
 */
public final class Revoke implements Policy, Kept {
    /** The name in the catalogue. */
    public static final String NAME = "revoke";

    static final Policies.Entry ENTRY = new Policies.Entry(
            NAME,
            "takes ids in use back where a limit is lowered below what is charged",
            "those for whom a limit is lowered, at once",
            "victims lose their bonds and what they were doing",
            "{name: revoke, first: newest, victim: binds-again}",
            Spec::read);

    private final Revocation revocation;

    private Revoke(Spec spec) {
        revocation = new Revocation(true, spec.first == First.NEWEST, spec.victim == Victim.EXITS);
    }

    record Spec(First first, Victim victim) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(
                    section.optional("first", "who loses an id first", Forms.choice(First.class), "newest"),
                    section.optional("victim", "what the fault does to it", Forms.choice(Victim.class), "exits"));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public Policy start(HostFacts host) {
            return new Revoke(this);
        }
    }

    enum First {
        NEWEST,
        OLDEST
    }

    enum Victim {
        EXITS,
        BINDS_AGAIN
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() ? Answer.GRANT : Answer.REFUSE;
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
    public Revocation revocation() {
        return revocation;
    }

    @Override
    public void keep(StateTape tape) {
        // it has no books: the kernel knows what is charged
    }
}
