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
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.RuleVerdict;
import org.ioasidsim.policy.book.CgroupAccounts;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.jspecify.annotations.Nullable;

/**
 * Capacity is set aside for cgroups: each uses what was reserved for it and nothing else, whether others need it or not. A cgroup without
 * a reservation uses that of its nearest ancestor that has one.
 *
 * <p>Knobs: {@code reserve}, the ids of each cgroup, together at most the capacity (a parent's and a child's reservation add up);
 * {@code rest}, what becomes of the ids that nobody reserved: {@code none} may use them (default, as posted, where a new cgroup may
 * allocate nothing), or they are {@code shared} by the cgroups without a reservation.
 *
 * <p>Protects: each cgroup with a reservation from everybody. Does not prevent: that reserved ids lie idle while others are refused.
 *
 * <p>Source: the allocation model of Documentation/admin-guide/cgroup-v2.rst; the controller of RFC v4, kernel/cgroup/ioasids.c, without
 * its leaks.
 */
final class HardReservation implements Policy, Kept {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "reservation",
            "capacity set aside for cgroups, the model of the posted controller",
            "each cgroup with a reservation from everybody",
            "reserved ids lie idle while others are refused",
            "{name: reservation, reserve: {/web: 3000, /noisy: 1000}}",
            Spec::read);

    private final long rest;
    private final CgroupValues<Long> reserved;
    private final CgroupAccounts ofReservation = new CgroupAccounts();
    private long chargedToRest;

    private HardReservation(Spec spec, HostFacts host) {
        long promised =
                spec.reserve().values().stream().mapToLong(Long::longValue).sum();
        this.rest = spec.rest() == Rest.SHARED ? host.capacity() - promised : 0;
        this.reserved = new CgroupValues<>(spec.reserve());
    }

    /** What becomes of the ids that nobody reserved. */
    enum Rest {
        NONE,
        SHARED
    }

    record Spec(Map<String, Long> reserve, Rest rest) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(
                    section.required(
                            "reserve",
                            "the ids set aside for each cgroup",
                            Knobs.forCgroups(Forms.count(0, Integer.MAX_VALUE))),
                    section.optional("rest", "who uses what nobody reserved", Forms.choice(Rest.class), "none"));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public List<Misfit> misfits(HostFacts host) {
            List<Misfit> misfits = new ArrayList<>(Knobs.cgroups("reserve", reserve.keySet(), host));
            misfits.addAll(Knobs.templates("reserve", reserve.keySet()));
            misfits.addAll(Knobs.promises("reserve", reserve, host));
            return misfits;
        }

        @Override
        public Policy start(HostFacts host) {
            return new HardReservation(this, host);
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() && standing(request).isGranted(hasRoom(request)) ? Answer.GRANT : Answer.REFUSE;
    }

    @Override
    public RuleVerdict standing(Request request) {
        Cgroup owner = owner(request.cgroup());
        if (owner == null) {
            return RuleVerdict.WHILE_ROOM;
        }
        Long ids = reserved.of(owner);
        return ids != null && ofReservation.of(owner) < ids ? RuleVerdict.GRANTED : RuleVerdict.REFUSED;
    }

    /** Returns whether some of the unreserved ids are left. */
    @Override
    public boolean hasRoom(Request any) {
        return chargedToRest < rest;
    }

    /** Returns the nearest cgroup with a reservation, or null. */
    private @Nullable Cgroup owner(Cgroup leaf) {
        for (Cgroup group = leaf; group != null; group = group.parent()) {
            if (reserved.of(group) != null) {
                return group;
            }
        }
        return null;
    }

    @Override
    public void charge(Request request) {
        Cgroup owner = owner(request.cgroup());
        if (owner == null) {
            chargedToRest++;
        } else {
            ofReservation.chargeAlone(owner, 1);
        }
    }

    @Override
    public void uncharge(Request request) {
        Cgroup owner = owner(request.cgroup());
        if (owner != null) {
            ofReservation.unchargeAlone(owner, 1);
        } else if (chargedToRest-- == 0) {
            throw new PolicyBreach("uncharged an id of the rest, of which none is charged");
        }
    }

    @Override
    public boolean saysReach() {
        return true;
    }

    @Override
    public Cgroup reach(Cgroup leaf) {
        return reserved.highest(leaf);
    }

    @Override
    public String level(Request request) {
        Cgroup owner = owner(request.cgroup());
        return owner == null ? request.cgroup().path() : owner.path();
    }

    @Override
    public void keep(StateTape tape) {
        ofReservation.keep(tape);
        chargedToRest = tape.keep(chargedToRest);
    }
}
