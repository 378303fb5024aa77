package org.ioasidsim.host;

import org.ioasidsim.kernel.Admission;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.policy.Request;

/**
 * Puts the kernel's requests to a policy and carries out its answers. A policy that grants where nothing is left, uncharges what it did not
 * charge, or throws, ends the run with a {@link PolicyBreach} that names it.
 */
final class PolicyAdmission implements Admission {
    private final GuardedPolicy policy;

    /** The last try, which may have to be undone. */
    private final PolicyRequest tried;

    private final PolicyRequest past;
    private final IdReclaim reclaim;
    private final RefusalWatch watch;
    private final Caller caller;
    private final IdHolders holders;
    private final Groups groups;
    private String level = "";
    private boolean isToWait;

    PolicyAdmission(
            GuardedPolicy policy,
            PolicyRequest tried,
            PolicyRequest past,
            IdReclaim reclaim,
            RefusalWatch watch,
            Caller caller,
            IdHolders holders,
            Groups groups) {
        this.policy = policy;
        this.tried = tried;
        this.past = past;
        this.reclaim = reclaim;
        this.watch = watch;
        this.caller = caller;
        this.holders = holders;
        this.groups = groups;
    }

    /** Notes that a bind begins, about which the policy has said nothing yet. */
    void bindBegins() {
        isToWait = false;
    }

    /** Returns whether the policy has the bind wait that was refused. */
    boolean isToWait() {
        return isToWait;
    }

    @Override
    public Verdict tryCharge(int maxPasids, boolean takesAsid) {
        PolicyRequest request = tried.of(caller.tenant(), caller.group().cgroup(), maxPasids, takesAsid);
        Answer answer = policy.ask(request);
        if (answer == Answer.RECLAIM) {
            reclaim(maxPasids);
            answer = policy.ask(request);
        }
        isToWait = answer == Answer.WAIT;
        return answer == Answer.GRANT ? grant(request) : refuse(request);
    }

    private void reclaim(int maxPasids) {
        if (!reclaim.hasIdleId(maxPasids)) {
            throw policy.breach("takes an idle id back where none is idle");
        }
        reclaim.reclaim(maxPasids);
    }

    private Verdict grant(Request request) {
        if (!request.hasFree()) {
            throw policy.breach("grants beyond the pool: an id to "
                    + request.cgroup().path() + " at " + request.nowSeconds() + " s, where the host has none left");
        }
        policy.charge(request);
        changed(request.cgroup());
        return Verdict.CHARGED;
    }

    private Verdict refuse(Request request) {
        if (!request.hasFree()) {
            return Verdict.EXHAUSTED;
        }
        level = policy.level(request);
        return Verdict.REFUSED;
    }

    @Override
    public void undo() {
        policy.undo(tried);
        changed(tried.cgroup());
    }

    @Override
    public void uncharge(int id) {
        int tenant = holders.tenant(id);
        Group group = holders.group(id);
        policy.uncharge(past.of(tenant, group.cgroup()));
        watch.changed(tenant, group);
    }

    @Override
    public String level() {
        return level;
    }

    @Override
    public Errno errno() {
        return policy.errno();
    }

    @Override
    public boolean tryFork(Cgroup group, int tasks) {
        Request request = past.of(caller.tenant(), group);
        if (!policy.mayFork(request, tasks)) {
            level = policy.level(request);
            return false;
        }
        policy.forked(request, tasks);
        changed(group);
        return true;
    }

    @Override
    public void forked(Cgroup group, int tasks) {
        policy.forked(past.of(caller.tenant(), group), tasks);
        changed(group);
    }

    /** Notes that the policy's books changed for the caller's tenant at {@code cgroup}; at the root, if it was removed. */
    private void changed(Cgroup cgroup) {
        Group group = groups.find(cgroup);
        watch.changed(caller.tenant(), group == null ? groups.root() : group);
    }
}
