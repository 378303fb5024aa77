package org.ioasidsim.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.kernel.base.Confidential;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.HostBounds;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelRelease;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.base.VmConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.ioasid.IoasidSets;
import org.ioasidsim.kernel.sva.AddressSpaces;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The VMs of the host: what each reserves when it starts and returns when it ends, its guest processes, and the charges that follow its
 * process to another cgroup.
 *
 * <p>A set lives as long as its VM, and until the last of its ids is free. This simplifies the posted kernel, where a set dies with its last
 * id and the open file is useless from then on.
 *
 * <p>Source: RFC v4, drivers/iommu/ioasid.c, ioasid_set_alloc and ioasid_set_free; kernel/cgroup/ioasids.c, can_attach.
 */
final class VmAccount implements Kept {
    private final IoasidsFlavour flavour;
    private final Refusal refusal;
    private final IoasidSets sets;
    private final AddressSpaces spaces;
    private long stuckCharges;
    private final HostBounds bounds;
    private int vmids;
    private final KernelRelease release;

    /** The VMs that have an ASID or a key id, by kind. */
    private final int[] keys = new int[Confidential.values().length];

    /** The closed VMs of which an id was still being freed when another closed. */
    private final List<VirtualMachine> emptying = new ArrayList<>();

    VmAccount(KernelConfig config, Refusal refusal, IoasidSets sets, AddressSpaces spaces) {
        this.bounds = config.bounds();
        this.release = config.rules().release();
        this.flavour = config.ioasids();
        this.refusal = refusal;
        this.sets = sets;
        this.spaces = spaces;
    }

    /** Returns the charges that killed VMs left behind for ever. */
    long stuckCharges() {
        return stuckCharges;
    }

    /**
     * Starts a VM with its set, or without one if the quota cannot be reserved.
     *
     * @param narrowest PASIDs of the narrowest device, counted with 0
     */
    VirtualMachine open(Cgroup group, VmConfig config, int narrowest) {
        long quota = config.quota();
        VirtualMachine vm = new VirtualMachine(group, config.guestIds(), narrowest, config.guestPidMax());
        if (config.guestIds() == GuestIds.NONE) {
            vm.setSet(IoasidSet.unreserved(vm, Long.MAX_VALUE));
        } else if (!reserves(quota)) {
            vm.setSet(IoasidSet.unreserved(vm, quota));
        } else {
            tryReserve(vm, quota == Long.MAX_VALUE ? 0 : quota);
        }
        return vm;
    }

    /**
     * Takes what the hardware needs to tell a confidential VM from others, for the VM's life. SEV charges misc first, and there are as many ASIDs as misc's
     * capacity; TDX takes a key id first. An ASID that goes back can be used at once: the kernel flushes caches when it has no other.
     *
     * <p>Source: arch/x86/kvm/svm/sev.c, sev_asid_new, sev_asid_free; arch/x86/kvm/vmx/tdx.c, __tdx_td_init, tdx_hkid_free.
     */
    boolean tryTakeKey(Cgroup group, Confidential kind) {
        Resource resource = resource(kind);
        if (resource == null) {
            return true;
        }
        if (bounds.guests(kind) == 0 || (kind == Confidential.TDX && !release.hasTdx())) {
            return refuseKey(Errno.EINVAL);
        }
        boolean hasKey = keys[kind.ordinal()] < bounds.guests(kind);
        if (kind == Confidential.TDX && !hasKey) {
            return refuseKey(Errno.ENOSPC);
        }
        Cgroup full = isCharged(kind) ? group.tryCharge(resource, 1) : null;
        if (full != null) {
            refusal.setMisc(full.path(), full.path(), resource.slot(), resource.key());
            return false;
        }
        if (!hasKey) { // a kernel without misc; with it the capacity is what there is
            return refuseKey(Errno.EBUSY);
        }
        keys[kind.ordinal()]++;
        return true;
    }

    private boolean isCharged(Confidential kind) {
        return kind == Confidential.TDX || release.hasMiscSev();
    }

    private boolean refuseKey(Errno errno) {
        refusal.set(Limit.KEY_ID, "host", errno);
        return false;
    }

    /** Takes the VMID of a VM's stage 2 on the SMMU. Source: arm-smmu-v3.c, arm_smmu_domain_finalise_s2. */
    boolean tryTakeVmid() {
        if (vmids == bounds.vmids()) {
            refusal.set(Limit.VMID, "host", Errno.ENOSPC);
            return false;
        }
        vmids++;
        return true;
    }

    private void returnVmid(VirtualMachine vm) {
        if (vm.hasVmid()) {
            vmids--;
            vm.setVmid(false);
        }
    }

    private void returnKey(VirtualMachine vm) {
        Cgroup charged = vm.keyGroup();
        if (charged != null) {
            returnKey(charged, vm.confidential());
            vm.setKey(Confidential.NONE, charged);
        }
    }

    /** Gives back what {@link #tryTakeKey} took for a VM that was charged to {@code charged}. */
    void returnKey(Cgroup charged, Confidential kind) {
        Resource resource = resource(kind);
        if (resource == null) {
            return;
        }
        keys[kind.ordinal()]--;
        if (isCharged(kind)) {
            charged.uncharge(resource, 1);
        }
    }

    private static @Nullable Resource resource(Confidential kind) {
        return switch (kind) {
            case NONE -> null;
            case SEV -> Resource.MISC_SEV;
            case SEV_ES -> Resource.MISC_SEV_ES;
            case TDX -> Resource.MISC_TDX;
        };
    }

    /** Returns whether the guest's own pid_max allows one more guest process. */
    boolean tryAdmitGuest(VirtualMachine vm) {
        if (!vm.hasGuestRoom()) {
            refusal.set(Limit.GUEST_PID_MAX, vm.group().path(), Errno.EAGAIN);
            return false;
        }
        return true;
    }

    /** Adds the address space of a new guest process. */
    void addGuest(VirtualMachine vm, int mm) {
        vm.countGuest(1, spaces.link(vm.firstMm(), mm));
    }

    /** Notes that a guest process has ended whose address space others keep, or, with 1, that this ends with the last of them. */
    void countOrphan(VirtualMachine vm, int change) {
        vm.countGuest(change, vm.firstMm());
    }

    /** Removes the address space of a guest process that ends. */
    void removeGuest(VirtualMachine vm, int mm) {
        vm.countGuest(-1, spaces.unlink(vm.firstMm(), mm));
    }

    /** Moves a VM's process without a limit check. The ioasids charges of all ids in its set follow, those being freed included. */
    void move(VirtualMachine vm, Cgroup to) {
        IoasidSet set = vm.set();
        if (flavour != IoasidsFlavour.OFF && set != null) {
            vm.group().move(to, Resource.IOASIDS, set.ids());
        }
        vm.setGroup(to);
    }

    /** Leaves the VM's charges behind: as posted, the address space of a killed VM is gone when its ids are freed. */
    void kill(VirtualMachine vm) {
        IoasidSet set = vm.set();
        if (flavour == IoasidsFlavour.AS_POSTED && set != null) {
            vm.keepCharges();
            stuckCharges += set.ids();
        }
    }

    /** Ends a VM whose guest processes have ended. */
    void close(VirtualMachine vm) {
        vm.close();
        returnKey(vm);
        returnVmid(vm);
        emptying.removeIf(VirtualMachine::isEmpty);
        if (!vm.isEmpty()) {
            emptying.add(vm);
        }
        endSetWhenEmpty(vm);
    }

    /** Ends the set of a closed VM once its last id is free. */
    void endSetWhenEmpty(VirtualMachine vm) {
        IoasidSet set = vm.set();
        if (set != null && vm.isClosed() && set.ids() == 0 && set.isAlive() && set.equals(sets.find(vm))) {
            sets.end(set);
        }
    }

    private boolean reserves(long quota) {
        return switch (flavour) {
            case AS_POSTED -> true;
            case RESERVATION -> quota != Long.MAX_VALUE && quota != 0;
            case OFF, LIMIT -> false;
        };
    }

    private void tryReserve(VirtualMachine vm, long quota) {
        if (sets.refusal(vm, quota) == null) {
            vm.setSet(sets.create(vm, quota));
        }
    }

    @Override
    public void keep(StateTape tape) {
        stuckCharges = tape.keep(stuckCharges);
        tape.keepInPlace(keys);
        vmids = tape.keep(vmids);
        tape.keepElements(emptying);
        emptying.forEach(vm -> vm.keep(tape));
    }
}
