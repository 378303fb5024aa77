package org.ioasidsim.policy;

import java.util.Arrays;
import java.util.List;
import org.ioasidsim.kernel.Limit;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

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
    }

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
        int tenant = request.tenant();
        return request.hasFree() && accounts.of(tenant) + 1 <= limit(tenant, request.nowSeconds())
                ? Answer.GRANT
                : Answer.REFUSE;
    }

    private double limit(int tenant, double nowSeconds) {
        return Math.min(host.capacity(), limits[tenant] + spec.increasePerSecond() * (nowSeconds - grownAt));
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
    }

    @Override
    public double changesAt(double nowSeconds) {
        double next = Double.POSITIVE_INFINITY;
        for (int i = 0; i < limits.length; i++) {
            double lacking = accounts.of(i) + 1 - limit(i, nowSeconds);
            if (lacking > 0 && accounts.of(i) < host.capacity()) {
                next = Math.min(next, nowSeconds + lacking / spec.increasePerSecond());
            }
        }
        return Math.max(next, Math.nextUp(nowSeconds));
    }

    @Override
    public String level(Request request) {
        return host.tenants().get(request.tenant()).name();
    }
}
