package org.ioasidsim.kernel;

import java.util.Arrays;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.Ioasids;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.MmOwner;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.ioasid.IoasidSets;
import org.jspecify.annotations.Nullable;

/**
 * The ids that are held, with what each costs: a misc charge, an ioasids charge, a place in a set and a number of the pool, taken in this
 * order and all or none.
 *
 * <p>An owner is the cgroup of a host process or a {@link VirtualMachine}. Ids that a guest owns are negative: they are of no pool.
 */
final class IdAccount {
    /** The answer of a refusal. */
    static final int NONE = 0;

    private final KernelConfig config;
    private final Refusal refusal;
    private final Kernel.Listener listener;
    private final IdSpace pool;
    private final IoasidSets sets;
    private final @Nullable IoasidSet hostSet;
    private final @Nullable Admission admission;
    private final boolean chargesVms;
    private final boolean chargesHost;
    private final IdSpace guestOwned = new IdSpace();
    private @Nullable VirtualMachine[] guestOwners = new VirtualMachine[0];
    private int[] guestPasids = new int[0];
    private @Nullable Cgroup[] miscGroups = new Cgroup[0];
    private @Nullable MmOwner[] freeing = new MmOwner[0];
    private long stuckCharges;

    IdAccount(
            KernelConfig config,
            Refusal refusal,
            Kernel.Listener listener,
            IdSpace pool,
            IoasidSets sets,
            @Nullable IoasidSet hostSet,
            @Nullable Admission admission) {
        this.config = config;
        this.refusal = refusal;
        this.listener = listener;
        this.pool = pool;
        this.sets = sets;
        this.hostSet = hostSet;
        this.admission = admission;
        this.chargesVms = config.ioasids() != Ioasids.OFF;
        this.chargesHost = chargesVms && config.ioasids() != Ioasids.AS_POSTED;
    }

    long stuckCharges() {
        return stuckCharges;
    }

    /** Returns whether {@code owner}'s ids are charged to the ioasids controller: as posted only those of VMs. */
    boolean isCharged(MmOwner owner) {
        return chargesVms && (chargesHost || owner instanceof VirtualMachine);
    }

    /** Returns the PASID that a device sees for {@code id}: the guest's own number where the guest owns it. */
    int pasid(int id) {
        return id < 0 ? guestPasids[-id] : id;
    }

    /**
     * Takes an id below {@code maxPasids}; returns it, or {@link #NONE} when refused.
     *
     * @param takesAsid whether an ASID will be taken with it
     */
    int tryTake(MmOwner owner, int maxPasids, String device, boolean takesAsid) {
        if (owner instanceof VirtualMachine vm) {
            return config.guestIds() == GuestIds.NONE
                    ? tryTakeGuestOwned(vm, maxPasids, device)
                    : tryTakePooled(vm, vm.group, vm.set, maxPasids, device, takesAsid);
        }
        return tryTakePooled(owner, (Cgroup) owner, hostSet, maxPasids, device, takesAsid);
    }

    /** Undoes a take that nobody was told of. */
    void cancel(MmOwner owner, int id) {
        letGo(owner, id);
        finish(owner, id);
        if (admission != null && id > 0) {
            admission.undo();
        }
    }

    /** Lets an id go: it is free at once, or after {@link #finishFree} where frees are deferred. */
    void release(MmOwner owner, int id) {
        letGo(owner, id);
        listener.released(id);
        if (config.deferFree()) {
            rememberFreeing(owner, id);
        } else {
            finish(owner, id);
            unadmit(id);
        }
    }

    private void unadmit(int id) {
        if (admission != null && id > 0) {
            admission.uncharge(id);
        }
    }

    /** Ends the deferred free of {@code id}. */
    void finishFree(int id) {
        if (id < 0) {
            finishGuestOwned(id);
            return;
        }
        MmOwner owner = id < freeing.length ? freeing[id] : null;
        if (owner == null) {
            throw new IllegalStateException("id " + id + " is not being freed");
        }
        freeing[id] = null;
        finish(owner, id);
        unadmit(id);
    }

    /** Makes the set of a new VM, if it can be had. */
    void openSet(VirtualMachine vm, long quota) {
        boolean isReservation = config.ioasids() == Ioasids.RESERVATION && quota != Long.MAX_VALUE && quota != 0;
        boolean reserves = config.ioasids() == Ioasids.AS_POSTED || isReservation;
        if (!reserves) {
            vm.set = IoasidSet.unreserved(vm, quota);
            return;
        }
        long wanted = quota == Long.MAX_VALUE ? 0 : quota;
        if (sets.refusal(vm, wanted) == null) {
            vm.set = sets.create(vm, wanted);
        }
    }

    /** Marks a VM's charges as stuck: as posted, a killed VM's address space is gone when its ids are freed. */
    void killSet(VirtualMachine vm) {
        if (config.ioasids() == Ioasids.AS_POSTED && vm.set != null) {
            vm.isChargeStuck = true;
            stuckCharges += vm.set.ids();
        }
    }

    /** Ends the set of a closed VM once its last id is free. */
    void endSetWhenEmpty(VirtualMachine vm) {
        IoasidSet set = vm.set;
        if (set == null || !vm.isClosed || set.ids() > 0 || !set.isAlive() || !isInTable(vm, set)) {
            return;
        }
        if (config.ioasids() == Ioasids.RESERVATION) {
            sets.endAndReturn(set);
        } else {
            sets.end(set);
        }
    }

    private boolean isInTable(VirtualMachine vm, IoasidSet set) {
        return set.equals(sets.find(vm));
    }

    private int tryTakePooled(
            MmOwner owner, Cgroup group, @Nullable IoasidSet set, int maxPasids, String device, boolean takesAsid) {
        if (!tryChargeMisc(group)) {
            return NONE;
        }
        if (!tryChargeIoasids(owner, group)) {
            unchargeMisc(group);
            return NONE;
        }
        if (!tryJoin(owner, group, set)) {
            unchargeMisc(group);
            return NONE;
        }
        int id = tryTakeAdmitted(owner, maxPasids, device, takesAsid);
        if (id == NONE) {
            leave(owner, group, set);
            unchargeMisc(group);
            return NONE;
        }
        rememberMisc(group, id);
        count(owner, 1);
        return id;
    }

    private int tryTakeAdmitted(MmOwner owner, int maxPasids, String device, boolean takesAsid) {
        if (admission != null) {
            switch (admission.tryCharge(maxPasids, takesAsid)) {
                case CHARGED -> {}
                case REFUSED -> {
                    refusal.set(Limit.POLICY, admission.level(), admission.errno());
                    return NONE;
                }
                case EXHAUSTED -> {
                    return refuseExhausted(owner, maxPasids, device);
                }
            }
        }
        int id = pool.tryTake(1, maxPasids - 1);
        return id == IdSpace.NONE ? refusePool(owner, device) : id;
    }

    private int refuseExhausted(MmOwner owner, int maxPasids, String device) {
        if (pool.lowestFree(1, maxPasids - 1) == IdSpace.NONE) {
            return refusePool(owner, device);
        }
        refusal.set(Limit.ASID, "host", AsidAccount.errno(config.asidScheme()));
        return NONE;
    }

    private boolean tryChargeMisc(Cgroup group) {
        Cgroup full = config.miscPasid() ? group.tryCharge(Resource.MISC_PASID, 1) : null;
        if (full != null) {
            refusal.set(Limit.MISC, full.path(), Errno.EBUSY);
        }
        return full == null;
    }

    private void unchargeMisc(Cgroup group) {
        if (config.miscPasid()) {
            group.uncharge(Resource.MISC_PASID, 1);
        }
    }

    private boolean tryChargeIoasids(MmOwner owner, Cgroup group) {
        Cgroup full = isCharged(owner) ? group.tryCharge(Resource.IOASIDS, 1) : null;
        if (full != null) {
            refusal.set(Limit.IOASIDS, full.path(), postedOr(Errno.EAGAIN));
        }
        return full == null;
    }

    /** Counts an id in the owner's set. As posted, a set at its quota keeps the charge. */
    private boolean tryJoin(MmOwner owner, Cgroup group, @Nullable IoasidSet set) {
        if (owner instanceof VirtualMachine) {
            if (set == null) {
                unchargeIoasids(owner, group);
                refusal.set(Limit.CAPACITY, "host", Errno.ENOSPC);
                return false;
            }
            if (set.isFull()) {
                keepOrUncharge(owner, group);
                refusal.set(Limit.VM_QUOTA, group.path(), postedOr(Errno.ENOSPC));
                return false;
            }
        } else if (set != null && (set.isFull() || !set.isAlive())) {
            refusal.set(Limit.CAPACITY, "host", hostErrno());
            return false;
        }
        if (set != null) {
            set.add();
        }
        return true;
    }

    private void leave(MmOwner owner, Cgroup group, @Nullable IoasidSet set) {
        if (set != null) {
            set.remove();
        }
        unchargeIoasids(owner, group);
    }

    private void unchargeIoasids(MmOwner owner, Cgroup group) {
        if (isCharged(owner)) {
            group.uncharge(Resource.IOASIDS, 1);
        }
    }

    private void keepOrUncharge(MmOwner owner, Cgroup group) {
        if (config.ioasids() == Ioasids.AS_POSTED) {
            stuckCharges++;
        } else {
            unchargeIoasids(owner, group);
        }
    }

    private int refusePool(MmOwner owner, String device) {
        boolean hasWiderId = pool.lowestFree(1, config.maxPasids() - 1) != IdSpace.NONE;
        Errno errno = owner instanceof VirtualMachine ? postedOr(hostErrno()) : hostErrno();
        refusal.set(Limit.POOL, hasWiderId ? device : "host", errno);
        return NONE;
    }

    /** As posted, the ioctl answers every failure so. */
    private Errno postedOr(Errno errno) {
        return config.ioasids() == Ioasids.AS_POSTED ? Errno.EINVAL : errno;
    }

    private Errno hostErrno() {
        return config.sva() == Sva.LAST_UNBIND ? Errno.ENOMEM : Errno.ENOSPC;
    }

    private int tryTakeGuestOwned(VirtualMachine vm, int maxPasids, String device) {
        int pasid = vm.guestIds.tryTake(1, maxPasids - 1);
        if (pasid == IdSpace.NONE) {
            refusal.set(Limit.WIDTH, device, Errno.ENOSPC);
            return NONE;
        }
        int number = guestOwned.tryTake(1, IdSpace.LAST_ID);
        if (number >= guestPasids.length) {
            guestPasids = Arrays.copyOf(guestPasids, grown(number, guestPasids.length));
            guestOwners = Arrays.copyOf(guestOwners, guestPasids.length);
        }
        guestPasids[number] = pasid;
        guestOwners[number] = vm;
        vm.heldIds++;
        return -number;
    }

    private void finishGuestOwned(int id) {
        VirtualMachine vm = -id < guestOwners.length ? guestOwners[-id] : null;
        if (vm == null) {
            throw new IllegalStateException("id " + id + " is not being freed");
        }
        vm.guestIds.release(guestPasids[-id]);
        guestOwners[-id] = null;
        guestOwned.release(-id);
    }

    private void letGo(MmOwner owner, int id) {
        count(owner, -1);
        if (id > 0 && config.miscPasid()) {
            Cgroup charged = miscGroups[id];
            if (charged == null) {
                throw new IllegalStateException("id " + id + " is not charged to misc");
            }
            charged.uncharge(Resource.MISC_PASID, 1);
            miscGroups[id] = null;
        }
    }

    private void finish(MmOwner owner, int id) {
        if (id < 0) {
            finishGuestOwned(id);
        } else if (owner instanceof VirtualMachine vm) {
            finishVm(vm, id);
        } else {
            leave(owner, (Cgroup) owner, hostSet);
            pool.release(id);
        }
    }

    private void finishVm(VirtualMachine vm, int id) {
        IoasidSet set = vm.set;
        if (set == null) {
            throw new IllegalStateException("id " + id + " is of a VM without a set");
        }
        set.remove();
        if (!vm.isChargeStuck) {
            unchargeIoasids(vm, vm.group);
        }
        pool.release(id);
        endSetWhenEmpty(vm);
    }

    private static void count(MmOwner owner, int change) {
        if (owner instanceof VirtualMachine vm) {
            vm.heldIds += change;
        }
    }

    private void rememberMisc(Cgroup group, int id) {
        if (config.miscPasid()) {
            if (id >= miscGroups.length) {
                miscGroups = Arrays.copyOf(miscGroups, grown(id, miscGroups.length));
            }
            miscGroups[id] = group;
        }
    }

    private void rememberFreeing(MmOwner owner, int id) {
        if (id < 0) {
            return;
        }
        if (id >= freeing.length) {
            freeing = Arrays.copyOf(freeing, grown(id, freeing.length));
        }
        freeing[id] = owner;
    }

    private static int grown(int index, int length) {
        return Math.max(Math.max(16, index + 1), length + (length >> 1));
    }
}
