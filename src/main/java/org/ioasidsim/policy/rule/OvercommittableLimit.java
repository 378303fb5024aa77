package org.ioasidsim.policy.rule;

import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.CgroupValues;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Knobs;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.book.LimitsByCgroup;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * A limit for each cgroup, met by everything in it and below; the limits of siblings may add up to more than there is.
 *
 * <p>Knobs: {@code max}, the limit of each cgroup (a cgroup not named has none); {@code charge}, what happens to a charge when its process
 * moves to another cgroup: it {@code moves} along, without a limit check, as the pids and the posted ioasids controllers do, or
 * {@code stays} with the first cgroup until the id is freed, as in misc (default).
 *
 * <p>Protects: everybody from a limited cgroup, as far as the limits add up to no more than the capacity. Does not prevent: that several
 * cgroups within their limits exhaust the host; with charges that stay, that a tenant escapes its limit by moving on.
 *
 * <p>Source: the limits model of Documentation/admin-guide/cgroup-v2.rst; kernel/cgroup/misc.c; Jacob Pan, 29 March 2021, on the
 * controller that was to follow RFC v4.
 */
final class OvercommittableLimit implements Policy, Kept {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "limit",
            "a limit for each cgroup, over-committable; charges stay (as misc) or move",
            "everybody from a limited cgroup, while the limits add up to no more than the capacity",
            "several cgroups within their limits exhaust the host; charges that stay let a mover escape",
            "{name: limit, max: {/noisy: 1000}, charge: stays}",
            Spec::read);

    private final LimitsByCgroup limits;
    private final boolean moves;

    private OvercommittableLimit(Spec spec) {
        this.limits = new LimitsByCgroup(new CgroupValues<>(spec.max()));
        this.moves = spec.charge() == Charge.MOVES;
    }

    /** What happens to a charge when its process moves. */
    enum Charge {
        STAYS,
        MOVES
    }

    record Spec(Map<String, Long> max, Charge charge) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(
                    section.required("max", "the limit of each cgroup", Knobs.forCgroups(Forms.countOrMax(0))),
                    section.optional(
                            "charge",
                            "what becomes of it when its process moves",
                            Forms.choice(Charge.class),
                            "stays"));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public List<Misfit> misfits(HostFacts host) {
            return Knobs.cgroups("max", max.keySet(), host);
        }

        @Override
        public Policy start(HostFacts host) {
            return new OvercommittableLimit(this);
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() && limits.full(request.cgroup(), 1) == null ? Answer.GRANT : Answer.REFUSE;
    }

    @Override
    public void charge(Request request) {
        limits.accounts().charge(request.cgroup(), 1);
    }

    @Override
    public void uncharge(Request request) {
        limits.accounts().uncharge(request.cgroup(), 1);
    }

    @Override
    public boolean chargesMove() {
        return moves;
    }

    @Override
    public boolean saysReach() {
        return true;
    }

    @Override
    public Cgroup reach(Cgroup leaf) {
        return limits.highest(leaf);
    }

    @Override
    public String level(Request request) {
        return limits.level(request.cgroup());
    }

    @Override
    public void keep(StateTape tape) {
        limits.keep(tape);
    }
}
