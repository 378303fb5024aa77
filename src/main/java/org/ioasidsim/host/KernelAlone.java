package org.ioasidsim.host;

import org.ioasidsim.kernel.Admission;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Revocation;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** First come, first served: the kernel's limits alone decide, so there is nobody to notify and each gate can keep its own clock. */
final class KernelAlone implements Arbiter {
    @Override
    public @Nullable Admission admission() {
        return null;
    }

    @Override
    public Reclaimer reclaimer() {
        return Reclaimer.NONE;
    }

    @Override
    public boolean tracksHolders() {
        return false;
    }

    @Override
    public RefusalClock clock(int tenant, Group group, RequestShape shape, RefusedTime time, double nowSeconds) {
        return new GateClock(group, shape, time, nowSeconds);
    }

    @Override
    public boolean wouldRefuse(int tenant, Cgroup group, RequestShape shape) {
        return false;
    }

    @Override
    public void bindBegins() {}

    @Override
    public boolean refused(int tenant, Group group, Limit by) {
        return false;
    }

    @Override
    public void waiting(int tenant, Group group, int change) {}

    @Override
    public void moveWaiting(int tenant, Group from, Group to, int count) {}

    @Override
    public void moveCharges(int tenant, Group from, Group to) {}

    @Override
    public void moveCharges(int mm, int tenant, Group from, Group to) {}

    @Override
    public void restart() {}

    @Override
    public boolean ordersQueue() {
        return false;
    }

    @Override
    public double turn(int tenant, Group group, double before) {
        return 0;
    }

    @Override
    public void idled(int mm) {}

    @Override
    public void idleEnded(int mm) {}

    @Override
    public int takeReclaimedInstance() {
        return IdHolders.NO_INSTANCE;
    }

    @Override
    public void judge() {}

    @Override
    public Revocation revocation() {
        return Revocation.NONE;
    }

    @Override
    public boolean canBeKept() {
        return true;
    }

    @Override
    public void woke() {}

    @Override
    public void keep(StateTape tape) {}
}
