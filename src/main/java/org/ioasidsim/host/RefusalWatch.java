package org.ioasidsim.host;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.policy.Policy;

/**
 * Judges after each event what a policy would say to the tenants' requests. Where the policy {@linkplain Policy#reach says how far its
 * answers reach}, it is asked about those only whose answer may have changed; the others cost nothing.
 */
final class RefusalWatch {
    private final Arbiter arbiter;
    private final List<Congestion> tenants = new ArrayList<>();
    private final List<HostGate> gates = new ArrayList<>();
    private final List<Congestion> marked = new ArrayList<>();
    private boolean isForAll;
    private long outlook;

    RefusalWatch(Arbiter arbiter) {
        this.arbiter = arbiter;
    }

    /** Adds the next tenant, in the order of their numbers. */
    void add(Congestion tenant) {
        tenants.add(tenant);
        mark(tenant);
    }

    /** Returns the gate of the host for requests of this shape. */
    HostGate gate(RequestShape shape, Group root, double nowSeconds) {
        for (HostGate gate : gates) {
            if (gate.isFor(shape)) {
                return gate;
            }
        }
        var gate = new HostGate(root.gate(shape, nowSeconds), shape);
        gates.add(gate);
        return gate;
    }

    /** Has a tenant judged after this event. */
    void mark(Congestion tenant) {
        if (!tenant.isMarked) {
            tenant.isMarked = true;
            marked.add(tenant);
        }
    }

    /** Has all judged after this event. */
    void markAll() {
        isForAll = true;
    }

    /** Says that something happened to a tenant, at a cgroup, of which the policy took note. */
    void happened(int tenant, Group group) {
        if (arbiter.saysReach()) {
            mark(tenants.get(tenant));
            arbiter.reach(group).markBelow();
        }
    }

    /** Judges those whose answer may have changed in this event. */
    void judge(double nowSeconds) {
        if (arbiter.saysReach()) {
            lookAtHost(nowSeconds);
            judgeEach(isForAll ? tenants : marked, nowSeconds);
        } else {
            judgeEach(tenants, nowSeconds);
        }
        marked.forEach(tenant -> tenant.isMarked = false);
        marked.clear();
        isForAll = false;
    }

    private void lookAtHost(double nowSeconds) {
        long outlookNow = arbiter.outlook();
        isForAll |= outlookNow != outlook;
        outlook = outlookNow;
        for (int i = 0; i < gates.size(); i++) {
            HostGate gate = gates.get(i);
            if (gate.isFull()) {
                tenants.forEach(tenant -> tenant.forget(gate));
                gate.forget();
            }
            gate.look(nowSeconds);
        }
    }

    private static void judgeEach(List<Congestion> tenants, double nowSeconds) {
        for (int i = 0; i < tenants.size(); i++) {
            tenants.get(i).judge(nowSeconds);
        }
    }
}
