package org.ioasidsim.kernel;

import java.util.function.DoubleSupplier;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.base.VmConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/**
 * Notified of every operation of {@link Syscalls}, after it and before the next one. Refused operations are reported too: {@link Kernel#refusal} then
 * says why.
 */
public interface KernelListener {
    /** Recording starts, on a kernel as it was booted. */
    void started(Kernel kernel, DoubleSupplier nowSeconds);

    /** The machine is as it has just booted, with what the administrator made at that. */
    void booted();

    /** The machine, on which nothing lived, has booted again, with the same made as before. */
    void rebooted();

    void madeGroup(Cgroup group);

    void removedGroup(Cgroup group);

    /** A {@code mkdir} or {@code rmdir} of a cgroup was refused. */
    void groupRefused(String operation, String path, Errno error);

    /** A cgroup file was written; {@code error} is null if the kernel accepted the value. */
    void wrote(Cgroup group, String file, String value, @Nullable Errno error);

    /**
     * A host process was forked and ran for the first time.
     *
     * @param cpu where it ran; -1 on a host without ASIDs
     * @param asid the number of its CPU ASID
     * @param isRollover whether that began a new generation
     */
    void forked(int mm, Cgroup group, User user, int tasks, int cpu, int asid, boolean isRollover);

    /** The fork of a host process was refused, after {@code forked} of its tasks had been forked; these have ended again. */
    void forkRefused(Cgroup group, User user, int tasks, int forked);

    /** The process with address space {@code parent} forked another, which inherits its open files; see {@link #forked}. */
    void childForked(int parent, int mm, Cgroup group, int cpu, int asid, boolean isRollover);

    /** The process with address space {@code parent} was refused a fork. */
    void childRefused(int parent, Cgroup group);

    /** A process exited: one of the host, which is reaped too, or one of a guest, which is not. */
    void exited(int mm, boolean isReaped);

    void moved(int mm, Cgroup to);

    void startedVm(VirtualMachine vm, User user, int threads, VmConfig config);

    void vmRefused(Cgroup group, User user, int threads, VmConfig config);

    void endedVm(VirtualMachine vm, boolean isKilled);

    void movedVm(VirtualMachine vm, Cgroup to);

    /** A guest process was forked; {@code mm} is negative if the fork was refused. */
    void forkedGuest(VirtualMachine vm, int mm);

    /**
     * A device was opened, which binds, unless it was refused.
     *
     * @param opener the address space of a broker that opened it for the one that is bound; that itself if there is none
     * @param holder the address space of the process that has the file; that of {@code mm} unless a broker that is bound itself passes it on
     * @param pasid what a successful open answers, 0 if the driver had none left
     */
    void bound(int mm, int opener, int holder, Device device, boolean isBound, int pasid);

    /** A VM attached a PASID of its choice to a device, unless it was refused. */
    void attached(VirtualMachine vm, Device device, int pasid, boolean isAttached);

    /** A reset of a device began or ended. */
    void reset(Device device, boolean isBegun);

    /** The driver of a device that a VM has open is removed, once that ends. */
    void driverRemoved(Device device);

    /** A device was closed by the process that has the file; {@code isFreed}: this released the host's PASID. */
    void unbound(int holder, Device device, boolean isFreed);

    /** The id of an address space in use was taken back. */
    void revoked(int mm);

    /** A private id was taken; {@code id} is 0 if it was refused. */
    void tookPrivate(int mm, int id);

    /** The run is over. */
    void ended();
}
