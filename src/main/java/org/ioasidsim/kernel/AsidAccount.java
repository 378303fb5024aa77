package org.ioasidsim.kernel;

import java.util.Arrays;
import org.ioasidsim.kernel.arm64.CpuAsids;
import org.ioasidsim.kernel.arm64.SmmuAsids;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.sva.AddressSpaces;
import org.ioasidsim.kernel.sva.ArrayGrowth;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.sva.NodePool;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The ASIDs that shared address spaces hold, each with its misc charge: one pinned CPU ASID for an address space, whatever its bonds, or a private
 * one on each SMMU.
 *
 * <p>Up to 6.10 the SMMUs number DMA domains in the same table by which they share pinned ASIDs, so that domains can make a pin useless.
 *
 * <p>Source: up to 6.10 arch/arm64/mm/context.c, arm64_mm_context_get, then drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3-sva.c,
 * arm_smmu_share_asid; from 6.11 arm_smmu_asid_xa.
 */
final class AsidAccount implements Kept {
    private final KernelConfig config;
    private final Refusal refusal;
    private final IdListener listener;
    private final AddressSpaces spaces;
    private final CpuAsids cpuAsids;
    private final SmmuAsids smmuAsids;
    private final NodePool privateAsids = new NodePool();

    /** Address spaces that the SMMUs share by pinned ASIDs. */
    private int shared;

    private @Nullable Cgroup[] miscGroups = new Cgroup[0];

    AsidAccount(
            KernelConfig config,
            Refusal refusal,
            IdListener listener,
            AddressSpaces spaces,
            CpuAsids cpuAsids,
            SmmuAsids smmuAsids) {
        this.config = config;
        this.refusal = refusal;
        this.listener = listener;
        this.spaces = spaces;
        this.cpuAsids = cpuAsids;
        this.smmuAsids = smmuAsids;
    }

    /** Returns the number of SMMU ASIDs of shared address spaces. */
    int smmuAsids() {
        return privateAsids.count();
    }

    /** Returns the error of a bind that finds no free ASID: of pinned ones, that of the scarcer number, the pins or the SMMUs' table. */
    static Errno errno(KernelConfig config) {
        if (config.asidScheme() == AsidScheme.PRIVATE) {
            return Errno.EBUSY;
        }
        int pins = KernelConfig.maxPinnedAsids(config.asidBits(), config.cpus(), config.kpti());
        return pins <= config.smmuAsids() ? Errno.ESRCH : Errno.ENOSPC;
    }

    /** Returns how many more address spaces could be shared, each with devices behind {@code smmus} SMMUs; {@code Long.MAX_VALUE} if none needs an ASID. */
    long free(int smmus) {
        return switch (config.asidScheme()) {
            case NONE -> Long.MAX_VALUE;
            case PINNED -> freePinned();
            case PRIVATE -> smmuAsids.free() / smmus;
        };
    }

    boolean hasFree(int smmus) {
        return switch (config.asidScheme()) {
            case NONE -> true;
            case PINNED -> freePinned() > 0;
            case PRIVATE -> smmuAsids.free() >= smmus;
        };
    }

    private int freePinned() {
        return Math.min(cpuAsids.maxPinned() - cpuAsids.pinned(), config.smmuAsids() - shared);
    }

    /** Takes the ASID that a bond of {@code mm} with {@code device} needs, where no other bond has it; charged to {@code group}. */
    boolean tryTake(int mm, Device device, Cgroup group) {
        return switch (config.asidScheme()) {
            case NONE -> true;
            case PINNED -> tryPin(mm, group);
            case PRIVATE -> tryTakePrivate(mm, device, group);
        };
    }

    /** Returns the ASID that no bond of {@code mm} needs any more: its private one on {@code smmu}, or its pinned one. */
    void release(int mm, int smmu) {
        switch (config.asidScheme()) {
            case NONE -> {}
            case PINNED -> {
                cpuAsids.unpin(mm);
                shared--;
                uncharge(mm);
                listener.asidReturned();
            }
            case PRIVATE -> {
                int node = privateAsids.find(spaces.smmuAsids(mm), smmu);
                int asid = privateAsids.value(node);
                spaces.setSmmuAsids(mm, privateAsids.remove(spaces.smmuAsids(mm), node));
                smmuAsids.release(asid);
                uncharge(asid);
                listener.asidReturned();
            }
        }
    }

    /** Returns whether a bond with a device on {@code smmu} shares its ASID with one on {@code other}. */
    boolean isShared(int smmu, int other) {
        return config.asidScheme() != AsidScheme.PRIVATE || smmu == other;
    }

    private boolean tryPin(int mm, Cgroup group) {
        if (!tryCharge(group)) {
            return false;
        }
        if (cpuAsids.tryPin(mm) == 0) {
            return refuse(group, Errno.ESRCH);
        }
        if (shared == config.smmuAsids()) {
            // a DMA domain has the number, and no other is free to which it could move
            cpuAsids.unpin(mm);
            return refuse(group, Errno.ENOSPC);
        }
        shared++;
        remember(mm, group);
        listener.asidTaken();
        return true;
    }

    private boolean tryTakePrivate(int mm, Device device, Cgroup group) {
        if (!tryCharge(group)) {
            return false;
        }
        int asid = smmuAsids.tryTake();
        if (asid == IdSpace.NONE) {
            return refuse(group, Errno.EBUSY);
        }
        spaces.setSmmuAsids(mm, privateAsids.push(spaces.smmuAsids(mm), device.smmu(), asid));
        remember(asid, group);
        listener.asidTaken();
        return true;
    }

    private boolean refuse(Cgroup group, Errno errno) {
        if (config.miscAsid()) {
            group.uncharge(Resource.MISC_ASID, 1);
        }
        refusal.set(Limit.ASID, "host", errno);
        return false;
    }

    private boolean tryCharge(Cgroup group) {
        if (config.miscAsid() && config.asids() == 0) {
            refusal.setNoMisc("host", Resource.MISC_ASID.key());
            return false;
        }
        Cgroup full = config.miscAsid() ? group.tryCharge(Resource.MISC_ASID, 1) : null;
        if (full != null) {
            refusal.setMisc(full.path(), full.path(), Resource.MISC_ASID.slot(), Resource.MISC_ASID.key());
        }
        return full == null;
    }

    private void remember(int slot, Cgroup group) {
        if (config.miscAsid()) {
            if (slot >= miscGroups.length) {
                miscGroups = Arrays.copyOf(miscGroups, ArrayGrowth.toHold(slot, miscGroups.length));
            }
            miscGroups[slot] = group;
        }
    }

    /** Returns how many ASIDs of an address space are charged to {@code group} or below it. */
    long charged(int mm, Cgroup group) {
        if (!config.miscAsid()) {
            return 0;
        }
        if (config.asidScheme() == AsidScheme.PINNED) {
            return isChargedTo(mm, group) ? 1 : 0;
        }
        long charged = 0;
        for (int node = spaces.smmuAsids(mm); node != 0; node = privateAsids.next(node)) {
            charged += isChargedTo(privateAsids.value(node), group) ? 1 : 0;
        }
        return charged;
    }

    private boolean isChargedTo(int slot, Cgroup group) {
        Cgroup payer = slot < miscGroups.length ? miscGroups[slot] : null;
        return payer != null && payer.isAtOrBelow(group);
    }

    /** Moves the misc charges of an address space's ASIDs from one group to another without a limit check, as far as they are that group's. */
    void moveMisc(int mm, Cgroup from, Cgroup to) {
        if (!config.miscAsid()) {
            return;
        }
        if (config.asidScheme() == AsidScheme.PINNED) {
            moveCharge(mm, from, to);
            return;
        }
        for (int node = spaces.smmuAsids(mm); node != 0; node = privateAsids.next(node)) {
            moveCharge(privateAsids.value(node), from, to);
        }
    }

    /** Moves the misc charge of the ASID of an address space on {@code smmu}, or of its pinned one, if it is {@code from}'s. */
    void moveMisc(int mm, int smmu, Cgroup from, Cgroup to) {
        if (!config.miscAsid()) {
            return;
        }
        if (config.asidScheme() == AsidScheme.PINNED) {
            moveCharge(mm, from, to);
        } else {
            int node = privateAsids.find(spaces.smmuAsids(mm), smmu);
            moveCharge(node == 0 ? Integer.MAX_VALUE : privateAsids.value(node), from, to);
        }
    }

    private void moveCharge(int slot, Cgroup from, Cgroup to) {
        if (slot < miscGroups.length && from.equals(miscGroups[slot])) {
            from.move(to, Resource.MISC_ASID, 1);
            miscGroups[slot] = to;
        }
    }

    private void uncharge(int slot) {
        Cgroup charged = config.miscAsid() ? miscGroups[slot] : null;
        if (charged != null) {
            charged.uncharge(Resource.MISC_ASID, 1);
            miscGroups[slot] = null;
        }
    }

    @Override
    public void keep(StateTape tape) {
        privateAsids.keep(tape);
        shared = tape.keep(shared);
        miscGroups = tape.keepReferences(miscGroups);
    }
}
