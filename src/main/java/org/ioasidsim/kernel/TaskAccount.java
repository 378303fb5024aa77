package org.ioasidsim.kernel;

import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.PidNumbers;

/**
 * The host tasks that are counted but not named: rlimit, pid number and pids charge of each, in this order.
 *
 * <p>Pid numbers below 300 are not handed out again once the cyclic cursor went round, so that {@code pid_max - 300} tasks fit.
 */
final class TaskAccount {
    private final long capacity;
    private final Refusal refusal;
    private long tasks;
    private int forkedBeforeRefusal;

    TaskAccount(long pidMax, Refusal refusal) {
        capacity = PidNumbers.tasks(pidMax);
        this.refusal = refusal;
    }

    boolean hasRoom(int more) {
        return tasks <= capacity - more;
    }

    boolean tryFork(Cgroup group, User user, int count) {
        for (int forked = 0; forked < count; forked++) {
            if (!tryForkOne(group, user)) {
                exit(group, user, forked);
                forkedBeforeRefusal = forked;
                return false;
            }
        }
        return true;
    }

    /** Returns how many tasks the last refused call had forked before the refusal. */
    int forkedBeforeRefusal() {
        return forkedBeforeRefusal;
    }

    void exit(Cgroup group, User user, int count) {
        if (count > 0) {
            user.count(-count);
            tasks -= count;
            group.uncharge(Resource.PIDS, count);
        }
    }

    private boolean tryForkOne(Cgroup group, User user) {
        if (!user.hasRoom(1)) {
            return refuse(Limit.RLIMIT, "host");
        }
        if (!hasRoom(1)) {
            return refuse(Limit.PID_MAX, "host");
        }
        Cgroup full = group.tryCharge(Resource.PIDS, 1);
        if (full != null) {
            return refuse(Limit.PIDS, full.path());
        }
        user.count(1);
        tasks++;
        return true;
    }

    private boolean refuse(Limit limit, String level) {
        refusal.set(limit, level, Errno.EAGAIN);
        return false;
    }
}
