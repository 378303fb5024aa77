package org.ioasidsim.kernel.task;

import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.PidNumbers;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of the host. A clone meets the limits in the order of copy_process: rlimit, threads-max, pid number (of its namespace, then the host's), a cgroup that may not host it, pids charge. Tasks have pid numbers or are only
 * counted; in the second case, that of simulations, {@code pid_max - 300} fit.
 *
 * <p>Source: kernel/fork.c, copy_process; kernel/pid.c, alloc_pid; kernel/cgroup/cgroup.c, cgroup_css_set_fork; kernel/cgroup/pids.c,
 * pids_can_fork.
 */
public final class Tasks {
    /** The answer of a refusal. */
    static final int NONE = PidNumbers.NONE;

    /** The number of a task that is only counted. */
    private static final int COUNTED = 0;

    private final Kernel kernel;
    private final Refusal refusal;
    private final PidNumbers numbers;
    private final boolean isNumbered;
    private int count;

    /** Makes the tasks of a host that has none but init. */
    public Tasks(Kernel kernel, boolean isNumbered) {
        this.kernel = kernel;
        this.refusal = kernel.refusal();
        this.numbers = new PidNumbers(kernel.config().pidMax());
        this.isNumbered = isNumbered;
    }

    /** Returns the number of tasks, with zombies, without init. */
    public int count() {
        return count;
    }

    /** Makes a task of a process that is in {@code group}; returns its pid number, or {@link #NONE} when refused. */
    int tryClone(Cgroup group, User user) {
        return tryClone(group, user, null);
    }

    /** Makes the first task of a process that begins in {@code group} (CLONE_INTO_CGROUP), which must be one that may host processes. */
    int tryCloneInto(Cgroup group, User user) {
        return tryClone(group, user, kernel.cgroups().hostRefusal(group));
    }

    private int tryClone(Cgroup group, User user, @Nullable Errno hostRefusal) {
        int number = isNumbered ? tryNumber(group, user, hostRefusal) : tryCount(group, user, hostRefusal);
        count += number == NONE ? 0 : 1;
        return number;
    }

    /** Ends a task of this number. */
    void release(Cgroup group, User user, int number) {
        count--;
        if (!isNumbered) {
            kernel.exitTasks(group, user, 1);
            return;
        }
        user.count(-1);
        group.uncharge(Resource.PIDS, 1);
        numbers.release(number);
    }

    private int tryCount(Cgroup group, User user, @Nullable Errno hostRefusal) {
        if (hostRefusal != null) {
            return refuse(Limit.CGROUP, group.path(), hostRefusal);
        }
        return kernel.tryFork(group, user, 1) ? COUNTED : NONE;
    }

    private int tryNumber(Cgroup group, User user, @Nullable Errno hostRefusal) {
        if (!user.hasRoom(1)) {
            return refuse(Limit.RLIMIT, "host");
        }
        if (!kernel.config().bounds().hasThreads(count, 1)) {
            return refuse(Limit.THREADS_MAX, "host");
        }
        if (!user.hasNumbers(1)) {
            return refuse(Limit.PID_MAX, group.path());
        }
        int number = numbers.tryTake();
        if (number == PidNumbers.NONE) {
            return refuse(Limit.PID_MAX, "host");
        }
        if (hostRefusal != null) {
            numbers.release(number);
            return refuse(Limit.CGROUP, group.path(), hostRefusal);
        }
        Cgroup full = group.tryCharge(Resource.PIDS, 1);
        if (full != null) {
            numbers.release(number);
            return refuse(Limit.PIDS, full.path());
        }
        user.count(1);
        return number;
    }

    private int refuse(Limit limit, String level) {
        return refuse(limit, level, Errno.EAGAIN);
    }

    private int refuse(Limit limit, String level, Errno errno) {
        refusal.set(limit, level, errno);
        return NONE;
    }
}
