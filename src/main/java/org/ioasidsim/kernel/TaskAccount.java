package org.ioasidsim.kernel;

import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.HostBounds;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.PidNumbers;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The host tasks of simulations, which are counted but not named. Each meets the rlimit, threads-max, the pid numbers (those of its namespace first) and the pids controller, in this
 * order; the whole fork then meets a further rule, if there is one.
 *
 * <p>Pid numbers below 300 are not handed out again once the cyclic cursor went round, so that {@code pid_max - 300} tasks fit.
 *
 * <p>Source: kernel/fork.c, copy_process; kernel/pid.c, alloc_pid; kernel/cgroup/pids.c, pids_can_fork and pids_can_attach.
 */
final class TaskAccount implements Kept {
    private static final int PIDS = Resource.PIDS.slot();

    private final long capacity;
    private final HostBounds bounds;

    /** The most tasks that both have room for. */
    private final long most;

    private final Refusal refusal;
    private final @Nullable Admission admission;
    private long tasks;
    private int forkedBeforeRefusal;

    TaskAccount(KernelConfig config, Refusal refusal, @Nullable Admission admission) {
        capacity = PidNumbers.tasks(config.pidMax());
        bounds = config.bounds();
        most = Math.min(capacity, bounds.mostThreads());
        this.refusal = refusal;
        this.admission = admission;
    }

    /** Returns whether {@code more} pid numbers, and places below threads-max, are free. */
    boolean hasRoom(int more) {
        return tasks <= most - more;
    }

    /** Returns how many tasks there are. */
    long count() {
        return tasks;
    }

    /** Returns how many there can be, by their numbers and by threads-max. */
    long most() {
        return most;
    }

    /** Forks {@code count} tasks into {@code group}, all or none. */
    boolean tryFork(Cgroup group, User user, int count) {
        int forked = 0;
        while (forked < count && tryForkOne(group, user)) {
            forked++;
        }
        if (forked == count && isAdmitted(group, count)) {
            return true;
        }
        release(group, user, forked);
        forkedBeforeRefusal = forked;
        return false;
    }

    /** Returns how many tasks the last refused call had forked before the refusal. */
    int forkedBeforeRefusal() {
        return forkedBeforeRefusal;
    }

    /** Ends and reaps {@code count} tasks. */
    void exit(Cgroup group, User user, int count) {
        release(group, user, count);
        if (admission != null) {
            admission.forked(group, -count);
        }
    }

    /** Moves the pids charges of {@code count} tasks without a limit check. */
    void move(Cgroup from, Cgroup to, int count) {
        // one by one, as pids_can_attach does: a common ancestor's peak rises by one at most
        for (int moved = 0; moved < count; moved++) {
            from.move(to, PIDS, 1);
        }
        if (admission != null) {
            admission.forked(from, -count);
            admission.forked(to, count);
        }
    }

    private boolean tryForkOne(Cgroup group, User user) {
        if (!user.canHave(1) || !hasRoom(1)) {
            return refuseFirst(group, user);
        }
        Cgroup full = group.tryCharge(PIDS, 1);
        if (full != null) {
            return refuse(Limit.PIDS, full.path());
        }
        user.count(1);
        tasks++;
        return true;
    }

    /** Refuses a task by the first of the limits before the pids controller that has no room for it. */
    private boolean refuseFirst(Cgroup group, User user) {
        if (!user.hasRoom(1)) {
            return refuse(Limit.RLIMIT, "host");
        }
        if (!bounds.hasThreads(tasks, 1)) {
            return refuse(Limit.THREADS_MAX, "host");
        }
        return refuse(Limit.PID_MAX, user.hasNumbers(1) ? "host" : group.path());
    }

    private boolean isAdmitted(Cgroup group, int count) {
        if (admission == null || admission.tryFork(group, count)) {
            return true;
        }
        refusal.set(Limit.POLICY, admission.level(), admission.errno());
        return false;
    }

    private void release(Cgroup group, User user, int count) {
        if (count > 0) {
            user.count(-count);
            tasks -= count;
            group.uncharge(PIDS, count);
        }
    }

    private boolean refuse(Limit limit, String level) {
        refusal.set(limit, level, Errno.EAGAIN);
        return false;
    }

    @Override
    public void keep(StateTape tape) {
        tasks = tape.keep(tasks);
        forkedBeforeRefusal = tape.keep(forkedBeforeRefusal);
    }
}
