package org.ioasidsim.kernel.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ioasidsim.kernel.cgroup.Cgroup;

/** A process: a leader and its threads, which share an address space and open files. */
public final class HostProcess {
    enum State {
        ALIVE,
        ZOMBIE,
        REAPED
    }

    /** The threads' pid numbers, the leader's first. */
    final List<Integer> threads = new ArrayList<>();

    /** The open files, the newest first. */
    final Deque<OpenFile> files = new ArrayDeque<>();

    /** The cgroups that misc charges of this process remember, the newest first. */
    final Deque<Cgroup> miscCharges = new ArrayDeque<>();

    /** The address spaces that were pinned, the newest first. */
    final Deque<Mm> pins = new ArrayDeque<>();

    Cgroup group;
    Mm mm;
    State state = State.ALIVE;

    HostProcess(Cgroup group, Mm mm) {
        this.group = group;
        this.mm = mm;
    }

    public Cgroup group() {
        return group;
    }

    public boolean isAlive() {
        return state == State.ALIVE;
    }

    public boolean isZombie() {
        return state == State.ZOMBIE;
    }
}
