package org.ioasidsim.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.KernelRules.Charge;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.ioasid.Owner;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/** An address space with the two counters of mm_struct: its users, which is the process, and the references that keep it allocated. */
final class Mm implements Owner {
    private final Kernel kernel;
    private final int handle;
    private Cgroup group;

    /** The processes that use it, the owner first. */
    private final List<MmUser> users = new ArrayList<>(1);

    private @Nullable Payers payers;
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
        return !users.isEmpty();
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

    /** Has a process use it: the first one owns it. */
    void join(MmUser process) {
        users.add(process);
    }

    /** Moves what follows a process that uses it. */
    void move(MmUser process, Cgroup from, Cgroup to) {
        if (process.equals(users.get(0))) {
            moveOwner(to);
            group = to;
        }
        movePaid(process, from, to);
    }

    private void moveOwner(Cgroup to) {
        if (payers == null) {
            kernel.moveMm(handle, to);
        } else {
            kernel.moveOwner(handle, to);
        }
    }

    /** Moves what a process has paid for, its user or not. */
    void movePaid(MmUser process, Cgroup from, Cgroup to) {
        if (payers != null && !isDropped()) {
            payers.move(process, from, to);
        }
    }

    /** Notes that {@code opener} opens a device, which binds it. */
    void opens(MmUser opener, Device device) {
        if (kernel.config().rules().charge() == Charge.TASK) {
            if (payers == null) {
                payers = new Payers(kernel, handle, opener);
            }
            payers.opens(opener, device);
        }
    }

    /** Returns whether it is gone, and its handle may be another's. */
    boolean isDropped() {
        return holds == Integer.MIN_VALUE;
    }

    /** Ends its use by a process that exits or replaces it; where that was the owner, the next process that shares it owns it. */
    void leave(MmUser process) {
        boolean wasOwner = process.equals(users.get(0));
        users.remove(process);
        if (wasOwner && !users.isEmpty()) {
            group = users.get(0).group();
            kernel.passMm(handle, group);
        }
    }

    /** Drops it if it has no users, references and bonds any more. */
    void dropUnneeded() {
        if (users.isEmpty() && holds == 0 && !kernel.isBound(handle)) {
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
