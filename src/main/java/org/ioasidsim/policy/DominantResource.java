package org.ioasidsim.policy;

import org.ioasidsim.kernel.Limit;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * Dominant resource fairness over all that a bound process takes: ids, ASIDs, pids and dedicated work queues. A tenant's dominant share is
 * the largest part of any resource that it uses; the policy grants as long as the tenant has fewer bound processes than max-min fairness
 * on the weighted dominant shares allots to it, given what all demand now.
 *
 * <p>The demand of a tenant is what a kernel can know: processes bound, requests that wait, and requests refused within the memory.
 *
 * <p>Knobs: {@code memory}, for how long a refused request counts as demand (default 1s).
 *
 * <p>Protects: a tenant below its dominant share from those above theirs, whatever resource each needs most, as they come back. Does not
 * prevent: that one who comes first takes all and keeps it; that a tenant with private ids, which count as one each, is allotted less.
 *
 * <p>Source: Ghodsi, Zaharia, Hindman, Konwinski, Shenker and Stoica, "Dominant resource fairness", NSDI 2011; with bounded demands:
 * Parkes, Procaccia and Shah, EC 2012.
 */
final class DominantResource implements Policy {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "dominant-resource",
            "dominant resource fairness over ids, ASIDs, pids and queues",
            "a tenant below its dominant share from those above theirs, as resources come back",
            "one who comes first takes all and keeps it, since nothing is taken back",
            "{name: dominant-resource, memory: 1s}",
            Spec::read);

    private final HostFacts host;
    private final Accounts accounts;
    private final RecentCount[] refused;
    private final long[] waiting;
    private final RecentCount refusedOfAll;
    private final ProgressiveFilling filling;

    /** Counts what changes a demand, so that the filling is worked out once for all who ask at one time. */
    private long changes;

    private long filledAfter = -1;
    private double filledAtSeconds;

    private DominantResource(Spec spec, HostFacts host) {
        int tenants = host.tenants().size();
        this.host = host;
        this.accounts = new Accounts(host);
        this.waiting = new long[tenants];
        this.refused = new RecentCount[tenants];
        for (int i = 0; i < tenants; i++) {
            refused[i] = new RecentCount(spec.memorySeconds());
        }
        this.refusedOfAll = new RecentCount(spec.memorySeconds());
        this.filling = new ProgressiveFilling(host);
    }

    record Spec(double memorySeconds) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(section.optional(
                    "memory", "for how long a refused request counts as demand", Forms.positiveTime(), "1s"));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public Policy start(HostFacts host) {
            return new DominantResource(this, host);
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() && isAllotted(request.tenant(), request.nowSeconds()) ? Answer.GRANT : Answer.REFUSE;
    }

    private boolean isAllotted(int asking, double nowSeconds) {
        if (filledAfter != changes || filledAtSeconds != nowSeconds) {
            for (int i = 0; i < waiting.length; i++) {
                filling.demand(i, demand(i, nowSeconds));
            }
            filling.start();
            filledAfter = changes;
            filledAtSeconds = nowSeconds;
        }
        return filling.fitsWithOneMore(asking) || filling.allotsMoreThan(accounts.of(asking), asking);
    }

    private long demand(int tenant, double nowSeconds) {
        return accounts.of(tenant) + waiting[tenant] + refused[tenant].at(nowSeconds);
    }

    @Override
    public void charge(Request request) {
        changes++;
        accounts.charge(request.tenant());
    }

    @Override
    public void uncharge(Request request) {
        changes++;
        accounts.uncharge(request.tenant());
    }

    @Override
    public void refused(Request request, Limit by) {
        changes++;
        remember(request, 1);
    }

    /** A request that waits is demand until it is served: its refusal need not be remembered. */
    @Override
    public void waiting(Request request, int change) {
        changes++;
        waiting[request.tenant()] += change;
        if (change > 0) {
            remember(request, -1);
        }
    }

    private void remember(Request request, int change) {
        refused[request.tenant()].add(change, request.nowSeconds());
        refusedOfAll.add(change, request.nowSeconds());
    }

    @Override
    public double changesAt(double nowSeconds) {
        return refusedOfAll.changesAt(nowSeconds);
    }

    @Override
    public String level(Request request) {
        return host.tenants().get(request.tenant()).name();
    }
}
