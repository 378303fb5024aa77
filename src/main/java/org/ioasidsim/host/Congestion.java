package org.ioasidsim.host;

import java.util.List;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.policy.RuleVerdict;
import org.jspecify.annotations.Nullable;

/**
 * The share of time in which a request of an average live instance of one tenant would be refused at once, judged on the whole path
 * without side effects. Instances share a cgroup or have one each; what is their own (a VM's quota, its process limit, its cgroup) is told
 * as a count of instances whose own limits are full.
 */
public final class Congestion {
    private final Host host;
    private final int tenant;
    private final RequestShape shape;

    private Gate common;
    private Group commonGroup;
    private double commonSettledAt;
    private final RefusedTime time;

    /** The gates of the host; null where there is nobody to ask or all are asked always. */
    private final @Nullable HostGates hostGates;

    /** The gate among them, by how a request stands with the policy, whose changes are counted when they are asked for. */
    private @Nullable HostGate hostGate;

    private int counted;

    /** Whether a cgroup, or the policy's rule, refuses, whatever the host has free. */
    private boolean isRefusedByRule;

    /** Whether it is to be judged after this event. */
    boolean isMarked;

    /**
     * Starts to watch.
     *
     * @param tenant its number
     * @param common the cgroup that all instances are in
     * @param forkedTasks host tasks that a process forks; 0 for guest processes
     */
    public Congestion(
            Host host,
            int tenant,
            Group common,
            User user,
            int forkedTasks,
            List<String> devices,
            boolean ofVm,
            double nowSeconds) {
        this.host = host;
        this.tenant = tenant;
        this.commonGroup = common;
        this.shape = host.shape(user, forkedTasks, devices, ofVm);
        this.common = common.gate(shape, nowSeconds);
        this.time = new RefusedTime(nowSeconds);
        this.commonSettledAt = this.common.shutSeconds(nowSeconds);
        this.hostGates = host.watch(this, shape);
        this.hostGate = hostGates == null ? null : hostGates.always();
        common.watch(this);
    }

    /** Says that the instances have moved to another cgroup. */
    public void move(Group to, double nowSeconds) {
        settle(nowSeconds);
        commonGroup.unwatch(this);
        to.watch(this);
        commonGroup = to;
        common = to.gate(shape, nowSeconds);
        commonSettledAt = common.shutSeconds(nowSeconds);
        mark();
    }

    /** Says how many instances live, and how many of them have full limits of their own. */
    public void instances(int live, int full, double nowSeconds) {
        if (live != time.instances() || full != time.fullInstances()) {
            settle(nowSeconds);
            if (time.instances() == 0) {
                mark();
            }
            time.instances(live, full);
        }
    }

    /** Returns whether the limits of {@code group} itself, a cgroup of one instance, would refuse a request. */
    public boolean isFull(Group group) {
        return shape.isRefusedAt(group.cgroup()) || host.wouldRefuse(tenant, group, shape);
    }

    /** Judges anew what the kernel and a policy say to a request. */
    void judge(double nowSeconds) {
        if (time.instances() == 0) {
            return; // no time counts until one lives, and then it is judged at once
        }
        if (hostGates == null || hostGate == null) {
            time.refuse(common.isShut() || host.wouldRefuse(tenant, commonGroup, shape), nowSeconds);
            return;
        }
        count(hostGate, hostGate.changesBefore());
        RuleVerdict standing = common.isShutBelowHost() ? RuleVerdict.REFUSED : hostGates.standing(tenant, commonGroup);
        HostGate gate = hostGates.of(standing, nowSeconds);
        isRefusedByRule = standing == RuleVerdict.REFUSED;
        time.refuse(isRefusedByRule || gate.isShut(), nowSeconds);
        hostGate = gate;
        counted = gate.changes();
    }

    /** Has it judged after this event. */
    void mark() {
        host.mark(this);
    }

    /** Counts all changes of {@code gate}, if it is this tenant's, which will be forgotten. */
    void forget(HostGate gate) {
        if (gate == hostGate) {
            count(gate, gate.changes());
            counted = 0;
        }
    }

    private void count(HostGate gate, int to) {
        if (time.instances() > 0 && !isRefusedByRule) {
            gate.count(time, counted, to);
        }
        counted = to;
    }

    /** Forgets what was measured so far. */
    public void restart(double nowSeconds) {
        settle(nowSeconds);
        time.restart();
    }

    /** Returns the share of the time in which any instance lived; NaN when none ever did. */
    public double share(double nowSeconds) {
        double refused = refusedSeconds(nowSeconds);
        return time.livedSeconds() > 0 ? refused / time.livedSeconds() : Double.NaN;
    }

    /** Returns the time in which a request would have been refused. */
    public double refusedSeconds(double nowSeconds) {
        settle(nowSeconds);
        return time.refusedSeconds();
    }

    /** Returns the time in which any instance lived. */
    public double livedSeconds(double nowSeconds) {
        settle(nowSeconds);
        return time.livedSeconds();
    }

    private void settle(double nowSeconds) {
        if (host.hasPolicy()) {
            if (hostGate != null) {
                count(hostGate, hostGate.changes());
            }
            time.settle(nowSeconds);
            return;
        }
        double shut = common.shutSeconds(nowSeconds);
        time.settle(nowSeconds, shut - commonSettledAt);
        commonSettledAt = shut;
    }
}
