package org.ioasidsim.policy.rule;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.policy.Accounts;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.book.FillingByKind;
import org.ioasidsim.policy.book.ProgressiveFilling;
import org.ioasidsim.policy.book.RecentCount;
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
    private final FillingByKind byKind;

    /** The number of changes of demands so far: the filling is computed again only after one. */
    private long changes;

    private long filledAfter = -1;

    /** The step of the memory at which the demands were last brought up to date. */
    private long step;

    private long shiftedAfter = -1;
    private boolean areAllKnown;

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
        this.byKind = byKind(host, filling);
    }

    /** What tenants of a kind have in common. */
    private record Kind(double growth, List<Long> needs) {}

    private static FillingByKind byKind(HostFacts host, ProgressiveFilling filling) {
        List<Kind> kindOf = new ArrayList<>();
        for (int i = 0; i < host.tenants().size(); i++) {
            kindOf.add(new Kind(filling.growth(i), host.tenants().get(i).needs()));
        }
        List<Kind> kinds = kindOf.stream().distinct().toList();
        return new FillingByKind(
                host.resources().stream()
                        .mapToDouble(HostFacts.Resource::capacity)
                        .toArray(),
                kindOf.stream().mapToInt(kinds::indexOf).toArray(),
                kinds.stream().mapToDouble(Kind::growth).toArray(),
                kinds.stream()
                        .map(kind -> kind.needs().stream()
                                .mapToDouble(Long::doubleValue)
                                .toArray())
                        .toArray(double[][]::new));
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
        forget(nowSeconds);
        FillingByKind.Answer answer = byKind.allotsMore(asking);
        return answer == FillingByKind.Answer.UNSURE
                ? isAllottedByRule(asking, nowSeconds)
                : answer == FillingByKind.Answer.YES;
    }

    /** Recomputes the demand of each tenant whose remembered requests have expired. */
    private void forget(double nowSeconds) {
        long now = refusedOfAll.stepAt(nowSeconds);
        if (step != now) {
            step = now;
            for (int i = 0; i < refused.length; i++) {
                if (!refused[i].isEmpty()) {
                    changed(i, nowSeconds);
                }
            }
        }
    }

    private void changed(int tenant, double nowSeconds) {
        changes++;
        byKind.set(tenant, accounts.of(tenant), demand(tenant, nowSeconds));
    }

    private boolean isAllottedByRule(int asking, double nowSeconds) {
        if (filledAfter != changes) {
            for (int i = 0; i < waiting.length; i++) {
                filling.demand(i, demand(i, nowSeconds));
            }
            filling.start();
            filledAfter = changes;
        }
        return filling.fitsWithOneMore(asking) || filling.allotsMoreThan(accounts.of(asking), asking);
    }

    private long demand(int tenant, double nowSeconds) {
        return accounts.of(tenant) + waiting[tenant] + refused[tenant].at(nowSeconds);
    }

    @Override
    public void charge(Request request) {
        accounts.charge(request.tenant());
        changed(request.tenant(), request.nowSeconds());
    }

    @Override
    public void uncharge(Request request) {
        accounts.uncharge(request.tenant());
        changed(request.tenant(), request.nowSeconds());
    }

    @Override
    public void refused(Request request, Limit by) {
        remember(request, 1);
    }

    /** Counts a waiting request as demand until it is served, in place of its remembered refusal. */
    @Override
    public void waiting(Request request, int change) {
        waiting[request.tenant()] += change;
        if (change > 0) {
            remember(request, -1);
        } else {
            changed(request.tenant(), request.nowSeconds());
        }
    }

    /** Changes nothing: demand belongs to the tenant, whichever cgroup its processes are in. */
    @Override
    public void waitingMoved(Request request, int change) {}

    private void remember(Request request, int change) {
        refused[request.tenant()].add(change, request.nowSeconds());
        refusedOfAll.add(change, request.nowSeconds());
        changed(request.tenant(), request.nowSeconds());
    }

    @Override
    public boolean saysReach() {
        return true;
    }

    /** Reports the tenants whose number of processes the filling's level has crossed. */
    @Override
    public void shift(Request any, ChangeListener shifted) {
        forget(any.nowSeconds());
        if (shiftedAfter != changes) {
            shiftedAfter = changes;
            boolean areKnown = byKind.cross(shifted::tenant);
            if (!areKnown || !areAllKnown) {
                shifted.all();
            }
            areAllKnown = areKnown;
        }
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
