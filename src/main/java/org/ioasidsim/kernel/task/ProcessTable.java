package org.ioasidsim.kernel.task;

import java.util.Collection;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.ioasid.Ioasids;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.sva.DriverPasids;
import org.jspecify.annotations.Nullable;

/**
 * The processes of an op script and their calls: fork, exec, exit, moves between cgroups, open files, charges, pins and bonds.
 *
 * <p>Source: kernel/fork.c, kernel/exit.c (exit_mm runs before exit_files), fs/exec.c, kernel/cgroup/cgroup.c.
 */
public final class ProcessTable {
    private final Kernel kernel;
    private final KernelConfig.IoasidsFlavour flavour;
    private final Ioasids ioasids;
    private final Tasks tasks;
    private final long vmQuota;
    private long drained;

    /**
     * Makes the table of a host that has no processes yet.
     *
     * @param vmQuota the quota of each open of /dev/ioasid; 0 takes all that is left of the capacity
     */
    public ProcessTable(
            Kernel kernel, KernelConfig.IoasidsFlavour flavour, Ioasids ioasids, Tasks tasks, long vmQuota) {
        this.kernel = kernel;
        this.flavour = flavour;
        this.ioasids = ioasids;
        this.tasks = tasks;
        this.vmQuota = vmQuota;
    }

    /** Clones init into {@code group} for {@code user}; returns null if that is refused. */
    public @Nullable HostProcess spawn(Cgroup group, User user) {
        return begin(group, user, tasks.tryCloneInto(group, user), null);
    }

    private @Nullable HostProcess begin(Cgroup group, User user, int number, @Nullable Mm shared) {
        if (number == Tasks.NONE) {
            return null;
        }
        HostProcess process = new HostProcess(group, shared == null ? new Mm(kernel, group) : shared, user);
        process.mm.join(process);
        process.threads.add(number);
        group.countProcess(1);
        return process;
    }

    /** Forks {@code parent}, whose open files the child shares, devices with their bonds included; returns null if that is refused. */
    public @Nullable HostProcess fork(HostProcess parent) {
        return share(parent, begin(parent.group, parent.user, tasks.tryClone(parent.group, parent.user), null));
    }

    /** Forks {@code parent} into another cgroup (CLONE_INTO_CGROUP), which must be one that may host processes. */
    public @Nullable HostProcess forkInto(HostProcess parent, Cgroup group) {
        return share(parent, begin(group, parent.user, tasks.tryCloneInto(group, parent.user), null));
    }

    /**
     * Clones a process that shares the address space of {@code parent} (CLONE_VM without CLONE_THREAD), and copies its table of open files.
     *
     * @param group the cgroup that it begins in; null: the parent's
     */
    public @Nullable HostProcess cloneVm(HostProcess parent, @Nullable Cgroup group) {
        HostProcess child = group == null
                ? begin(parent.group, parent.user, tasks.tryClone(parent.group, parent.user), parent.mm)
                : begin(group, parent.user, tasks.tryCloneInto(group, parent.user), parent.mm);
        return share(parent, child);
    }

    private static @Nullable HostProcess share(HostProcess parent, @Nullable HostProcess child) {
        if (child == null) {
            return null;
        }
        for (OpenFile file : parent.files) {
            file.share();
            child.files.addLast(file);
        }
        return child;
    }

    /** Adds a thread; returns whether it was cloned. */
    public boolean tryAddThread(HostProcess process) {
        int number = tasks.tryClone(process.group, process.user);
        if (number != Tasks.NONE) {
            process.threads.add(number);
        }
        return number != Tasks.NONE;
    }

    /** Ends the newest thread; with the last one ends a process whose leader has ended before. */
    public void exitThread(HostProcess process) {
        if (process.threads.size() > 1) {
            release(process, process.threads.remove(process.threads.size() - 1));
        }
        if (process.threads.size() == 1 && process.hasLeaderExited) {
            exit(process);
        }
    }

    /** Ends the leader alone: it stays a task, with its pid number and its pids charge, until the last thread has ended and the process is reaped. */
    public void exitLeader(HostProcess process) {
        process.hasLeaderExited = true;
        if (process.threads.size() == 1) {
            exit(process);
        }
    }

    /** Returns whether a process has a thread beside the leader. */
    public boolean hasThreads(HostProcess process) {
        return process.threads.size() > 1;
    }

    /** Returns the pid number of the newest thread. */
    public int newestNumber(HostProcess process) {
        return process.threads.get(process.threads.size() - 1);
    }

    /** Ends a process in the order of do_exit: its address space loses its user, its files close, its threads but the leader are released. A zombie is left. */
    public void exit(HostProcess process) {
        // exit_mm runs before exit_files: as posted, files that close now find the owner of their set gone
        process.mm.leave(process);
        while (!process.files.isEmpty()) {
            closeFile(process, process.files.pop());
        }
        process.mm.dropUnneeded();
        releaseThreads(process);
        process.state = HostProcess.State.ZOMBIE;
        process.group.countProcess(-1);
    }

    /** Reaps a zombie: returns its pid number and its last pids charge. */
    public void reap(HostProcess process) {
        process.state = HostProcess.State.REAPED;
        tasks.release(process.leaderGroup, process.user, process.threads.remove(0));
    }

    /** Replaces the address space; other threads die, files stay open. Where the leader has ended, the thread that lives on takes its place and number (de_thread). */
    public void exec(HostProcess process) {
        releaseThreads(process);
        kernel.moveTasks(process.leaderGroup, process.group, 1);
        process.leaderGroup = process.group;
        process.hasLeaderExited = false;
        Mm old = process.mm;
        process.mm = new Mm(kernel, process.group);
        process.mm.join(process);
        old.leave(process);
        old.dropUnneeded();
    }

    /** Moves a process with the charges that follow it; never refused. Does nothing for a zombie, as the kernel does. */
    public void move(HostProcess process, Cgroup to) {
        Cgroup from = process.group;
        if (from == to || !process.isAlive()) {
            return;
        }
        kernel.moveTasks(from, to, process.movingTasks());
        var unused = moveIoasids(process, from, to);
        from.countProcess(-1);
        to.countProcess(1);
        process.group = to;
        process.leaderGroup = process.hasLeaderExited ? process.leaderGroup : to;
        process.mm.move(process, from, to);
        process.paysFor.removeIf(Mm::isDropped);
        for (Mm paid : process.paysFor) {
            if (paid != process.mm) {
                paid.movePaid(process, from, to);
            }
        }
    }

    /** Moves a process and back again, as if a later controller had refused. As posted, cancel_attach moves back one charge for each task. */
    public void moveAndCancel(HostProcess process, Cgroup to) {
        Cgroup from = process.group;
        if (from == to || !process.isAlive()) {
            return;
        }
        int threads = process.movingTasks();
        kernel.moveTasks(from, to, threads);
        int moved = moveIoasids(process, from, to);
        kernel.moveTasks(to, from, threads);
        int back = flavour == KernelConfig.IoasidsFlavour.AS_POSTED ? threads : moved;
        moveIoasidCharges(to, from, back);
    }

    /** Charges a misc pasid to the process's cgroup, which the charge remembers; returns the error, or null when done. */
    public @Nullable Errno chargeMisc(HostProcess process) {
        if (kernel.cgroups().miscCapacity(Resource.MISC_PASID) == 0) {
            return Errno.EINVAL;
        }
        Cgroup full = process.group.tryCharge(Resource.MISC_PASID, 1);
        if (full != null) {
            kernel.refusal().setMisc(full.path(), full.path(), Resource.MISC_PASID.slot(), Resource.MISC_PASID.key());
            return Errno.EBUSY;
        }
        process.miscCharges.push(process.group);
        return null;
    }

    /** Uncharges the newest misc charge of the process; returns false if it has none. */
    public boolean tryUnchargeMisc(HostProcess process) {
        Cgroup charged = process.miscCharges.poll();
        if (charged != null) {
            charged.uncharge(Resource.MISC_PASID, 1);
        }
        return charged != null;
    }

    /** Opens /dev/ioasid; returns the error, or null when done. */
    public @Nullable Errno open(HostProcess process) {
        Errno refusal = process.mm.hasIoasidFile() ? Errno.EBUSY : kernel.sets().refusal(process.mm, vmQuota);
        if (refusal == null) {
            IoasidSet set = kernel.sets().create(process.mm, vmQuota);
            process.files.push(new OpenFile(process.mm, set, null));
            process.mm.setIoasidFile(true);
        }
        return refusal;
    }

    /** Returns the set of the process's newest file of /dev/ioasid, or null if it has none. */
    public @Nullable IoasidSet newestSet(HostProcess process) {
        OpenFile file = newestIoasidFile(process);
        return file == null ? null : file.set();
    }

    /** Returns the living set that the process's address space owns; if there is none, that of its newest file, or null. */
    public @Nullable IoasidSet ownSet(HostProcess process) {
        IoasidSet owned = kernel.sets().find(process.mm);
        return owned == null ? newestSet(process) : owned;
    }

    /** Allocates from {@code set}, that of the process's newest file; returns the id, or {@link IdSpace#NONE}. */
    public int tryAlloc(HostProcess process, IoasidSet set, long min, long max) {
        return ioasids.tryAlloc(set, process.mm, process.group, min, max);
    }

    /** Closes the newest file of /dev/ioasid; returns false if there is none. */
    public boolean tryClose(HostProcess process) {
        OpenFile file = newestIoasidFile(process);
        return file != null && tryCloseFile(process, file);
    }

    /** Makes a set that the process's address space owns, without a file; returns the error, or null when done. */
    public @Nullable Errno allocSet(HostProcess process, long quota) {
        Errno refusal = kernel.sets().refusal(process.mm, quota & 0xFFFF_FFFFL);
        if (refusal == null) {
            var unused = kernel.sets().create(process.mm, quota & 0xFFFF_FFFFL);
        }
        return refusal;
    }

    /** Runs the process on a CPU; returns the number of its ASID. */
    public int switchTo(int cpu, HostProcess process) {
        return kernel.cpuAsids().switchTo(cpu, process.mm.handle());
    }

    /** Pins the process's address space, which the process remembers; returns the ASID as a device sees it, or 0. */
    public int tryPin(HostProcess process) {
        int asid = kernel.cpuAsids().tryPin(process.mm.handle());
        if (asid != 0) {
            process.mm.countHold(1);
            process.pins.push(process.mm);
        }
        return asid;
    }

    /** Unpins the address space pinned last; returns false if there is none. */
    public boolean tryUnpin(HostProcess process) {
        Mm pinned = process.pins.poll();
        if (pinned != null) {
            kernel.cpuAsids().unpin(pinned.handle());
            pinned.countHold(-1);
        }
        return pinned != null;
    }

    /**
     * Opens a device, which binds the address space of {@code process}; returns whether the kernel lets it.
     *
     * @param opener that process, or a broker that opens in its place, as a proposal may have it, and passes the file on
     */
    public boolean tryBind(HostProcess process, Device device, HostProcess opener) {
        process.mm.opens(opener, device);
        opener.paysFor.add(process.mm);
        boolean isBound = kernel.tryBind(process.mm.handle(), device, opener.group);
        if (isBound) {
            process.files.push(new OpenFile(process.mm, null, device));
        }
        return isBound;
    }

    /** Returns the PASID of the process's address space; 0: it has none. */
    public int pasid(HostProcess process) {
        return kernel.pasid(process.mm.handle());
    }

    /** Returns the PASID that the driver of {@code device} handed out itself at the newest open by this process, {@link DriverPasids#NO_PASID} if none was left. */
    public int newestDriverPasid(HostProcess process, Device device) {
        return kernel.newestDriverPasid(process.mm.handle(), device);
    }

    /** Ends all bonds with a device, whose files stay open but are of no use any more. */
    public void endBonds(HostProcess process, Device device) {
        for (OpenFile file : process.files) {
            if (device.equals(file.device()) && file.tryEnd()) {
                kernel.unbind(file.opener().handle(), device);
                file.opener().dropUnneeded();
            }
        }
    }

    /** Takes the PASID of the process's address space back: its bonds end, whichever of {@code holders} has their files open. */
    public void revoke(HostProcess process, Collection<HostProcess> holders) {
        for (HostProcess holder : holders) {
            for (OpenFile file : holder.files) {
                if (file.device() != null && file.opener() == process.mm) {
                    var unused = file.tryEnd();
                }
            }
        }
        kernel.revoke(process.mm.handle(), process.group.path());
    }

    /** Closes the process's newest file of a device after its descriptors have drained; returns false if it has none. */
    public boolean tryUnbind(HostProcess process, Device device) {
        OpenFile file = newestFile(process, device);
        drained = 0;
        return file != null && tryCloseFile(process, file);
    }

    /** Returns how many descriptors the last {@link #tryUnbind} drained before the bond ended. */
    public long drained() {
        return drained;
    }

    /** Submits descriptors to a device through the process's newest file of it; returns false if it has none. */
    public boolean trySubmit(HostProcess process, Device device, long descriptors) {
        OpenFile file = newestFile(process, device);
        if (file != null) {
            file.submit(descriptors);
        }
        return file != null;
    }

    /** Takes a further id for the process's address space; returns it, or 0 if the kernel refuses. */
    public int tryAllocPrivate(HostProcess process) {
        int mm = process.mm.handle();
        return kernel.tryAllocPrivate(mm) ? kernel.newestPrivateId(mm) : 0;
    }

    private static @Nullable OpenFile newestFile(HostProcess process, Device device) {
        for (OpenFile file : process.files) {
            if (device.equals(file.device())) {
                return file;
            }
        }
        return null;
    }

    /** Lets {@code heir} inherit the newest device file of {@code process}; returns false if it has none. */
    public boolean tryInherit(HostProcess process, HostProcess heir) {
        for (OpenFile file : process.files) {
            if (file.device() != null) {
                file.share();
                heir.files.push(file);
                return true;
            }
        }
        return false;
    }

    private void releaseThreads(HostProcess process) {
        while (process.threads.size() > 1) {
            release(process, process.threads.remove(process.threads.size() - 1));
        }
    }

    private void release(HostProcess process, int number) {
        tasks.release(process.group, process.user, number);
    }

    /** Moves the charges of the set that the process's address space owns, without a limit check; returns how many. */
    private int moveIoasids(HostProcess process, Cgroup from, Cgroup to) {
        IoasidSet set = kernel.sets().find(process.mm);
        int charges = set == null ? 0 : set.ids();
        moveIoasidCharges(from, to, charges);
        return charges;
    }

    private void moveIoasidCharges(Cgroup from, Cgroup to, int charges) {
        if (flavour != KernelConfig.IoasidsFlavour.OFF && charges > 0) {
            to.charge(Resource.IOASIDS, charges);
            from.unchargeUnchecked(Resource.IOASIDS, charges);
        }
    }

    private static @Nullable OpenFile newestIoasidFile(HostProcess process) {
        for (OpenFile file : process.files) {
            if (file.device() == null) {
                return file;
            }
        }
        return null;
    }

    private boolean tryCloseFile(HostProcess process, OpenFile file) {
        boolean isOpen = process.files.removeFirstOccurrence(file);
        if (isOpen) {
            closeFile(process, file);
        }
        return isOpen;
    }

    private void closeFile(HostProcess process, OpenFile file) {
        if (!file.drop()) {
            return;
        }
        IoasidSet set = file.set();
        if (set != null) {
            ioasids.close(set, process.group);
            file.opener().setIoasidFile(false);
        }
        Device device = file.device();
        if (device != null) {
            drained += file.descriptors();
            if (file.tryEnd()) {
                kernel.unbind(file.opener().handle(), device);
            }
        }
        file.opener().dropUnneeded();
    }
}
