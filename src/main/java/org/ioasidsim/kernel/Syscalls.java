package org.ioasidsim.kernel;

import java.util.function.DoubleSupplier;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.base.VmConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.sva.AddressSpaces;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/**
 * The calls of processes, VMs and administrators, one for each operation of an op script. Notifies a recorder, if there is one, of each call. Every
 * change that a simulation makes to the kernel goes through here, so that a recording is complete.
 */
public final class Syscalls {
    private final Kernel kernel;
    private @Nullable KernelListener recorder;

    public Syscalls(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Notifies {@code newRecorder} of every call from now on; the kernel must be as it was booted. */
    public void recordTo(KernelListener newRecorder, DoubleSupplier nowSeconds) {
        recorder = newRecorder;
        newRecorder.started(kernel, nowSeconds);
    }

    /** Ends the recording. */
    public void endRecording() {
        if (recorder != null) {
            recorder.ended();
        }
    }

    /** Notes that the machine has booted: what was made until now is made at each boot. */
    public void booted() {
        if (recorder != null) {
            recorder.booted();
        }
    }

    /** Notes that the machine has booted again, on which nothing lives. */
    public void rebooted() {
        if (recorder != null) {
            recorder.rebooted();
        }
    }

    /** Makes the cgroup {@code path}, whose parent must exist and which must not. */
    public Cgroup mkdir(String path) {
        Cgroup group = kernel.mkdir(path);
        if (recorder != null) {
            recorder.madeGroup(group);
        }
        return group;
    }

    /** Makes the cgroup {@code path}; returns null if that is refused. */
    public @Nullable Cgroup tryMkdir(String path) {
        Cgroup group = kernel.tryMkdir(path);
        if (recorder != null) {
            if (group == null) {
                recorder.groupRefused("mkdir", path, kernel.refusal().errno());
            } else {
                recorder.madeGroup(group);
            }
        }
        return group;
    }

    /** Removes a cgroup; returns false if tasks live there, or groups below it. */
    public boolean tryRmdir(Cgroup group) {
        boolean isBusy = kernel.cgroups().rmdirRefusal(group) != null || group.usage(Resource.PIDS) > 0;
        if (!isBusy) {
            rmdir(group);
        } else if (recorder != null) {
            recorder.groupRefused("rmdir", group.path(), Errno.EBUSY);
        }
        return !isBusy;
    }

    /** Removes a cgroup. */
    public void rmdir(Cgroup group) {
        kernel.rmdir(group);
        if (recorder != null) {
            recorder.removedGroup(group);
        }
    }

    /** Writes a cgroup file; returns the kernel's error, or null when done. */
    public @Nullable Errno write(Cgroup group, String file, String value) {
        Errno error = kernel.write(group, file, value);
        if (recorder != null) {
            recorder.wrote(group, file, value, error);
        }
        return error;
    }

    /** Forks a host process of {@code tasks} tasks and runs it once; returns its address space, or {@link AddressSpaces#NONE} when refused. */
    public int tryFork(Cgroup group, User user, int tasks) {
        if (!kernel.tryFork(group, user, tasks)) {
            if (recorder != null) {
                recorder.forkRefused(group, user, tasks, kernel.forkedBeforeRefusal());
            }
            return AddressSpaces.NONE;
        }
        return recorder == null ? kernel.createMm(group) : createRecorded(recorder, group, user, tasks);
    }

    private int createRecorded(KernelListener listener, Cgroup group, User user, int tasks) {
        boolean hasAsid = kernel.config().asidScheme() != AsidScheme.NONE;
        int mm = kernel.createIdleMm(group);
        int cpu = hasAsid ? kernel.nextCpu() : -1;
        long rollovers = kernel.asidRollovers();
        int asid = hasAsid ? kernel.runOnNextCpu(mm) : 0;
        listener.forked(mm, group, user, tasks, cpu, asid, kernel.asidRollovers() > rollovers);
        return mm;
    }

    /** Forks a process of one task from the one with address space {@code parent}, whose open files it inherits; returns its own address space, or {@link AddressSpaces#NONE}. */
    public int tryForkChild(int parent, Cgroup group, User user) {
        if (!kernel.tryFork(group, user, 1)) {
            if (recorder != null) {
                recorder.childRefused(parent, group);
            }
            return AddressSpaces.NONE;
        }
        return recorder == null ? kernel.createMm(group) : createRecordedChild(recorder, parent, group);
    }

    private int createRecordedChild(KernelListener listener, int parent, Cgroup group) {
        boolean hasAsid = kernel.config().asidScheme() != AsidScheme.NONE;
        int mm = kernel.createIdleMm(group);
        int cpu = hasAsid ? kernel.nextCpu() : -1;
        long rollovers = kernel.asidRollovers();
        int asid = hasAsid ? kernel.runOnNextCpu(mm) : 0;
        listener.childForked(parent, mm, group, cpu, asid, kernel.asidRollovers() > rollovers);
        return mm;
    }

    /** Ends a host process whose open files others hold: its tasks are reaped, its address space stays until {@link #dropOrphan}. */
    public void exitAndLeave(int mm, Cgroup group, User user, int tasks) {
        kernel.exitTasks(group, user, tasks);
        if (recorder != null) {
            recorder.exited(mm, true);
        }
    }

    /** Drops an address space whose process has ended, as the last holder of its files closes them. */
    public void dropOrphan(int mm) {
        kernel.dropMm(mm);
    }

    /** Ends a host process and reaps its tasks. */
    public void exit(int mm, Cgroup group, User user, int tasks) {
        kernel.dropMm(mm);
        kernel.exitTasks(group, user, tasks);
        if (recorder != null) {
            recorder.exited(mm, true);
        }
    }

    /** Moves a host process to another cgroup. */
    public void move(int mm, Cgroup from, Cgroup to, int tasks) {
        kernel.moveMm(mm, to);
        moveTasks(mm, from, to, tasks);
    }

    /** Moves a host process to another cgroup, for which a broker opens its devices: misc's charges for these are the broker's, which stays. */
    public void moveServed(int mm, Cgroup from, Cgroup to, int tasks) {
        kernel.moveOwner(mm, to);
        moveTasks(mm, from, to, tasks);
    }

    private void moveTasks(int mm, Cgroup from, Cgroup to, int tasks) {
        kernel.moveTasks(from, to, tasks);
        if (recorder != null) {
            recorder.moved(mm, to);
        }
    }

    /**
     * Starts a VM with its host tasks; returns null when these, or an id of the hardware for a confidential VM, are refused. See {@link Kernel#createVm} for its
     * set.
     */
    public @Nullable VirtualMachine tryStartVm(Cgroup group, User user, int threads, VmConfig config) {
        if (!kernel.tryFork(group, user, threads)) {
            if (recorder != null) {
                recorder.vmRefused(group, user, threads, config);
            }
            return null;
        }
        VirtualMachine vm = kernel.tryCreateVm(group, config);
        if (vm == null) {
            kernel.exitTasks(group, user, threads);
            if (recorder != null) {
                recorder.vmRefused(group, user, threads, config);
            }
            return null;
        }
        if (recorder != null) {
            recorder.startedVm(vm, user, threads, config);
        }
        return vm;
    }

    /** Ends a VM with its guest processes and host tasks; {@code isKilled}: without clean-up by the victim. */
    public void endVm(VirtualMachine vm, User user, int threads, boolean isKilled) {
        kernel.closeVm(vm, isKilled);
        kernel.exitTasks(vm.group(), user, threads);
        if (recorder != null) {
            recorder.endedVm(vm, isKilled);
        }
    }

    /** Moves a VM's host process to another cgroup. */
    public void moveVm(VirtualMachine vm, Cgroup to, int threads) {
        kernel.moveTasks(vm.group(), to, threads);
        kernel.moveVm(vm, to);
        if (recorder != null) {
            recorder.movedVm(vm, to);
        }
    }

    /** Forks a guest process; returns its address space, or {@link AddressSpaces#NONE} when the guest's own pid_max refuses. */
    public int tryForkGuest(VirtualMachine vm) {
        int mm = kernel.tryCreateGuestMm(vm);
        if (recorder != null) {
            recorder.forkedGuest(vm, mm);
        }
        return mm;
    }

    /** Ends a guest process whose open files others in its guest hold: its address space stays until {@link #dropOrphanedGuest}. */
    public void exitGuestAndLeave(int mm) {
        kernel.orphanGuest(mm);
    }

    /** Drops the address space of a guest process that has ended, as the last holder of its files closes them. */
    public void dropOrphanedGuest(int mm) {
        kernel.dropOrphanedGuest(mm);
    }

    /** Ends a guest process. */
    public void exitGuest(int mm) {
        kernel.dropMm(mm);
        if (recorder != null) {
            recorder.exited(mm, false);
        }
    }

    /** Binds an address space to a device; {@link Kernel#tryBind} has the order of the limits. */
    public boolean tryBind(int mm, Device device) {
        return tryBind(mm, device, mm, mm);
    }

    /**
     * Binds an address space as above.
     *
     * @param opener the address space of the process that opens the device, a broker or itself
     * @param holder that of the process that has the file then: another one where the broker's own address space is bound
     */
    public boolean tryBind(int mm, Device device, int opener, int holder) {
        boolean isBound = kernel.tryBind(mm, device, opener == mm ? null : kernel.groupOf(opener));
        if (recorder != null) {
            recorder.bound(mm, opener, holder, device, isBound, isBound ? answer(mm, device) : 0);
        }
        return isBound;
    }

    private int answer(int mm, Device device) {
        return device.hasOwnPasids() ? kernel.newestDriverPasid(mm, device) : kernel.pasid(mm);
    }

    /** Has a VM attach a PASID of its choice to a device, which is then its own; {@link Kernel#tryAttach} has the order of the checks. */
    public boolean tryAttach(VirtualMachine vm, Device device, int pasid) {
        boolean hasIommufd = kernel.config().rules().release().hasPasidAttach();
        boolean isAttached = kernel.tryAttach(vm, device, pasid, hasIommufd) == null;
        if (recorder != null) {
            recorder.attached(vm, device, pasid, isAttached);
        }
        return isAttached;
    }

    /** Begins or ends a reset of a device, unless it has begun or ended. Its bonds stay; from 7.0 on, nothing new can be attached meanwhile. */
    public void setInReset(Device device, boolean isBegun) {
        boolean isNew = device.isInReset() != isBegun;
        kernel.setInReset(device, isBegun);
        if (recorder != null && isNew) {
            recorder.reset(device, isBegun);
        }
    }

    /** Removes the driver of a device whose bonds have ended; of one that a VM has open once that ends. */
    public void removeDriver(Device device) {
        device.removeDriver();
        if (recorder != null && device.vfioOwner() != null) {
            recorder.driverRemoved(device);
        }
    }

    /** Undoes one bind. */
    public void unbind(int mm, Device device) {
        unbind(mm, device, mm);
    }

    /** Undoes one bind, as the process with address space {@code holder} closes the file. */
    public void unbind(int mm, Device device, int holder) {
        if (recorder == null) {
            kernel.unbind(mm, device);
            return;
        }
        int before = kernel.pool().count();
        kernel.unbind(mm, device);
        recorder.unbound(holder, device, kernel.pool().count() < before);
    }

    /** Undoes the last bind of an address space whose process has ended, as {@code holder} closes the file: the address space goes with it. */
    public void unbindAndDrop(int mm, Device device, int holder) {
        int before = kernel.pool().count();
        kernel.dropMm(mm);
        if (recorder != null) {
            recorder.unbound(holder, device, kernel.pool().count() < before);
        }
    }

    /** Takes the id of an address space in use back, because a limit was lowered at {@code level}. */
    public void revoke(int mm, String level) {
        kernel.revoke(mm, level);
        if (recorder != null) {
            recorder.revoked(mm);
        }
    }

    /** Takes a further id for an address space. */
    public boolean tryAllocPrivate(int mm) {
        boolean isTaken = kernel.tryAllocPrivate(mm);
        if (recorder != null) {
            recorder.tookPrivate(mm, isTaken ? kernel.newestPrivateId(mm) : 0);
        }
        return isTaken;
    }
}
