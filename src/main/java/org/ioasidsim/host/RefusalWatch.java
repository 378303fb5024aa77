package org.ioasidsim.host;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.Policy;

/**
 * Judges after each event what a policy would say to the tenants' requests. Where the policy {@linkplain Policy#saysReach says how far its
 * answers reach}, it is asked about those only whose answer may have changed; the others cost nothing.
 */
final class RefusalWatch implements ChangeListener {
    private final Arbiter arbiter;
    private final Host host;
    private final List<Congestion> tenants = new ArrayList<>();
    private final List<HostGates> gates = new ArrayList<>();
    private final List<Congestion> marked = new ArrayList<>();
    private boolean isForAll;

    RefusalWatch(Arbiter arbiter, Host host) {
        this.arbiter = arbiter;
        this.host = host;
    }

    /** Adds the next tenant, in the order of their numbers. */
    void add(Congestion tenant) {
        tenants.add(tenant);
        mark(tenant);
    }

    /** Returns the gates of the host for requests of this shape. */
    HostGates gates(RequestShape shape, Group root, double nowSeconds) {
        for (HostGates known : gates) {
            if (known.isFor(shape)) {
                return known;
            }
        }
        var made = new HostGates(root.gate(shape, nowSeconds), shape, arbiter);
        gates.add(made);
        return made;
    }

    /** Has a tenant judged after this event. */
    void mark(Congestion tenant) {
        if (!tenant.isMarked) {
            tenant.isMarked = true;
            marked.add(tenant);
        }
    }

    @Override
    public void tenant(int tenant) {
        mark(tenants.get(tenant));
    }

    @Override
    public void below(Cgroup cgroup) {
        Group group = host.group(cgroup);
        if (group != null) {
            group.markBelow();
        }
    }

    @Override
    public void all() {
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
            for (int i = 0; i < gates.size(); i++) {
                gates.get(i).look(tenants, nowSeconds);
            }
            arbiter.shift(this);
            judgeEach(isForAll ? tenants : marked, nowSeconds);
        } else {
            judgeEach(tenants, nowSeconds);
        }
        marked.forEach(tenant -> tenant.isMarked = false);
        marked.clear();
        isForAll = false;
    }

    private static void judgeEach(List<Congestion> tenants, double nowSeconds) {
        for (int i = 0; i < tenants.size(); i++) {
            tenants.get(i).judge(nowSeconds);
        }
    }
}
