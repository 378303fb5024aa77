package org.ioasidsim.policy.rule;

import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * A bind that finds the host exhausted blocks until an id is free instead of returning an error, whatever the tenant would do on a
 * refusal. Other limits refuse as before.
 *
 * <p>Knobs: {@code order}, who is served first: {@code fifo}, the earliest request; {@code weighted}, start-time fair queueing by the
 * tenants' weights, so that grants, not holdings, are shared out fairly among those who wait.
 *
 * <p>Protects: with fifo, every request from starving as long as ids come back at all; with weighted, a tenant that asks little from one
 * that queues much. Does not prevent: that a tenant that never lets go makes the others wait for ever; waiting processes hold their pids.
 *
 * <p>Source: Goyal, Vin and Cheng, "Start-time fair queueing", IEEE/ACM Transactions on Networking 5(5), 1997, with one grant as the unit
 * of service. The kernel queues nobody: domain section 11.
 */
final class BlockingBind implements Policy {
    static final Policies.Entry ENTRY = new Policies.Entry(
            "blocking-bind",
            "a bind waits for a free id, first in first out or weighted fair",
            "fifo: each request from starving while ids come back; weighted: small askers from long queues",
            "a tenant that never lets go makes the others wait for ever",
            "{name: blocking-bind, order: weighted}",
            Spec::read);

    private final boolean isWeighted;
    private final HostFacts host;
    private final double[] finishTags;
    private double virtualTime;

    private BlockingBind(Spec spec, HostFacts host) {
        this.isWeighted = spec.order() == Order.WEIGHTED;
        this.host = host;
        this.finishTags = new double[host.tenants().size()];
    }

    /** Who is served first. */
    enum Order {
        FIFO,
        WEIGHTED
    }

    record Spec(Order order) implements PolicySpec {
        static Spec read(Section section) {
            return new Spec(section.optional("order", "who is served first", Forms.choice(Order.class), "fifo"));
        }

        @Override
        public String name() {
            return ENTRY.name();
        }

        @Override
        public Policy start(HostFacts host) {
            return new BlockingBind(this, host);
        }
    }

    @Override
    public Answer ask(Request request) {
        return request.hasFree() ? Answer.GRANT : Answer.WAIT;
    }

    @Override
    public void charge(Request request) {
        int tenant = request.tenant();
        virtualTime = startTag(tenant);
        finishTags[tenant] = virtualTime + 1 / host.tenants().get(tenant).weight();
    }

    private double startTag(int tenant) {
        return Math.max(virtualTime, finishTags[tenant]);
    }

    @Override
    public void uncharge(Request request) {}

    @Override
    public boolean saysReach() {
        return true;
    }

    @Override
    public boolean ordersQueue() {
        return isWeighted;
    }

    @Override
    public double turn(Request head) {
        return isWeighted ? startTag(head.tenant()) : 0;
    }

    /** Returns false: turns count grants, and a process that changes its cgroup is not granted another id. */
    @Override
    public boolean chargesMove() {
        return false;
    }
}
