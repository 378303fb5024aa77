package org.ioasidsim.policy.rule;

import java.util.List;
import java.util.Map;
import org.ioasidsim.policy.Accounts;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Knobs;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * Each tenant has a fixed number of ids that it cannot exceed, over all its VMs and containers.
 *
 * <p>Knobs: {@code ids}, the quota of each tenant; {@code others}, that of the tenants not named (default max). Quotas may add up to more
 * than the host has.
 *
 * <p>Protects: everybody from a tenant that has a quota, as far as the quotas of all add up to no more than the capacity. Does not
 * prevent: that ids lie idle while a tenant at its quota is refused, nor, when over-committed, that those who come late find none.
 *
 * <p>Source: the quota that VFIO's PASID series of 2020 gave each VM (default 1,000), set for the tenant instead of the VM.
 */
final class StaticQuota implements Policy, Kept {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "static-quota",
            "a fixed number of ids for each tenant",
            "everybody from a tenant with a quota, while the quotas add up to no more than the capacity",
            "ids lie idle while a tenant at its quota is refused; over-committed quotas are first come",
            "{name: static-quota, ids: {noisy: 1000}, others: max}",
            Spec::read);

    private final HostFacts host;
    private final long[] quotas;
    private final Accounts accounts;

    private StaticQuota(Spec spec, HostFacts host) {
        this.host = host;
        this.accounts = new Accounts(host);
        this.quotas = host.names().stream()
                .mapToLong(name -> spec.ids().getOrDefault(name, spec.others()))
                .toArray();
    }

    record Spec(Map<String, Long> ids, long others) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(
                    section.optional(
                            "ids", "the quota of each tenant", Knobs.forTenants(Forms.countOrMax(0)), Knobs.none()),
                    section.optional("others", "the quota of tenants not named", Forms.countOrMax(0), "max"));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public List<Misfit> misfits(HostFacts host) {
            return Knobs.tenants("ids", ids.keySet(), host);
        }

        @Override
        public Policy start(HostFacts host) {
            return new StaticQuota(this, host);
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() && accounts.of(request.tenant()) < quotas[request.tenant()]
                ? Answer.GRANT
                : Answer.REFUSE;
    }

    @Override
    public void charge(Request request) {
        accounts.charge(request.tenant());
    }

    @Override
    public void uncharge(Request request) {
        accounts.uncharge(request.tenant());
    }

    @Override
    public boolean saysReach() {
        return true;
    }

    @Override
    public String level(Request request) {
        return host.tenants().get(request.tenant()).name();
    }

    @Override
    public void keep(StateTape tape) {
        accounts.keep(tape);
    }
}
