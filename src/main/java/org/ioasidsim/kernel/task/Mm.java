package org.ioasidsim.kernel.task;

import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.ioasid.Owner;

/** An address space with the two counters of mm_struct: its users, which is the process, and the references that keep it allocated. */
final class Mm implements Owner {
    private final Kernel kernel;
    private final int handle;
    private Cgroup group;
    private boolean hasUsers = true;
    private boolean hasIoasidFile;
    private int holds;

    Mm(Kernel kernel, Cgroup group) {
        this.kernel = kernel;
        this.group = group;
        handle = kernel.createIdleMm(group);
    }

    int handle() {
        return handle;
    }

    @Override
    public boolean hasUsers() {
        return hasUsers;
    }

    @Override
    public Cgroup group() {
        return group;
    }

    @Override
    public void countHold(int change) {
        holds += change;
        dropUnneeded();
    }

    void move(Cgroup to) {
        kernel.moveMm(handle, to);
        group = to;
    }

    /** Ends its use: the process exited or replaced it. */
    void endUsers() {
        hasUsers = false;
    }

    /** Drops it if it has no users, references and bonds any more. */
    void dropUnneeded() {
        if (!hasUsers && holds == 0 && !kernel.isBound(handle)) {
            kernel.dropMm(handle);
            holds = Integer.MIN_VALUE;
        }
    }

    /** Returns whether a file of /dev/ioasid that this address space opened is still open. */
    boolean hasIoasidFile() {
        return hasIoasidFile;
    }

    void setIoasidFile(boolean isOpen) {
        hasIoasidFile = isOpen;
    }
}
