package org.ioasidsim.policy.rule;

import java.util.ArrayList;
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
import org.ioasidsim.policy.RuleVerdict;
import org.ioasidsim.policy.book.LimitsByCgroup;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.jspecify.annotations.Nullable;

/**
 * A guarantee and a limit for each cgroup, like memory.min and memory.max: below its guarantee a cgroup is never refused for another's
 * use, above it the cgroups compete for what the unfilled guarantees of the others leave, up to their limits.
 *
 * <p>Knobs: {@code min}, the guarantee of each cgroup (none of them below another, together at most the capacity); {@code max}, the
 * limit of each. A cgroup not named has no guarantee and no limit.
 *
 * <p>Protects: a cgroup below its guarantee from everybody. Does not prevent: that the part of a guarantee that is not used lies idle
 * while others are refused, since an id once given cannot be taken back; nor any unfairness above the guarantees.
 *
 * <p>Source: the protections model of Documentation/admin-guide/cgroup-v2.rst, "memory.min", without reclaim.
 */
final class Guarantee implements Policy, Kept {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "guarantee",
            "a guarantee and a limit for each cgroup, like memory.min and memory.max",
            "a cgroup below its guarantee from everybody",
            "unused guarantees lie idle while others are refused; above the guarantees it is first come",
            "{name: guarantee, min: {/web: 3000}, max: {/noisy: 2000}}",
            Spec::read);

    private final CgroupValues<Long> min;
    private final LimitsByCgroup limits;
    private long promised;

    private Guarantee(Spec spec) {
        this.min = new CgroupValues<>(spec.min());
        this.limits = new LimitsByCgroup(new CgroupValues<>(spec.max()));
        this.promised = spec.min().values().stream().mapToLong(Long::longValue).sum();
    }

    record Spec(Map<String, Long> min, Map<String, Long> max) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(
                    section.required(
                            "min", "the guarantee of each cgroup", Knobs.forCgroups(Forms.count(0, Integer.MAX_VALUE))),
                    section.optional(
                            "max", "the limit of each cgroup", Knobs.forCgroups(Forms.countOrMax(0)), Knobs.none()));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public List<Misfit> misfits(HostFacts host) {
            List<Misfit> misfits = new ArrayList<>(Knobs.cgroups("min", min.keySet(), host));
            misfits.addAll(Knobs.cgroups("max", max.keySet(), host));
            misfits.addAll(Knobs.templates("min", min.keySet()));
            min.keySet().forEach(path -> nested(path, misfits));
            misfits.addAll(Knobs.promises("min", min, host));
            return misfits;
        }

        private void nested(String path, List<Misfit> misfits) {
            min.keySet().stream()
                    .filter(other -> path.startsWith(other + "/"))
                    .forEach(other -> misfits.add(new Misfit(
                            List.of("min", path),
                            "expected a cgroup that lies below no other with a guarantee, found " + path + " below "
                                    + other)));
        }

        @Override
        public Policy start(HostFacts host) {
            return new Guarantee(this);
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() && standing(request).isGranted(hasRoom(request)) ? Answer.GRANT : Answer.REFUSE;
    }

    @Override
    public RuleVerdict standing(Request request) {
        if (limits.full(request.cgroup(), 1) != null) {
            return RuleVerdict.REFUSED;
        }
        Cgroup guaranteed = guaranteed(request.cgroup());
        return guaranteed != null && isBelow(guaranteed) ? RuleVerdict.GRANTED : RuleVerdict.WHILE_ROOM;
    }

    /** Returns whether more ids are free than the unfilled guarantees promise. */
    @Override
    public boolean hasRoom(Request any) {
        return any.free() > promised;
    }

    private @Nullable Cgroup guaranteed(Cgroup leaf) {
        for (Cgroup group = leaf; group != null; group = group.parent()) {
            if (min.of(group) != null) {
                return group;
            }
        }
        return null;
    }

    private boolean isBelow(Cgroup group) {
        Long guarantee = min.of(group);
        return guarantee != null && limits.accounts().of(group) < guarantee;
    }

    @Override
    public void charge(Request request) {
        Cgroup guaranteed = guaranteed(request.cgroup());
        if (guaranteed != null && isBelow(guaranteed)) {
            promised--;
        }
        limits.accounts().charge(request.cgroup(), 1);
    }

    @Override
    public void uncharge(Request request) {
        limits.accounts().uncharge(request.cgroup(), 1);
        Cgroup guaranteed = guaranteed(request.cgroup());
        if (guaranteed != null && isBelow(guaranteed)) {
            promised++;
        }
    }

    @Override
    public boolean saysReach() {
        return true;
    }

    @Override
    public Cgroup reach(Cgroup leaf) {
        Cgroup guaranteed = min.highest(leaf);
        Cgroup limited = limits.highest(leaf);
        return limited.path().length() < guaranteed.path().length() ? limited : guaranteed;
    }

    @Override
    public String level(Request request) {
        Cgroup full = limits.full(request.cgroup(), 1);
        return full == null ? "host" : full.path();
    }

    @Override
    public void keep(StateTape tape) {
        limits.keep(tape);
        promised = tape.keep(promised);
    }
}
