package org.ioasidsim.policy;

import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;

/**
 * A rule that decides which request gets one more id of the host, and keeps its own books for that. One object serves one run and is used
 * by one thread.
 *
 * <p>The host asks for each id that leaves the pool, in kernel order: after the work queue, the device's width, the cgroup controllers and
 * the set's quota, and before the pool and the ASID. A policy therefore combines with every controller, and does not see ids that a guest
 * owns. {@link #ask} has no side effect; {@link #charge} follows a {@link Answer#GRANT} at once, and exactly one {@link #uncharge} or
 * {@link #undo} ends each charge.
 *
 * <p>The contract: no grant where the host has nothing left, and no uncharge of what was not charged ({@link Accounts} checks that). A
 * policy that breaks it ends the run with a {@link PolicyBreach}. A policy has no clock and draws no random numbers: the request carries
 * the time.
 */
public interface Policy {
    /** Returns the answer to {@code request}. Changes nothing: the same state and time give the same answer. */
    Answer ask(Request request);

    /** Charges the id that was just granted. */
    void charge(Request request);

    /** Gives back the charge of an id that is free again. */
    void uncharge(Request request);

    /** Takes back the charge just made, because a later limit refused the request. */
    default void undo(Request request) {
        uncharge(request);
    }

    /**
     * Returns whether the charge of an id follows its process to another cgroup: the host then uncharges it in the old and charges it in the
     * new one, without asking. Otherwise the charge stays with the first cgroup until the id is freed, as in misc.
     */
    default boolean chargesMove() {
        return true;
    }

    /** Notes that a request was refused; {@code by} is the limit that did it, the policy's own or any other. */
    default void refused(Request request, Limit by) {}

    /** Notes that a request that was just refused joins the queue ({@code +1}), or that one leaves it ({@code -1}). */
    default void waiting(Request request, int change) {}

    /** Notes that a waiting request leaves a cgroup with its process ({@code -1}) or enters one ({@code +1}). */
    default void waitingMoved(Request request, int change) {
        waiting(request, change);
    }

    /** Returns the next time after {@code nowSeconds} at which an answer may change by itself; infinite if none will. */
    default double changesAt(double nowSeconds) {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Returns whether {@link #reach}, {@link #hasRoom} and {@link #shift} cover every change of an answer. The host, which measures for how
     * long each tenant would be refused, then asks only those tenants for their {@link #standing}; otherwise it asks all, after each event.
     * A policy that returns true must grant nothing to a request that {@linkplain Request#hasFree has nothing free}. Constant during a run.
     */
    default boolean saysReach() {
        return false;
    }

    /**
     * Returns the highest cgroup on the path of {@code leaf} whose tenants may stand differently after a charge, an uncharge, a fork, a
     * refusal or a wait in {@code leaf}. The tenant that caused the event is always asked again. Constant during a run.
     */
    default Cgroup reach(Cgroup leaf) {
        return leaf;
    }

    /**
     * Returns what the rule says to {@code request} if the host has free what it needs. Must agree with {@link #ask}, and changes nothing.
     */
    default RuleVerdict standing(Request request) {
        Answer answer = ask(request);
        return answer == Answer.REFUSE || answer == Answer.WAIT ? RuleVerdict.REFUSED : RuleVerdict.GRANTED;
    }

    /**
     * Returns whether there is room for the tenants whose verdict is {@link RuleVerdict#WHILE_ROOM}; they are not asked again when room
     * comes or goes. Called after each event; only the time and {@link Request#free} of {@code any} are meaningful.
     */
    default boolean hasRoom(Request any) {
        return true;
    }

    /**
     * Reports the tenants outside {@link #reach} that may stand differently than after the last event, because time has passed or because of
     * what happened to others. Reporting too many costs time, not correctness. Called after each event; only the time and
     * {@link Request#free} of {@code any} are meaningful.
     */
    default void shift(Request any, ChangeListener shifted) {}

    /**
     * Returns whether {@link #turn} orders the queue. Otherwise waiting requests are served in the order of their arrival, and {@code turn}
     * must return 0. Constant during a run.
     */
    default boolean ordersQueue() {
        return false;
    }

    /**
     * Returns the turn of a waiting request: the smallest is served first, equal ones in the order of their arrival. Called only if the
     * policy {@linkplain #ordersQueue orders the queue}, when a request begins to wait and again when it is about to be served: serving one
     * request may increase the turns of others, but must not decrease any.
     */
    default double turn(Request head) {
        return 0;
    }

    /**
     * Returns whether the policy takes idle ids back, so that the host must keep track of them. If it also {@linkplain #saysReach says how
     * far its answers reach}, taking back may depend only on the time, on what is free and on the longest idle id, alike for all tenants.
     */
    default boolean reclaims() {
        return false;
    }

    /** Returns what it does with ids in use where an event lowers a limit below what is charged. Constant during a run. */
    default Revocation revocation() {
        return Revocation.NONE;
    }

    /** Returns whether {@code tasks} more host tasks may be forked; asked after the pids controller. Changes nothing. */
    default boolean mayFork(Request request, int tasks) {
        return true;
    }

    /** Notes that host tasks were forked or, if {@code tasks} is negative, that they ended. */
    default void forked(Request request, int tasks) {}

    /** Returns the level at which the policy refuses {@code request}: a cgroup's path, a tenant's name, or {@code host}. */
    default String level(Request request) {
        return request.cgroup().path();
    }

    /** Returns the error of a bind that the policy refuses. */
    default Errno errno() {
        return Errno.EBUSY;
    }
}
