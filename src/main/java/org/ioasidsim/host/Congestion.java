package org.ioasidsim.host;

/**
 * The share of time in which a request of an average live instance of one tenant would be refused at once, judged on its whole path without
 * side effects.
 *
 * <p>What all instances have in common (the host, the policy, the cgroup that they are in) is judged once for all of them. What each has of
 * its own (a VM's quota, its process limit, its cgroup) enters as the number of instances whose own limits are full.
 */
public final class Congestion {
    private final RefusedTime time;
    private final RefusalClock clock;

    Congestion(RefusedTime time, RefusalClock clock) {
        this.time = time;
        this.clock = clock;
    }

    /** Notes that the instances have moved to another cgroup. */
    public void move(Group to, double nowSeconds) {
        clock.settle(nowSeconds);
        clock.move(to, nowSeconds);
    }

    /** Notes the number of live instances, and of those among them whose own limits are full. */
    public void instances(int live, int full, double nowSeconds) {
        if (live != time.instances() || full != time.fullInstances()) {
            clock.settle(nowSeconds);
            if (time.instances() == 0) {
                clock.resume();
            }
            time.instances(live, full);
        }
    }

    /** Returns whether the limits of {@code group} itself, a cgroup of one instance, would refuse a request. */
    public boolean isFull(Group group) {
        return clock.isFull(group);
    }

    /** Starts measuring anew. */
    public void restart(double nowSeconds) {
        clock.settle(nowSeconds);
        time.restart();
    }

    /** Returns the share of the time in which any instance lived; NaN when none ever did. */
    public double share(double nowSeconds) {
        double refused = refusedSeconds(nowSeconds);
        return time.livedSeconds() > 0 ? refused / time.livedSeconds() : Double.NaN;
    }

    /** Returns the seconds in which a request would have been refused. */
    public double refusedSeconds(double nowSeconds) {
        clock.settle(nowSeconds);
        return time.refusedSeconds();
    }

    /** Returns the seconds in which any instance lived. */
    public double livedSeconds(double nowSeconds) {
        clock.settle(nowSeconds);
        return time.livedSeconds();
    }
}
