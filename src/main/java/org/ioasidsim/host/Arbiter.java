package org.ioasidsim.host;

import java.util.Objects;
import org.ioasidsim.kernel.Admission;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.RuleVerdict;
import org.ioasidsim.sim.Simulation;
import org.jspecify.annotations.Nullable;

/**
 * Puts questions to a policy and carries out its answers in the kernel. One that grants where nothing is left, uncharges what it did not
 * charge, or throws, ends the run with a {@link org.ioasidsim.policy.PolicyBreach} that names it.
 */
final class Arbiter implements Admission, Reclaimer {
    private final GuardedPolicy policy;
    private final Simulation simulation;
    private final Host host;
    private final Asking asking = new Asking();
    private final Asking past = new Asking();
    private final IdleIds idle = new IdleIds();
    private String level = "";
    private final boolean saysReach;
    private boolean isToWait;

    Arbiter(String name, Policy policy, Simulation simulation, Host host) {
        this.policy = new GuardedPolicy(name, policy);
        this.simulation = simulation;
        this.host = host;
        this.saysReach = policy.saysReach();
    }

    /** A request as the policy sees it; the same object for many. */
    private final class Asking implements Request {
        private int tenant;
        private @Nullable Cgroup cgroup;
        private int maxPasids;
        private boolean takesAsid;
        private boolean supposesFree;

        Asking of(int newTenant, Cgroup newCgroup) {
            return of(newTenant, newCgroup, 0, false);
        }

        Asking of(int newTenant, Cgroup newCgroup, int newMaxPasids, boolean newTakesAsid) {
            tenant = newTenant;
            cgroup = newCgroup;
            maxPasids = newMaxPasids;
            takesAsid = newTakesAsid;
            supposesFree = false;
            return this;
        }

        /** Returns the same request on a host that has free what it takes. */
        Asking supposingFree() {
            supposesFree = true;
            return this;
        }

        @Override
        public int tenant() {
            return tenant;
        }

        @Override
        public Cgroup cgroup() {
            return Objects.requireNonNull(cgroup);
        }

        @Override
        public double nowSeconds() {
            return simulation.nowSeconds();
        }

        @Override
        public boolean hasFree() {
            return supposesFree || (!lacksId() && (!takesAsid || host.kernel().hasFreeAsid(1)));
        }

        @Override
        public boolean lacksId() {
            return !supposesFree && !host.kernel().hasFreeId(maxPasids);
        }

        @Override
        public long free() {
            return host.free();
        }

        @Override
        public double longestIdleSeconds() {
            int mm = longestIdle(maxPasids);
            return mm == IdleIds.NONE ? Double.NaN : nowSeconds() - idle.sinceSeconds(mm);
        }
    }

    private int longestIdle(int maxPasids) {
        int mm = idle.first();
        while (mm != IdleIds.NONE && host.kernel().pasid(mm) >= maxPasids) {
            mm = idle.after(mm);
        }
        return mm;
    }

    @Override
    public Verdict tryCharge(int maxPasids, boolean takesAsid) {
        Asking request = asking.of(host.currentTenant(), host.currentCgroup(), maxPasids, takesAsid);
        Answer answer = policy.ask(request);
        if (answer == Answer.RECLAIM) {
            reclaim(maxPasids);
            answer = policy.ask(request);
        }
        isToWait = answer == Answer.WAIT;
        return answer == Answer.GRANT ? grant(request) : refuse(request);
    }

    private void reclaim(int maxPasids) {
        int mm = longestIdle(maxPasids);
        if (mm == IdleIds.NONE) {
            throw policy.breach("takes an idle id back where none is idle");
        }
        host.reclaim(mm);
    }

    private Verdict grant(Asking request) {
        if (!request.hasFree()) {
            throw policy.breach("grants beyond the pool: an id to "
                    + request.cgroup().path() + " at " + request.nowSeconds() + " s, where the host has none left");
        }
        policy.charge(request);
        host.happened(request.cgroup());
        return Verdict.CHARGED;
    }

    private Verdict refuse(Asking request) {
        if (!request.hasFree()) {
            return Verdict.EXHAUSTED;
        }
        level = policy.level(request);
        return Verdict.REFUSED;
    }

    @Override
    public void undo() {
        policy.undo(asking);
        host.happened(asking.cgroup());
    }

    @Override
    public void uncharge(int id) {
        int tenant = host.tenantOf(id);
        Group group = host.groupOf(id);
        policy.uncharge(past.of(tenant, group.cgroup()));
        host.happened(tenant, group);
    }

    @Override
    public String level() {
        return level;
    }

    @Override
    public Errno errno() {
        return policy.errno();
    }

    /** Says that another bind begins, for which nothing was said yet. */
    void begin() {
        isToWait = false;
    }

    /** Returns whether the bind that was refused is to wait instead. */
    boolean isToWait() {
        return isToWait;
    }

    /** Returns whether charges follow processes that move. */
    boolean chargesMove() {
        return policy.chargesMove();
    }

    /** Moves the charge of one id. */
    void move(int tenant, Cgroup from, Cgroup to) {
        policy.uncharge(past.of(tenant, from));
        policy.charge(past.of(tenant, to));
    }

    void refused(int tenant, Cgroup group, Limit by) {
        policy.refused(past.of(tenant, group), by);
    }

    void waiting(int tenant, Cgroup group, int change) {
        policy.waiting(past.of(tenant, group), change);
    }

    /** Moves one waiting request. */
    void moveWaiting(int tenant, Cgroup from, Cgroup to) {
        policy.waitingMoved(past.of(tenant, from), -1);
        policy.waitingMoved(past.of(tenant, to), 1);
    }

    @Override
    public boolean tryFork(Cgroup group, int tasks) {
        Request request = past.of(host.currentTenant(), group);
        if (!policy.mayFork(request, tasks)) {
            level = policy.level(request);
            return false;
        }
        policy.forked(request, tasks);
        host.happened(group);
        return true;
    }

    @Override
    public void forked(Cgroup group, int tasks) {
        policy.forked(past.of(host.currentTenant(), group), tasks);
        host.happened(group);
    }

    /** Returns whether a fresh process would be refused, or made to wait, now. */
    boolean wouldRefuse(int tenant, Cgroup group, RequestShape shape) {
        Request request = past.of(tenant, group, shape.narrowestPasids(), shape.takesAsid());
        if (isForkRefused(request, shape)) {
            return true;
        }
        if (!shape.takesHostId()) {
            return false;
        }
        Answer answer = policy.ask(request);
        return answer == Answer.REFUSE || answer == Answer.WAIT;
    }

    private boolean isForkRefused(Request request, RequestShape shape) {
        return shape.forkedTasks() > 0 && !policy.mayFork(request, shape.forkedTasks());
    }

    @Override
    public boolean hasIdleId(int maxPasids) {
        return longestIdle(maxPasids) != IdleIds.NONE;
    }

    @Override
    public boolean wouldReclaim(int maxPasids) {
        return hasIdleId(maxPasids) && policy.ask(past.of(0, host.kernel().root(), maxPasids, false)) == Answer.RECLAIM;
    }

    /** Returns how a fresh process stands with the policy, if the host had free what it takes. */
    RuleVerdict standing(int tenant, Cgroup group, RequestShape shape) {
        Request request = past.of(tenant, group, shape.narrowestPasids(), shape.takesAsid())
                .supposingFree();
        if (isForkRefused(request, shape)) {
            return RuleVerdict.REFUSED;
        }
        return shape.takesHostId() ? policy.standing(request) : RuleVerdict.GRANTED;
    }

    /** Returns whether the policy says how far its answers reach. */
    boolean saysReach() {
        return saysReach;
    }

    /** Returns the highest group whose tenants may be answered otherwise after something happened at {@code group}. */
    Group reach(Group group) {
        Group known = group.reach;
        if (known == null) {
            Cgroup highest = policy.reach(group.cgroup());
            known = group;
            while (known.parent() != null && known.cgroup() != highest) {
                known = Objects.requireNonNull(known.parent());
            }
            group.reach = known;
        }
        return known;
    }

    /** Returns whether there is room for those who are granted while there is. */
    boolean hasRoom() {
        return policy.hasRoom(past.of(0, host.kernel().root()));
    }

    /** Tells {@code shifted} of those out of reach who may stand otherwise than after the last event. */
    void shift(ChangeListener shifted) {
        policy.shift(past.of(0, host.kernel().root()), shifted);
    }

    boolean ordersQueue() {
        return policy.ordersQueue();
    }

    double turn(int tenant, Cgroup group, double before) {
        double turn = policy.turn(past.of(tenant, group));
        if (turn >= before) {
            return turn;
        }
        throw policy.breach("moves a waiting request forward in the queue, from turn " + before + " to " + turn
                + ", where turns may only grow");
    }

    double changesAt(double nowSeconds) {
        return policy.changesAt(nowSeconds);
    }

    void idled(int mm) {
        if (policy.reclaims()) {
            idle.add(mm, simulation.nowSeconds());
        }
    }

    void idleEnded(int mm) {
        if (policy.reclaims()) {
            idle.remove(mm);
        }
    }
}
