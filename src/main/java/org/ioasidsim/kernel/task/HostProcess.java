package org.ioasidsim.kernel.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;

/** A process: a leader and its threads, which share an address space and open files. */
public final class HostProcess implements MmUser {
    enum State {
        ALIVE,
        ZOMBIE,
        REAPED
    }

    /** The threads' pid numbers, the leader's first. */
    final List<Integer> threads = new ArrayList<>(1);

    /** The open files, the newest first. */
    final Deque<OpenFile> files = new ArrayDeque<>(1);

    /** The cgroups charged by the misc charges of this process, the newest first. */
    final Deque<Cgroup> miscCharges = new ArrayDeque<>(1);

    /** The address spaces for which it opened devices. */
    final Set<Mm> paysFor = new LinkedHashSet<>(1);

    /** The address spaces that were pinned, the newest first. */
    final Deque<Mm> pins = new ArrayDeque<>(1);

    Cgroup group;
    Mm mm;
    final User user;
    State state = State.ALIVE;
    boolean hasLeaderExited;

    /** Where the leader is charged as a task: its process's cgroup, or the one in which it ended before the others moved on. */
    Cgroup leaderGroup;

    HostProcess(Cgroup group, Mm mm, User user) {
        this.group = group;
        this.leaderGroup = group;
        this.mm = mm;
        this.user = user;
    }

    @Override
    public Cgroup group() {
        return group;
    }

    /** Returns how many tasks move with the process: not a leader that has ended (cgroup_migrate_add_task). */
    int movingTasks() {
        return threads.size() - (hasLeaderExited ? 1 : 0);
    }

    public boolean isAlive() {
        return state == State.ALIVE;
    }

    /** Returns whether nothing can refer to it any more: it is reaped, and none of its charges and pins is left to undo. */
    public boolean isForgettable() {
        return state == State.REAPED && miscCharges.isEmpty() && pins.isEmpty();
    }

    public boolean isZombie() {
        return state == State.ZOMBIE;
    }
}
