package org.ioasidsim.host;

import java.util.function.Supplier;
import org.ioasidsim.kernel.Admission;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.Revocation;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.state.StateTape;

/**
 * The arbiter of a run with a policy: keeps the policy's books up to date, and has the policy asked again when its answers may have
 * changed.
 */
final class PolicyArbiter implements Arbiter {
    private final Supplier<Kernel> kernel;
    private final KernelConfig config;
    private final Simulation simulation;
    private final IdHolders holders;
    private final Supplier<Policy> starts;
    private final GuardedPolicy policy;
    private final PolicyRequest past;
    private final IdReclaim reclaim;
    private final PolicyOutlook outlook;
    private final RefusalWatch watch;
    private final PolicyAdmission admission;
    private double wakesAt = Double.POSITIVE_INFINITY;

    /**
     * Lets a policy decide.
     *
     * @param name of the policy in messages
     * @param starts makes the policy, anew at each boot
     * @param kernel the same one at each call; asked for as late as used, since a kernel is made after the policy that it consults
     */
    PolicyArbiter(
            String name,
            Supplier<Policy> starts,
            Supplier<Kernel> kernel,
            KernelConfig config,
            Simulation simulation,
            Caller caller,
            IdHolders holders,
            Groups groups) {
        this.kernel = kernel;
        this.config = config;
        this.simulation = simulation;
        this.holders = holders;
        this.starts = starts;
        this.policy = new GuardedPolicy(name, starts.get());
        this.reclaim = new IdReclaim(kernel, simulation, holders);
        var stock = new Stock(kernel, config.smmus());
        this.past = new PolicyRequest(simulation, stock, reclaim);
        var supposed = new PolicyRequest(simulation, stock, reclaim);
        this.outlook = new PolicyOutlook(this.policy, supposed, reclaim, groups);
        this.watch = new RefusalWatch(outlook, groups);
        var tried = new PolicyRequest(simulation, stock, reclaim);
        this.admission = new PolicyAdmission(this.policy, tried, past, reclaim, watch, caller, holders, groups);
    }

    @Override
    public Admission admission() {
        return admission;
    }

    /** Takes nothing back where a free takes time: the id would come too late for the request. */
    @Override
    public Reclaimer reclaimer() {
        return policy.reclaims() && !config.deferFree() ? outlook : Reclaimer.NONE;
    }

    @Override
    public boolean tracksHolders() {
        return true;
    }

    @Override
    public RefusalClock clock(int tenant, Group group, RequestShape shape, RefusedTime time, double nowSeconds) {
        return watch.clock(tenant, group, shape, time, nowSeconds);
    }

    @Override
    public boolean wouldRefuse(int tenant, Cgroup group, RequestShape shape) {
        return outlook.wouldRefuse(tenant, group, shape);
    }

    @Override
    public void bindBegins() {
        admission.bindBegins();
    }

    @Override
    public boolean refused(int tenant, Group group, Limit by) {
        policy.refused(past.of(tenant, group.cgroup()), by);
        watch.changed(tenant, group);
        return admission.isToWait();
    }

    @Override
    public void waiting(int tenant, Group group, int change) {
        policy.waiting(past.of(tenant, group.cgroup()), change);
        watch.changed(tenant, group);
    }

    @Override
    public void moveWaiting(int tenant, Group from, Group to, int count) {
        if (count == 0 || from.equals(to)) {
            return;
        }
        for (int i = 0; i < count; i++) {
            policy.waitingMoved(past.of(tenant, from.cgroup()), -1);
            policy.waitingMoved(past.of(tenant, to.cgroup()), 1);
        }
        watch.changed(tenant, from);
        watch.changed(tenant, to);
    }

    @Override
    public void moveCharges(int tenant, Group from, Group to) {
        if (!policy.chargesMove() || from.equals(to)) {
            return;
        }
        IdSpace pool = kernel.get().pool();
        for (int id = pool.nextTaken(1); id != IdSpace.NONE; id = pool.nextTaken(id + 1)) {
            if (holders.isHeld(id, tenant, from)) {
                moveCharge(id, tenant, from, to);
            }
        }
    }

    @Override
    public void moveCharges(int mm, int tenant, Group from, Group to) {
        if (policy.chargesMove() && !from.equals(to)) {
            kernel.get().forEachIdOfPool(mm, id -> {
                if (holders.isHeld(id, tenant, from)) { // its broker's cgroup may be charged
                    moveCharge(id, tenant, from, to);
                }
            });
        }
    }

    @Override
    public void restart() {
        policy.restart(starts.get());
        watch.all();
    }

    private void moveCharge(int id, int tenant, Group from, Group to) {
        policy.uncharge(past.of(tenant, from.cgroup()));
        policy.charge(past.of(tenant, to.cgroup()));
        watch.changed(tenant, from);
        watch.changed(tenant, to);
        holders.move(id, to);
    }

    @Override
    public boolean ordersQueue() {
        return policy.ordersQueue();
    }

    @Override
    public double turn(int tenant, Group group, double before) {
        double turn = policy.turn(past.of(tenant, group.cgroup()));
        if (turn >= before) {
            return turn;
        }
        throw policy.breach("moves a waiting request forward in the queue, from turn " + before + " to " + turn
                + ", where turns may only grow");
    }

    @Override
    public void idled(int mm) {
        if (policy.reclaims()) {
            reclaim.idled(mm);
        }
    }

    @Override
    public void idleEnded(int mm) {
        if (policy.reclaims()) {
            reclaim.idleEnded(mm);
        }
    }

    @Override
    public int takeReclaimedInstance() {
        return reclaim.takeReclaimedInstance();
    }

    @Override
    public void judge() {
        double now = simulation.nowSeconds();
        watch.judge(now);
        double at = policy.changesAt(now);
        if (at < wakesAt) {
            wakesAt = at;
            simulation.schedule(at, HostTimer.WAKE);
        }
    }

    @Override
    public Revocation revocation() {
        return policy.revocation();
    }

    @Override
    public boolean canBeKept() {
        return policy.canBeKept();
    }

    @Override
    public void woke() {
        wakesAt = Double.POSITIVE_INFINITY;
    }

    @Override
    public void keep(StateTape tape) {
        policy.keep(tape);
        reclaim.keep(tape);
        wakesAt = tape.keep(wakesAt);
    }
}
