package org.ioasidsim.kernel.task;

import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.PidNumbers;

/**
 * The tasks of the host. A clone meets the limits in the order of copy_process: rlimit, pid number, pids charge. Tasks have pid numbers or are only
 * counted; in the second case, that of simulations, {@code pid_max - 300} fit.
 *
 * <p>Source: kernel/fork.c, copy_process; kernel/pid.c, alloc_pid; kernel/cgroup/pids.c, pids_can_fork.
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

    /** Makes a task; returns its pid number, or {@link #NONE} when refused. */
    int tryClone(Cgroup group, User user) {
        int number = isNumbered ? tryNumber(group, user) : tryCount(group, user);
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

    private int tryCount(Cgroup group, User user) {
        return kernel.tryFork(group, user, 1) ? COUNTED : NONE;
    }

    private int tryNumber(Cgroup group, User user) {
        if (!user.hasRoom(1)) {
            return refuse(Limit.RLIMIT, "host");
        }
        int number = numbers.tryTake();
        if (number == PidNumbers.NONE) {
            return refuse(Limit.PID_MAX, "host");
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
        refusal.set(limit, level, Errno.EAGAIN);
        return NONE;
    }
}
