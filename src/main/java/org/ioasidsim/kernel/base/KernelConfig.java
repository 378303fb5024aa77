package org.ioasidsim.kernel.base;

import java.util.Collection;
import java.util.List;

/**
 * The machine that the modelled kernel runs on and the controls compiled into it.
 *
 * @param cpus possible CPUs, at least 1
 * @param maxPasids PASIDs of the IOMMU counted with PASID 0, which is never given out: usable ids are 1 to {@code maxPasids - 1}
 * @param asidBits width of the CPU's and SMMU's ASIDs: 8, 14 (what-if) or 16; 0 if {@code asidScheme} is NONE
 * @param kpti whether the kernel is unmapped at EL0, which halves the number of ASIDs
 * @param sva when a host PASID returns to the pool
 * @param asidScheme which ASIDs a shared address space takes
 * @param dmaDomains SMMU ASIDs taken by DMA domains
 * @param guestIds what a guest process takes of the host
 * @param pidMax the kernel's pid_max
 * @param devices in the order of the scenario
 * @param ioasids the flavour of the ioasids controller
 * @param miscPasid whether misc knows a resource {@code pasid}; its capacity is the host's ids
 * @param miscAsid whether misc knows a resource {@code asid}; its capacity is the host's shareable ASIDs
 * @param hostSetQuota quota of the host's own set under {@code AS_POSTED}; {@link #NO_HOST_SET}: none
 * @param deferFree whether released ids stay allocated until {@code Kernel.finishFree}
 * @param rules what follows from the kernel's release
 * @param bounds what the host keeps for itself, and what else it bounds
 */
public record KernelConfig(
        int cpus,
        int maxPasids,
        int asidBits,
        boolean kpti,
        Sva sva,
        AsidScheme asidScheme,
        int dmaDomains,
        GuestIds guestIds,
        long pidMax,
        List<DeviceConfig> devices,
        IoasidsFlavour ioasids,
        boolean miscPasid,
        boolean miscAsid,
        long hostSetQuota,
        boolean deferFree,
        KernelRules rules,
        HostBounds bounds) {
    /** The quota of a host without a set of its own. */
    public static final long NO_HOST_SET = -1;

    public KernelConfig {
        devices = List.copyOf(devices);
    }

    /**
     * Returns the shared address spaces that tenants can hold at once, containers and VMs together.
     *
     * @param smmusPerProcess SMMUs that a process binds to; matters for private ASIDs only
     */
    public long capacity(int smmusPerProcess) {
        return Math.min(ids(), asids() / smmusPerTenant(smmusPerProcess));
    }

    /** Returns the number of SMMUs that have devices behind them, at least 1. */
    public int smmus() {
        long distinct = devices.stream().mapToInt(DeviceConfig::smmu).distinct().count();
        return Math.toIntExact(Math.max(1, distinct));
    }

    /** Returns the number of SMMUs in front of the devices of these names. */
    public int smmus(Collection<String> names) {
        return Math.toIntExact(devices.stream()
                .filter(device -> names.contains(device.name()))
                .mapToInt(DeviceConfig::smmu)
                .distinct()
                .count());
    }

    /** Returns the number of usable ids of the IOMMU that the kernel does not keep for itself. */
    public int ids() {
        return usablePasids() - kernelPasids();
    }

    /** Returns the number of usable ids of the IOMMU, those included that the kernel keeps for itself. */
    public int usablePasids() {
        return maxPasids - 1;
    }

    /** Returns the ids that the kernel keeps for itself: the lowest ones, as it takes them first; a device too narrow for what is left takes none. */
    public int kernelPasids() {
        int taken = Math.min(bounds.reservedPasids(), usablePasids());
        for (DeviceConfig device : devices) {
            int left = Math.max(0, device.maxPasids() - 1 - taken);
            taken += Math.min(left, device.kernelPasids());
        }
        return taken;
    }

    /** Returns the number of ASIDs that shared address spaces can have; {@code Long.MAX_VALUE} if they need none. */
    public long asids() {
        return switch (asidScheme) {
            case NONE -> Long.MAX_VALUE;
            case PINNED -> Math.min(maxPinnedAsids(asidBits, cpus, kpti), smmuAsids());
            case PRIVATE -> smmuAsids();
        };
    }

    /**
     * Returns the number of SMMU ASIDs that DMA domains leave: shared address spaces and DMA domains are numbered in one table for all SMMUs. With pinned
     * ASIDs the number is that of the CPU's; a domain in its way moves to a free one.
     *
     * <p>Source: drivers/iommu/arm/arm-smmu-v3, arm_smmu_asid_xa; up to 6.10 arm_smmu_share_asid.
     */
    public int smmuAsids() {
        return Math.max(0, (1 << asidBits) - 1 - dmaDomains);
    }

    /**
     * Returns how many address spaces can be pinned at once: the available numbers less one for each CPU, ASID 0 and a spare.
     *
     * <p>Source: arch/arm64/mm/context.c, asids_update_limit.
     */
    public static int maxPinnedAsids(int bits, int cpus, boolean isKpti) {
        return Math.max(0, availableAsids(bits, isKpti) - cpus - 2);
    }

    /** Returns the ASIDs that CPUs share with ASID 0: a kernel that is unmapped at EL0 needs a second one for each address space. */
    public static int availableAsids(int bits, boolean isKpti) {
        return isKpti ? 1 << (bits - 1) : 1 << bits;
    }

    private int smmusPerTenant(int smmusPerProcess) {
        return asidScheme == AsidScheme.PRIVATE ? smmusPerProcess : 1;
    }

    /** When a host PASID returns to the pool. */
    public enum Sva {
        /** Up to 5.17: with the last unbind. */
        LAST_UNBIND,
        /** From 5.18: with the drop of the address space. */
        MM_DROP;

        /** Returns when it does in a release. */
        public static Sva of(KernelRelease release) {
            return release.keepsPasids() ? MM_DROP : LAST_UNBIND;
        }
    }

    /** Which ASIDs a shared address space takes on Arm. */
    public enum AsidScheme {
        /** Up to 6.10: a pinned CPU ASID. */
        PINNED,
        /** From 6.11: a private SMMU ASID on each SMMU. */
        PRIVATE,
        NONE;

        /** Returns which they are on an Arm host with a release. */
        public static AsidScheme ofArm(KernelRelease release) {
            return release.hasPrivateAsids() ? PRIVATE : PINNED;
        }
    }

    /** What a guest process takes of the host. */
    public enum GuestIds {
        /** One id through the VM's set. */
        POOL,
        /** One id through the VM's set, and an address space. */
        POOL_AND_ASID,
        /** Nothing: the guest owns its ids; only the device's width limits the VM. */
        NONE
    }

    /** The flavour of the ioasids controller. */
    public enum IoasidsFlavour {
        OFF,
        AS_POSTED,
        RESERVATION,
        LIMIT
    }

    /**
     * A device that processes bind to.
     *
     * @param maxPasids its PASIDs, counted with 0, already cut to the IOMMU's
     * @param smmu the SMMU in front of it
     * @param workQueues work queues; 0: no limit
     * @param dedicated whether a queue has one opener only
     * @param driver in which order an open asks for what
     * @param ownPoolBits width of the PASIDs that its driver hands out itself, one for each open; 0: it uses the host's
     * @param kernelPasids PASIDs of the host that its driver takes for the kernel's own work, one for each instance
     * @param isOpenedByGroup whether VMs open it by its group, not by its own character device
     */
    public record DeviceConfig(
            String name,
            int maxPasids,
            int smmu,
            int workQueues,
            boolean dedicated,
            Driver driver,
            int ownPoolBits,
            int kernelPasids,
            boolean isOpenedByGroup) {
        /** Makes a device that VMs open by its character device. */
        public DeviceConfig(
                String name,
                int maxPasids,
                int smmu,
                int workQueues,
                boolean dedicated,
                Driver driver,
                int ownPoolBits,
                int kernelPasids) {
            this(name, maxPasids, smmu, workQueues, dedicated, driver, ownPoolBits, kernelPasids, false);
        }

        /** Makes a device of which the kernel itself uses no PASID. */
        public DeviceConfig(
                String name,
                int maxPasids,
                int smmu,
                int workQueues,
                boolean dedicated,
                Driver driver,
                int ownPoolBits) {
            this(name, maxPasids, smmu, workQueues, dedicated, driver, ownPoolBits, 0);
        }

        /** Makes a device of no driver in particular, which uses the host's PASIDs. */
        public DeviceConfig(String name, int maxPasids, int smmu, int workQueues, boolean dedicated) {
            this(name, maxPasids, smmu, workQueues, dedicated, Driver.GENERIC, 0);
        }

        /** Returns whether each opener takes a work queue of its own and their number is limited. */
        public boolean hasQueues() {
            return dedicated && workQueues > 0;
        }
    }
}
