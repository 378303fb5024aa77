package org.ioasidsim.kernel;

import java.util.function.DoubleSupplier;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/**
 * Told of every operation that {@link Syscalls} carries out and of its outcome, refusals too: then {@link Kernel#refusal} says why. Told after
 * the operation, before the next.
 */
public interface KernelListener {
    /** Recording starts on a kernel that nothing has been asked of yet. */
    void started(Kernel kernel, DoubleSupplier nowSeconds);

    void madeGroup(Cgroup group);

    void removedGroup(Cgroup group);

    /** A file was written; {@code error} is null when done. */
    void wrote(Cgroup group, String file, String value, @Nullable Errno error);

    /**
     * A host process was forked and ran for the first time.
     *
     * @param cpu where it ran; -1 on a host without ASIDs
     * @param asid the number of its CPU ASID
     * @param isRollover whether that began a new generation
     */
    void forked(int mm, Cgroup group, User user, int tasks, int cpu, int asid, boolean isRollover);

    /** A host process could not be forked with all its tasks; {@code forked} of them had been, and ended. */
    void forkRefused(Cgroup group, User user, int tasks, int forked);

    /** A host process, or a guest process, exited. */
    void exited(int mm, boolean isReaped);

    void moved(int mm, Cgroup to);

    void startedVm(VirtualMachine vm, User user, int threads, long quota, long guestPidMax);

    void vmRefused(Cgroup group, User user, int threads, long quota, long guestPidMax);

    void endedVm(VirtualMachine vm, boolean isKilled);

    void movedVm(VirtualMachine vm, Cgroup to);

    /** A guest process was forked; {@code mm} is negative when that was refused. */
    void forkedGuest(VirtualMachine vm, int mm);

    /** A device was opened, which binds; {@code pasid} is 0 when that was refused. */
    void bound(int mm, Device device, int pasid);

    /** A device was closed; {@code isFreed} when the host's PASID went back with it. */
    void unbound(int mm, Device device, boolean isFreed);

    /** A private id was taken; {@code id} is 0 when that was refused. */
    void tookPrivate(int mm, int id);

    /** The run is over. */
    void ended();
}
