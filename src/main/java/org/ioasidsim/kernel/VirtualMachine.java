package org.ioasidsim.kernel;

import org.ioasidsim.kernel.base.Confidential;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.MmOwner;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.sva.AddressSpaces;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** A VM as the host kernel sees it: a process in a cgroup, its set of ids and its guest processes. {@link VmAccount} changes it. */
public final class VirtualMachine extends MmOwner {
    private final IdSpace guestIds = new IdSpace();
    private final GuestIds kindOfIds;
    private final int narrowest;
    private final long guestPidMax;
    private Cgroup group;
    private @Nullable IoasidSet set;
    private int guests;
    private int firstMm = AddressSpaces.NONE;
    private Confidential confidential = Confidential.NONE;
    private @Nullable Cgroup keyGroup;
    private boolean hasVmid;
    private boolean isClosed;
    private boolean isChargeStuck;

    VirtualMachine(Cgroup group, GuestIds kindOfIds, int narrowest, long guestPidMax) {
        this.group = group;
        this.kindOfIds = kindOfIds;
        this.narrowest = narrowest;
        this.guestPidMax = guestPidMax;
    }

    /** Returns the cgroup of its host process. */
    public Cgroup group() {
        return group;
    }

    /** Returns whether it has ended. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Returns whether no id of it is held or being freed. */
    boolean isEmpty() {
        return (set == null || set.ids() == 0) && guestIds.count() == 0;
    }

    /** Returns its set, or null if none could be made. */
    public @Nullable IoasidSet set() {
        return set;
    }

    /** Returns whether its set could be made. */
    public boolean hasSet() {
        return set != null;
    }

    /** Returns whether one more id would exceed its quota; if guests own their ids, whether the narrowest device has no number left for it. */
    public boolean isQuotaFull() {
        if (kindOfIds == GuestIds.NONE) {
            return guestIds.lowestFree(1, narrowest - 1) == IdSpace.NONE;
        }
        return set != null && set.isFull();
    }

    /** Returns what its guest processes take of the host. */
    public GuestIds kindOfIds() {
        return kindOfIds;
    }

    /** Returns the ids that the guest numbers itself. */
    IdSpace guestIds() {
        return guestIds;
    }

    /** Returns whether one more guest process is within the guest's own pid_max. */
    boolean hasGuestRoom() {
        return guests < guestPidMax;
    }

    /** Returns the first in the list of its guest processes' address spaces, or {@link AddressSpaces#NONE}. */
    int firstMm() {
        return firstMm;
    }

    /** Returns whether its ioasids charges stay for ever: as posted, after a kill. */
    boolean isChargeStuck() {
        return isChargeStuck;
    }

    /** Returns how its memory is kept from the host. */
    public Confidential confidential() {
        return confidential;
    }

    /** Returns the cgroup that was charged for its ASID or key id, or null. */
    @Nullable
    Cgroup keyGroup() {
        return keyGroup;
    }

    boolean hasVmid() {
        return hasVmid;
    }

    void setVmid(boolean isTaken) {
        hasVmid = isTaken;
    }

    void setKey(Confidential kind, Cgroup charged) {
        confidential = kind;
        keyGroup = charged;
    }

    void setSet(IoasidSet newSet) {
        set = newSet;
    }

    void setGroup(Cgroup newGroup) {
        group = newGroup;
    }

    /** Counts a guest process that starts ({@code 1}) or ends ({@code -1}), after which {@code newFirstMm} heads the list. */
    void countGuest(int change, int newFirstMm) {
        guests += change;
        firstMm = newFirstMm;
    }

    void keepCharges() {
        isChargeStuck = true;
    }

    void close() {
        isClosed = true;
    }

    @Override
    public void keep(StateTape tape) {
        super.keep(tape);
        guestIds.keep(tape);
        group = tape.keepReference(group);
        set = tape.keepReference(set);
        confidential = tape.keepReference(confidential);
        keyGroup = tape.keepReference(keyGroup);
        hasVmid = tape.keep(hasVmid);
        if (set != null) {
            set.keep(tape);
        }
        guests = tape.keep(guests);
        firstMm = tape.keep(firstMm);
        isClosed = tape.keep(isClosed);
        isChargeStuck = tape.keep(isChargeStuck);
    }
}
