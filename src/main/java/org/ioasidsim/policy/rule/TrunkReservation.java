package org.ioasidsim.policy.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Knobs;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.RuleVerdict;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * The last ids of the host are kept for some tenants; the others get an id only while more than those are free.
 *
 * <p>Knobs: {@code keep}, how many ids; {@code tenants}, for whom.
 *
 * <p>Protects: the named tenants, all together, from the others; already a small number makes their refusals rare. Does not prevent: that
 * the named tenants starve each other or the others, nor that many long holders among the others leave only the kept ids.
 *
 * <p>Source: Kelly, "Loss networks", Annals of Applied Probability 1, 1991, section 3.3.
 */
public final class TrunkReservation implements Policy, Kept {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "trunk-reservation",
            "the last ids of the host are kept for some tenants",
            "the named tenants from the others",
            "the named tenants starve each other or the others",
            "{name: trunk-reservation, keep: 100, tenants: [web]}",
            Spec::read);

    private final long keep;
    private final boolean[] isKeptFor;

    private TrunkReservation(Spec spec, HostFacts host) {
        this.keep = spec.keep();
        this.isKeptFor = new boolean[host.tenants().size()];
        spec.tenants().forEach(name -> isKeptFor[host.tenant(name).orElseThrow()] = true);
    }

    /**
     * The knobs.
     *
     * @param keep how many ids are kept
     * @param tenants the names of those for whom they are kept
     */
    public record Spec(long keep, List<String> tenants) implements PolicySpec {
        public Spec {
            tenants = List.copyOf(tenants);
        }

        static Spec read(Section section) {
            return new Spec(
                    section.required("keep", "the ids that are kept", Forms.count(0, Integer.MAX_VALUE)),
                    section.required("tenants", "for whom they are kept", Forms.listOfSome(Knobs.tenant())));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public List<Misfit> misfits(HostFacts host) {
            List<Misfit> misfits = new ArrayList<>(Knobs.listedTenants("tenants", tenants, host));
            if (Set.copyOf(tenants).size() < tenants.size()) {
                misfits.add(new Misfit(List.of("tenants"), "expected each tenant once, found one again"));
            }
            if (keep > host.capacity()) {
                misfits.add(new Misfit(
                        List.of("keep"),
                        "expected no more than the capacity of " + host.capacity() + " ids, found " + keep));
            }
            return misfits;
        }

        @Override
        public Policy start(HostFacts host) {
            return new TrunkReservation(this, host);
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() && standing(request).isGranted(hasRoom(request)) ? Answer.GRANT : Answer.REFUSE;
    }

    @Override
    public RuleVerdict standing(Request request) {
        return isKeptFor[request.tenant()] ? RuleVerdict.GRANTED : RuleVerdict.WHILE_ROOM;
    }

    /** Returns whether more ids are free than are kept. */
    @Override
    public boolean hasRoom(Request any) {
        return any.free() > keep;
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
    public String level(Request request) {
        return "host";
    }

    @Override
    public void keep(StateTape tape) {
        // it has no books: the host knows what is free
    }
}
