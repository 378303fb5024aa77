package org.ioasidsim.kernel;

import java.util.Arrays;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.MmOwner;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.sva.ArrayGrowth;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The ids that address spaces hold. Each costs a misc charge, an ioasids charge, a place in a set, the consent of a further rule and a number of
 * the pool, taken in this order, all or none. An owner is the cgroup of a host process or a {@link VirtualMachine}.
 *
 * <p>Ids that guests own are negative and cost nothing of the host: see {@link GuestIdAccount}. The package's page says why
 * {@link org.ioasidsim.kernel.ioasid.Ioasids} is a second model of held ids.
 */
final class IdAccount implements Kept {
    /** The answer of a refusal. */
    static final int NONE = GuestIdAccount.NONE;

    private final KernelConfig config;
    private final Refusal refusal;
    private final IdListener listener;
    private final IdSpace pool;
    private final VmAccount vms;
    private final @Nullable IoasidSet hostSet;
    private final @Nullable Admission admission;
    private final boolean chargesVms;
    private final boolean chargesHost;
    private final boolean lacksMisc;
    private final boolean defersFree;

    /** Whether an id of a process of the host costs nothing but its number: no charge, no place in a set, no consent. */
    private final boolean isFreeOfCharge;

    private final GuestIdAccount guestIds;
    private @Nullable Cgroup[] miscGroups = new Cgroup[0];
    private @Nullable MmOwner[] freeing = new MmOwner[0];
    private long stuckCharges;

    IdAccount(
            KernelConfig config,
            Refusal refusal,
            IdListener listener,
            IdSpace pool,
            VmAccount vms,
            @Nullable IoasidSet hostSet,
            @Nullable Admission admission,
            long miscCapacity) {
        this.config = config;
        this.lacksMisc = config.miscPasid() && miscCapacity == 0;
        this.refusal = refusal;
        this.listener = listener;
        this.pool = pool;
        this.vms = vms;
        this.guestIds = new GuestIdAccount(refusal);
        this.hostSet = hostSet;
        this.admission = admission;
        this.chargesVms = config.ioasids() != IoasidsFlavour.OFF;
        this.chargesHost = chargesVms && config.ioasids() != IoasidsFlavour.AS_POSTED;
        this.defersFree = config.deferFree();
        this.isFreeOfCharge = !config.miscPasid() && !chargesHost && hostSet == null && admission == null;
    }

    /** Returns the charges that refusals by a full set left behind for ever, as posted. */
    long stuckCharges() {
        return stuckCharges;
    }

    /** Returns whether the ioasids controller charges the ids of {@code owner}; as posted it charges VMs only. */
    boolean isCharged(MmOwner owner) {
        return chargesVms && (chargesHost || owner instanceof VirtualMachine);
    }

    /** Returns the PASID that a device sees for a held {@code id}: the guest's own number if the guest owns it. */
    int pasid(int id) {
        return id < 0 ? guestIds.pasid(id) : id;
    }

    /**
     * Takes the lowest free id below {@code maxPasids}; returns it, or {@link #NONE} when refused.
     *
     * @param payer whose misc is charged
     * @param device the level of a refusal that a wider device would not meet
     * @param takesAsid whether the bind needs an ASID too, for the further rule
     */
    int tryTake(MmOwner owner, Cgroup payer, int maxPasids, String device, boolean takesAsid) {
        if (owner instanceof VirtualMachine vm) {
            return vm.kindOfIds() == GuestIds.NONE
                    ? guestIds.tryTake(vm, maxPasids, device)
                    : tryTakePooled(vm, vm.group(), payer, vm.set(), maxPasids, device, takesAsid);
        }
        if (isFreeOfCharge) {
            int id = pool.tryTake(1, maxPasids - 1);
            return id == IdSpace.NONE ? refusePool(owner, device) : id;
        }
        return tryTakePooled(owner, (Cgroup) owner, payer, hostSet, maxPasids, device, takesAsid);
    }

    /** Undoes a take of which the listener was not notified. */
    void cancel(MmOwner owner, int id) {
        startFree(id);
        returnId(owner, id);
        if (id > 0) {
            undoAdmission();
        }
    }

    /** Releases an id. It is free at once or, if frees are deferred, after {@link #finishFree}. */
    void release(MmOwner owner, int id) {
        if (isFreeOfCharge && id > 0 && !defersFree && !(owner instanceof VirtualMachine)) {
            listener.released(id);
            pool.release(id);
            return;
        }
        startFree(id);
        listener.released(id);
        if (defersFree) {
            rememberFreeing(owner, id);
        } else {
            returnId(owner, id);
            unchargeAdmission(id);
        }
    }

    /** Ends the deferred free of {@code id}. */
    void finishFree(int id) {
        if (id < 0) {
            guestIds.finishFree(id);
            return;
        }
        MmOwner owner = id < freeing.length ? freeing[id] : null;
        if (owner == null) {
            throw new IllegalStateException("id " + id + " is not being freed");
        }
        freeing[id] = null;
        returnId(owner, id);
        unchargeAdmission(id);
    }

    private int tryTakePooled(
            MmOwner owner,
            Cgroup group,
            Cgroup payer,
            @Nullable IoasidSet set,
            int maxPasids,
            String device,
            boolean takesAsid) {
        if (!tryChargeMisc(payer)) {
            return NONE;
        }
        if (!tryChargeIoasids(owner, group)) {
            unchargeMisc(payer);
            return NONE;
        }
        if (!tryJoin(owner, group, set)) {
            unchargeMisc(payer);
            return NONE;
        }
        int id = tryTakeAdmitted(owner, maxPasids, device, takesAsid);
        if (id == NONE) {
            leave(owner, group, set);
            unchargeMisc(payer);
            return NONE;
        }
        rememberMisc(payer, id);
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
        if (id == IdSpace.NONE) {
            undoAdmission();
            return refusePool(owner, device);
        }
        return id;
    }

    private int refuseExhausted(MmOwner owner, int maxPasids, String device) {
        if (pool.lowestFree(1, maxPasids - 1) == IdSpace.NONE) {
            return refusePool(owner, device);
        }
        refusal.set(Limit.ASID, "host", AsidAccount.errno(config));
        return NONE;
    }

    private void undoAdmission() {
        if (admission != null) {
            admission.undo();
        }
    }

    private void unchargeAdmission(int id) {
        if (admission != null && id > 0) {
            admission.uncharge(id);
        }
    }

    private boolean tryChargeMisc(Cgroup group) {
        if (lacksMisc) {
            refusal.setNoMisc("host", Resource.MISC_PASID.key());
            return false;
        }
        Cgroup full = config.miscPasid() ? group.tryCharge(Resource.MISC_PASID, 1) : null;
        if (full != null) {
            refusal.setMisc(full.path(), full.path(), Resource.MISC_PASID.slot(), Resource.MISC_PASID.key());
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

    /** Counts an id in the owner's set. As posted, a refusal by a set at its quota keeps the ioasids charge. */
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
        if (config.ioasids() == IoasidsFlavour.AS_POSTED) {
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

    /** Returns the error that a VM sees: as posted, the ioctl answers every failure with EINVAL. */
    private Errno postedOr(Errno errno) {
        return config.ioasids() == IoasidsFlavour.AS_POSTED ? Errno.EINVAL : errno;
    }

    private Errno hostErrno() {
        return config.sva() == Sva.LAST_UNBIND
                ? Errno.ENOMEM
                : config.rules().release().poolErrno();
    }

    /** Starts the free of an id: its misc charge goes back at once; all else is held until {@link #returnId}. */
    private void startFree(int id) {
        if (id < 0) {
            guestIds.startFree(id);
            return;
        }
        if (config.miscPasid()) {
            unchargeRememberedMisc(id);
        }
    }

    private void unchargeRememberedMisc(int id) {
        Cgroup charged = miscGroups[id];
        if (charged == null) {
            throw new IllegalStateException("id " + id + " is not charged to misc");
        }
        charged.uncharge(Resource.MISC_PASID, 1);
        miscGroups[id] = null;
    }

    private void returnId(MmOwner owner, int id) {
        if (id < 0) {
            guestIds.finishFree(id);
        } else if (owner instanceof VirtualMachine vm) {
            returnIdOfVm(vm, id);
        } else {
            leave(owner, (Cgroup) owner, hostSet);
            pool.release(id);
        }
    }

    private void returnIdOfVm(VirtualMachine vm, int id) {
        IoasidSet set = vm.set();
        if (set == null) {
            throw new IllegalStateException("id " + id + " is of a VM without a set");
        }
        set.remove();
        if (!vm.isChargeStuck()) {
            unchargeIoasids(vm, vm.group());
        }
        pool.release(id);
        vms.endSetWhenEmpty(vm);
    }

    private void rememberMisc(Cgroup group, int id) {
        if (config.miscPasid()) {
            if (id >= miscGroups.length) {
                miscGroups = Arrays.copyOf(miscGroups, ArrayGrowth.toHold(id, miscGroups.length));
            }
            miscGroups[id] = group;
        }
    }

    /** Returns the group whose misc is charged for a held id; null if none is. */
    @Nullable
    Cgroup miscPayer(int id) {
        return config.miscPasid() && id > 0 ? miscGroups[id] : null;
    }

    /** Moves the misc charge of a held id from one group to another without a limit check, if it is that group's. */
    void moveMisc(int id, Cgroup from, Cgroup to) {
        if (config.miscPasid() && id > 0 && from.equals(miscGroups[id])) {
            from.move(to, Resource.MISC_PASID, 1);
            miscGroups[id] = to;
        }
    }

    private void rememberFreeing(MmOwner owner, int id) {
        if (id < 0) {
            return;
        }
        if (id >= freeing.length) {
            freeing = Arrays.copyOf(freeing, ArrayGrowth.toHold(id, freeing.length));
        }
        freeing[id] = owner;
    }

    @Override
    public void keep(StateTape tape) {
        guestIds.keep(tape);
        miscGroups = tape.keepReferences(miscGroups);
        freeing = tape.keepReferences(freeing);
        stuckCharges = tape.keep(stuckCharges);
    }
}
