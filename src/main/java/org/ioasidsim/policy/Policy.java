package org.ioasidsim.policy;

import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;

/**
 * A rule that decides who may take one more id of the host, with its own books. One object serves one run, single-threaded.
 *
 * <p>It is asked for each id that leaves the pool, in kernel order: behind the work queue, the device's width, the cgroup controllers and
 * the set's quota, before the pool and the ASID. So it composes with every controller, and ids that a guest owns are none of its business.
 * {@link #ask} has no side effect; a {@link Answer#GRANT} is followed at once by {@link #charge}, and each charge in the end by exactly one
 * {@link #uncharge} or {@link #undo}.
 *
 * <p>The contract: no grant where the host has nothing left, and no uncharge of what was not charged ({@link Accounts} sees to it). A
 * policy that breaks it ends the run with a {@link PolicyBreach}. It keeps no clock and draws no random number: time is in the request.
 */
public interface Policy {
    /** Returns what it says to {@code request}. Changes nothing; the same state and time give the same answer. */
    Answer ask(Request request);

    /** Counts the id that was just granted. */
    void charge(Request request);

    /** Counts an id that was given back and can be allocated again. */
    void uncharge(Request request);

    /** Takes a charge back at once: a later limit said no. */
    default void undo(Request request) {
        uncharge(request);
    }

    /**
     * Returns whether the charge of an id follows its process to another cgroup: it is then uncharged in the old and charged in the new one,
     * without being asked. Otherwise it stays with the first cgroup until the id is freed, as in misc.
     */
    default boolean chargesMove() {
        return true;
    }

    /** Takes note that a try was refused, by whatever limit. */
    default void refused(Request request, Limit by) {}

    /** Takes note that one more request, which was just refused, waits in the queue ({@code +1}) or one fewer ({@code -1}). */
    default void waiting(Request request, int change) {}

    /** Takes note that a waiting request has left a cgroup with its process ({@code -1}) or come into one ({@code +1}). */
    default void waitingMoved(Request request, int change) {
        waiting(request, change);
    }

    /** Returns the next time, after {@code nowSeconds}, at which an answer may change although nothing happens; infinite when none. */
    default double changesAt(double nowSeconds) {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Returns whether {@link #reach}, {@link #hasRoom} and {@link #shift} say who is answered otherwise after an event, so that only those
     * are asked for their {@link #standing}, to know how long they would be refused; all are asked otherwise, after each event. One that
     * says so grants nothing where a request {@linkplain Request#hasFree has nothing free}. The same for the whole run.
     */
    default boolean saysReach() {
        return false;
    }

    /**
     * Returns the highest cgroup on the path of {@code leaf} whose tenants may stand otherwise after something was charged, uncharged,
     * forked, refused or made to wait in {@code leaf}; the tenant to whom it happened always may. The same for the whole run.
     */
    default Cgroup reach(Cgroup leaf) {
        return leaf;
    }

    /**
     * Returns how {@code request}, for which the host has free what it takes, stands with the rule. It must agree with {@link #ask}. Changes
     * nothing.
     */
    default RuleVerdict standing(Request request) {
        Answer answer = ask(request);
        return answer == Answer.REFUSE || answer == Answer.WAIT ? RuleVerdict.REFUSED : RuleVerdict.GRANTED;
    }

    /**
     * Returns whether there is room for those who stand {@link RuleVerdict#WHILE_ROOM}: they are not asked again when it comes or goes. Looked
     * at after each event; of {@code any} only the time and {@link Request#free} count.
     */
    default boolean hasRoom(Request any) {
        return true;
    }

    /**
     * Names those out of reach who may stand otherwise than after the last event, because time has passed or something happened to others;
     * too many do no harm. Called after each event, of {@code any} only the time and {@link Request#free} count.
     */
    default void shift(Request any, ChangeListener shifted) {}

    /**
     * Returns whether {@link #turn} orders the queue; otherwise whoever waits is served in the order of arrivals, and {@code turn} must be 0. The
     * same for the whole run.
     */
    default boolean ordersQueue() {
        return false;
    }

    /**
     * Returns the place of a waiting request in the queue: the smallest is served first, equal ones in the order of their arrivals. Asked
     * only of a policy that {@linkplain #ordersQueue orders the queue}, when a request begins to wait and again when it would be served:
     * with each one that is served the turns of others may grow, but none may become smaller.
     */
    default double turn(Request head) {
        return 0;
    }

    /**
     * Returns whether it takes idle ids back, so that the host keeps track of them. One that also {@linkplain #saysReach says how far its
     * answers reach} takes them back for all alike: by the time, by what is free and by the longest idle id only.
     */
    default boolean reclaims() {
        return false;
    }

    /** Returns whether {@code tasks} more host tasks may be forked; asked behind the pids controller. Changes nothing. */
    default boolean mayFork(Request request, int tasks) {
        return true;
    }

    /** Counts host tasks that were forked, or (negative) that ended. */
    default void forked(Request request, int tasks) {}

    /** Returns the level at which it refuses {@code request}: a cgroup's path, a tenant's name, or {@code host}. */
    default String level(Request request) {
        return request.cgroup().path();
    }

    /** Returns the error that a refused bind sees. */
    default Errno errno() {
        return Errno.EBUSY;
    }
}
