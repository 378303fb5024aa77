package org.ioasidsim.host;

import java.util.List;
import org.ioasidsim.policy.RuleVerdict;
import org.jspecify.annotations.Nullable;

/** Counts by asking a policy, after each event in which its answer to the tenant, or the kernel's, may have changed. */
final class PolicyClock implements RefusalClock, Group.Watcher, HostGate.Counter {
    private final int tenant;
    private final RequestShape shape;
    private final RefusedTime time;
    private final PolicyOutlook outlook;
    private final List<PolicyClock> marked;

    /** The gates of the whole host; null where the policy is asked after every event. */
    private final @Nullable HostGates hostGates;

    private Group group;
    private Gate gate;
    private boolean isMarked;

    /** The one of {@link #hostGates} that the policy's rule puts the tenant behind. Its changes are counted later, all at once. */
    private @Nullable HostGate hostGate;

    /** The number of changes of {@link #hostGate} that are counted. */
    private int countedChanges;

    /** Whether a cgroup's limit or the policy's rule refuses, whatever the host has free. */
    private boolean isRefusedByRule;

    /**
     * Starts a clock that must be judged before it counts rightly.
     *
     * @param marked the clocks to be judged after this event
     * @param hostGates the gates of the whole host for the shape; null to ask the policy about every change
     */
    PolicyClock(
            int tenant,
            Group group,
            RequestShape shape,
            RefusedTime time,
            double nowSeconds,
            PolicyOutlook outlook,
            List<PolicyClock> marked,
            @Nullable HostGates hostGates) {
        this.tenant = tenant;
        this.shape = shape;
        this.time = time;
        this.outlook = outlook;
        this.marked = marked;
        this.hostGates = hostGates;
        this.hostGate = hostGates == null ? null : hostGates.always();
        this.group = group;
        this.gate = group.gate(shape, nowSeconds);
    }

    @Override
    public void settle(double nowSeconds) {
        if (hostGate != null) {
            count(hostGate, hostGate.changes());
        }
        time.settle(nowSeconds);
    }

    @Override
    public void move(Group to, double nowSeconds) {
        group.unwatch(this);
        to.watch(this);
        group = to;
        gate = to.gate(shape, nowSeconds);
        markForReview();
    }

    @Override
    public void resume() {
        markForReview();
    }

    @Override
    public boolean isFull(Group ofInstance) {
        return shape.isRefusedAt(ofInstance.cgroup()) || outlook.wouldRefuse(tenant, ofInstance.cgroup(), shape);
    }

    @Override
    public void markForReview() {
        if (!isMarked) {
            isMarked = true;
            marked.add(this);
        }
    }

    /** Notes that the clock was judged after this event. */
    void unmark() {
        isMarked = false;
    }

    /** Asks again whether a request would be refused; counts the time until now if the answer has changed. */
    void judge(double nowSeconds) {
        if (time.instances() == 0) {
            return; // no time counts until an instance lives, and then the clock is judged at once
        }
        if (hostGates == null || hostGate == null) {
            time.refuse(gate.isShut() || outlook.wouldRefuse(tenant, group.cgroup(), shape), nowSeconds);
            return;
        }
        count(hostGate, hostGate.changesBefore());
        RuleVerdict standing =
                gate.isShutBelowHost() ? RuleVerdict.REFUSED : outlook.standing(tenant, group.cgroup(), shape);
        HostGate behind = hostGates.of(standing, nowSeconds);
        isRefusedByRule = standing == RuleVerdict.REFUSED;
        time.refuse(isRefusedByRule || behind.isShut(), nowSeconds);
        hostGate = behind;
        countedChanges = behind.changes();
    }

    @Override
    public void countAll(HostGate forgetful) {
        if (forgetful == hostGate) {
            count(forgetful, forgetful.changes());
            countedChanges = 0;
        }
    }

    private void count(HostGate changed, int to) {
        if (time.instances() > 0 && !isRefusedByRule) {
            changed.count(time, countedChanges, to);
        }
        countedChanges = to;
    }
}
