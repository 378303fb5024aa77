package org.ioasidsim.host;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.Policy;

/**
 * Asks a policy after each event what it would answer the tenants' requests. A policy that {@linkplain Policy#saysReach says how far its
 * answers reach} is asked only about tenants whose answer may have changed, so that the others cost nothing.
 */
final class RefusalWatch implements ChangeListener {
    private final PolicyOutlook outlook;
    private final Groups groups;

    /** By the tenants' numbers. */
    private final List<PolicyClock> clocks = new ArrayList<>();

    private final List<PolicyClock> marked = new ArrayList<>();
    private final List<HostGates> gates = new ArrayList<>();
    private boolean allChanged;

    RefusalWatch(PolicyOutlook outlook, Groups groups) {
        this.outlook = outlook;
        this.groups = groups;
    }

    /** Starts the clock of the next tenant, in the order of their numbers. */
    RefusalClock clock(int tenant, Group group, RequestShape shape, RefusedTime time, double nowSeconds) {
        HostGates ofHost = outlook.saysReach() ? gates(shape, nowSeconds) : null;
        var clock = new PolicyClock(tenant, group, shape, time, nowSeconds, outlook, marked, ofHost);
        clocks.add(clock);
        clock.markForReview();
        group.watch(clock);
        return clock;
    }

    private HostGates gates(RequestShape shape, double nowSeconds) {
        for (HostGates known : gates) {
            if (known.isFor(shape)) {
                return known;
            }
        }
        var made = new HostGates(groups.root().gate(shape, nowSeconds), shape, outlook);
        gates.add(made);
        return made;
    }

    @Override
    public void tenant(int tenant) {
        clocks.get(tenant).markForReview();
    }

    @Override
    public void below(Cgroup cgroup) {
        Group group = groups.find(cgroup);
        if (group != null) {
            group.markBelow();
        }
    }

    @Override
    public void all() {
        allChanged = true;
    }

    /** Notes that the policy's books changed for this tenant at this cgroup. */
    void changed(int tenant, Group group) {
        if (outlook.saysReach()) {
            clocks.get(tenant).markForReview();
            outlook.reach(group).markBelow();
        }
    }

    /** Judges the tenants whose answer may have changed in this event. */
    void judge(double nowSeconds) {
        if (outlook.saysReach()) {
            for (int i = 0; i < gates.size(); i++) {
                gates.get(i).refresh(clocks, nowSeconds);
            }
            outlook.shift(this);
            judgeEach(allChanged ? clocks : marked, nowSeconds);
        } else {
            judgeEach(clocks, nowSeconds);
        }
        unmarkAll();
    }

    private static void judgeEach(List<PolicyClock> clocks, double nowSeconds) {
        for (int i = 0; i < clocks.size(); i++) {
            clocks.get(i).judge(nowSeconds);
        }
    }

    private void unmarkAll() {
        for (int i = 0; i < marked.size(); i++) {
            marked.get(i).unmark();
        }
        marked.clear();
        allChanged = false;
    }
}
