package org.ioasidsim.host;

import java.util.Arrays;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.ChangeListener;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.Revocation;
import org.ioasidsim.policy.RuleVerdict;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** Wraps a policy, which may be a plug-in, and turns whatever it throws into a {@link PolicyBreach} that names it. */
final class GuardedPolicy implements Policy, Kept {
    private final String name;
    private Policy policy;

    GuardedPolicy(String name, Policy policy) {
        this.name = name;
        this.policy = policy;
    }

    /** Goes on with {@code fresh}, which has no books yet. */
    void restart(Policy fresh) {
        policy = fresh;
    }

    boolean canBeKept() {
        return policy instanceof Kept;
    }

    /** Returns {@code failure} as a breach of the contract. */
    PolicyBreach breach(RuntimeException failure) {
        String what = failure instanceof PolicyBreach ? failure.getMessage() : "failed: " + failure + place(failure);
        return new PolicyBreach("policy " + name + " " + what, failure);
    }

    /** Returns the place of a failure, its innermost line outside the JDK; empty if the JDK does not record it. */
    private static String place(RuntimeException failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java."))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    /** Returns a breach of the contract; {@code what} follows the policy's name. */
    PolicyBreach breach(String what) {
        return new PolicyBreach("policy " + name + " " + what);
    }

    @Override
    public Answer ask(Request request) {
        try {
            return policy.ask(request);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public void charge(Request request) {
        try {
            policy.charge(request);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public void uncharge(Request request) {
        try {
            policy.uncharge(request);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public void undo(Request request) {
        try {
            policy.undo(request);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public boolean chargesMove() {
        return policy.chargesMove();
    }

    @Override
    public void refused(Request request, Limit by) {
        try {
            policy.refused(request, by);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public void waitingMoved(Request request, int change) {
        try {
            policy.waitingMoved(request, change);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public void waiting(Request request, int change) {
        try {
            policy.waiting(request, change);
            if (change > 0 && !policy.ordersQueue() && policy.turn(request) != 0) {
                throw new PolicyBreach("gives turns in the queue, but does not say with ordersQueue() that they count");
            }
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public double changesAt(double nowSeconds) {
        double at;
        try {
            at = policy.changesAt(nowSeconds);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
        if (!(at > nowSeconds)) {
            throw breach("says at " + nowSeconds + " s that its answers change at " + at + " s, which is not later");
        }
        return at;
    }

    @Override
    public boolean saysReach() {
        return policy.saysReach();
    }

    @Override
    public Cgroup reach(Cgroup leaf) {
        try {
            return policy.reach(leaf);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public RuleVerdict standing(Request request) {
        try {
            return policy.standing(request);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public boolean hasRoom(Request any) {
        try {
            return policy.hasRoom(any);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public void shift(Request any, ChangeListener shifted) {
        try {
            policy.shift(any, shifted);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public boolean ordersQueue() {
        return policy.ordersQueue();
    }

    @Override
    public double turn(Request head) {
        try {
            return policy.turn(head);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public boolean reclaims() {
        return policy.reclaims();
    }

    @Override
    public Revocation revocation() {
        return policy.revocation();
    }

    @Override
    public boolean mayFork(Request request, int tasks) {
        try {
            return policy.mayFork(request, tasks);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public void forked(Request request, int tasks) {
        try {
            policy.forked(request, tasks);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public String level(Request request) {
        try {
            return policy.level(request);
        } catch (RuntimeException failure) {
            throw breach(failure);
        }
    }

    @Override
    public Errno errno() {
        return policy.errno();
    }

    @Override
    public void keep(StateTape tape) {
        if (policy instanceof Kept books) {
            books.keep(tape);
        } else {
            throw new IllegalStateException("policy " + name + " cannot save its books");
        }
    }
}
