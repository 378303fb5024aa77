package org.ioasidsim.ops;

import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.KernelRelease;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.ioasid.Ioasids;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/** Sentences that say what refused: the limit, its level, the counts as they are now, and the kernel's file and function. */
final class Explanation {
    private final Kernel kernel;
    private final KernelConfig config;

    Explanation(Kernel kernel) {
        this.kernel = kernel;
        config = kernel.config();
    }

    /** Returns why no ioasid was just allocated from {@code set}. */
    String denial(Ioasids ioasids, @Nullable IoasidSet set) {
        String counts = switch (ioasids.denial()) {
            case CGROUP -> ", " + usage(ioasids.denialLevel(), Resource.IOASIDS);
            case QUOTA -> set == null ? "" : ", " + set.ids() + " of " + ids(set.quota());
            default -> "";
        };
        return ioasids.denial().word() + " at " + ioasids.denialLevel() + counts + ": "
                + ioasids.denial().explanation() + ".";
    }

    /** Returns what the kernel recorded as its last refusal. */
    String refusal() {
        Refusal refusal = kernel.refusal();
        String level = refusal.level();
        String counts = switch (refusal.limit()) {
            case CGROUP -> noHost(level);
            case PIDS -> usage(level, Resource.PIDS) + " (kernel/cgroup/pids.c, pids_can_fork)";
            case MISC -> misc(refusal) + " (kernel/cgroup/misc.c, misc_cg_try_charge)";
            case IOASIDS -> usage(level, Resource.IOASIDS) + " (kernel/cgroup/ioasids.c, ioasids_try_charge)";
            case THREADS_MAX ->
                "the host has as many tasks as threads-max=" + config.bounds().threadsMax()
                        + " allows (kernel/fork.c, copy_process)";
            case PID_MAX ->
                level.equals("host")
                        ? "all numbers below " + config.pidMax() + " are taken (kernel/pid.c, alloc_pid)"
                        : "all numbers of the pid namespace are taken (kernel/pid.c, alloc_pid)";
            case VMID ->
                "all " + config.bounds().vmids()
                        + " VMIDs have their VM (drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c, arm_smmu_domain_finalise_s2)";
            case MEMORY -> usage(level, Resource.MEMORY) + " (mm/memcontrol.c, obj_cgroup_charge)";
            case WORK_QUEUE -> queues(kernel.device(level));
            case DEVICE -> device(kernel.device(level));
            case WIDTH -> width(level, refusal.errno());
            case CAPACITY -> hostSet() + " (drivers/iommu/ioasid.c, ioasid_alloc)";
            case POOL -> pool();
            case ASID -> asids(refusal.errno());
            case RLIMIT -> "the user's tasks are at RLIMIT_NPROC (kernel/fork.c, copy_process)";
            case KEY_ID -> keyId(refusal.errno());
            case GUEST_PID_MAX -> "all numbers of the guest are taken (kernel/pid.c of the guest, alloc_pid)";
            case VM_QUOTA -> "the VM's set is at its quota (drivers/iommu/ioasid.c, ioasid_alloc)";
            case SVA_GATE ->
                "this kernel refuses every SVA bind on x86 (drivers/iommu/iommu-sva.c, iommu_sva_bind_device)";
            case POLICY -> "the policy refused";
            case REVOKED -> "its id was taken back, and the device faults (a proposal; no kernel does so)";
        };
        return refusal.limit().word() + " at " + level + ": " + counts + ".";
    }

    private static String device(Device device) {
        return device.vfioOwner() == null
                ? "it is in reset (drivers/iommu/iommu.c, iommu_attach_device_pasid)"
                : "it belongs to " + device.vfioOwner()
                        + ", and the host's driver cannot have it (drivers/iommu/iommu.c, iommu_device_use_default_domain)";
    }

    /** Returns why no process may live in the cgroup at {@code path}. */
    static String noHost(String path) {
        return "no process may live in " + path
                + ", which has controllers on for its children (cgroup.subtree_control) or lies below one that has and hosts processes"
                + " (kernel/cgroup/cgroup.c, cgroup_migrate_vet_dst)";
    }

    private String misc(Refusal refusal) {
        if (refusal.errno() == Errno.EINVAL) {
            return "the host has no " + refusal.miscKey() + " to charge";
        }
        Cgroup group = kernel.find(refusal.miscGroup());
        int slot = refusal.miscSlot();
        return group == null
                ? "a dead cgroup"
                : group.usage(slot) + " of " + group.limit(slot) + " " + refusal.miscKey() + " charged";
    }

    private static String keyId(Errno errno) {
        return switch (errno) {
            case ENOSPC -> "every key id has its trust domain (arch/x86/kvm/vmx/tdx.c, tdx_guest_keyid_alloc)";
            case EINVAL -> "the host runs no such guests (arch/x86/kvm/x86.c, kvm_arch_init_vm)";
            default -> "every ASID has its encrypted guest (arch/x86/kvm/svm/sev.c, sev_asid_new)";
        };
    }

    private String usage(String path, Resource resource) {
        Cgroup group = kernel.find(path);
        return group == null ? "a dead cgroup" : group.usage(resource) + " of " + group.limit(resource) + " charged";
    }

    private String width(String device, Errno errno) {
        if (errno == Errno.EOVERFLOW && config.rules().release().refusesHighestPasidAgain()) {
            return "the process holds a PASID, and at a further bind the device takes 1 to "
                    + (kernel.device(device).maxPasids() - 2)
                    + ": kernels 5.18 to 6.3 leave the highest out (drivers/iommu/"
                    + (config.rules().release().isAtLeast(6, 2) ? "iommu-sva.c" : "iommu-sva-lib.c")
                    + ", iommu_sva_alloc_pasid)";
        }
        String count = errno == Errno.EBUSY
                ? "user space attached that PASID"
                : "the process holds a PASID, and the device's are 1 to "
                        + (kernel.device(device).maxPasids() - 1);
        return count + " (drivers/iommu/iommu-sva.c, iommu_sva_bind_device)";
    }

    private String hostSet() {
        IoasidSet set = kernel.hostSet();
        return set == null ? "there is no set" : set.ids() + " of " + ids(set.quota()) + " in the host's set";
    }

    private static String ids(long count) {
        return count + (count == 1 ? " id" : " ids");
    }

    private String pool() {
        String ofKernel =
                kernel.kernelPasids() == 0 ? "" : ", " + kernel.kernelPasids() + " of them by the kernel itself,";
        return kernel.pool().count() + " of " + ids(config.usablePasids()) + " are taken" + ofKernel
                + " and none is free below the device's width (" + poolSource() + ")";
    }

    /** Returns the file and function that hand out PASIDs in this kernel. */
    private String poolSource() {
        KernelRelease release = config.rules().release();
        if (config.sva() == Sva.LAST_UNBIND) {
            return "drivers/iommu/iommu-sva-lib.c, iommu_sva_alloc_pasid";
        }
        return release.isAtLeast(6, 5)
                ? "drivers/iommu/iommu.c, iommu_alloc_global_pasid"
                : "drivers/iommu/iommu-sva.c, iommu_sva_alloc_pasid";
    }

    private static String queues(Device device) {
        String kept = device.driver().bindsFirst() ? "; the process was bound before and keeps its PASID" : "";
        return device.openers() + (device.openers() == 1 ? " opener has" : " openers have") + " its queues" + kept
                + " (" + device.driver().source() + ")";
    }

    private String asids(Errno errno) {
        return switch (config.asidScheme()) {
            case NONE -> "no ASIDs";
            case PINNED ->
                errno == Errno.ENOSPC
                        ? config.dmaDomains() + " DMA domains and " + config.smmuAsids()
                                + " shared address spaces have all SMMU ASIDs, and no domain can move away"
                                + " (drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3-sva.c, arm_smmu_share_asid)"
                        : kernel.cpuAsids().pinned() + " of "
                                + kernel.cpuAsids().maxPinned()
                                + " ASIDs are pinned (arch/arm64/mm/context.c, arm64_mm_context_get)";
            case PRIVATE ->
                kernel.smmuAsids() + " of " + config.asids()
                        + " SMMU ASIDs are taken (drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3-sva.c, arm_smmu_sva_domain_alloc)";
        };
    }
}
