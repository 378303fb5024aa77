package org.ioasidsim.host;

import java.util.List;
import org.ioasidsim.kernel.User;

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
    private boolean isRefused;
    private int instances;
    private int fullInstances;
    private double refusedSeconds;
    private double livedSeconds;
    private double settledAt;
    private double commonSettledAt;

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
            boolean isUserLimited,
            int forkedTasks,
            List<String> devices,
            boolean ofVm,
            double nowSeconds) {
        this.host = host;
        this.tenant = tenant;
        this.commonGroup = common;
        this.shape = host.shape(user, isUserLimited, forkedTasks, devices, ofVm);
        this.common = common.gate(shape, nowSeconds);
        this.settledAt = nowSeconds;
        this.commonSettledAt = this.common.shutSeconds(nowSeconds);
    }

    /** Says that the instances have moved to another cgroup. */
    public void move(Group to, double nowSeconds) {
        settle(nowSeconds);
        commonGroup = to;
        common = to.gate(shape, nowSeconds);
        commonSettledAt = common.shutSeconds(nowSeconds);
    }

    /** Says how many instances live, and how many of them have full limits of their own. */
    public void instances(int live, int full, double nowSeconds) {
        if (live != instances || full != fullInstances) {
            settle(nowSeconds);
            instances = live;
            fullInstances = full;
        }
    }

    /** Returns whether the limits of {@code group} itself, a cgroup of one instance, would refuse a request. */
    public boolean isFull(Group group) {
        return shape.isRefusedAt(group.cgroup(), common) || host.wouldRefuse(tenant, group, shape);
    }

    /** Judges anew what the kernel and a policy say to a request; call it after each event where there is a policy, since its answer may hang on anything. */
    public void judge(double nowSeconds) {
        if (instances == 0) {
            return; // no time counts until one lives, and then it is judged at once
        }
        boolean refused = common.isShut() || host.wouldRefuse(tenant, commonGroup, shape);
        if (refused != isRefused) {
            settle(nowSeconds);
            isRefused = refused;
        }
    }

    /** Forgets what was measured so far. */
    public void restart(double nowSeconds) {
        settle(nowSeconds);
        refusedSeconds = 0;
        livedSeconds = 0;
    }

    /** Returns the share of the time in which any instance lived; NaN when none ever did. */
    public double share(double nowSeconds) {
        double refused = refusedSeconds(nowSeconds);
        return livedSeconds > 0 ? refused / livedSeconds : Double.NaN;
    }

    /** Returns the time in which a request would have been refused. */
    public double refusedSeconds(double nowSeconds) {
        settle(nowSeconds);
        return refusedSeconds;
    }

    /** Returns the time in which any instance lived. */
    public double livedSeconds(double nowSeconds) {
        settle(nowSeconds);
        return livedSeconds;
    }

    private void settle(double nowSeconds) {
        double shut = common.shutSeconds(nowSeconds);
        if (instances > 0) {
            double passed = nowSeconds - settledAt;
            double byKernel = shut - commonSettledAt;
            double inCommon = host.hasPolicy() ? (isRefused ? passed : 0) : byKernel;
            livedSeconds += passed;
            refusedSeconds += inCommon + (passed - inCommon) * fullInstances / instances;
        }
        settledAt = nowSeconds;
        commonSettledAt = shut;
    }
}
