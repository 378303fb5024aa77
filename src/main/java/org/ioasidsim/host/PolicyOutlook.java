package org.ioasidsim.host;

import java.util.Objects;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.RuleVerdict;

/** What a policy would answer to requests that nobody makes. Nothing here changes the policy's books. */
final class PolicyOutlook implements Reclaimer {
    private final GuardedPolicy policy;
    private final PolicyRequest supposed;
    private final IdReclaim reclaim;
    private final Groups groups;
    private final boolean saysReach;

    PolicyOutlook(GuardedPolicy policy, PolicyRequest supposed, IdReclaim reclaim, Groups groups) {
        this.policy = policy;
        this.supposed = supposed;
        this.reclaim = reclaim;
        this.groups = groups;
        this.saysReach = policy.saysReach();
    }

    /** Returns whether a fresh process would be refused, or made to wait, now. */
    boolean wouldRefuse(int tenant, Cgroup group, RequestShape shape) {
        Request request = supposed.of(tenant, group, shape.narrowestPasids(), shape.takesAsid());
        if (isForkRefused(request, shape)) {
            return true;
        }
        if (!shape.takesHostId()) {
            return false;
        }
        Answer answer = policy.ask(request);
        return answer == Answer.REFUSE || answer == Answer.WAIT;
    }

    /** Returns how a fresh process stands with the policy, if the host had free what it takes. */
    RuleVerdict standing(int tenant, Cgroup group, RequestShape shape) {
        Request request = supposed.of(tenant, group, shape.narrowestPasids(), shape.takesAsid())
                .supposingFree();
        if (isForkRefused(request, shape)) {
            return RuleVerdict.REFUSED;
        }
        return shape.takesHostId() ? policy.standing(request) : RuleVerdict.GRANTED;
    }

    private boolean isForkRefused(Request request, RequestShape shape) {
        return shape.forkedTasks() > 0 && !policy.mayFork(request, shape.forkedTasks());
    }

    @Override
    public boolean hasIdleId(int maxPasids) {
        return reclaim.hasIdleId(maxPasids);
    }

    @Override
    public boolean wouldReclaim(int maxPasids) {
        return hasIdleId(maxPasids)
                && policy.ask(supposed.of(0, groups.root().cgroup(), maxPasids, false)) == Answer.RECLAIM;
    }

    /** Returns whether the policy {@linkplain Policy#saysReach says how far its answers reach}. */
    boolean saysReach() {
        return saysReach;
    }

    /** Returns the highest group whose tenants may be answered differently after something happened at {@code group}. */
    Group reach(Group group) {
        Group known = group.reach();
        if (known == null) {
            known = askForReach(group);
            group.keepReach(known);
        }
        return known;
    }

    private Group askForReach(Group group) {
        Cgroup highest = policy.reach(group.cgroup());
        Group reached = group;
        while (reached.parent() != null && reached.cgroup() != highest) {
            reached = Objects.requireNonNull(reached.parent());
        }
        return reached;
    }

    /** Returns whether the policy has room for the tenants that it grants an id while it has. */
    boolean hasRoom() {
        return policy.hasRoom(nobody());
    }

    /** Reports to {@code listener} the tenants out of reach that may stand differently than after the last event. */
    void shift(ChangeListener listener) {
        policy.shift(nobody(), listener);
    }

    private Request nobody() {
        return supposed.of(0, groups.root().cgroup());
    }
}
