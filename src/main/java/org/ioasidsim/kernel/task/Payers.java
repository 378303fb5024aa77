package org.ioasidsim.kernel.task;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.sva.Device;

/**
 * Which process paid for what an address space holds, where misc charges the task that opens and the charge follows its moves: the id was paid for
 * by who bound first, each device by who opened it first, each ASID by who needed it first.
 *
 * <p>Model: kernel/cgroup/pids.c, pids_can_attach, a charge that follows its task.
 */
final class Payers {
    private final Kernel kernel;
    private final int mm;
    private final Map<Device, MmUser> ofDevices = new LinkedHashMap<>(1);
    private final Map<Integer, MmUser> ofAsids = new LinkedHashMap<>(1);
    private MmUser ofId;

    Payers(Kernel kernel, int mm, MmUser first) {
        this.kernel = kernel;
        this.mm = mm;
        this.ofId = first;
    }

    /** Notes, before {@code opener} opens a device, what it will pay for if that succeeds. */
    void opens(MmUser opener, Device device) {
        if (kernel.pasid(mm) == 0) {
            ofId = opener;
        }
        if (kernel.isBound(mm, device)) {
            return;
        }
        boolean isPinned = kernel.config().asidScheme() == AsidScheme.PINNED;
        int smmu = isPinned ? 0 : device.smmu();
        boolean isNeeded = ofDevices.keySet().stream()
                .anyMatch(other -> kernel.isBound(mm, other) && (isPinned || other.smmu() == smmu));
        if (!isNeeded) {
            ofAsids.put(smmu, opener);
        }
        ofDevices.put(device, opener);
    }

    /** Moves what {@code process} paid for, without a limit check. */
    void move(MmUser process, Cgroup from, Cgroup to) {
        if (process.equals(ofId)) {
            kernel.moveIdCharge(mm, from, to);
        }
        ofDevices.forEach((device, payer) -> {
            if (process.equals(payer)) {
                kernel.moveDeviceCharge(mm, device, from, to);
            }
        });
        ofAsids.forEach((smmu, payer) -> {
            if (process.equals(payer)) {
                kernel.moveAsidCharge(mm, smmu, from, to);
            }
        });
    }
}
