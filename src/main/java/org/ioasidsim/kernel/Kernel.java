package org.ioasidsim.kernel;

import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/**
 * The modelled kernel as the simulated host drives it: each call does at once what the kernel would do, in the kernel's order of checks,
 * all or nothing. SKELETON of signatures.
 */
public final class Kernel {
    /** Told of each id that starts or ends being held. */
    public interface Listener {
        /** An id was taken out of the pool (or, for guests that own their ids, out of the device's table). */
        void allocated(int id);

        /** An id was let go. With {@code deferFree} it cannot be allocated again before {@link #finishFree}. */
        void released(int id);
    }

    public Kernel(KernelConfig config, Listener listener) {
        throw new IllegalStateException("skeleton " + config + listener);
    }

    /** Returns what said no to the last call that was refused; the same object at each call. */
    public Refusal refusal() {
        throw new IllegalStateException("skeleton");
    }

    public Cgroup root() {
        throw new IllegalStateException("skeleton");
    }

    /** Makes the cgroup {@code path}, whose parent must exist and which must not. */
    public Cgroup mkdir(String path) {
        throw new IllegalStateException("skeleton");
    }

    /** Removes a group; outstanding charges stay in it and still count in its ancestors. */
    public void rmdir(Cgroup group) {
        throw new IllegalStateException("skeleton");
    }

    /** Returns the living cgroup at {@code path}, or null. */
    public @Nullable Cgroup find(String path) {
        throw new IllegalStateException("skeleton");
    }

    /** Writes a cgroup file as {@code echo VALUE > FILE} does; returns the error, or null when done. */
    public @Nullable Errno write(Cgroup group, String file, String value) {
        throw new IllegalStateException("skeleton");
    }

    /** Returns the device named {@code name}, which must exist. */
    public Device device(String name) {
        throw new IllegalStateException("skeleton");
    }

    /** Makes a user whose host tasks are limited to {@code rlimitNproc} ({@code Long.MAX_VALUE}: not). */
    public User user(long rlimitNproc) {
        throw new IllegalStateException("skeleton");
    }

    /** Forks {@code tasks} host tasks into {@code group}: rlimit, pid number, pids charge, for each; all or none. */
    public boolean tryFork(Cgroup group, User user, int tasks) {
        throw new IllegalStateException("skeleton");
    }

    /** Ends and reaps tasks forked before. */
    public void exitTasks(Cgroup group, User user, int tasks) {
        throw new IllegalStateException("skeleton");
    }

    /** Moves the pids charges of {@code tasks} tasks, without a limit check. */
    public void moveTasks(Cgroup from, Cgroup to, int tasks) {
        throw new IllegalStateException("skeleton");
    }

    /** Makes the address space of a host process in {@code group} and runs it once on the next CPU in turn (which gives it a CPU ASID). Returns its handle, at least 0, reused after {@link #dropMm}. */
    public int createMm(Cgroup group) {
        throw new IllegalStateException("skeleton");
    }

    /** Makes the address space of a guest process of {@code vm}. */
    public int createGuestMm(VirtualMachine vm) {
        throw new IllegalStateException("skeleton");
    }

    /** Binds an address space to a device, in kernel order: work queue, width, misc, ioasids, capacity, vm-quota, pool, asid. */
    public boolean tryBind(int mm, Device device) {
        throw new IllegalStateException("skeleton");
    }

    /** Undoes one bind. */
    public void unbind(int mm, Device device) {
        throw new IllegalStateException("skeleton");
    }

    /** Takes a further id for the address space, charged and limited as the first; goes back when the address space is dropped. */
    public boolean tryAllocPrivate(int mm) {
        throw new IllegalStateException("skeleton");
    }

    /** Drops an address space: bonds end, its ids are released; the handle is free. */
    public void dropMm(int mm) {
        throw new IllegalStateException("skeleton");
    }

    /** Returns the PASID that the address space holds, or 0. */
    public int pasid(int mm) {
        throw new IllegalStateException("skeleton");
    }

    /** Moves the charges that follow a process (ioasids flavours; not misc) of a host address space. */
    public void moveMm(int mm, Cgroup to) {
        throw new IllegalStateException("skeleton");
    }

    /** Makes a VM's set with {@code quota} ids ({@code Long.MAX_VALUE}: max). If that is refused, the VM runs all the same and its binds are refused with {@link Limit#CAPACITY}. */
    public VirtualMachine createVm(Cgroup group, long quota) {
        throw new IllegalStateException("skeleton");
    }

    /** Moves a VM's process, with the charges that follow it. */
    public void moveVm(VirtualMachine vm, Cgroup to) {
        throw new IllegalStateException("skeleton");
    }

    /** Ends a VM: releases all that its guest processes hold and closes its set; handles of its address spaces are free afterwards. {@code killed}: no clean-up by the victim (as posted, its charges then stay for ever). */
    public void closeVm(VirtualMachine vm, boolean killed) {
        throw new IllegalStateException("skeleton");
    }

    /** Ends the deferred free of {@code id}: it can be allocated again; charges that last until then (ioasids flavours, the set's quota) are returned. */
    public void finishFree(int id) {
        throw new IllegalStateException("skeleton");
    }

    /** Returns whether an id below {@code maxPasids} is free in the pool. */
    public boolean hasFreeId(int maxPasids) {
        throw new IllegalStateException("skeleton");
    }

    /** Returns whether {@code smmus} more ASIDs can be taken for one address space (1 for pinned ones; true where there are none). */
    public boolean hasFreeAsid(int smmus) {
        throw new IllegalStateException("skeleton");
    }

    /** Returns whether {@code tasks} pid numbers are free. */
    public boolean hasFreePids(int tasks) {
        throw new IllegalStateException("skeleton");
    }

    /** Returns the CPU ASID generations begun so far, less the first. */
    public long asidRollovers() {
        throw new IllegalStateException("skeleton");
    }

    /** Returns the charges left behind for ever, as posted: of no living id. */
    public long stuckCharges() {
        throw new IllegalStateException("skeleton");
    }
}
