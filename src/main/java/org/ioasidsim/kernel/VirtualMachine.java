package org.ioasidsim.kernel;

import org.ioasidsim.kernel.base.MmOwner;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.sva.AddressSpaces;
import org.jspecify.annotations.Nullable;

/** A VM as the host kernel sees it: its process and its set of ids. */
public final class VirtualMachine extends MmOwner {
    /** The ids that the guest numbers itself, where guests own their ids. */
    final IdSpace guestIds = new IdSpace();

    private final boolean ownsIds;
    private final int narrowest;
    private final long guestPidMax;

    Cgroup group;

    @Nullable
    IoasidSet set;

    int heldIds;
    int guests;
    int firstMm = AddressSpaces.NONE;
    boolean isClosed;
    boolean isChargeStuck;

    VirtualMachine(Cgroup group, boolean ownsIds, int narrowest, long guestPidMax) {
        this.group = group;
        this.ownsIds = ownsIds;
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

    /** Returns the guest processes alive. */
    public int guests() {
        return guests;
    }

    /** Returns whether one guest process more is within the guest's own pid_max. */
    boolean hasGuestRoom() {
        return guests < guestPidMax;
    }

    /** Returns its set, or null where none could be made. */
    public @Nullable IoasidSet set() {
        return set;
    }

    /** Returns whether its set could be made. */
    public boolean hasSet() {
        return set != null;
    }

    /** Returns whether one more id would exceed its quota (or, where guests own their ids, the width of the narrowest device). */
    public boolean isQuotaFull() {
        if (ownsIds) {
            return guestIds.lowestFree(1, narrowest - 1) == IdSpace.NONE;
        }
        return set != null && set.isFull();
    }

    /** Returns the ids that its guest processes hold. */
    public int idCount() {
        return heldIds;
    }
}
