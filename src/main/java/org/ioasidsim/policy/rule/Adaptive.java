package org.ioasidsim.policy.rule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.policy.Accounts;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.jspecify.annotations.Nullable;

/**
 * Limits that adapt: when anybody is refused because the host is exhausted, the limit of every tenant above its fair part is cut to a
 * fraction of what it holds; all limits grow by a constant rate in between.
 *
 * <p>Knobs: {@code increase}, by how many ids a second a limit grows; {@code decrease}, the fraction that is left (default 50%);
 * {@code interval}, the least time between two cuts (default 1s). The fair part is the capacity divided by weight; limits start at the
 * capacity and are never cut below the fair part.
 *
 * <p>Protects: tenants below their fair part from those above, after a while. Does not prevent: a first exhaustion; that a tenant that
 * never lets go keeps what it has, whatever its limit says.
 *
 * <p>Source: Chiu and Jain, "Analysis of the increase and decrease algorithms for congestion avoidance in computer networks", Computer
 * Networks and ISDN Systems 17, 1989: additive increase, multiplicative decrease.
 */
final class Adaptive implements Policy {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "adaptive",
            "limits that grow slowly and are cut when the host is exhausted (AIMD)",
            "tenants below their fair part from those above, after a while",
            "a first exhaustion; a tenant that never lets go keeps what it has",
            "{name: adaptive, increase: 100/s, decrease: 50%, interval: 1s}",
            Spec::read);

    private final Spec spec;
    private final HostFacts host;
    private final Accounts accounts;
    private final double[] fairParts;
    private final double[] limits;

    /** The tenants without room for one more id when they or their limit last changed, ordered by when their growing limit will have room. */
    private final NavigableSet<Lack> lacks =
            new TreeSet<>(Comparator.comparingDouble(Lack::ids).thenComparingInt(Lack::tenant));

    private final @Nullable Lack[] lackOf;

    /** More than rounding errors can add to a lack. */
    private final double slack;

    private boolean hasCut;
    private double grownAt;
    private double lastCutAt = Double.NEGATIVE_INFINITY;

    private Adaptive(Spec spec, HostFacts host) {
        this.spec = spec;
        this.host = host;
        this.accounts = new Accounts(host);
        double weights =
                host.tenants().stream().mapToDouble(HostFacts.Tenant::weight).sum();
        this.fairParts = host.tenants().stream()
                .mapToDouble(tenant -> host.capacity() * tenant.weight() / weights)
                .toArray();
        this.limits = new double[fairParts.length];
        Arrays.fill(limits, host.capacity());
        this.lackOf = new Lack[limits.length];
        this.slack = 1e-12 * host.capacity();
    }

    /** By how many ids a tenant's limit must grow beyond its value after the last cut to have room for one more. */
    private record Lack(double ids, int tenant) {}

    record Spec(double increasePerSecond, double decrease, double intervalSeconds) implements PolicySpec {
        static Spec read(Section section) {
            var spec = new Spec(
                    section.required("increase", "ids by which a limit grows, such as 100/s", Forms.rate()),
                    section.optional("decrease", "the fraction that a cut leaves", Forms.probability(), "50%"),
                    section.optional("interval", "the least time between two cuts", Forms.positiveTime(), "1s"));
            return spec;
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public List<Misfit> misfits(HostFacts host) {
            return decrease < 1
                    ? List.of()
                    : List.of(new Misfit(List.of("decrease"), "expected a fraction below 1, found " + decrease));
        }

        @Override
        public Policy start(HostFacts host) {
            return new Adaptive(this, host);
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() && lack(request.tenant(), request.nowSeconds()) <= 0 ? Answer.GRANT : Answer.REFUSE;
    }

    /** Returns by how many ids a tenant's limit must grow to have room for one more; 0 or less if it has. */
    private double lack(int tenant, double nowSeconds) {
        return accounts.of(tenant) + 1 - limit(tenant, nowSeconds);
    }

    private double limit(int tenant, double nowSeconds) {
        return Math.min(host.capacity(), limits[tenant] + grown(nowSeconds));
    }

    private double grown(double nowSeconds) {
        return spec.increasePerSecond() * (nowSeconds - grownAt);
    }

    @Override
    public void charge(Request request) {
        accounts.charge(request.tenant());
        place(request.tenant());
    }

    @Override
    public void uncharge(Request request) {
        accounts.uncharge(request.tenant());
        place(request.tenant());
    }

    private void place(int tenant) {
        Lack before = lackOf[tenant];
        if (before != null) {
            lacks.remove(before);
            lackOf[tenant] = null;
        }
        double ids = accounts.of(tenant) + 1 - limits[tenant];
        if (ids > 0 && accounts.of(tenant) < host.capacity()) {
            var after = new Lack(ids, tenant);
            lacks.add(after);
            lackOf[tenant] = after;
        }
    }

    @Override
    public void refused(Request request, Limit by) {
        boolean isExhausted = by == Limit.POOL || by == Limit.ASID;
        if (isExhausted && request.nowSeconds() >= lastCutAt + spec.intervalSeconds()) {
            cut(request.nowSeconds());
        }
    }

    private void cut(double nowSeconds) {
        for (int i = 0; i < limits.length; i++) {
            long held = accounts.of(i);
            double cut =
                    held > fairParts[i] ? Math.max(fairParts[i], spec.decrease() * held) : Double.POSITIVE_INFINITY;
            limits[i] = Math.min(limit(i, nowSeconds), cut);
        }
        grownAt = nowSeconds;
        lastCutAt = nowSeconds;
        hasCut = true;
        for (int i = 0; i < limits.length; i++) {
            place(i);
        }
    }

    @Override
    public double changesAt(double nowSeconds) {
        double least = Double.POSITIVE_INFINITY;
        double last = Double.POSITIVE_INFINITY;
        for (Lack next : lacks) {
            if (next.ids() > last) {
                break;
            }
            double lacking = lack(next.tenant(), nowSeconds);
            if (lacking > 0) {
                least = Math.min(least, lacking);
                last = Math.min(last, next.ids() + slack);
            }
        }
        return Math.max(nowSeconds + least / spec.increasePerSecond(), Math.nextUp(nowSeconds));
    }

    @Override
    public boolean saysReach() {
        return true;
    }

    /** Reports the tenants whose limits have grown to leave room for one more id, and after a cut all tenants. */
    @Override
    public void shift(Request any, ChangeListener shifted) {
        if (hasCut) {
            hasCut = false;
            shifted.all();
        }
        double last = grown(any.nowSeconds()) + slack;
        for (Iterator<Lack> least = lacks.iterator(); least.hasNext(); ) {
            Lack next = least.next();
            if (next.ids() > last) {
                return;
            }
            if (lack(next.tenant(), any.nowSeconds()) <= 0) {
                shifted.tenant(next.tenant());
                lackOf[next.tenant()] = null;
                least.remove();
            }
        }
    }

    @Override
    public String level(Request request) {
        return host.tenants().get(request.tenant()).name();
    }
}
